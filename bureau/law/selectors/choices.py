"""Bases that were chosen: the one that holds for something, one by its number, and all about something."""

from __future__ import annotations

from bureau.kernel.access import Actor, gate
from bureau.law.models import Choice
from bureau.law.subjects import Subject


def choice_of(reference: str, *, for_: Actor) -> Choice:
    """One choice that somebody may see, or none (404)."""
    rows = Choice.objects.select_related("unit", "chosen_by")
    found: Choice = gate(rows, for_=for_, reference=reference)
    return found


def standing_choice(subject: Subject) -> Choice | None:
    """The choice that holds for something: its own, else that of what it came from."""
    rows = Choice.objects.standing().select_related("unit", "chosen_by")
    for reference in (subject.reference, *subject.earlier):
        found: Choice | None = rows.about(reference).first()
        if found is not None:
            return found
    return None


def choices_about(subject: Subject) -> list[Choice]:
    """Every choice about something, the newest first."""
    return list(Choice.objects.about(subject.reference).select_related("unit", "chosen_by"))
