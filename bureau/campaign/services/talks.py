"""Contacts are recorded, corrected by a new entry, and followed up."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, fields

from django.urls import reverse
from django.utils.translation import gettext as _

from bureau.campaign.lifecycle_beside import TALK
from bureau.campaign.models import Campaign, Talk
from bureau.campaign.services.waiting import named
from bureau.kernel import clock
from bureau.kernel.access import Actor, Consequence
from bureau.kernel.refusals import NotNow
from bureau.people.models import Account, Unit
from bureau.registry.models import Institution
from bureau.reminders.selectors import waiting_about
from bureau.reminders.services import add_due_date, finish_due_date, withdraw_due_date
from bureau.trail.services import next_number


@dataclass(frozen=True)
class Told:
    """What is entered of a contact."""

    talked_on: dt.date
    channel: str
    post: str
    said: str
    follow_up: str = ""
    follow_up_on: dt.date | None = None


def record_talk(
    *,
    institution: Institution,
    told: Told,
    by: Account,
    at: Unit,
    campaign: Campaign | None = None,
    corrects: Talk | None = None,
) -> Talk:
    """Record a contact of an officer; what is to follow waits in their queue until its day.

    `at` is the unit whose officer speaks, where nobody answers for the institution yet.

    Raises:
        MissingPermission, NotNow: nothing was written.
    """
    _check(told)
    officer = corrects.officer if corrects else by
    row = Talk(
        institution=institution,
        campaign=campaign,
        unit=institution.unit or at,
        officer=officer,
        corrects=corrects,
        recorded_at=clock.now(),
        recorded_by_name=by.full_name,
    )
    with TALK.creating("record_talk", row, by=by) as made:
        series = f"K-{made.unit.division}-{told.talked_on.year}"
        made.reference = f"{series}-{next_number(series):04}"
        for one in fields(told):
            setattr(made, one.name, getattr(told, one.name))
    _await(made, by)
    return made


def correct_talk(*, talk: Talk, told: Told, by: Account, reason: str, base: int | None = None) -> Talk:
    """Correct an entry: it stays as it was, and a new one stands in its place."""
    with TALK.moving("correct_talk", talk, by=by, reason=reason, base=base) as held:
        if held.followed_up_at:
            raise NotNow(_("It was followed up already; record a new contact instead."))
        for due in waiting_about(held.reference):
            withdraw_due_date(due_date=due, by=Consequence(by.trail_name), reason=reason)
        return record_talk(
            institution=held.institution,
            told=told,
            by=by,
            at=held.unit,
            campaign=held.campaign,
            corrects=held,
        )


def follow_up_talk(*, talk: Talk, outcome: str, by: Actor, base: int | None = None) -> Talk:
    """What was to follow is done, and what came of it."""
    with TALK.moving("follow_up_talk", talk, by=by, base=base) as held:
        held.followed_up_at, held.outcome = clock.now(), outcome
        held.followed_up_by_name = named(by)
        for due in waiting_about(held.reference):
            finish_due_date(due_date=due, by=Consequence(by.trail_name))
    return held


def _check(told: Told) -> None:
    if told.talked_on > clock.today():
        raise NotNow(_("A contact is recorded after it was made; this day has not come yet."))
    if bool(told.follow_up) != bool(told.follow_up_on):
        raise NotNow(_("What is to follow and its day are entered together."))
    if told.follow_up_on and told.follow_up_on < told.talked_on:
        raise NotNow(_("What is to follow cannot be due before the contact."))


def _await(talk: Talk, by: Actor) -> None:
    if talk.follow_up_on is None:
        return
    add_due_date(
        subject=talk.reference,
        title=f"{talk.institution.name}{_(': ')}{talk.follow_up}",
        why=_("You spoke with the institution on %(day)s.") % {"day": talk.talked_on.isoformat()},
        address=reverse("campaign:follow-up-talk", args=[talk.reference]),
        due_on=talk.follow_up_on,
        account=talk.officer,
        by=Consequence(by.trail_name),
    )
