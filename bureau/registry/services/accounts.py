"""Accounts that speak for an institution: opened and closed with it, or linked and ended where one exists already."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from bureau.kernel import clock
from bureau.kernel.access import Actor, Consequence
from bureau.kernel.refusals import NotNow
from bureau.people.models import Account
from bureau.people.models.accounts import AccountKind
from bureau.people.roles import Role
from bureau.people.services import Opened, close_account, grant_role, open_account
from bureau.registry.lifecycle import INSTITUTION
from bureau.registry.models import Institution, InstitutionAccount
from bureau.registry.speakers import tell_linked


def open_institution_account(
    *,
    institution: Institution,
    username: str,
    full_name: str,
    by: Actor,
    email: str = "",
    password: str = "",
    base: int | None = None,
) -> Opened:
    """Open an account that speaks for an institution from today, kept by the unit that answers for it.

    Its one-time password is in the answer and nowhere else. `password` is for the demonstration only.
    """
    with INSTITUTION.moving("open_institution_account", institution, by=by, base=base) as held:
        assert held.unit is not None  # noqa: S101 - the guard asked
        if Account.objects.filter(username=username.strip().lower()).exists():
            raise NotNow(_("Somebody has this user name already. Choose another."))
        # Whoever may open accounts of institutions needs no say over officers' accounts.
        consequence = Consequence(by.trail_name)
        opened = open_account(
            username=username,
            full_name=full_name,
            unit=held.unit,
            kind=AccountKind.INSTITUTION,
            email=email,
            password=password,
            by=consequence,
        )
        grant_role(account=opened.account, role=Role.INSTITUTION, unit=None, by=consequence)
        _link(held, opened.account, by)
    return opened


def close_institution_account(
    *, institution: Institution, account: Account, by: Actor, reason: str, base: int | None = None
) -> Account:
    """Close an account that speaks for an institution: its sessions end at once, and it speaks for nobody."""
    with INSTITUTION.moving(
        "close_institution_account", institution, by=by, reason=reason, base=base
    ) as held:
        _end(held, account)
        return close_account(account=account, by=Consequence(by.trail_name), reason=reason)


def link_account(
    *, institution: Institution, account: Account, by: Actor, base: int | None = None
) -> InstitutionAccount:
    """Let an institution's account speak for it from today; an account speaks for one only."""
    with INSTITUTION.moving("link_account", institution, by=by, base=base) as held:
        if account.kind != AccountKind.INSTITUTION:
            raise NotNow(_("%(account)s is an officer's account.") % {"account": account})
        standing = InstitutionAccount.objects.filter(account=account, valid_to__isnull=True).first()
        if standing is not None:
            raise NotNow(
                _("%(account)s speaks for %(name)s already.")
                % {"account": account, "name": standing.institution}
            )
        return _link(held, account, by)


def _link(held: Institution, account: Account, by: Actor) -> InstitutionAccount:
    made = InstitutionAccount(institution=held, account=account, valid_from=clock.today())
    made.save()
    tell_linked(made, by)
    return made


def unlink_account(
    *, institution: Institution, account: Account, by: Actor, reason: str, base: int | None = None
) -> InstitutionAccount:
    """An account no longer speaks for it: from tomorrow if it did before today, else not at all."""
    with INSTITUTION.moving("unlink_account", institution, by=by, reason=reason, base=base) as held:
        return _end(held, account)


def _end(held: Institution, account: Account) -> InstitutionAccount:
    standing = held.accounts.filter(account=account, valid_to__isnull=True).first()
    if standing is None:
        raise NotNow(_("%(account)s does not speak for it.") % {"account": account})
    ended: InstitutionAccount = standing.fresh()
    ended.valid_to = max(ended.valid_from, clock.today() - dt.timedelta(days=1))
    ended.save()
    return ended
