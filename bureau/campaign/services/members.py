"""Members come into the lead group and leave it."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from bureau.campaign.lifecycle import MEMBER
from bureau.campaign.models import Campaign, Member
from bureau.kernel import clock
from bureau.kernel.access import Actor
from bureau.kernel.refusals import NotNow
from bureau.people.models import Account


def add_member(
    *,
    campaign: Campaign,
    role: str,
    by: Actor,
    account: Account | None = None,
    post: str = "",
    since: dt.date | None = None,
    until: dt.date | None = None,
) -> Member:
    """Put somebody into the lead group, by account or by post; from today unless told otherwise."""
    begins = since or clock.today()
    if until is not None and until < begins:
        raise NotNow(_("It cannot end before it begins."))
    row = Member(campaign=campaign, role=role, account=account, post=post, valid_from=begins, valid_to=until)
    with MEMBER.creating("add_member", row, by=by) as made:
        pass
    return made


def end_member(
    *, member: Member, by: Actor, reason: str, on: dt.date | None = None, base: int | None = None
) -> Member:
    """Somebody leaves the lead group; `on` is the last day, today unless told otherwise."""
    with MEMBER.moving("end_member", member, by=by, reason=reason, base=base) as held:
        held.valid_to = max(held.valid_from, on or clock.today())
    return held
