"""Reasons for not inspecting an institution are proposed, decided by the lead group, withdrawn."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from bureau.campaign.lifecycle_beside import EXCUSE
from bureau.campaign.models import Campaign, Excuse
from bureau.campaign.services.waiting import await_heads, named, no_longer_waits, taken_back
from bureau.kernel import clock
from bureau.kernel.access import Actor
from bureau.people.models import Account
from bureau.registry.models import Institution


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
        proposed_by_name=named(by),
    )
    with EXCUSE.creating("propose_excuse", row, by=by) as made:
        await_heads(
            campaign,
            subject=made.reference,
            title=_("Decide on not inspecting %(name)s") % {"name": institution.name},
            address=reverse("campaign:decide-excuse", args=[campaign.reference, institution.reference]),
            by=by,
        )
    return made


def approve_excuse(*, excuse: Excuse, by: Actor, base: int | None = None) -> Excuse:
    """The institution counts as accounted for without a visit, from today."""
    with EXCUSE.moving("approve_excuse", excuse, by=by, base=base) as held:
        held.decided_at, held.decided_by_name = clock.now(), named(by)
        no_longer_waits(held.reference, by)
    return held


def refuse_excuse(*, excuse: Excuse, by: Actor, reason: str, base: int | None = None) -> Excuse:
    """It is to be inspected all the same, with the reason on record."""
    with EXCUSE.moving("refuse_excuse", excuse, by=by, reason=reason, base=base) as held:
        held.decided_at, held.decided_by_name = clock.now(), named(by)
        no_longer_waits(held.reference, by)
    return held


def withdraw_excuse(*, excuse: Excuse, by: Actor, reason: str, base: int | None = None) -> Excuse:
    """The reason holds no longer: the institution is due again."""
    with EXCUSE.moving("withdraw_excuse", excuse, by=by, reason=reason, base=base) as held:
        taken_back(held.reference, by, reason=reason)
    return held
