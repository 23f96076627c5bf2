"""What a list adds to dossiers that are there: many at a time, since a list of a region has tens of thousands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from bureau.kernel import clock
from bureau.kernel.access import Actor
from bureau.registry.importing import Plan
from bureau.registry.lifecycle import FactState
from bureau.registry.models import (
    Certificate,
    Contact,
    Differing,
    Fact,
    Identity,
    Institution,
    Presence,
    RosterImport,
    RosterRow,
    Site,
    SourceKind,
    StatedDomain,
    Verdict,
)
from bureau.registry.services.institutions import identify, say
from bureau.registry.services.refreshing import kinds_of_capabilities, refresh_many
from bureau.registry.services.rosterfacts import Additions, additions_to
from bureau.registry.services.sources import Source, stamped

Tell = Callable[[int, int, str], None]
AT_ONCE = 500
# What a line is compared with.
COMPARED: tuple[type[Fact], ...] = (Identity, Certificate, StatedDomain, Contact, Site, Presence)
ENDED = ("state", "ended_at", "ended_by")
DRAWN = (
    *("name", "uscc", "provisional_number", "kind", "home_division"),
    *(
        "domains",
        "domain_text",
        "certified_until",
        "missing",
        "drawn_by",
        "former_names",
        "initials",
        "search_text",
    ),
)


def source_of(roster: RosterImport, row: RosterRow) -> Source:
    """The line as the source of a fact."""
    where = " ".join(filter(None, (roster.reference, row.sheet, f"row {row.row}")))
    return Source(SourceKind.ROSTER, where, row)


def add_known(roster: RosterImport, pairs: Sequence[tuple[RosterRow, Plan]], by: Actor, tell: Tell) -> None:
    """Add what known dossiers do not say yet; what they say otherwise stays unless the list's word is taken.

    Lines are taken in their order. A body that an earlier line of the same list is about is looked at once more after
    that line was written.
    """
    plans = [plan for _row, plan in pairs]
    batch: dict[Any, tuple[RosterRow, Plan]] = {}
    for at, (row, plan) in enumerate(pairs):
        if plan.verdict == Verdict.AGAIN and plan.first is not None:
            plan.institution = plans[plan.first].institution
        elif plan.verdict != Verdict.KNOWN:
            continue
        if plan.institution is None:
            continue
        if plan.institution.pk in batch or len(batch) == AT_ONCE:
            _add(roster, batch, plans, by)
            batch = {}
            tell(at, len(pairs), _("Adding to dossiers"))
        batch[plan.institution.pk] = (row, plan)
    _add(roster, batch, plans, by)


def _add(
    roster: RosterImport, batch: dict[Any, tuple[RosterRow, Plan]], plans: Sequence[Plan], by: Actor
) -> None:
    """Write what a batch of lines adds, each about another dossier."""
    if not batch:
        return
    held: dict[Any, Institution] = {
        one.pk: one
        for one in Institution._base_manager.select_for_update(of=("self",)).filter(pk__in=list(batch))
    }
    take, facts = roster.differing == Differing.TAKE, _compared(list(batch))
    added: dict[Any, Additions] = {}
    for key, (_row, plan) in batch.items():
        found = additions_to(facts[key], plan.read, roster.unit.division, take=take, placed=not plan.moved)
        plan.why, plan.institution = "；".join(filter(None, (plan.why, *found.notes))), held[key]
        if plan.first is not None:
            plans[plan.first].institution = held[key]
        if found.facts or found.identification is not None:
            added[key] = found
    _write(roster, {key: (held[key], batch[key][0], found) for key, found in added.items()}, by)


def _compared(keys: list[Any]) -> dict[Any, dict[str, list[Any]]]:
    """Standing facts with which lines are compared, by dossier and by the word for their table."""
    found: dict[Any, dict[str, list[Any]]] = {key: defaultdict(list) for key in keys}
    for model in COMPARED:
        for one in model.objects.standing().filter(institution__in=keys):
            found[one.institution_id][model._meta.model_name or ""].append(one)
    for key, one in kinds_of_capabilities(keys):
        found[key]["capability"].append(one)
    return found


def _write(
    roster: RosterImport, added: dict[Any, tuple[Institution, RosterRow, Additions]], by: Actor
) -> None:
    ended: dict[type[Fact], list[Any]] = defaultdict(list)
    made: dict[type[Fact], list[Any]] = defaultdict(list)
    for held, row, found in added.values():
        source = source_of(roster, row)
        for fact, earlier in found.facts:
            fact.institution = held
            if earlier is not None:
                fact.follows, fact.lineage = earlier, earlier.lineage
                earlier.state, earlier.ended_at = FactState.SUPERSEDED, clock.now()
                earlier.ended_by = by.trail_name
                ended[type(earlier)].append(earlier)
            made[type(fact)].append(stamped(fact, source, by))
        if found.identification is not None:
            identify(held, found.identification, roster.unit.division)
            say(held, found.identification, source, by)
    for model, rows in ended.items():
        model.objects.save_many(rows, ENDED)
    for model, rows in made.items():
        model.objects.bulk_create(rows)
    changed = [held for held, _row, _found in added.values()]
    refresh_many(changed)
    Institution.objects.save_many(changed, DRAWN)
