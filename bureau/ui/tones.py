"""The one table of word and tone: a page never chooses a colour, it names a state."""

from __future__ import annotations

from typing import Literal

Tone = Literal["idle", "run", "warn", "bad", "good"]

# Filled by the rooms that own the states: `register(InstitutionState.CLOSED, "idle")`.
_tones: dict[str, Tone] = {}


class TwoTonesError(ValueError):
    """A state was given two tones; one word has one colour."""


def register(tone: Tone, *states: str) -> None:
    """Give states their tone, once."""
    for state in map(str, states):
        if _tones.setdefault(state, tone) != tone:
            raise TwoTonesError(f"{state} is {_tones[state]} already and cannot be {tone} too")


def tone(state: object) -> Tone:
    """The tone of a state; what nobody registered is idle grey."""
    return _tones.get(str(state), "idle")
