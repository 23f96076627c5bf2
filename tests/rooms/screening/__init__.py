"""Tests of the room of screening."""
