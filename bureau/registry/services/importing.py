"""A roster is imported in one piece, or not at all, and its import is undone in one piece."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from bureau.kernel import clock
from bureau.kernel.access import Actor
from bureau.registry.importing import Plan, plan_lines
from bureau.registry.lifecycle import ROSTER, InstitutionState
from bureau.registry.models import (
    Assignment,
    Differing,
    Identity,
    Institution,
    RosterImport,
    RosterRow,
    SourceKind,
    Verdict,
)
from bureau.registry.services.institutions import identify, provisional_numbers, say
from bureau.registry.services.refreshing import draw, refresh, standing_facts
from bureau.registry.services.rosterfacts import additions_to, facts_of, identification_of
from bureau.registry.services.sources import Source, follow, stamped
from bureau.trail.services import next_number

Tell = Callable[[int, int, str], None]
AT_ONCE = 500


def untold(_done: int, _total: int, _sentence: str) -> None:
    """Nobody waits to be told how far the import is."""


def import_roster(
    *,
    roster: RosterImport,
    by: Actor,
    differing: str = Differing.KEEP,
    base: int | None = None,
    tell: Tell = untold,
) -> RosterImport:
    """Import every line that is not in conflict, or nothing; each line is looked at again as things now stand.

    `differing` says whose word stands where a line and a dossier say different things. `tell` hears how far it is.
    """
    with ROSTER.moving("import_roster", roster, by=by, base=base) as held:
        held.differing, held.imported_at, held.imported_by = differing, clock.now(), by.trail_name
        rows = list(held.lines)
        plans = plan_lines([row.read for row in rows])
        pairs = list(zip(rows, plans, strict=True))
        fresh = [pair for pair in pairs if pair[1].verdict == Verdict.NEW]
        _open_new(held, [pair for pair in fresh if pair[1].institution is None], by, tell)
        for row, plan in fresh:
            if plan.institution is not None and plan.institution.state == InstitutionState.CLOSED:
                _open_again(held, row, plan, by)
        for row, plan in pairs:
            _add_known(held, row, plan, plans, by)
        for row, plan in pairs:
            _judged(row, plan)
        tell(len(rows), len(rows), _("Writing the record of it"))
        RosterRow.objects.save_many(rows, ("verdict", "why", "institution", "left_version"))
    return held


def _add_known(roster: RosterImport, row: RosterRow, plan: Plan, plans: Sequence[Plan], by: Actor) -> None:
    """A line about a body that has a dossier, or has one by an earlier line of the same list."""
    if plan.verdict == Verdict.AGAIN and plan.first is not None:
        plan.institution = plans[plan.first].institution
    elif plan.verdict != Verdict.KNOWN:
        return
    _add(roster, row, plan, by)
    if plan.first is not None:
        plans[plan.first].institution = plan.institution


def _judged(row: RosterRow, plan: Plan) -> None:
    """What became of a line, as it is kept."""
    row.verdict, row.why, row.institution = plan.verdict, plan.why[:500], plan.institution
    opened = plan.institution if plan.verdict == Verdict.NEW else None
    row.left_version = opened.version if opened else None


def _source(roster: RosterImport, row: RosterRow) -> Source:
    where = " ".join(filter(None, (roster.reference, row.sheet, f"row {row.row}")))
    return Source(SourceKind.ROSTER, where, row)


def _open_new(roster: RosterImport, pairs: Sequence[tuple[RosterRow, Plan]], by: Actor, tell: Tell) -> None:
    """Open a dossier for every new body: many rows at a time, since a list may have thousands."""
    division = roster.unit.division
    first = next_number(f"I-{division}", count=len(pairs)) if pairs else 0
    provisional = iter(provisional_numbers(division, sum(not plan.read["uscc"] for _, plan in pairs)))
    facts: dict[type[Any], list[Any]] = defaultdict(list)
    institutions: list[Institution] = []
    for number, (row, plan) in enumerate(pairs, start=first):
        said = identification_of(plan.read)
        institution = Institution(
            reference=f"I-{division}-{number:04}",
            name=said.name,
            uscc=said.uscc or None,
            provisional_number=None if said.uscc else next(provisional),
            kind=said.kind,
            home_division=said.home_division,
            unit=roster.unit,
        )
        own: dict[str, list[Any]] = defaultdict(list)
        identity = Identity(name=said.name, uscc=said.uscc, kind=said.kind, home_division=said.home_division)
        for fact in (identity, *facts_of(plan.read, division)):
            fact.institution = institution
            facts[type(fact)].append(stamped(fact, _source(roster, row), by))
            own[fact._meta.model_name or ""].append(fact)  # `kind` is the nature in the word on who it is
        draw(institution, own, [said.name])
        plan.institution = institution
        institutions.append(institution)
        if len(institutions) % AT_ONCE == 0:
            # Half of the way is to make the dossiers, half to write them.
            tell(len(institutions) // 2, len(pairs), _("Opening dossiers"))
    tell(len(pairs) // 2, len(pairs), _("Writing dossiers"))
    Institution.objects.bulk_create(institutions)
    Assignment.objects.bulk_create(
        [
            Assignment(institution=one, unit=roster.unit, officer=None, valid_from=clock.today())
            for one in institutions
        ]
    )
    written, whole = 0, sum(map(len, facts.values()))
    for model, made in facts.items():
        model.objects.bulk_create(made)
        written += len(made)
        tell((len(pairs) + len(pairs) * written // whole) // 2, len(pairs), _("Writing facts"))


def _open_again(roster: RosterImport, row: RosterRow, plan: Plan, by: Actor) -> None:
    """Open the dossier again that an import opened and its undoing closed."""
    assert plan.institution is not None  # noqa: S101 - the caller asked
    held, said, source = plan.institution.fresh(), identification_of(plan.read), _source(roster, row)
    held.state = InstitutionState.ACTIVE
    identify(held, said, roster.unit.division)
    say(held, said, source, by)
    for fact in facts_of(plan.read, roster.unit.division):
        fact.institution = held
        stamped(fact, source, by).save()
    refresh(held)
    held.save()
    plan.institution = held


def _add(roster: RosterImport, row: RosterRow, plan: Plan, by: Actor) -> None:
    """Add what a known dossier does not say yet; what it says otherwise stays unless the list's word is taken."""
    if plan.institution is None:
        return
    held, source = plan.institution.fresh(), _source(roster, row)
    take = roster.differing == Differing.TAKE
    found = additions_to(standing_facts(held), plan.read, roster.unit.division, take=take)
    for fact, earlier in found.facts:
        fact.institution = held
        stamped(follow(fact, earlier, by), source, by).save()
    if found.identification is not None:
        identify(held, found.identification, roster.unit.division)
        say(held, found.identification, source, by)
    if found.facts or found.identification is not None:
        refresh(held)
        held.save()
    plan.why, plan.institution = "；".join(filter(None, (plan.why, *found.notes))), held
