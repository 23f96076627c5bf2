"""These tests read sentences in the source language."""

from tests.english import english

__all__ = ["english"]
