"""Progress of a collection by unit: asked, sent in, returned, accepted, late, and whom to call."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from bureau.collecting.lifecycle import PartState
from bureau.collecting.models import Collection, Part
from bureau.kernel import clock
from bureau.people.models import Unit
from bureau.registry.models import Contact
from bureau.registry.selectors.lists import contacts_of


@dataclass
class UnitLine:
    """One unit's parts by how far they are; `asked` are all of them, `late` those past the day and not sent in."""

    unit: Unit
    asked: int = 0
    sent_in: int = 0
    returned: int = 0
    accepted: int = 0
    late: int = 0

    def take(self, part: Part, *, late: bool) -> None:
        """Count one part."""
        self.asked += 1
        self.sent_in += part.state == PartState.SENT_IN
        self.returned += part.state == PartState.RETURNED
        self.accepted += part.state == PartState.ACCEPTED
        self.late += late


@dataclass(frozen=True)
class PartLine:
    """One part in the list, with whom to call."""

    part: Part
    late: bool
    contact: Contact | None


@dataclass(frozen=True)
class Progress:
    """The whole: by unit, all together, and each part."""

    units: Sequence[UnitLine]
    parts: Sequence[PartLine]
    total: UnitLine = field()

    @property
    def late(self) -> list[PartLine]:
        """Those who are late."""
        return [one for one in self.parts if one.late]


def is_late(part: Part, day: dt.date) -> bool:
    """Whether it is past its day and they have not sent it in."""
    return part.waits_for_them and part.collection.due_on < day


def progress_of(collection: Collection, for_: Any) -> Progress:  # noqa: ANN401 - an account
    """How far a collection has come, of the units that somebody sees; what was withdrawn does not count."""
    day = clock.today()
    rows = Part.objects.visible_to(for_).standing().filter(collection=collection)
    parts = list(rows.select_related("collection", "institution", "unit").order_by("unit__path", "reference"))
    contacts = contacts_of([one.institution for one in parts if one.institution], day)
    lines, total = [], UnitLine(collection.unit)
    units: dict[Any, UnitLine] = {}
    for part in parts:
        late = is_late(part, day)
        units.setdefault(part.unit_id, UnitLine(part.unit)).take(part, late=late)
        total.take(part, late=late)
        lines.append(PartLine(part, late, contacts.get(part.institution_id)))
    return Progress(list(units.values()), lines, total)
