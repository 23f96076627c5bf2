"""Tests of the problem register."""
