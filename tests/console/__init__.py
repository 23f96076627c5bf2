"""Tests of the console: commands, and how the program is run."""
