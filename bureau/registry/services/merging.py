"""Two dossiers of one body become one: what only the duplicate says is said in the other too, with its source."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from bureau.kernel import clock
from bureau.kernel.access import Actor
from bureau.kernel.refusals import NotNow
from bureau.registry.lifecycle import INSTITUTION
from bureau.registry.models import FACTS, Fact, Identity, Institution, Merger
from bureau.registry.services.distinguishing import standing_between
from bureau.registry.services.refreshing import refresh
from bureau.registry.services.sources import Source, stamped

NAMED = ("site", "certificate", "instrument")  # columns by which a fact names another of the same dossier


def merge_institution(
    *, institution: Institution, into: Institution, by: Actor, reason: str, base: int | None = None
) -> Institution:
    """Merge a duplicate into the dossier that is kept. Nothing of the duplicate is removed; it says where it went."""
    with INSTITUTION.moving("merge_institution", institution, by=by, reason=reason, base=base) as held:
        if institution.pk == into.pk:
            raise NotNow(_("A dossier cannot be merged into itself."))
        if institution.uscc and into.uscc and institution.uscc != into.uscc:
            raise NotNow(_("They have different codes, so they are two bodies. Correct the code first."))
        if standing_between(institution, into) is not None:
            raise NotNow(
                _("They are on record as two bodies. Take that back first, on the page of likely duplicates.")
            )
        if institution.accounts.filter(valid_to__isnull=True).exists():
            raise NotNow(_("An account speaks for it. End that first."))
        with INSTITUTION.moving("record_fact", into, by=by) as kept:
            written = _copy(held, kept, by)
            refresh(kept)
            kept.former_names = list(dict.fromkeys((*kept.former_names, held.name)))
        held.merged_into = kept
        Merger(
            institution=held, into=kept, written=written, merged_at=clock.now(), merged_by=by.trail_name
        ).save()
    return held


def _copy(duplicate: Institution, kept: Institution, by: Actor) -> list[tuple[str, str]]:
    """Say facts of the duplicate that the other does not have, in an order in which each finds what it names.

    Gives the word for the table and the key of each that was written.
    """
    written: list[tuple[str, str]] = []
    twins: dict[Any, Fact] = {}
    for model in FACTS:
        if model is Identity:
            continue
        there = {_comparable(fact, {}): fact for fact in model.objects.standing().filter(institution=kept)}
        for fact in model.objects.standing().filter(institution=duplicate).order_by("recorded_at", "id"):
            said = _comparable(fact, twins)
            twin = there.get(said)
            if twin is None:
                twin = _said_again(fact, kept, twins, by)
                written.append((twin.kind, str(twin.pk)))
            twins[fact.lineage] = twin
    return written


def _comparable(fact: Fact, twins: dict[Any, Fact]) -> tuple[tuple[str, Any], ...]:
    """What a fact says, with what it names by lineage in the dossier that is kept."""
    found = []
    for name, value in fact.said.items():
        column = name.removesuffix("_id")
        if column in NAMED and value is not None:
            lineage = fact.meant(column)
            value = twins[lineage].lineage if lineage in twins else lineage  # noqa: PLW2901 - the same, translated
        found.append((name, value))
    return tuple(found)


def _said_again(fact: Fact, kept: Institution, twins: dict[Any, Fact], by: Actor) -> Fact:
    values = fact.said
    for column in NAMED:
        lineage = fact.meant(column) if f"{column}_id" in values else None
        if lineage in twins:
            values[f"{column}_id"] = twins[lineage].pk
    made = type(fact)(institution=kept, **values)
    where = f"{fact.source_reference} {fact.institution.reference}".strip()
    stamped(made, Source(fact.source_kind, where), by).save()
    return made
