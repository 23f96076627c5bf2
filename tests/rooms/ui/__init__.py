"""Tests of the room of the pages' looks."""
