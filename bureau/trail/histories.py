"""What the trail says: the entries about a thing, a row since somebody looked at it, several rows together."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from bureau.trail.images import Values
from bureau.trail.models import Entry, Image
from bureau.trail.recorded import Recorded


@dataclass(frozen=True)
class Step:
    """One entry about a row: who made which move when, and its columns before and after."""

    at: dt.datetime
    actor: str
    move: str
    reason: str
    before: Values
    after: Values

    @property
    def changed(self) -> tuple[str, ...]:
        """The columns that differ."""
        return tuple(name for name, value in self.after.items() if self.before.get(name) != value)


def entries_about(references: Iterable[str], *, leave_out: Iterable[str] = (), most: int) -> list[Entry]:
    """The newest entries about these references, but for some moves."""
    found = Entry.objects.filter(reference__in=list(references)).exclude(move__in=list(leave_out))
    return list(found.order_by("-sequence")[:most])


def steps_since(row: Recorded, version: int) -> list[Step]:
    """What was done to the row after it had this version, the earliest first; what was erased is left out."""
    return [step for step in _steps(row) if step.after.get("version", 0) > version]


@dataclass(frozen=True)
class Touched:
    """What an entry did to one row: its table, its key, its columns before (None of a new row) and after."""

    label: str
    key: str
    before: Values | None
    after: Values

    @property
    def changed(self) -> tuple[str, ...]:
        """The columns that differ; of a row that is new none, since its page says them all."""
        if self.before is None:
            return ()
        return tuple(name for name, value in self.after.items() if self.before.get(name) != value)


@dataclass(frozen=True)
class Happening:
    """One entry about several rows that are told as one history."""

    at: dt.datetime
    actor: str
    move: str
    reason: str
    touched: tuple[Touched, ...]


def happenings(keys: Iterable[str]) -> list[Happening]:
    """What was done to the rows with these keys, the newest first; what was erased is left out."""
    own = Image.objects.filter(subject__key__in=list(keys), values__isnull=False)
    before: dict[str, Values] = {}
    found: dict[int, Happening] = {}
    for image in own.select_related("entry", "subject").order_by("entry_id", "position"):
        entry, key, after = image.entry, image.subject.key, json.loads(image.values or "{}")
        touched = Touched(image.subject.label, key, before.get(key), after)
        before[key] = after
        earlier = found[entry.pk].touched if entry.pk in found else ()
        found[entry.pk] = Happening(entry.at, entry.actor, entry.move, entry.reason, (*earlier, touched))
    return list(found.values())[::-1]


def _steps(row: Recorded) -> Iterator[Step]:
    own = Image.objects.filter(
        subject__label=row.trail_label, subject__key=str(row.pk), values__isnull=False
    ).select_related("entry")
    images = [(image.entry, json.loads(image.values or "{}")) for image in own]
    for (_earlier, before), (entry, after) in pairwise(images):
        yield Step(entry.at, entry.actor, entry.move, entry.reason, before, after)
