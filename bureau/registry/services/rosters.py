"""Rosters are received, imported in one piece, withdrawn, undone in one piece."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from bureau.kernel import clock
from bureau.kernel.access import Actor
from bureau.kernel.refusals import NotNow
from bureau.people.models import Unit
from bureau.registry.importing import Plan, Verdict, plan_lines
from bureau.registry.lifecycle import ROSTER, FactState, InstitutionState
from bureau.registry.models import FACTS, Institution, RosterImport, RosterRow
from bureau.registry.services.refreshing import draw, refresh
from bureau.registry.services.rosterfacts import facts_of, identification_of, new_facts
from bureau.registry.services.sources import end
from bureau.trail.services import next_number


@dataclass(frozen=True)
class Reading:
    """A file that was kept and read: its name, hash and size, its lines, its problems, what its columns are."""

    file_name: str
    sha256: str
    size: int
    lines: Sequence[dict[str, Any]]
    problems: Sequence[dict[str, Any]] = field(default=())
    columns: Sequence[dict[str, Any]] = field(default=())


def receive_roster(*, reading: Reading, unit: Unit, by: Actor) -> RosterImport:
    """Put a roster on record with what would become of each line; nothing is imported yet."""
    roster = RosterImport(
        unit=unit,
        file_name=reading.file_name,
        file_sha256=reading.sha256,
        file_bytes=reading.size,
        received_at=clock.now(),
        received_by=by.trail_name,
        problems=list(reading.problems),
        columns=list(reading.columns),
    )
    with ROSTER.creating("receive_roster", roster, by=by) as row:
        year = clock.today().year
        series = f"R-{unit.division}-{year}"
        row.reference = f"{series}-{next_number(series):04}"
        row.save()
        rows = [_row(row, plan) for plan in plan_lines(reading.lines)]
        RosterRow.objects.bulk_create(rows)
    return row


def _row(roster: RosterImport, plan: Plan) -> RosterRow:
    return RosterRow(
        roster=roster,
        sheet=plan.read["sheet"] or "",
        row=plan.read["row"],
        read=plan.read,
        verdict=plan.verdict,
        why=plan.why[:300],
        institution=plan.institution,
    )


def import_roster(*, roster: RosterImport, by: Actor, base: int | None = None) -> RosterImport:
    """Import every line that is not in conflict, or nothing; each line is looked at again as things now stand."""
    with ROSTER.moving("import_roster", roster, by=by, base=base) as held:
        rows = list(held.rows.all())
        if not rows:
            raise NotNow(_("The roster has no line to import."))
        plans = plan_lines([row.read for row in rows])
        _take(held, plans, by)
        for row, plan in zip(rows, plans, strict=True):
            row.verdict, row.why, row.institution = plan.verdict, plan.why[:300], plan.institution
            row.left_version = plan.institution.version if _taken(plan) and plan.institution else None
            row.save()
    return held


def _taken(plan: Plan) -> bool:
    return plan.verdict in {Verdict.NEW, Verdict.KNOWN}


def _take(roster: RosterImport, plans: Sequence[Plan], by: Actor) -> None:
    fresh = [plan for plan in plans if plan.verdict == Verdict.NEW]
    first = next_number(f"I-{roster.unit.division}", count=len(fresh)) if fresh else 0
    facts: list[Any] = []
    for number, plan in enumerate(fresh, start=first):
        plan.institution, own = _begin(roster, plan, number, by)
        facts += own
    Institution.objects.bulk_create([plan.institution for plan in fresh])
    for model in FACTS:
        of_model = [fact for fact in facts if type(fact) is model]
        if of_model:
            model.objects.bulk_create(of_model)
    for plan in plans:
        if plan.verdict == Verdict.AGAIN and plan.first is not None:
            plan.institution = plans[plan.first].institution
    for plan in plans:
        if plan.verdict == Verdict.KNOWN and plan.institution is not None:
            _add(roster, plan, by)


def _begin(roster: RosterImport, plan: Plan, number: int, by: Actor) -> tuple[Institution, list[Any]]:
    said = identification_of(plan.read)
    institution = Institution(
        reference=f"I-{roster.unit.division}-{number:04}",
        name=said.name,
        uscc=said.uscc or None,
        kind=said.kind,
        home_division=said.home_division,
        unit=roster.unit,
    )
    facts = facts_of(institution, plan.read, roster, by)
    held: dict[str, list[Any]] = {}
    for fact in facts:
        held.setdefault(fact._meta.model_name, []).append(fact)
    draw(institution, held, [said.name])
    return institution, facts


def _add(roster: RosterImport, plan: Plan, by: Actor) -> None:
    """Add what a known institution's dossier does not say yet; what it says otherwise stays, and the line says so."""
    assert plan.institution is not None  # noqa: S101 - a known line has one
    held = plan.institution.fresh()
    added, notes = new_facts(held, plan.read, roster, by)
    for fact in added:
        fact.save()
    plan.why = "；".join((plan.why, *notes))
    if held.state == InstitutionState.CLOSED:
        held.state = InstitutionState.ACTIVE
    if added or held.state != plan.institution.state:
        refresh(held)
        held.save()
    plan.institution = held


def withdraw_roster(*, roster: RosterImport, by: Actor, reason: str, base: int | None = None) -> RosterImport:
    """Put a roster aside that was not imported."""
    with ROSTER.moving("withdraw_roster", roster, by=by, reason=reason, base=base) as held:
        pass
    return held


def undo_roster(*, roster: RosterImport, by: Actor, reason: str, base: int | None = None) -> RosterImport:
    """Take back a whole import: what it wrote is withdrawn, the dossiers it opened are closed; the record stays."""
    with ROSTER.moving("undo_roster", roster, by=by, reason=reason, base=base) as held:
        for model in FACTS:
            for fact in model.objects.standing().filter(source_reference__startswith=f"{held.reference} "):
                end(fact, FactState.WITHDRAWN)
        for row in held.rows.exclude(left_version=None).select_related("institution"):
            institution = row.institution.fresh()
            if row.verdict == Verdict.NEW:
                institution.state = InstitutionState.CLOSED
            refresh(institution)
            institution.save()
    return held
