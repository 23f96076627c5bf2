"""The list of accounts, and one account's page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from axes.models import AccessLog
from django.db import models
from django.db.models import Max, Q
from django.utils.translation import gettext as say

from bureau.kernel import clock
from bureau.kernel.access import BY_LINK
from bureau.people.lifecycle import AccountState
from bureau.people.models import Account, Delegation, Officer, RoleHeld, Unit


@dataclass(frozen=True)
class AccountLine:
    """One account in the list."""

    account: Account
    unit: Unit | None
    roles: tuple[RoleHeld, ...]
    last_sign_in: dt.datetime | None


@dataclass(frozen=True)
class AccountPage:
    """What one account's page shows; roles and delegations that stand, then those that ended."""

    account: Account
    officer: Officer | None
    certified: bool
    roles: tuple[RoleHeld, ...]
    former_roles: tuple[RoleHeld, ...]
    delegations: tuple[Delegation, ...]
    last_sign_in: dt.datetime | None


def accounts_seen(
    by: Account, *, unit: Unit | None = None, words: str = "", kind: str = "", state: str = ""
) -> models.QuerySet[Account]:
    """Accounts that somebody sees, under the conditions of the list; those that may sign in unless asked otherwise."""
    found: models.QuerySet[Account] = Account.objects.visible_to(by).select_related("officer__unit", "keeper")
    if unit is not None:
        here = Unit.objects.within(unit)
        found = found.filter(Q(officer__unit__in=here) | Q(keeper__in=here))
    if words:
        found = found.filter(Q(username__icontains=words) | Q(full_name__icontains=words))
    if kind:
        found = found.filter(kind=kind)
    return found.filter(state=state or AccountState.ACTIVE)


def account_lines(accounts: Sequence[Account]) -> list[AccountLine]:
    """Accounts of one page, each with its standing roles and its last sign-in."""
    roles = _standing_roles(accounts)
    seen = last_sign_ins(one.username for one in accounts)
    return [
        AccountLine(one, one.jurisdiction, tuple(roles.get(one.pk, ())), seen.get(one.username))
        for one in accounts
    ]


def account_page(account: Account) -> AccountPage:
    """One account with everything that stands on it and everything that stood."""
    day = clock.today()
    roles = list(account.roles_held.select_related("unit"))
    standing = [one for one in roles if _still(one, day)]
    officer: Officer | None = getattr(account, "officer", None)
    return AccountPage(
        account=account,
        officer=officer,
        certified=officer is not None and officer.is_certified_on(day),
        roles=tuple(standing),
        former_roles=tuple(one for one in roles if one not in standing),
        delegations=tuple(
            Delegation.objects.standing_after(day)
            .filter(Q(giver=account) | Q(taker=account))
            .select_related("giver", "taker")
        ),
        last_sign_in=last_sign_ins([account.username]).get(account.username),
    )


def names_of(actors: Iterable[str]) -> dict[str, str]:
    """What people are called, by how the trail names them; whoever has no account stays as they are named."""
    wanted = set(actors)
    known = dict(Account.objects.filter(username__in=wanted).values_list("username", "full_name"))
    return {actor: known.get(actor) or _without_account(actor) for actor in wanted}


def _without_account(actor: str) -> str:
    if actor.startswith(BY_LINK):
        return say("by link, institution %(reference)s") % {"reference": actor.removeprefix(BY_LINK)}
    return actor


def last_sign_ins(usernames: Iterable[str]) -> dict[str, dt.datetime]:
    """When each of these last signed in, by the real clock."""
    found = AccessLog.objects.filter(username__in=list(usernames)).order_by()
    return dict(found.values("username").annotate(at=Max("attempt_time")).values_list("username", "at"))


def _standing_roles(accounts: Iterable[Account]) -> dict[object, list[RoleHeld]]:
    found: dict[object, list[RoleHeld]] = {}
    standing = RoleHeld.objects.standing_after(clock.today()).filter(account__in=list(accounts))
    for held in standing.select_related("unit"):
        found.setdefault(held.account_id, []).append(held)
    return found


def _still(held: RoleHeld, day: dt.date) -> bool:
    """Whether it stands today or will stand later."""
    return held.stands_on(max(day, held.valid_from))
