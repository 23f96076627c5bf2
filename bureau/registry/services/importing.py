"""A roster is imported in one piece, or not at all, and its import is undone in one piece."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from bureau.kernel import clock
from bureau.kernel.access import Actor
from bureau.registry.importing import Plan, plan_lines
from bureau.registry.lifecycle import ROSTER, InstitutionState
from bureau.registry.models import (
    Assignment,
    Differing,
    Elsewhere,
    Identity,
    Institution,
    RosterImport,
    RosterRow,
    Verdict,
)
from bureau.registry.services.adding import Tell, add_known, source_of
from bureau.registry.services.institutions import identify, provisional_numbers, say
from bureau.registry.services.refreshing import draw, refresh
from bureau.registry.services.rosterfacts import facts_of, identification_of
from bureau.registry.services.sources import stamped
from bureau.trail.services import next_number

AT_ONCE = 500


def untold(_done: int, _total: int, _sentence: str) -> None:
    """Nobody waits to be told how far the import is."""


def import_roster(
    *,
    roster: RosterImport,
    by: Actor,
    differing: str = Differing.KEEP,
    elsewhere: str = Elsewhere.LEAVE,
    base: int | None = None,
    tell: Tell = untold,
) -> RosterImport:
    """Import every line that is not in conflict, or nothing; each line is looked at again as things now stand.

    `differing` says whose word stands where a line and a dossier say different things, `elsewhere` whether lines of
    other districts are taken too. `tell` hears how far it is.
    """
    with ROSTER.moving("import_roster", roster, by=by, base=base) as held:
        held.differing, held.elsewhere = differing, elsewhere
        held.imported_at, held.imported_by = clock.now(), by.trail_name
        rows = list(held.lines)
        plans = plan_lines([row.read for row in rows], held.unit, elsewhere=elsewhere)
        pairs = list(zip(rows, plans, strict=True))
        fresh = [pair for pair in pairs if pair[1].verdict == Verdict.NEW]
        _open_new(held, [pair for pair in fresh if pair[1].institution is None], by, tell)
        for row, plan in fresh:
            if plan.institution is not None and plan.institution.state == InstitutionState.CLOSED:
                _open_again(held, row, plan, by)
        add_known(held, pairs, by, tell)
        for row, plan in pairs:
            _judged(row, plan)
        tell(len(rows), len(rows), _("Writing the record of it"))
        RosterRow.objects.save_many(rows, ("verdict", "why", "institution"))
    return held


def _judged(row: RosterRow, plan: Plan) -> None:
    """What became of a line, as it is kept."""
    row.verdict, row.why, row.institution = plan.verdict, plan.why[:500], plan.institution


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
            facts[type(fact)].append(stamped(fact, source_of(roster, row), by))
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
    held, said, source = plan.institution.fresh(), identification_of(plan.read), source_of(roster, row)
    held.state = InstitutionState.ACTIVE
    identify(held, said, roster.unit.division)
    say(held, said, source, by)
    for fact in facts_of(plan.read, roster.unit.division):
        fact.institution = held
        stamped(fact, source, by).save()
    refresh(held)
    held.save()
    plan.institution = held
