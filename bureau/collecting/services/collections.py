"""Collections are started, handed over, closed and withdrawn."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from bureau.collecting.lacking import Lacking
from bureau.collecting.lifecycle import COLLECTION
from bureau.collecting.models import Collection, Part
from bureau.collecting.services.parts import ask_part, withdraw_part
from bureau.kernel import clock
from bureau.kernel.access import Actor, Consequence
from bureau.kernel.refusals import NotNow
from bureau.people.models import Account, Unit
from bureau.trail.services import next_number

Wanted = dict[str, list[str]]


@dataclass(frozen=True)
class Asking:
    """What an officer asks: by which day, with which words, for which of the things that dossiers lack."""

    title: str
    due_on: dt.date
    asked: tuple[str, ...]
    instructions: str = ""


def start_collection(*, asking: Asking, lacking: Iterable[Lacking], unit: Unit, by: Account) -> Collection:
    """Ask each body for what it must supply, and the unit that answers for it for what the office must.

    Raises:
        MissingPermission, NotNow: nobody lacks any of it, or the day has passed; nothing was written.
    """
    if asking.due_on < clock.today():
        raise NotNow(_("The due date has passed already. Choose a later day."))
    found = list(lacking)
    if not found:
        raise NotNow(_("Nobody lacks any of it; there is nothing to collect."))
    row = Collection(
        title=asking.title,
        instructions=asking.instructions,
        asked=list(asking.asked),
        due_on=asking.due_on,
        unit=unit,
        officer=by,
        started_at=clock.now(),
    )
    with COLLECTION.creating("start_collection", row, by=by) as made:
        series = f"G-{unit.division}-{clock.today().year}"
        made.reference = f"{series}-{next_number(series):03}"
        made.save()
        _ask(made, found, by)
    return made


def _ask(made: Collection, lacking: list[Lacking], by: Actor) -> None:
    """One part a body, then one a unit about all of its bodies."""
    of_units: dict[Unit, Wanted] = {}
    parts = []
    for one in lacking:
        unit = one.institution.unit or made.unit
        if one.of_body:
            wanted = {one.institution.reference: list(one.of_body)}
            parts.append(Part(collection=made, institution=one.institution, unit=unit, asked=wanted))
        if one.of_office:
            of_units.setdefault(unit, {})[one.institution.reference] = list(one.of_office)
    parts += [
        Part(collection=made, unit=unit, asked=wanted)
        for unit, wanted in sorted(of_units.items(), key=lambda pair: pair[0].path)
    ]
    for number, part in enumerate(parts, 1):
        part.reference = f"{made.reference}-{number:04}"
        ask_part(part=part, by=Consequence(by.trail_name))


def hand_over_collection(
    *, collection: Collection, officer: Account, by: Actor, reason: str, base: int | None = None
) -> Collection:
    """Another officer is in charge of it from now on."""
    with COLLECTION.moving("hand_over_collection", collection, by=by, reason=reason, base=base) as held:
        if held.officer == officer:
            raise NotNow(_("%(name)s is in charge of it already.") % {"name": officer})
        if not officer.may(COLLECTION.moves["hand_over_collection"].permission, at=held.unit):
            raise NotNow(_("%(name)s may not collect at %(unit)s.") % {"name": officer, "unit": held.unit})
        held.officer = officer
    return held


def close_collection(
    *, collection: Collection, by: Actor, reason: str, base: int | None = None
) -> Collection:
    """It is over; what was not sent in by now is not asked for any more."""
    with COLLECTION.moving("close_collection", collection, by=by, reason=reason, base=base) as held:
        _end(held, by, reason)
    return held


def withdraw_collection(
    *, collection: Collection, by: Actor, reason: str, base: int | None = None
) -> Collection:
    """It was started by mistake; nothing of it is asked for any more. What was entered stays a proposal."""
    with COLLECTION.moving("withdraw_collection", collection, by=by, reason=reason, base=base) as held:
        _end(held, by, reason)
    return held


def _end(held: Collection, by: Actor, reason: str) -> None:
    held.ended_at = clock.now()
    for part in held.parts.open().order_by("reference"):
        withdraw_part(part=part, by=Consequence(by.trail_name), reason=reason)
