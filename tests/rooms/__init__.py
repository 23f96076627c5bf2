"""Tests of the rooms, a folder a room."""
