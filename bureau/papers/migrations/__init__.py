"""Migrations of this room, in order."""
