"""The columns of an institution that serve lists, drawn again from its standing facts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bureau.kernel import clock
from bureau.registry.approved import domains_on
from bureau.registry.completeness import drawn_on, missing_in
from bureau.registry.lifecycle import FactState
from bureau.registry.models import FACTS, Capability, Certificate, Identity, Institution
from bureau.registry.texts import all_initials, searchable

# What a fact names, fetched along.
MEANT = {
    "capability": "certificate",
    "calibration": "instrument",
    "authorisation": "person",
    "qualification": "person",
}


def standing_facts(institution: Institution) -> dict[str, list[Any]]:
    """Standing facts by the word for their table."""
    found: dict[str, list[Any]] = {}
    for model in FACTS:
        rows = model.objects.standing().filter(institution=institution)
        meant = MEANT.get(model._meta.model_name or "")
        found[model._meta.model_name or ""] = list(rows.select_related(meant) if meant else rows)
    return found


def refresh(institution: Institution, *, without: Institution | None = None) -> None:
    """Draw them again on the row, which the caller saves; `without` is a dossier whose merger is being undone."""
    known = Identity.objects.exclude(state=FactState.WITHDRAWN).filter(institution=institution)
    names = known.order_by("recorded_at", "id").values_list("name", flat=True)
    merged = Institution.objects.filter(merged_into=institution).order_by("reference")
    borne = [one.name for one in merged if one != without]
    draw(institution, standing_facts(institution), [*names, *borne])


def refresh_many(institutions: Sequence[Institution]) -> None:
    """Draw them again on many rows, which the caller saves: a query a table, however many they are."""
    keys = [one.pk for one in institutions]
    facts: dict[Any, dict[str, list[Any]]] = {key: {} for key in keys}
    for model in FACTS:
        name = model._meta.model_name or ""
        for key in keys:
            facts[key][name] = []
        if model is not Capability:
            rows = model.objects.standing().filter(institution__in=keys)
            meant = MEANT.get(name)
            for one in rows.select_related(meant) if meant else rows:
                facts[one.institution_id][name].append(one)
    for key, one in kinds_of_capabilities(keys):
        facts[key]["capability"].append(one)
    names: dict[Any, list[str]] = {key: [] for key in keys}
    known = Identity.objects.exclude(state=FactState.WITHDRAWN).filter(institution__in=keys)
    for key, name in known.order_by("recorded_at", "id").values_list("institution_id", "name"):
        names[key].append(name)
    merged = Institution.objects.filter(merged_into__in=keys).order_by("reference")
    for key, name in merged.values_list("merged_into_id", "name"):
        names[key].append(name)
    for institution in institutions:
        draw(institution, facts[institution.pk], names[institution.pk])


def kinds_of_capabilities(keys: Sequence[Any]) -> Iterable[tuple[Any, Capability]]:
    """One capability for all that are alike in what lists are drawn from: a body may have thousands."""
    columns = ("institution_id", "certificate__lineage", "domain", "valid_from", "valid_to")
    rows = Capability.objects.standing().filter(institution__in=keys).order_by()
    for key, lineage, domain, begins, ends in rows.values_list(*columns).distinct():
        under = Certificate(lineage=lineage)
        yield key, Capability(certificate=under, domain=domain, valid_from=begins, valid_to=ends)


def draw(institution: Institution, facts: Mapping[str, Sequence[Any]], names: Iterable[str]) -> None:
    """Draw them from these facts; `names` are those it has borne, the oldest first."""
    certificates = facts.get("certificate", ())
    today = clock.today()
    institution.domains = domains_on(
        facts.get("capability", ()), certificates, facts.get("stateddomain", ()), today
    )
    institution.domain_text = f" {' '.join(institution.domains)} "[:400]
    institution.certified_until = last_day(certificates)
    answered = institution.officer_id is not None
    institution.missing = missing_in(facts, today, answered=answered)
    institution.drawn_by = drawn_on(today)
    institution.former_names = [name for name in dict.fromkeys(names) if name != institution.name]
    institution.initials = all_initials(institution.name, *institution.former_names)
    institution.search_text = searchable(
        institution.name,
        *institution.former_names,
        institution.uscc or "",
        institution.provisional_number or "",
        institution.reference,
        *(one.number for one in certificates),
    )


def last_day(certificates: Iterable[Any]) -> dt.date | None:
    """The last day on which any of these is in force, as far as their terms are known."""
    terms = (one.last_day for one in certificates if one.valid_to is not None)
    return max((day for day in terms if day is not None), default=None)
