"""Whether a dossier is complete on a day: what must be there, what of it is missing by name, and who must supply it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bureau.registry.held import DECLARED_SINCE, Held, year_counted
from bureau.registry.models import PromiseSort

# Whoever must supply it: the station is the unit that answers for the body, and is on the spot.
INSTITUTION, STATION, OFFICE = _("the institution"), _("the station"), _("the office")
NAMED = 3  # names of what is missing; of the others, how many
# Rules change: dossiers that an earlier number drew are drawn again by the next round, so raise it with them.
DRAWN_BY = 4


def drawn_on(day: dt.date) -> int:
    """What stands on a row that these rules drew: their number, and the year whose reports they ask for."""
    return DRAWN_BY * 100 + year_counted(day) % 100


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

    @property
    def count(self) -> int:
        """How many things are missing by name."""
        return len(self.absent) + self.more


@dataclass(frozen=True)
class Completeness:
    """How many things were asked of a dossier, and those it lacks."""

    asked: int
    lacks: tuple[Lack, ...]


def _is_certified(held: Held) -> bool:
    """A body without a certificate has promised nothing for one, and no team has reviewed it."""
    return bool(held.certificates)


REQUIREMENTS: tuple[Requirement, ...] = (
    Requirement(
        "code", _("Unified social credit code"), INSTITUTION, lambda held: held.is_said("uscc"), "identity"
    ),
    Requirement("nature", _("Nature"), INSTITUTION, lambda held: held.is_said("kind"), "identity"),
    Requirement(
        "home_division", _("Division of registration"), OFFICE, lambda held: held.is_said("home_division")
    ),
    Requirement(
        "place",
        _("Site, or presence without one"),
        INSTITUTION,
        lambda held: bool(held.facts.get("site") or held.facts.get("presence")),
        "site",
    ),
    Requirement(
        "position",
        _("Address and position of each site"),
        STATION,
        lambda held: not held.unplaced(),
        "site",
        absent=Held.unplaced,
        asked=lambda held: bool(held.holding("site")),
    ),
    Requirement(
        "certificate",
        _("Certificate with its term"),
        INSTITUTION,
        lambda held: any(one.number and one.valid_to for one in held.certificates),
        "certificate",
    ),
    Requirement(
        "first_certificate",
        _("First certificate date"),
        INSTITUTION,
        lambda held: any(one.first_issued_on for one in held.certificates),
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
        lambda held: bool(held.capabilities) and not held.without_capabilities(),
        "capability",
        absent=Held.without_capabilities,
    ),
    Requirement(
        "capability_days",
        _("Days of the approved capabilities"),
        INSTITUTION,
        lambda held: not held.undated(),
        "capability",
        absent=Held.undated,
        asked=lambda held: bool(held.capabilities),
    ),
    Requirement(
        "staff",
        _("Members of staff"),
        INSTITUTION,
        lambda held: bool(held.holding("employment")),
        "employment",
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
        "qualifications",
        _("Qualifications of staff"),
        INSTITUTION,
        lambda held: bool(held.holding("qualification")) and not held.unqualified(),
        "qualification",
        absent=Held.unqualified,
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
        "management",
        _("Management system"),
        INSTITUTION,
        lambda held: not held.unmanaged(),
        "managementfact",
        absent=Held.unmanaged,
    ),
    Requirement(
        "promises",
        _("Commitment text or application"),
        INSTITUTION,
        lambda held: held.promised(PromiseSort.COMMITMENT, PromiseSort.APPLICATION),
        "promise",
        asked=_is_certified,
    ),
    Requirement(
        "declaration",
        _("Self-declaration"),
        INSTITUTION,
        lambda held: held.promised(PromiseSort.DECLARATION),
        "promise",
        asked=lambda held: _is_certified(held) and held.day >= DECLARED_SINCE,
    ),
    Requirement(
        "review",
        _("What the review team found"),
        OFFICE,
        lambda held: bool(held.facts.get("reviewfinding")),
        "reviewfinding",
        asked=_is_certified,
    ),
    Requirement(
        "corrections",
        _("Corrections of what the review team found"),
        INSTITUTION,
        lambda held: not held.uncorrected(),
        "reviewfinding",
        absent=Held.uncorrected,
        asked=lambda held: any(not one.found_nothing for one in held.facts.get("reviewfinding", ())),
    ),
    Requirement(
        "acceptances",
        _("Acceptance of these corrections"),
        OFFICE,
        lambda held: not held.unaccepted(),
        "reviewfinding",
        absent=Held.unaccepted,
        asked=lambda held: any(one.is_corrected for one in held.facts.get("reviewfinding", ())),
    ),
    Requirement(
        "reports",
        _("Reports issued, by year and domain"),
        INSTITUTION,
        lambda held: not held.uncounted(),
        "statedreports",
        absent=Held.uncounted,
        asked=lambda held: _is_certified(held) and held.worked_then,
    ),
    Requirement(
        "documents",
        _("Papers of promises, findings and qualifications"),
        OFFICE,
        lambda held: not held.unproved(),
        absent=Held.unproved,
        asked=lambda held: any(held.facts.get(one) for one in ("promise", "reviewfinding", "qualification")),
    ),
    Requirement(
        "contact",
        _("Contact with telephone"),
        INSTITUTION,
        lambda held: any(one.phone for one in held.facts.get("contact", ())),
        "contact",
    ),
    Requirement("officer", _("Responsible officer"), OFFICE, lambda held: held.answered),
)


def completeness(facts: Mapping[str, Sequence[Any]], day: dt.date, *, answered: bool) -> Completeness:
    """What is asked of a dossier on a day and what it lacks; each thing asked weighs the same.

    `facts` are those on record, by the lower-case name of their table, who it is among them; `answered` is whether an
    officer answers for it. A thing that does not apply is not asked, and counts neither for nor against.
    """
    held = Held(facts, day, answered=answered)
    asked = [one for one in REQUIREMENTS if one.asked(held)]
    return Completeness(len(asked), tuple(_lack(one, held) for one in asked if not one.met(held)))


def missing_in(facts: Mapping[str, Sequence[Any]], day: dt.date, *, answered: bool) -> int:
    """How many things a dossier lacks, for lists: no names, since tens of thousands are drawn at once."""
    held = Held(facts, day, answered=answered)
    return sum(1 for one in REQUIREMENTS if one.asked(held) and not one.met(held))


def _lack(requirement: Requirement, held: Held) -> Lack:
    absent = list(requirement.absent(held))
    named = tuple(islice(absent, NAMED))
    more = len(absent) - len(named)
    return Lack(requirement.key, requirement.name, requirement.supplier, requirement.kind, named, more)
