"""Institutions are registered, amended, assigned, closed and opened again."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from bureau.kernel import clock
from bureau.kernel.access import Actor
from bureau.kernel.refusals import NotNow
from bureau.people.models import Account, Unit
from bureau.registry.lifecycle import INSTITUTION
from bureau.registry.models import Assignment, Identity, Institution, Site
from bureau.registry.services.awaiting import hand_over_waiting, tell_handed_over
from bureau.registry.services.refreshing import refresh
from bureau.registry.services.sources import Source, follow, stamped
from bureau.trail.services import next_number


@dataclass(frozen=True)
class Identification:
    """What an institution is called and what it is; an empty text is not known."""

    name: str
    uscc: str = ""
    kind: str = ""
    home_division: str = ""


def register_institution(
    *,
    identification: Identification,
    division: str,
    by: Actor,
    source: Source | None = None,
    unit: Unit | None = None,
    officer: Account | None = None,
    parent: Institution | None = None,
    place: str = "",
) -> Institution:
    """Open a dossier. `division` is where it is met first and stands in its number; `place` that of a site there.

    Raises:
        MissingPermission, NotNow: another has the code already; nothing was written.
    """
    said_by = source or Source()
    institution = Institution(parent=parent, unit=unit, officer=officer)
    with INSTITUTION.creating("register_institution", institution, by=by) as row:
        identify(row, identification, division)
        row.reference = f"I-{division}-{next_number(f'I-{division}'):04}"
        row.save()
        say(row, identification, said_by, by)
        if place:
            stamped(Site(institution=row, division=place), said_by, by).save()
        if unit is not None:
            Assignment(institution=row, unit=unit, officer=officer, valid_from=clock.today()).save()
        refresh(row)
    return row


def amend_institution(
    *,
    institution: Institution,
    identification: Identification,
    by: Actor,
    source: Source | None = None,
    base: int | None = None,
) -> Institution:
    """Record a newer word on what it is called and what it is; the earlier one stays on the record."""
    with INSTITUTION.moving("amend_institution", institution, by=by, base=base) as held:
        identify(held, identification, institution.reference.split("-")[1])
        say(held, identification, source or Source(), by)
        refresh(held)
    return held


def provisional_numbers(division: str, count: int) -> list[str]:
    """Numbers for institutions whose code is not known."""
    first = next_number(f"T-{division}", count=count) if count else 1
    return [f"T-{division}-{number:05}" for number in range(first, first + count)]


def identify(row: Institution, said: Identification, division: str) -> None:
    """Put on the row what is said of it, if nobody else has the code."""
    if not said.name:
        raise NotNow(_("An institution has a name."))
    if said.uscc:
        other = Institution.objects.filter(uscc=said.uscc).exclude(pk=row.pk).first()
        if other is not None:
            raise NotNow(
                _("The code %(code)s belongs to %(name)s (%(reference)s) already. One of the two is wrong.")
                % {"code": said.uscc, "name": other.name, "reference": other.reference}
            )
    elif row.provisional_number is None:
        (row.provisional_number,) = provisional_numbers(division, 1)
    row.name, row.uscc, row.kind = said.name, said.uscc or None, said.kind
    row.home_division = said.home_division


def say(row: Institution, said: Identification, source: Source, by: Actor) -> Identity:
    """Put on record who says so; saying the same again records nothing."""
    earlier: Identity | None = Identity.objects.standing().filter(institution=row).first()
    fact = Identity(
        institution=row,
        name=said.name,
        uscc=said.uscc,
        kind=said.kind,
        home_division=said.home_division,
    )
    if earlier is not None and earlier.said == fact.said:
        return earlier
    stamped(follow(fact, earlier, by), source, by).save()
    return fact


def assign_institution(
    *,
    institution: Institution,
    unit: Unit,
    officer: Account | None,
    by: Actor,
    reason: str = "",
    since: dt.date | None = None,
    base: int | None = None,
) -> Institution:
    """Hand an institution over to a unit and an officer, in one step; who answered for it before stays on record."""
    day = since or clock.today()
    with INSTITUTION.moving("assign_institution", institution, by=by, reason=reason, base=base) as held:
        if (held.unit, held.officer) == (unit, officer):
            raise NotNow(_("These answer for it already."))
        for standing in held.assignments.filter(valid_to__isnull=True):
            ended = standing.fresh()
            ended.valid_to = max(ended.valid_from, day - dt.timedelta(days=1))
            ended.save()
        Assignment(institution=held, unit=unit, officer=officer, valid_from=day).save()
        moved, held.unit, held.officer = held.unit != unit, unit, officer
        refresh(held)
        if moved:
            hand_over_waiting(held, by)
        tell_handed_over(held, by)
    return held


def close_institution(
    *, institution: Institution, by: Actor, reason: str, base: int | None = None
) -> Institution:
    """Close a dossier: the body ended, moved away, or was met twice. Nothing of it is removed."""
    with INSTITUTION.moving("close_institution", institution, by=by, reason=reason, base=base) as held:
        pass
    return held


def reopen_institution(
    *, institution: Institution, by: Actor, reason: str, base: int | None = None
) -> Institution:
    """Keep a closed dossier again."""
    with INSTITUTION.moving("reopen_institution", institution, by=by, reason=reason, base=base) as held:
        refresh(held)
    return held
