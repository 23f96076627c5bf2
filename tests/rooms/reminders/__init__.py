"""Tests of the room of reminders."""
