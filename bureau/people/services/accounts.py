"""Accounts are opened, amended, closed and opened again; a lost password is replaced by a one-time password."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from axes.utils import reset as forget_failed_attempts
from django.utils.translation import gettext as _

from bureau.kernel import clock
from bureau.kernel.access import Actor
from bureau.kernel.refusals import MissingPermission
from bureau.people.lifecycle import ACCOUNT, HoldingState
from bureau.people.models import Account, Officer, Unit
from bureau.people.models.accounts import AccountKind
from bureau.people.permissions import P
from bureau.people.services.passwords import end_sessions, give_one_time_password


@dataclass(frozen=True)
class Certificate:
    """An enforcement certificate as entered; an empty bound is no bound."""

    number: str = ""
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None


@dataclass(frozen=True)
class Opened:
    """An account with the password that is shown once and kept nowhere."""

    account: Account
    one_time_password: str


def open_account(
    *,
    username: str,
    full_name: str,
    unit: Unit,
    by: Actor,
    kind: str = AccountKind.OFFICER,
    email: str = "",
    post: str = "",
    phone: str = "",
    certificate: Certificate | None = None,
    password: str = "",
) -> Opened:
    """Open an account for an officer of a unit, or one that the unit keeps for an institution.

    `password` is for the demonstration, whose passwords are known and need not be changed.
    """
    account = Account(username=username.strip().lower(), full_name=full_name, kind=kind, email=email)
    officer = None
    if kind == AccountKind.OFFICER:
        officer = Officer(account=account, unit=unit)
        _fill(officer, unit, post, phone, certificate or Certificate())
    else:
        account.keeper = unit
    with ACCOUNT.creating("open_account", account, by=by) as row:
        once = give_one_time_password(row)
        if password:
            row.set_password(password)
            row.must_change_password = False
        if officer is not None:
            officer.save()  # the account follows at the end of the move; keys are compared at the commit
    return Opened(row, password or once)


def amend_account(
    *,
    account: Account,
    full_name: str,
    unit: Unit,
    by: Actor,
    email: str = "",
    post: str = "",
    phone: str = "",
    certificate: Certificate | None = None,
    base: int | None = None,
) -> Account:
    """Change what stands on an account and on its officer; moving to another unit needs a say there too."""
    with ACCOUNT.moving("amend_account", account, by=by, base=base) as held:
        if held.jurisdiction != unit and not by.may_now(P.ACCOUNT_MANAGE, at=unit):
            raise MissingPermission(P.ACCOUNT_MANAGE, _("Your role does not include accounts there."))
        held.full_name, held.email = full_name, email
        if held.kind == AccountKind.OFFICER:
            officer = held.officer.fresh()
            _fill(officer, unit, post, phone, certificate or Certificate())
            officer.save()
        else:
            held.keeper = unit
    return held


def close_account(*, account: Account, by: Actor, reason: str, base: int | None = None) -> Account:
    """Close an account: its sessions end, and so do its roles and delegations, which do not come back by themselves."""
    with ACCOUNT.moving("close_account", account, by=by, reason=reason, base=base) as held:
        end_sessions(held)
        today = clock.today()
        standing = [
            *held.roles_held.standing_after(today),
            *held.delegations_given.standing_after(today),
            *held.delegations_taken.standing_after(today),
        ]
        for one in standing:
            ended = one.fresh()
            ended.state = HoldingState.WITHDRAWN
            ended.end_on(today)
            ended.save()
    return held


def reopen_account(*, account: Account, by: Actor, reason: str, base: int | None = None) -> Opened:
    """Open a closed account again, with a one-time password and without roles."""
    with ACCOUNT.moving("reopen_account", account, by=by, reason=reason, base=base) as held:
        once = give_one_time_password(held)
    return Opened(held, once)


def reset_password(*, account: Account, by: Actor, reason: str, base: int | None = None) -> Opened:
    """Replace a lost password by a one-time password; a locked-out account may sign in again at once."""
    with ACCOUNT.moving("reset_password", account, by=by, reason=reason, base=base) as held:
        once = give_one_time_password(held)
        forget_failed_attempts(username=held.username)
    return Opened(held, once)


def _fill(officer: Officer, unit: Unit, post: str, phone: str, certificate: Certificate) -> None:
    officer.unit, officer.post, officer.phone = unit, post, phone
    officer.certificate_no = certificate.number
    officer.certificate_from, officer.certificate_to = certificate.valid_from, certificate.valid_to
