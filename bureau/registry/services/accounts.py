"""Accounts that speak for an institution."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from bureau.kernel import clock
from bureau.kernel.access import Actor
from bureau.kernel.refusals import NotNow
from bureau.people.models import Account
from bureau.people.models.accounts import AccountKind
from bureau.registry.lifecycle import INSTITUTION
from bureau.registry.models import Institution, InstitutionAccount


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
        made = InstitutionAccount(institution=held, account=account, valid_from=clock.today())
        made.save()
    return made


def unlink_account(
    *, institution: Institution, account: Account, by: Actor, reason: str, base: int | None = None
) -> InstitutionAccount:
    """An account no longer speaks for it: from tomorrow if it did before today, else not at all."""
    with INSTITUTION.moving("unlink_account", institution, by=by, reason=reason, base=base) as held:
        standing = held.accounts.filter(account=account, valid_to__isnull=True).first()
        if standing is None:
            raise NotNow(_("%(account)s does not speak for it.") % {"account": account})
        ended = standing.fresh()
        ended.valid_to = max(ended.valid_from, clock.today() - dt.timedelta(days=1))
        ended.save()
    return ended
