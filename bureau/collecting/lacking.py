"""What dossiers lack of what is asked, by who must supply it."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from bureau.kernel import clock
from bureau.registry.completeness import INSTITUTION, REQUIREMENTS, Lack, completeness
from bureau.registry.models import (
    Authorisation,
    Calibration,
    Capability,
    Certificate,
    Contact,
    Employment,
    Fact,
    Identity,
    Institution,
    Instrument,
    ManagementFact,
    Presence,
    Promise,
    Qualification,
    ReviewFinding,
    Site,
    StatedDomain,
    StatedReports,
)

# What completeness looks at, and what of it names another fact.
TABLES_ASKED: tuple[type[Fact], ...] = (
    *(Authorisation, Calibration, Capability, Certificate, Contact, Employment, Identity, Instrument),
    *(ManagementFact, Presence, Promise, Qualification, ReviewFinding, Site, StatedDomain, StatedReports),
)
NAMED: dict[type[Fact], tuple[str, ...]] = {
    Authorisation: ("person",),
    Calibration: ("instrument",),
    Capability: ("certificate",),
    Qualification: ("person",),
}
NAMES = {one.key: one.name for one in REQUIREMENTS}


@dataclass(frozen=True)
class Lacking:
    """One institution, and the keys of what it and what the office must supply."""

    institution: Institution
    of_body: tuple[str, ...]
    of_office: tuple[str, ...]


def lacks_of(institutions: Collection[Institution]) -> dict[uuid.UUID, tuple[Lack, ...]]:
    """What dossiers lack today, by the key of each; a query a table, however many they are."""
    today, facts = clock.today(), {one.pk: defaultdict[str, list[Fact]](list) for one in institutions}
    for model in TABLES_ASKED:
        rows = (
            model.objects.standing().filter(institution__in=facts).order_by("valid_from", "recorded_at", "id")
        )
        for row in rows.select_related(*NAMED.get(model, ())):
            # Not `row.kind`: that is the nature of a body in the word on who it is.
            facts[row.institution_id][model._meta.model_name or ""].append(row)
    return {
        one.pk: completeness(facts[one.pk], today, answered=one.officer_id is not None).lacks
        for one in institutions
    }


def lacking(institutions: Iterable[Institution], asked: Collection[str], *, units_too: bool) -> list[Lacking]:
    """Those of these institutions that lack something of it; what the office must supply only if it is asked too."""
    found, rows = [], list(institutions)
    by_key = lacks_of(rows)
    for one in rows:
        lacks = [lack for lack in by_key[one.pk] if lack.key in asked]
        own = tuple(lack.key for lack in lacks if lack.supplier == INSTITUTION)
        office = tuple(lack.key for lack in lacks if lack.supplier != INSTITUTION) if units_too else ()
        if own or office:
            found.append(Lacking(one, own, office))
    return found
