"""What became of one row after somebody looked at it, step by step, from its images."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from bureau.trail.images import Values
from bureau.trail.models import Image
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


def steps_since(row: Recorded, version: int) -> list[Step]:
    """What was done to the row after it had this version, the earliest first; what was erased is left out."""
    return [step for step in _steps(row) if step.after.get("version", 0) > version]


def _steps(row: Recorded) -> Iterator[Step]:
    own = Image.objects.filter(
        subject__label=row.trail_label, subject__key=str(row.pk), values__isnull=False
    ).select_related("entry")
    images = [(image.entry, json.loads(image.values or "{}")) for image in own]
    for (_earlier, before), (entry, after) in pairwise(images):
        yield Step(entry.at, entry.actor, entry.move, entry.reason, before, after)
