"""Roles are granted at a unit and withdrawn."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from bureau.kernel import clock
from bureau.kernel.access import Actor
from bureau.people.lifecycle import ROLE_HELD
from bureau.people.models import Account, RoleHeld, Unit


def grant_role(
    *,
    account: Account,
    role: str,
    unit: Unit | None,
    by: Actor,
    valid_from: dt.date | None = None,
    valid_to: dt.date | None = None,
    reason: str = "",
) -> RoleHeld:
    """Give a role at a unit from a day (today) to another (until it is withdrawn)."""
    with transaction.atomic():
        # Both are locked, so that neither is closed meanwhile and the same role is not given twice.
        place = unit.fresh() if unit else None
        held = RoleHeld(
            account=account.fresh(),
            role=role,
            unit=place,
            valid_from=valid_from or clock.today(),
            valid_to=valid_to,
        )
        with ROLE_HELD.creating("grant_role", held, by=by, reason=reason) as row:
            pass
    return row


def withdraw_role(*, held: RoleHeld, by: Actor, reason: str, base: int | None = None) -> RoleHeld:
    """Take a role away, from now on."""
    with ROLE_HELD.moving("withdraw_role", held, by=by, reason=reason, base=base) as row:
        row.end_on(clock.today())
    return row
