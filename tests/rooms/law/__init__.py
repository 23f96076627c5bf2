"""Tests of the room of law."""
