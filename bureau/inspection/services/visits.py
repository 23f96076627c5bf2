"""Visits are planned, amended, handed over, called off, begun and concluded."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from bureau.campaign.lifecycle import CampaignState
from bureau.campaign.models import Campaign
from bureau.campaign.selectors import current_campaign
from bureau.campaign.services import record_coverage
from bureau.inspection import objections as no
from bureau.inspection.lifecycle import VISIT
from bureau.inspection.models import Visit
from bureau.inspection.origins import source_of
from bureau.inspection.services.items import withdraw_item
from bureau.inspection.services.waiting import await_visit, drop_waiting, end_waiting
from bureau.kernel import clock
from bureau.kernel.access import Actor
from bureau.kernel.refusals import NotNow
from bureau.people.models import Account, Unit
from bureau.registry.models import Institution
from bureau.trail.services import next_number


@dataclass(frozen=True)
class Plan:
    """What is planned: the day, why one goes, and the two who go."""

    planned_on: dt.date
    kind: str
    purpose: str
    first_officer: Account
    second_officer: Account
    campaign: str = ""


@dataclass(frozen=True)
class Entry:
    """What was shown, read and met at the entry; `at` is now unless it is said."""

    certificates_shown: bool
    rights_read: bool
    prevention_met: bool
    prevention_note: str = ""
    at: dt.datetime | None = None


@dataclass(frozen=True)
class Leaving:
    """How the visit ended: who attended for the institution, by post, and what was said there."""

    attendant: str
    conduct_confirmed: bool
    remarks: str = ""
    conduct_note: str = ""
    at: dt.datetime | None = None


def plan_visit(*, institution: Institution, unit: Unit, plan: Plan, by: Actor) -> Visit:
    """Plan a visit; it waits in the queues of its two officers until its day.

    Raises:
        MissingPermission, NotNow: nothing was planned.
    """
    year = clock.today().year
    visit = Visit(institution=institution, unit=unit)
    _fill(visit, plan)
    with VISIT.creating("plan_visit", visit, by=by) as row:
        series = f"V-{unit.division}-{year}"
        row.reference = f"{series}-{next_number(series):04}"
        await_visit(row, by)
    return row


def amend_visit(*, visit: Visit, plan: Plan, by: Actor, base: int | None = None) -> Visit:
    """Plan it otherwise: another day, other officers, another purpose."""
    with VISIT.moving("amend_visit", visit, by=by, base=base) as held:
        _fill(held, plan)
        _refuse_bad_team(held, by)
        drop_waiting(held.reference, by)
        await_visit(held, by)
    return held


def hand_over_visit(
    *,
    visit: Visit,
    unit: Unit,
    first_officer: Account,
    second_officer: Account,
    by: Actor,
    reason: str,
    base: int | None = None,
) -> Visit:
    """Hand it over to another unit, to two officers who may act there."""
    with VISIT.moving("hand_over_visit", visit, by=by, reason=reason, base=base) as held:
        held.unit, held.first_officer, held.second_officer = unit, first_officer, second_officer
        _refuse_bad_team(held, by)
        drop_waiting(held.reference, by, reason)
        await_visit(held, by)
    return held


def call_off_visit(*, visit: Visit, by: Actor, reason: str, base: int | None = None) -> Visit:
    """It does not take place; what was to be looked at is open again for another visit."""
    with VISIT.moving("call_off_visit", visit, by=by, reason=reason, base=base) as held:
        for item in held.items.unanswered():
            withdraw_item(item=item, by=by, reason=reason)
        held.called_off_why = reason
        drop_waiting(held.reference, by, reason)
    return held


def begin_visit(*, visit: Visit, entry: Entry, by: Actor, base: int | None = None) -> Visit:
    """Record the entry: certificates shown, rights read, the site's requirements met. A merged dossier is followed."""
    with VISIT.moving("begin_visit", visit, by=by, base=base) as held:
        if not (entry.certificates_shown and entry.rights_read and entry.prevention_met):
            raise NotNow(
                _(
                    "Certificates are shown, rights read and the site's requirements met before anything is looked at."
                )
            )
        held.entered_at = _not_later_than_now(entry.at)
        if clock.day_of(held.entered_at) < held.planned_on:
            raise NotNow(_("The entry lies before the planned day."))
        held.certificates_shown = held.rights_read = held.prevention_met = True
        held.prevention_note = entry.prevention_note
        held.first_certificate = held.first_officer.officer.certificate_no
        held.second_certificate = held.second_officer.officer.certificate_no
        while held.institution.merged_into is not None:
            held.institution = held.institution.merged_into
    return held


def conclude_visit(*, visit: Visit, leaving: Leaving, by: Actor, base: int | None = None) -> Visit:
    """Close the record of the visit; whoever owns an origin hears what was answered."""
    with VISIT.moving("conclude_visit", visit, by=by, base=base) as held:
        held.left_at = _not_later_than_now(leaving.at)
        if held.entered_at is None or held.left_at < held.entered_at:
            raise NotNow(_("One leaves after one has entered. Correct the time of leaving."))
        if not leaving.attendant.strip():
            raise NotNow(_("Say who attended for the institution, by post."))
        held.concluded_on = clock.day_of(held.left_at)
        held.attendant, held.remarks = leaving.attendant, leaving.remarks
        held.conduct_confirmed, held.conduct_note = leaving.conduct_confirmed, leaving.conduct_note
        for item in held.items.answered():
            source = source_of(item.origin) if item.origin else None
            if source is not None:
                source.tell_outcome(item.origin, item=item.reference, outcome=item.answer, by=by)
        end_waiting(held.reference, by)
        _tell_campaign(held, by)
    return held


def _tell_campaign(visit: Visit, by: Actor) -> None:
    """The campaign that the visit was made for, else the one that runs there that day, hears of the coverage."""
    on = visit.concluded_on or clock.today()
    named = Campaign.objects.filter(reference=visit.campaign).first() if visit.campaign else None
    campaign = named or current_campaign(visit.unit, on)
    if campaign is None or campaign.state != CampaignState.ISSUED:
        return
    record_coverage(campaign=campaign, institution=visit.institution, on=on, reference=visit.reference, by=by)


def _fill(visit: Visit, plan: Plan) -> None:
    visit.planned_on, visit.kind, visit.purpose = plan.planned_on, plan.kind, plan.purpose
    visit.first_officer, visit.second_officer = plan.first_officer, plan.second_officer
    visit.campaign = plan.campaign


def _refuse_bad_team(visit: Visit, by: Actor) -> None:
    """The same objections to a changed team as to a new one."""
    for guard in (no.same_officer, no.officer_without_power, no.certificate_not_in_force):
        said = guard(visit, by)
        if said:
            raise NotNow(said)


def _not_later_than_now(at: dt.datetime | None) -> dt.datetime:
    now = clock.now()
    if at is not None and at > now:
        raise NotNow(_("That time has not come yet. Correct it."))
    return at or now
