"""Facts of one institution: those that stand, or those that stood on the record at the end of a day."""

from __future__ import annotations

import datetime as dt
from typing import Any

from bureau.people.selectors import names_of
from bureau.registry.models import FACTS, Assignment, Fact, Institution

# What each table names, fetched along.
NAMED: dict[str, tuple[str, ...]] = {
    "capability": ("certificate", "site"),
    "instrument": ("site",),
    "calibration": ("instrument",),
    "employment": ("person",),
    "authorisation": ("person",),
    "qualification": ("person", "document"),
    **dict.fromkeys(
        ("promise", "reviewfinding", "managementfact", "statedreports", "earlierrecord"), ("document",)
    ),
}
Facts = dict[str, list[Any]]


def facts_of(institution: Institution, known_on: dt.date | None = None) -> Facts:
    """Facts by the word for their table; with `known_on` those that stood on the record at the end of that day."""
    found = {model._meta.model_name or "": _of_table(model, institution, known_on) for model in FACTS}
    _name_recorders(found)
    return found


def _name_recorders(facts: Facts) -> None:
    """Put the name of whoever recorded it on each fact, which has their user name."""
    rows = [fact for found in facts.values() for fact in found]
    names = names_of(fact.recorded_by for fact in rows)
    for fact in rows:
        fact.recorder = names[fact.recorded_by]


def as_it_stood(institution: Institution, on: dt.date, *, known_on: dt.date | None = None) -> Facts:
    """What held on a day, by what stood on the record at the end of the same day or of another."""
    found: Facts = {}
    for model in FACTS:
        rows = model.objects.as_it_stood(on, known_on=known_on).filter(institution=institution)
        found[model._meta.model_name or ""] = list(_fetched(model, rows))
    return found


def assignment_on(institution: Institution, day: dt.date) -> Assignment | None:
    """Who answered for it on a day, by what stands now."""
    rows = institution.assignments.filter(valid_from__lte=day).select_related("unit", "officer")
    on = [one for one in rows if one.valid_to is None or one.valid_to >= day]
    return max(on, key=lambda one: (one.valid_from, one.pk), default=None)


def _of_table(model: type[Fact], institution: Institution, known_on: dt.date | None) -> list[Any]:
    rows = model.objects.filter(institution=institution)
    return list(_fetched(model, rows.standing() if known_on is None else rows.known_on(known_on)))


def _fetched(model: type[Fact], rows: Any) -> Any:  # noqa: ANN401 - a queryset of facts
    return rows.select_related(*NAMED.get(model._meta.model_name or "", ())).order_by(
        "valid_from", "recorded_at", "id"
    )
