"""Tests of the room of inspection."""
