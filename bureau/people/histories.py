"""What was done to a thing, entry by entry from the trail, with the names of those who did it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from bureau.people.selectors.accounts import names_of
from bureau.trail.histories import entries_about

# What waits in queues is told where it waits, not in the history of the thing.
LEFT_OUT = ("add_due_date", "finish_due_date", "withdraw_due_date")
MOST = 200


@dataclass(frozen=True)
class Happening:
    """One entry: when, who, which move, about which reference, and why."""

    at: dt.datetime
    by: str
    move: str
    reference: str
    reason: str


def happenings(references: Iterable[str], *, most: int = MOST) -> list[Happening]:
    """The newest entries about these references."""
    entries = entries_about(references, leave_out=LEFT_OUT, most=most)
    names = names_of(one.actor for one in entries)
    return [Happening(one.at, names[one.actor], one.move, one.reference, one.reason) for one in entries]
