"""Whether a dossier is complete on a day: what must be there, what of it is missing by name, and who must supply it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bureau.registry.approved import capabilities_on, domains_on
from bureau.registry.domains import OFFICIAL, name_of

INSTITUTION, OFFICE = _("the institution"), _("the office")
NAMED = 3  # names of what is missing; of the others, how many
# Rules change: dossiers that an earlier number drew are drawn again by the next round, so raise it with them.
DRAWN_BY = 3
# Who verifies by documents has nothing to calibrate.
WITHOUT_INSTRUMENTS = frozenset({"carbon_verification"})


class Held:
    """What a dossier holds on a day, each part worked out once."""

    def __init__(self, institution: Any, facts: Mapping[str, Sequence[Any]], day: dt.date) -> None:  # noqa: ANN401 - a model above
        self.institution, self.facts, self.day = institution, facts, day
        certificates = facts.get("certificate", ())
        self.capabilities = capabilities_on(facts.get("capability", ()), certificates, day)
        self.domains = domains_on(
            facts.get("capability", ()), certificates, facts.get("stateddomain", ()), day
        )
        self.instruments = self.holding("instrument")

    def holding(self, kind: str) -> list[Any]:
        """Facts of a kind that hold on the day."""
        return [one for one in self.facts.get(kind, ()) if one.holds_on(self.day)]

    @property
    def works_by_instruments(self) -> bool:
        """Whether any of its fields needs an instrument; while no field is known, it does."""
        return not self.domains or not WITHOUT_INSTRUMENTS.issuperset(self.domains)

    def unsigned(self) -> list[str]:
        """Approved fields in which nobody may sign, by name. Who may sign in a field of no code may sign in all."""
        may = {one.domain for one in self.holding("authorisation")}
        if may - OFFICIAL.keys():
            return []
        return [name_of(one) for one in sorted({one.domain for one in self.capabilities if one.domain} - may)]

    def uncalibrated(self) -> list[str]:
        """Instruments in use without a calibration that was passed and holds, by name."""
        good = {one.meant("instrument") for one in self.holding("calibration") if one.passed}
        return [str(one) for one in self.instruments if one.lineage not in good]


def _nothing(_held: Held) -> Iterable[str]:
    return ()


def _always(_held: Held) -> bool:
    return True


@dataclass(frozen=True)
class Requirement:
    """One thing a complete dossier has: asked of whom, when it is met, and what is missing by name.

    `key` stays as it is whatever the name becomes: what was asked is kept by it. `kind` is the fact by which an
    institution can propose it, where there is one.
    """

    key: str
    name: Promise
    supplier: Promise
    met: Callable[[Held], bool]
    kind: str = ""
    absent: Callable[[Held], Iterable[str]] = _nothing
    asked: Callable[[Held], bool] = _always


@dataclass(frozen=True)
class Lack:
    """A requirement that is not met; `absent` names the first of what is missing, `more` counts the others."""

    key: str
    name: Promise
    supplier: Promise
    kind: str
    absent: tuple[str, ...] = ()
    more: int = 0


@dataclass(frozen=True)
class Completeness:
    """How many things were asked of a dossier, and those it lacks."""

    asked: int
    lacks: tuple[Lack, ...]


REQUIREMENTS: tuple[Requirement, ...] = (
    Requirement(
        "code",
        _("Unified social credit code"),
        INSTITUTION,
        lambda held: bool(held.institution.uscc),
        "identity",
    ),
    Requirement("nature", _("Nature"), INSTITUTION, lambda held: bool(held.institution.kind), "identity"),
    Requirement(
        "home_division",
        _("Division of registration"),
        OFFICE,
        lambda held: bool(held.institution.home_division),
    ),
    Requirement(
        "place",
        _("Site, or presence without one"),
        INSTITUTION,
        lambda held: bool(held.facts.get("site") or held.facts.get("presence")),
        "site",
    ),
    Requirement(
        "certificate",
        _("Certificate with its term"),
        INSTITUTION,
        lambda held: any(one.number and one.valid_to for one in held.facts.get("certificate", ())),
        "certificate",
    ),
    Requirement(
        "first_certificate",
        _("First certificate date"),
        INSTITUTION,
        lambda held: any(one.first_issued_on for one in held.facts.get("certificate", ())),
        "certificate",
    ),
    Requirement(
        "domains",
        _("Domains"),
        OFFICE,
        lambda held: bool(held.facts.get("capability") or held.facts.get("stateddomain")),
    ),
    Requirement(
        "capabilities",
        _("Approved capabilities"),
        INSTITUTION,
        lambda held: bool(held.capabilities),
        "capability",
    ),
    Requirement(
        "signatories",
        _("Authorised signatories"),
        INSTITUTION,
        lambda held: bool(held.holding("authorisation")) and not held.unsigned(),
        "authorisation",
        absent=Held.unsigned,
    ),
    Requirement(
        "instruments",
        _("Instruments"),
        INSTITUTION,
        lambda held: bool(held.instruments),
        "instrument",
        asked=lambda held: held.works_by_instruments,
    ),
    Requirement(
        "calibrations",
        _("Calibrations in force"),
        INSTITUTION,
        lambda held: bool(held.instruments) and not held.uncalibrated(),
        "calibration",
        absent=Held.uncalibrated,
        asked=lambda held: held.works_by_instruments or bool(held.instruments),
    ),
    Requirement(
        "contact",
        _("Contact with telephone"),
        INSTITUTION,
        lambda held: any(one.phone for one in held.facts.get("contact", ())),
        "contact",
    ),
    Requirement(
        "officer", _("Responsible officer"), OFFICE, lambda held: held.institution.officer_id is not None
    ),
)


def completeness(
    institution: Any,  # noqa: ANN401 - a model above
    facts: Mapping[str, Sequence[Any]],
    day: dt.date,
) -> Completeness:
    """What is asked of a dossier on a day and what it lacks; `facts` are by the lower-case name of their table."""
    held = Held(institution, facts, day)
    asked = [one for one in REQUIREMENTS if one.asked(held)]
    return Completeness(len(asked), tuple(_lack(one, held) for one in asked if not one.met(held)))


def _lack(requirement: Requirement, held: Held) -> Lack:
    absent = list(requirement.absent(held))
    named = tuple(islice(absent, NAMED))
    more = len(absent) - len(named)
    return Lack(requirement.key, requirement.name, requirement.supplier, requirement.kind, named, more)
