"""The facts that one line of a roster says, and which of them a dossier does not hold yet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from django.db import models
from django.utils.translation import gettext as _

from bureau.registry.domains import code_of
from bureau.registry.models import Certificate, Contact, Fact, Identity, Presence, Site, StatedDomain
from bureau.registry.services.institutions import Identification
from bureau.registry.texts import squeezed

VISITORS = "三、外省"
TERM = ("first_issued_on", "valid_to")


@dataclass
class Additions:
    """What a line adds to a dossier: facts with the one each would supersede, and notes on what is said otherwise."""

    facts: list[tuple[Fact, Fact | None]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    identification: Identification | None = None


def identification_of(read: dict[str, Any]) -> Identification:
    """What the line says of who it is; characters three to eight of a code are the registering division (GB 32100)."""
    code = read["uscc"] or ""
    division = code[2:8] if code[2:8].isdigit() else ""
    return Identification(read["name"], code, read["kind"] or "", division)


def facts_of(read: dict[str, Any], division: str) -> list[Fact]:
    """Every fact that the line says, not yet anybody's."""
    return [
        _place(read, division),
        *_further_places(read, division),
        *_certificates(read),
        *_domains(read),
        *_contacts(read),
    ]


def additions_to(
    held: dict[str, list[Any]], read: dict[str, Any], division: str, *, take: bool, placed: bool = True
) -> Additions:
    """What the line adds to the standing facts `held`; where it differs its word is taken only if `take` is set.

    A line that is not `placed` in the division says nothing of where the body is.
    """
    found = Additions()
    identity = held["identity"][0] if held.get("identity") else None
    if identity is not None:
        found.identification = _completed(identity, identification_of(read), found.notes, take=take)
    found.facts += _certified(held.get("certificate", ()), _certificates(read), found.notes, take=take)
    known = {one.domain for one in (*held.get("stateddomain", ()), *held.get("capability", ()))}
    found.facts += [(one, None) for one in _domains(read) if one.domain not in known]
    contacts = {(one.name, one.phone) for one in held.get("contact", ())}
    found.facts += [(one, None) for one in _contacts(read) if (one.name, one.phone) not in contacts]
    if not placed:
        return found
    places = (*held.get("site", ()), *held.get("presence", ()))
    if not any(one.division == division for one in places):
        found.facts.append((_place(read, division), None))
    elif other := _another_address(places, read, division):
        found.notes.append(other)
    held_at = {squeezed(one.address) for one in places if isinstance(one, Site)}
    further = _further_places(read, division)
    found.facts += [(one, None) for one in further if squeezed(one.address) not in held_at]
    return found


def _completed(
    identity: Identity, said: Identification, notes: list[str], *, take: bool
) -> Identification | None:
    """What the dossier lacks and the line says; of what is said otherwise only the nature may be taken."""
    values = {"uscc": identity.uscc, "kind": identity.kind, "home_division": identity.home_division}
    for name, stands in values.items():
        new = getattr(said, name)
        if not new or new == stands:
            continue
        if not stands or (take and name == "kind"):
            values[name] = new
        if stands:
            notes.append(_said_otherwise(_label(Identity, name), new, stands))
    completed = Identification(identity.name, **values)
    before = Identification(identity.name, identity.uscc, identity.kind, identity.home_division)
    return None if completed == before else completed


def _certified(
    held: Sequence[Certificate], said: Sequence[Certificate], notes: list[str], *, take: bool
) -> Iterator[tuple[Fact, Fact | None]]:
    """What is said of certificates; one whose number was not known has it from the first that no other bears."""
    by_number = {one.number: one for one in held}
    nameless = by_number.pop("", None)
    for one in said:
        known = by_number.get(one.number)
        if not one.number and held:
            yield from (
                _certificate(one, nameless, notes, take=take) if nameless else _dates_alone(one, held, notes)
            )
        elif known is None and nameless is not None and _agree(one, nameless):
            yield from _certificate(one, nameless, notes, take=take)
            nameless = None
        else:
            yield from _certificate(one, known, notes, take=take)


def _agree(one: Certificate, other: Certificate) -> bool:
    """Whether no date of one is another in the other."""
    dates = ((getattr(one, name), getattr(other, name)) for name in TERM)
    return all(a is None or b is None or a == b for a, b in dates)


def _dates_alone(
    said: Certificate, held: Sequence[Certificate], notes: list[str]
) -> Iterator[tuple[Fact, Fact | None]]:
    """Dates of which nobody says whose they are: taken for the only certificate if it lacks them, else told."""
    if len(held) == 1:
        yield from _certificate(said, held[0], notes, take=False)
        return
    for name in ("first_issued_on", "valid_to"):
        new, stands = getattr(said, name), {getattr(one, name) for one in held} - {None}
        if new is not None and new not in stands:
            listed = "、".join(sorted(map(str, stands))) or "—"
            notes.append(_said_otherwise(_label(Certificate, name), new, listed))


def _certificate(
    said: Certificate, known: Certificate | None, notes: list[str], *, take: bool
) -> Iterator[tuple[Fact, Fact | None]]:
    if known is None:
        yield said, None
        return
    values: dict[str, Any] = {**known.said, "number": known.number or said.number}
    for name in TERM:
        new, stands = getattr(said, name), getattr(known, name)
        if new is None or new == stands:
            continue
        if stands is None or take:
            values[name] = new
        if stands is not None:
            notes.append(_said_otherwise(f"{known} {_label(Certificate, name)}", new, stands))
    if values["valid_from"] and values["valid_to"] and values["valid_from"] > values["valid_to"]:
        notes.append(_("%(number)s would end before it begins; not taken") % {"number": known})
    elif values != known.said:
        yield Certificate(**values), known


def _label(model: type[Fact], name: str) -> str:
    return str(cast("models.Field[Any, Any]", model._meta.get_field(name)).verbose_name)


def _said_otherwise(what: str, new: object, stands: object) -> str:
    return _("%(what)s: the list says %(new)s, the dossier %(stands)s") % {
        "what": what,
        "new": new,
        "stands": stands,
    }


def _place(read: dict[str, Any], division: str) -> Fact:
    if str(read.get("part", "")).startswith(VISITORS):
        return Presence(division=division)
    return Site(division=division, address=read.get("address") or "")


def _another_address(places: Sequence[Any], read: dict[str, Any], division: str) -> str:
    """What the line says of the address where the dossier has another in the division; else an empty text."""
    sites = [one for one in places if isinstance(one, Site) and one.division == division]
    stands = [one.address for one in sites if one.address]
    new = read.get("address") or ""
    if not new or squeezed(new) in map(squeezed, stands):
        return ""
    return _said_otherwise(_label(Site, "address"), new, "、".join(stands) or "—")


def _further_places(read: dict[str, Any], division: str) -> list[Site]:
    """A site for every further address at which the list says that the body tests."""
    return [Site(division=division, address=one) for one in read.get("other_addresses", ())]


def _certificates(read: dict[str, Any]) -> list[Certificate]:
    first, until = _day(read["first_issued_on"]), _day(read["valid_to"])
    numbers: Iterable[str] = dict.fromkeys(read["certificate_numbers"]) or ([""] if first or until else ())
    own = {one["number"]: one for one in read.get("terms", ())}
    return [
        Certificate(
            number=number,
            first_issued_on=_day(own.get(number, {}).get("first_issued_on")) or first,
            valid_to=_day(own.get(number, {}).get("valid_to")) or until,
        )
        for number in numbers
    ]


def _domains(read: dict[str, Any]) -> list[StatedDomain]:
    return [StatedDomain(domain=code) for code in dict.fromkeys(map(code_of, read["domains"])) if code]


def _contacts(read: dict[str, Any]) -> list[Contact]:
    name, phone = read["contact"] or "", read["phone"] or ""
    return [Contact(name=name[:60], phone=phone[:60])] if name or phone else []


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
