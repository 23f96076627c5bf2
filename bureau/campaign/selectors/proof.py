"""The proof that nobody was forgotten 全覆盖证明: every institution inspected, or left out for an approved reason."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from bureau.campaign.models import Campaign, Coverage, Excuse
from bureau.campaign.selectors.coverage import coverage_of, tally_of
from bureau.campaign.selectors.progress import NONE, OTHER, group_of
from bureau.kernel import clock
from bureau.people.models import Unit
from bureau.registry.domains import OFFICIAL, name_of
from bureau.registry.models import Institution


@dataclass(frozen=True)
class Account:
    """How one institution is accounted for: what covered it, or the reason that stands for it."""

    institution: Institution
    coverage: tuple[Coverage, ...]
    excuse: Excuse | None

    @property
    def state(self) -> str:
        """One of `covered`, `excused`, `waiting`, `open`."""
        if self.coverage:
            return "covered"
        if self.excuse is None:
            return "open"
        return "excused" if self.excuse.state == "excuse_approved" else "waiting"


@dataclass(frozen=True)
class Sum:
    """How many of a field, a unit or all are accounted for, and how; `query` names their rows."""

    title: str
    query: str
    due: int
    covered: int
    excused: int
    waiting: int

    @property
    def open(self) -> int:
        """Those that nothing accounts for."""
        return self.due - self.covered - self.excused - self.waiting

    @property
    def proven(self) -> bool:
        """Whether nobody is left."""
        return self.due == self.covered + self.excused


@dataclass(frozen=True)
class Proof:
    """The proof as of a day, with every institution in it."""

    day: dt.date
    accounts: tuple[Account, ...]
    total: Sum
    domains: tuple[Sum, ...]
    units: tuple[Sum, ...]


def proof_of(campaign: Campaign, *, for_: Any) -> Proof:  # noqa: ANN401 - an account
    """The proof over what somebody sees."""
    due = list(
        tally_of(campaign, for_=for_).due.select_related("unit", "officer").order_by("name", "reference")
    )
    covered = coverage_of(campaign, due)
    reasons = {one.institution_id: one for one in Excuse.objects.standing().filter(campaign=campaign)}
    accounts = tuple(Account(one, tuple(covered.get(one.pk, ())), reasons.get(one.pk)) for one in due)
    day = clock.day_of(campaign.closed_at) if campaign.closed_at else clock.today()
    return Proof(
        day,
        accounts,
        _sum(_("All"), "", accounts),
        tuple(_domains(accounts)),
        tuple(_units(campaign, accounts)),
    )


def _sum(title: str, query: str, accounts: Iterable[Account]) -> Sum:
    states = [one.state for one in accounts]
    counts = {name: states.count(name) for name in ("covered", "excused", "waiting")}
    return Sum(title, query, len(states), **counts)


def _domains(accounts: Sequence[Account]) -> Iterable[Sum]:
    """Every field that an institution works in; those without any, so that they are not forgotten."""
    seen = {code for one in accounts for code in one.institution.domains}
    for code in [*(code for code in OFFICIAL if code in seen), *sorted(seen - set(OFFICIAL))]:
        yield _sum(
            name_of(code), f"domain={code}", [one for one in accounts if code in one.institution.domains]
        )
    none = [one for one in accounts if not one.institution.domains]
    if none:
        yield _sum(_("no field known"), "domain=unknown", none)


def _units(campaign: Campaign, accounts: Sequence[Account]) -> Iterable[Sum]:
    """By the unit that answers; those that nobody answers for stand last, and stand there."""
    groups: dict[str, list[Account]] = {}
    for one in accounts:
        groups.setdefault(group_of(campaign.unit, one.institution.unit), []).append(one)
    named = Unit.objects.filter(reference__in=groups).order_by("path")
    titles = {one.reference: one.short_name for one in named}
    titles |= {OTHER: _("units of other areas"), NONE: _("nobody answers for it")}
    for key, title in titles.items():
        if key in groups:
            yield _sum(title, f"unit={key}", groups[key])
