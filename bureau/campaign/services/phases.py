"""Phases are added, amended, withdrawn and signed off; the notice's words stand beside the working dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Max
from django.utils.translation import gettext as _

from bureau.campaign.exits import kinds
from bureau.campaign.lifecycle import PHASE
from bureau.campaign.models import Campaign, Phase
from bureau.campaign.services.waiting import await_sign_off, named, nothing_waits, signed_off
from bureau.kernel import clock
from bureau.kernel.access import Actor
from bureau.kernel.refusals import NotNow


@dataclass(frozen=True)
class PhasePlan:
    """What of a phase can be entered. Dates come in pairs, and with the reason why these."""

    name: str
    words: str = ""
    task: str = ""
    begins_on: dt.date | None = None
    ends_on: dt.date | None = None
    dates_reason: str = ""
    conditions: Sequence[str] = ()
    outside_reason: str = ""


def add_phase(*, campaign: Campaign, plan: PhasePlan, by: Actor, bound_by: Phase | None = None) -> Phase:
    """Add a phase after the last; `bound_by` is the superior's, within whose days its own lie."""
    last = Phase.objects.filter(campaign=campaign).aggregate(last=Max("number"))["last"] or 0
    with PHASE.creating(
        "add_phase", Phase(campaign=campaign, number=last + 1, bound_by=bound_by), by=by
    ) as row:
        _enter(row, plan)
    if campaign.is_running:
        await_sign_off(row, by)
    return row


def amend_phase(
    *, phase: Phase, plan: PhasePlan, by: Actor, reason: str = "", base: int | None = None
) -> Phase:
    """Amend a phase; a new last day moves what waits for its sign-off."""
    with PHASE.moving("amend_phase", phase, by=by, reason=reason or plan.dates_reason, base=base) as held:
        before = held.ends_on
        if held.campaign.is_running and plan.ends_on is None:
            raise NotNow(_("The campaign is issued: its phases keep working dates."))
        _enter(held, plan)
        if held.campaign.is_running and held.ends_on != before:
            nothing_waits(held, by, reason=plan.dates_reason)
            await_sign_off(held, by)
    return held


def withdraw_phase(*, phase: Phase, by: Actor, reason: str, base: int | None = None) -> Phase:
    """Withdraw a phase that the campaign goes without, with the reason on record."""
    with PHASE.moving("withdraw_phase", phase, by=by, reason=reason, base=base) as held:
        nothing_waits(held, by, reason=reason)
    return held


def sign_off_phase(*, phase: Phase, by: Actor, base: int | None = None) -> Phase:
    """Sign a phase off: its exit conditions are met, and the next one goes on."""
    with PHASE.moving("sign_off_phase", phase, by=by, base=base) as held:
        held.signed_off_at = clock.now()
        held.signed_off_by_name = named(by)
        signed_off(held, by)
    return held


def _enter(row: Phase, plan: PhasePlan) -> None:
    if (plan.begins_on is None) != (plan.ends_on is None):
        raise NotNow(_("Working dates come in pairs: the first day and the last."))
    if plan.begins_on is not None and plan.ends_on is not None:
        if plan.ends_on < plan.begins_on:
            raise NotNow(_("It cannot end before it begins."))
        if not plan.dates_reason:
            raise NotNow(_("Say why these dates: the notice says only its words."))
    bound = row.bound_by
    if bound and row.lies_outside(plan.begins_on, plan.ends_on) and not plan.outside_reason:
        raise NotNow(
            _("The superior's phase runs from %(since)s to %(until)s. Stay within it, or say why not.")
            % {"since": bound.begins_on, "until": bound.ends_on}
        )
    unknown = set(plan.conditions) - set(kinds()) - set(row.conditions)
    if unknown:
        raise NotNow(
            _("These conditions cannot be computed here: %(names)s.") % {"names": "、".join(sorted(unknown))}
        )
    row.name, row.words, row.task = plan.name, plan.words, plan.task
    row.begins_on, row.ends_on, row.dates_reason = plan.begins_on, plan.ends_on, plan.dates_reason
    row.conditions, row.outside_reason = list(plan.conditions), plan.outside_reason
