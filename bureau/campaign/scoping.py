"""Kinds of rules of scope 范围规则: each declared with what can be chosen and which institutions fit.

    @kind("domain", _("Field"))
    def domain(campaign, chosen, day) -> Q: ...

Without a rule everybody in the area of the unit is in. An institution is in where every rule of effect `only` fits it
and none of effect `out` does; so each one that is out has the rules that put it there.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bureau.people.models import Unit
from bureau.registry.domains import OFFICIAL, name_of
from bureau.registry.models import InstitutionKind
from bureau.registry.selectors.annexes import REGION, visiting
from bureau.registry.selectors.lists import in_domain

if TYPE_CHECKING:
    from bureau.campaign.models import Campaign

Text = str | Promise
Fits = Callable[["Campaign", Sequence[str], dt.date], Q]
Choices = Callable[["Campaign"], list[tuple[str, Text]]]
UNKNOWN = "unknown"


@dataclass(frozen=True)
class Kind:
    """A kind of rule: what it is called, what can be chosen, and the condition under which an institution fits."""

    name: str
    title: Text
    choices: Choices
    fits: Fits

    def called(self, campaign: Campaign, chosen: Sequence[str]) -> list[str]:
        """What was chosen, in words."""
        words = dict(self.choices(campaign))
        return [str(words.get(one, one)) for one in chosen]


KINDS: dict[str, Kind] = {}


def kind(name: str, title: Text, choices: Choices) -> Callable[[Fits], Fits]:
    """Declare a kind, once."""

    def declare(fits: Fits) -> Fits:
        KINDS[name] = Kind(name, title, choices, fits)
        return fits

    return declare


def _domains(_campaign: Campaign) -> list[tuple[str, Text]]:
    return [*((code, name_of(code)) for code in OFFICIAL), (UNKNOWN, _("no field known"))]


@kind("domain", _("Field"), _domains)
def domain(_campaign: Campaign, chosen: Sequence[str], _day: dt.date) -> Q:
    """Works in at least one of them."""
    found = Q(pk__in=[])
    for code in chosen:
        found |= Q(domains=[]) if code == UNKNOWN else in_domain(code)
    return found


def _natures(_campaign: Campaign) -> list[tuple[str, Text]]:
    return [*((str(one.value), one.label) for one in InstitutionKind), (UNKNOWN, _("nature unknown"))]


@kind("nature", _("Nature"), _natures)
def nature(_campaign: Campaign, chosen: Sequence[str], _day: dt.date) -> Q:
    """Is of one of these natures."""
    return Q(kind__in=["" if one == UNKNOWN else one for one in chosen])


def _homes(_campaign: Campaign) -> list[tuple[str, Text]]:
    return [("here", _("this region")), ("elsewhere", _("another province"))]


@kind("home", _("Registered in"), _homes)
def home(campaign: Campaign, chosen: Sequence[str], day: dt.date) -> Q:
    """Is registered in this region or elsewhere, as the annex form has it."""
    away, found = visiting(campaign.unit.division[:REGION], day), Q(pk__in=[])
    if "elsewhere" in chosen:
        found |= away
    if "here" in chosen:
        found |= ~away
    return found


def _standings(_campaign: Campaign) -> list[tuple[str, Text]]:
    return [("valid", _("in force")), ("lapsed", _("run out")), (UNKNOWN, _("no certificate known"))]


@kind("certificate", _("Certificate"), _standings)
def certificate(_campaign: Campaign, chosen: Sequence[str], day: dt.date) -> Q:
    """Its last certificate is in force on the day, has run out, or is not known."""
    found = Q(pk__in=[])
    if "valid" in chosen:
        found |= Q(certified_until__gte=day)
    if "lapsed" in chosen:
        found |= Q(certified_until__lt=day)
    if UNKNOWN in chosen:
        found |= Q(certified_until__isnull=True)
    return found


def _units(campaign: Campaign) -> list[tuple[str, Text]]:
    rows = Unit.objects.active().within(campaign.unit).order_by("path")
    return [*((one.reference, one.name) for one in rows), (UNKNOWN, _("nobody answers for it"))]


@kind("unit", _("Answering unit"), _units)
def unit(_campaign: Campaign, chosen: Sequence[str], _day: dt.date) -> Q:
    """One of these units, or one below it, answers for it."""
    found = Q(unit__isnull=True) if UNKNOWN in chosen else Q(pk__in=[])
    for row in Unit.objects.filter(reference__in=chosen):
        found |= Q(unit__path__startswith=row.path)
    return found
