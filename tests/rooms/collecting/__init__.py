"""Tests of the room of collecting."""
