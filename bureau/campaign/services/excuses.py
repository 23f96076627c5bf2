"""Reasons for not inspecting an institution are proposed, decided by the lead group, withdrawn."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from bureau.campaign.lifecycle_beside import EXCUSE
from bureau.campaign.models import Campaign, Excuse
from bureau.kernel import clock
from bureau.kernel.access import Actor, Consequence
from bureau.people.models import Account
from bureau.registry.models import Institution
from bureau.reminders.selectors import waiting_about
from bureau.reminders.services import add_due_date, finish_due_date, withdraw_due_date


def propose_excuse(
    *, campaign: Campaign, institution: Institution, ground: str, words: str, by: Actor
) -> Excuse:
    """Propose why an institution is not inspected; it waits in the queues of leader and deputies.

    Raises:
        MissingPermission, NotNow: nothing was written.
    """
    row = Excuse(
        campaign=campaign,
        institution=institution,
        ground=ground,
        words=words,
        proposed_at=clock.now(),
        proposed_by=by if isinstance(by, Account) else None,
        proposed_by_name=_name(by),
    )
    with EXCUSE.creating("propose_excuse", row, by=by) as made:
        pass
    for head in campaign.heads_now():
        if head.account_id != made.proposed_by_id:
            _await(made, head.account, by)
    return made


def approve_excuse(*, excuse: Excuse, by: Actor, base: int | None = None) -> Excuse:
    """The institution counts as accounted for without a visit, from today."""
    with EXCUSE.moving("approve_excuse", excuse, by=by, base=base) as held:
        held.decided_at, held.decided_by_name = clock.now(), _name(by)
        _decided(held, by)
    return held


def refuse_excuse(*, excuse: Excuse, by: Actor, reason: str, base: int | None = None) -> Excuse:
    """It is to be inspected all the same, with the reason on record."""
    with EXCUSE.moving("refuse_excuse", excuse, by=by, reason=reason, base=base) as held:
        held.decided_at, held.decided_by_name = clock.now(), _name(by)
        _decided(held, by)
    return held


def withdraw_excuse(*, excuse: Excuse, by: Actor, reason: str, base: int | None = None) -> Excuse:
    """The reason holds no longer: the institution is due again."""
    with EXCUSE.moving("withdraw_excuse", excuse, by=by, reason=reason, base=base) as held:
        for due in waiting_about(held.reference):
            withdraw_due_date(due_date=due, by=Consequence(by.trail_name), reason=reason)
    return held


def _await(excuse: Excuse, account: Account | None, by: Actor) -> None:
    if account is None:
        return
    add_due_date(
        subject=excuse.reference,
        title=_("Decide on not inspecting %(name)s") % {"name": excuse.institution.name},
        why=excuse.campaign.title,
        address=reverse(
            "campaign:decide-excuse", args=[excuse.campaign.reference, excuse.institution.reference]
        ),
        due_on=clock.today(),
        account=account,
        by=Consequence(by.trail_name),
    )


def _decided(excuse: Excuse, by: Actor) -> None:
    for due in waiting_about(excuse.reference):
        finish_due_date(due_date=due, by=Consequence(by.trail_name))


def _name(by: Actor) -> str:
    return str(getattr(by, "full_name", by.trail_name))
