"""The annex form of a unit, drawn from its dossiers by the rule of clause C6.

Parts 1 to 3 are disjoint and every body stands in exactly one: in 3 if it is registered outside the region, by division
and never by the digits of a certificate; else in 1 if it is a public institution, else in 2. Part 4 repeats any with
two or more fields.
"""

from __future__ import annotations

import datetime as dt

from bureau.people.models import Unit
from bureau.registry.annex import Annex, Line, VisitorLine
from bureau.registry.domains import name_of
from bureau.registry.models import Certificate, Contact, Institution, InstitutionKind, Presence, Site

REGION = 2  # digits of a division code that name the region
SEVERAL = 2


def is_visitor(institution: Institution, unit: Unit) -> bool:
    """Whether it is registered outside the unit's region.

    Where the division of registration is not known, a body that works here without a site is taken for one: that is how
    lists name it.
    """
    if institution.home_division:
        return institution.home_division[:REGION] not in {unit.division[:REGION], "10"}
    own = {"institution": institution}
    return (
        Presence.objects.standing().filter(**own).exists()
        and not Site.objects.standing().filter(**own).exists()
    )


def annex_of_unit(unit: Unit, on: dt.date) -> Annex:
    """The form of a unit, as the dossiers stand; `on` is the day it is reported."""
    rows = list(Institution.objects.active().within(unit).order_by("name", "reference"))
    first = _first_certified(rows)
    contacts = _contacts(rows)
    public, third, visitors, several = [], [], [], []
    for one in rows:
        domains = tuple(map(name_of, one.domains))
        if is_visitor(one, unit):
            name, phone = contacts.get(one.pk, ("", ""))
            visitors.append(VisitorLine(one.name, domains, first.get(one.pk), name, phone, one.reference))
        else:
            target = public if one.kind == InstitutionKind.PUBLIC else third
            target.append(Line(one.name, domains, "", one.reference))
        if len(one.domains) >= SEVERAL:
            several.append(Line(one.name, domains, "", one.reference))
    return Annex(unit.name, on, tuple(public), tuple(third), tuple(visitors), tuple(several))


def _first_certified(rows: list[Institution]) -> dict[object, dt.date]:
    found: dict[object, dt.date] = {}
    known = Certificate.objects.standing().filter(institution__in=rows, first_issued_on__isnull=False)
    for key, day in known.values_list("institution", "first_issued_on"):
        found[key] = min(day, found.get(key, day))
    return found


def _contacts(rows: list[Institution]) -> dict[object, tuple[str, str]]:
    known = Contact.objects.standing().filter(institution__in=rows).order_by("-recorded_at")
    return {one.institution_id: (one.name, one.phone) for one in known}
