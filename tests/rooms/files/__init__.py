"""Tests of the room of files."""
