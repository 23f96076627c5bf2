"""The facts that one line of a roster says."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from bureau.kernel.access import Actor
from bureau.registry.domains import code_of
from bureau.registry.models import (
    Certificate,
    Contact,
    Fact,
    Identity,
    Institution,
    Presence,
    RosterImport,
    Site,
    SourceKind,
    StatedDomain,
)
from bureau.registry.services.institutions import Identification
from bureau.registry.services.sources import Source, stamped

VISITORS = "三、外省"


def identification_of(read: dict[str, Any]) -> Identification:
    """What the line says of who it is; characters three to eight of a code are the registering division (GB 32100)."""
    code = read["uscc"] or ""
    division = code[2:8] if code[2:8].isdigit() else ""
    return Identification(read["name"], code, read["kind"] or "", division)


def facts_of(institution: Institution, read: dict[str, Any], roster: RosterImport, by: Actor) -> list[Fact]:
    """Every fact of a new institution's line."""
    said = identification_of(read)
    identity = Identity(name=said.name, uscc=said.uscc, kind=said.kind, home_division=said.home_division)
    place: Fact = (
        Presence(division=roster.unit.division)
        if str(read.get("part", "")).startswith(VISITORS)
        else Site(division=roster.unit.division)
    )
    found: list[Fact] = [identity, place, *_certificates(read), *_domains(read), *_contacts(read)]
    return [_sourced(fact, institution, read, roster, by) for fact in found]


def new_facts(
    institution: Institution, read: dict[str, Any], roster: RosterImport, by: Actor
) -> tuple[list[Fact], list[str]]:
    """Facts of the line that the dossier does not hold yet, and a note for each that it holds otherwise."""
    found: list[Fact] = []
    notes: list[str] = []
    held = {one.number: one for one in Certificate.objects.standing().filter(institution=institution)}
    for certificate in _certificates(read):
        known = held.get(certificate.number)
        if known is None:
            found.append(certificate)
        elif certificate.valid_to and known.valid_to != certificate.valid_to:
            said = _("certificate %(number)s: the list says until %(day)s, the dossier %(known)s")
            notes.append(
                said % {"number": known.number, "day": certificate.valid_to, "known": known.valid_to or "—"}
            )
    stated = set(
        StatedDomain.objects.standing().filter(institution=institution).values_list("domain", flat=True)
    )
    found += [one for one in _domains(read) if one.domain not in stated]
    known_contacts = set(
        Contact.objects.standing().filter(institution=institution).values_list("name", "phone")
    )
    found += [one for one in _contacts(read) if (one.name, one.phone) not in known_contacts]
    placed = any(
        place.objects.standing()
        .filter(institution=institution, division__startswith=roster.unit.division)
        .exists()
        for place in (Site, Presence)
    )
    if not placed:
        visiting = str(read.get("part", "")).startswith(VISITORS)
        found.append((Presence if visiting else Site)(division=roster.unit.division))
    return [_sourced(fact, institution, read, roster, by) for fact in found], notes


def _sourced(
    fact: Fact, institution: Institution, read: dict[str, Any], roster: RosterImport, by: Actor
) -> Fact:
    fact.institution = institution
    where = " ".join(filter(None, (roster.reference, read["sheet"], f"row {read['row']}")))
    return stamped(fact, Source(SourceKind.ROSTER, where[:120]), by)


def _certificates(read: dict[str, Any]) -> list[Certificate]:
    first, until = _day(read["first_issued_on"]), _day(read["valid_to"])
    return [
        Certificate(number=number, first_issued_on=first, valid_to=until)
        for number in read["certificate_numbers"]
    ]


def _domains(read: dict[str, Any]) -> list[StatedDomain]:
    return [StatedDomain(domain=code) for code in dict.fromkeys(map(code_of, read["domains"]))]


def _contacts(read: dict[str, Any]) -> list[Contact]:
    name, phone = read["contact"] or "", read["phone"] or ""
    return [Contact(name=name[:60], phone=phone[:60])] if name or phone else []


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
