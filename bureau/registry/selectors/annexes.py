"""The annex form of a unit, drawn from its dossiers by the rule of clause C6.

Parts 1 to 3 are disjoint and every body stands in exactly one: in 3 if it is registered outside the region, by division
and never by the digits of a certificate; else in 1 if it is a public institution, else in 2. Part 4 repeats any with
two or more fields.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q

from bureau.people.models import Unit
from bureau.people.selectors import area_of
from bureau.registry.annex import Annex, Line, VisitorLine
from bureau.registry.approved import domains_on
from bureau.registry.domains import official_name_of
from bureau.registry.models import (
    Capability,
    Certificate,
    Contact,
    Institution,
    InstitutionKind,
    Presence,
    Site,
    StatedDomain,
)

REGION = 2  # digits of a division code that name the region
SEVERAL = 2
CHUNK = 400
PUBLIC, THIRD, VISITING = "public_institutions", "third_party", "other_province"


@dataclass(frozen=True)
class Placed:
    """One body of the form: the part it stands in, why, and what the form says of it."""

    institution: Institution
    part: str
    domains: tuple[str, ...]
    first_certified_on: dt.date | None
    contact: str
    phone: str
    basis: dict[str, Any]

    @property
    def named_domains(self) -> tuple[str, ...]:
        """Its fields, in Chinese whatever the reader's language: the form is an official document."""
        return tuple(map(official_name_of, self.domains))


def part_of(*, home_division: str, kind: str, has_site: bool, has_presence: bool, region: str) -> str:
    """The one part of 1 to 3 in which a body stands; `region` is the beginning of its division codes.

    Where the division of registration is not known, a body that works here without a site is taken for a visitor:
    that is how lists name it.
    """
    if home_division[:REGION] != region if home_division else has_presence and not has_site:
        return VISITING
    return PUBLIC if kind == InstitutionKind.PUBLIC else THIRD


def visiting(region: str, on: dt.date) -> Q:
    """The same rule for part 3 as a condition, where only the number is wanted."""
    site, presence = (
        Exists(place.objects.standing().true_on(on).filter(institution=OuterRef("pk")))
        for place in (Site, Presence)
    )
    known = ~Q(home_division="") & ~Q(home_division__startswith=region)
    return known | (Q(home_division="") & Q(presence) & ~Q(site))


def bodies_of(unit: Unit, on: dt.date) -> list[Placed]:
    """Every body of a unit on a day, by name: each in its part, with what put it there."""
    kept = Institution.objects.active().within(unit, on)
    rows: list[Institution] = list(kept.order_by("name", "reference"))
    facts = {
        model: _facts(model, rows)
        for model in (Capability, Certificate, StatedDomain, Site, Presence, Contact)
    }
    return [_placed(row, {model: own[row.pk] for model, own in facts.items()}, unit, on) for row in rows]


def _placed(row: Institution, own: dict[type[Any], list[Any]], unit: Unit, on: dt.date) -> Placed:
    sites = [one for one in own[Site] if one.holds_on(on)]
    presences = [one for one in own[Presence] if one.holds_on(on)]
    first = min((one.first_issued_on for one in own[Certificate] if one.first_issued_on), default=None)
    contact = next((one for one in own[Contact] if one.holds_on(on)), None)
    domains = domains_on(own[Capability], own[Certificate], own[StatedDomain], on)
    part = part_of(
        home_division=row.home_division,
        kind=row.kind,
        has_site=bool(sites),
        has_presence=bool(presences),
        region=unit.division[:REGION],
    )
    basis = {
        "version": row.version,
        "home_division": row.home_division,
        "kind": row.kind,
        "domains": domains,
        "sites": sorted({one.division for one in sites}),
        "presences": sorted({one.division for one in presences}),
    }
    name, phone = (contact.name, contact.phone) if contact else ("", "")
    return Placed(row, part, tuple(domains), first, name, phone, basis)


def annex_of_unit(unit: Unit, on: dt.date) -> Annex:
    """The form of a unit, as the dossiers stand; `on` is the day it is reported."""
    return annex_of(bodies_of(unit, on), unit, on)


def annex_of(bodies: Sequence[Placed], unit: Unit, on: dt.date) -> Annex:
    """The form of these bodies."""
    lines = {
        part: tuple(
            Line(one.institution.name, one.named_domains, "", one.institution.reference)
            for one in bodies
            if one.part == part
        )
        for part in (PUBLIC, THIRD)
    }
    visitors = tuple(
        VisitorLine(
            one.institution.name,
            one.named_domains,
            one.first_certified_on,
            one.contact,
            one.phone,
            one.institution.reference,
        )
        for one in bodies
        if one.part == VISITING
    )
    several = tuple(
        Line(one.institution.name, one.named_domains, "", one.institution.reference)
        for one in bodies
        if len(one.domains) >= SEVERAL
    )
    return Annex(area_of(unit), on, lines[PUBLIC], lines[THIRD], visitors, several)


def basis_of(bodies: Sequence[Placed]) -> dict[str, dict[str, Any]]:
    """What put each body where it stands, by its reference."""
    return {one.institution.reference: one.basis for one in bodies}


def _facts(model: type[Any], rows: Sequence[Institution]) -> dict[object, list[Any]]:
    """Standing facts of one table by institution, some hundred at a time; the newest contact first."""
    found: dict[object, list[Any]] = defaultdict(list)
    for start in range(0, len(rows), CHUNK):
        facts = model.objects.standing().filter(institution__in=rows[start : start + CHUNK])
        if model is Capability:
            facts = facts.select_related("certificate")
        for fact in facts.order_by("-recorded_at", "-id"):
            found[fact.institution_id].append(fact)
    return found
