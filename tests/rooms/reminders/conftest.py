"""Sentences of this room are compared in English."""

from tests.english import english  # noqa: F401 - a fixture, which pytest finds here by name
