"""One dossier: its facts as they stand or stood on a day, what it lacks, the drawing of its gaps."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from bureau.kernel import clock
from bureau.registry.approved import domains_on
from bureau.registry.completeness import Completeness, Lack, completeness
from bureau.registry.models import Assignment, Identity, Institution
from bureau.registry.selectors.facts import Facts, assignment_on, facts_of
from bureau.registry.selectors.gaps import Lane, drawing_of, lanes_of
from bureau.ui.drawing import Timeline


@dataclass(frozen=True)
class Dossier:
    """What one institution's page shows on a day. `identity` is who it was by the word that stood then, if any did."""

    institution: Institution
    on: dt.date
    is_past: bool
    facts: Facts
    identity: Identity | None
    assignment: Assignment | None
    domains: list[str]
    completeness: Completeness
    lanes: tuple[Lane, ...]
    drawing: Timeline

    @property
    def lacks(self) -> tuple[Lack, ...]:
        """What is missing."""
        return self.completeness.lacks

    @property
    def required(self) -> int:
        """How many things are asked of it."""
        return self.completeness.asked

    @property
    def complete(self) -> int:
        """How many of the required things are there."""
        return self.required - len(self.lacks)

    @property
    def gaps(self) -> int:
        """How often something was missing."""
        return sum(len(lane.gaps) for lane in self.lanes)


def dossier(institution: Institution, on: dt.date | None = None) -> Dossier:
    """The dossier as it stands, or as it stood on the record at the end of a past day."""
    today = clock.today()
    day = on or today
    is_past = day < today
    facts = facts_of(institution, day if is_past else None)
    lanes = lanes_of(facts, day)
    assignment = assignment_on(institution, day)
    answers = assignment and assignment.officer_id if is_past else institution.officer_id
    return Dossier(
        institution=institution,
        on=day,
        is_past=is_past,
        facts=facts,
        identity=facts["identity"][0] if facts["identity"] else None,
        assignment=assignment,
        domains=domains_on(facts["capability"], facts["certificate"], facts["stateddomain"], day),
        completeness=completeness(facts, day, answered=answers is not None),
        lanes=lanes,
        drawing=drawing_of(lanes, day),
    )
