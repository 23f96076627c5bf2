"""Delegations are made and withdrawn: somebody acts for somebody else between two dates."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from bureau.kernel import clock
from bureau.kernel.access import Actor
from bureau.people.lifecycle import DELEGATION
from bureau.people.models import Account, Delegation


def make_delegation(
    *, giver: Account, taker: Account, valid_from: dt.date, valid_to: dt.date, reason: str, by: Actor
) -> Delegation:
    """Lend all roles of one officer to another from a day to a day, both included; what is lent is not lent on."""
    with transaction.atomic():
        first, second = sorted((giver, taker), key=lambda one: str(one.pk))
        fresh = {one.pk: one for one in (first.fresh(), second.fresh())}
        made = Delegation(
            giver=fresh[giver.pk],
            taker=fresh[taker.pk],
            valid_from=valid_from,
            valid_to=valid_to,
            reason=reason,
        )
        with DELEGATION.creating("make_delegation", made, by=by, reason=reason) as row:
            pass
    return row


def withdraw_delegation(
    *, delegation: Delegation, by: Actor, reason: str, base: int | None = None
) -> Delegation:
    """End a delegation now, before its last day."""
    with DELEGATION.moving("withdraw_delegation", delegation, by=by, reason=reason, base=base) as held:
        held.end_on(clock.today())
    return held
