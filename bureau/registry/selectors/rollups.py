"""The form of a city or region as the sum of the forms submitted below it, and who has not reported."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bureau.kernel.lateness import how_far
from bureau.people.models import Unit
from bureau.people.selectors import area_of
from bureau.registry.annex import Annex, Repeated, Source, join_forms
from bureau.registry.annex.form import PARTS
from bureau.registry.annex.joining import identity
from bureau.registry.models import AnnexSubmission
from bureau.registry.reporting import last_submissions, reporting_below, subject_of
from bureau.registry.selectors.submissions import form_of
from bureau.reminders.models import DueDate


@dataclass(frozen=True)
class Reporting:
    """A unit below, the last form it submitted, and until when one is awaited of it."""

    unit: Unit
    submission: AnnexSubmission | None
    form: Annex | None
    awaited: DueDate | None
    on: dt.date

    @property
    def counts(self) -> tuple[int, ...]:
        """Bodies in each of the four parts of its form."""
        return tuple(len(self.form.lines(part)) for part in PARTS) if self.form else ()

    @property
    def late(self) -> bool:
        """Whether the day by which it was to report has passed."""
        return self.awaited is not None and self.awaited.due_on < self.on

    @property
    def far(self) -> str:
        """How far off that day is, in words."""
        return how_far(self.awaited.due_on, self.on) if self.awaited else ""


@dataclass(frozen=True)
class RollUp:
    """The joined form, what it stands on, the units without a form, and the bodies that several forms hold."""

    unit: Unit
    annex: Annex
    below: tuple[Reporting, ...]
    repeated: tuple[Repeated, ...]
    origin: Mapping[str, str]

    @property
    def missing(self) -> tuple[Reporting, ...]:
        """Units that have not submitted a form."""
        return tuple(one for one in self.below if one.submission is None)

    @property
    def reported(self) -> tuple[Reporting, ...]:
        """Units whose form is in the sum."""
        return tuple(one for one in self.below if one.submission is not None)

    @property
    def lines_of_forms(self) -> int:
        """Bodies in parts 1 to 3 of all forms, those that several hold counted as often as they stand there."""
        return sum(sum(one.counts[:3]) for one in self.reported)

    def frozen(self) -> dict[str, Any]:
        """What a submitted sum keeps of where it comes from."""
        return {
            "stands_on": [_named(one) for one in self.reported],
            "not_reported": [{"unit": one.unit.reference, "name": one.unit.name} for one in self.missing],
            "repeated": [
                {
                    "key": one.key,
                    "name": one.name,
                    "taken": one.taken,
                    "left": list(one.left),
                    "said": [list(pair) for pair in one.said],
                    "differs": one.differs,
                }
                for one in self.repeated
            ],
        }


def _named(one: Reporting) -> dict[str, Any]:
    row = one.submission
    assert row is not None  # noqa: S101 - only units that reported are named
    return {
        "unit": one.unit.reference,
        "name": one.unit.name,
        "reference": row.reference,
        "reported_on": row.reported_on.isoformat(),
        "sha256": row.sha256,
        "counts": list(one.counts),
    }


def roll_up(unit: Unit, on: dt.date) -> RollUp:
    """The sum of the last form of each unit below, as it stood on that day.

    Nothing of it is drawn from dossiers: a number of the sum is a number that a unit answered for.
    """
    units = reporting_below(unit)
    last = last_submissions(units, on)
    awaited = {one.unit_id: one for one in DueDate.objects.open().filter(subject__in=map(subject_of, units))}
    below = tuple(
        Reporting(one, row, form_of(row) if row else None, awaited.get(one.pk), on)
        for one in units
        for row in (last.get(one.pk),)
    )
    sources = [
        Source(one.unit.name, one.unit.division, one.form, homes_of(one.submission))
        for one in below
        if one.form is not None and one.submission is not None
    ]
    joined = join_forms(sources, area_of(unit), on)
    return RollUp(unit, joined.annex, below, joined.repeated, joined.origin)


def homes_of(submission: AnnexSubmission) -> dict[str, str]:
    """Where the bodies of a form are registered, as it was frozen with it."""
    return {
        line["key"]: line["basis"].get("home_division", "")
        for part in PARTS
        for line in submission.content[part.lines]
        if line["key"]
    }


def basis_of_sum(found: RollUp) -> dict[str, dict[str, Any]]:
    """What put each body where it stands in the sum: what its form was frozen with, and whose form that is."""
    kept = {
        one.unit.name: {
            line["key"] or line["name"]: line["basis"]
            for part in PARTS[:3]
            for line in one.submission.content[part.lines]
        }
        for one in found.reported
        if one.submission is not None
    }
    references = {one.unit.name: one.submission.reference for one in found.reported if one.submission}
    basis = {}
    for part in PARTS:
        for line in found.annex.lines(part):
            unit = found.origin[identity(line)]
            held = kept[unit].get(line.key) or kept[unit].get(line.name) or {}
            basis[identity(line)] = {**held, "form": references[unit]}
    return basis
