"""The lifecycles of this room: a unit, an account, a role held, a delegation."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bureau.kernel.access import Actor
from bureau.kernel.lifecycle import Lifecycle, move
from bureau.people.permissions import P


class UnitState(models.TextChoices):
    """Whether a unit works."""

    ACTIVE = "active", gettext_lazy("active")
    CLOSED = "closed", gettext_lazy("closed")


class AccountState(models.TextChoices):
    """Whether somebody may sign in."""

    ACTIVE = "active", gettext_lazy("active")
    CLOSED = "closed", gettext_lazy("closed")


class HoldingState(models.TextChoices):
    """Whether a role or a delegation stands; its dates say from when until when."""

    STANDING = "standing", gettext_lazy("standing")
    WITHDRAWN = "withdrawn", gettext_lazy("withdrawn")


def own_account(account: object, by: Actor) -> str:
    """Nobody closes the account they are signed in with."""
    if getattr(by, "pk", None) == getattr(account, "pk", object()):
        return _("This is your own account; another administrator must do it.")
    return ""


def own_role(holding: object, by: Actor) -> str:
    """Nobody gives a role to themselves or takes one away from themselves."""
    if getattr(by, "pk", None) == getattr(holding, "account_id", object()):
        return _("This is a role of your own; another administrator must do it.")
    return ""


A = AccountState
H = HoldingState
U = UnitState

UNIT = Lifecycle(
    "people.unit",
    UnitState,
    finals={U.CLOSED},
    moves=[
        move("open_unit", None, U.ACTIVE, P.UNIT_MANAGE),
        move("amend_unit", U.ACTIVE, U.ACTIVE, P.UNIT_MANAGE),
        move("close_unit", U.ACTIVE, U.CLOSED, P.UNIT_MANAGE),
    ],
)
ACCOUNT = Lifecycle(
    "people.account",
    AccountState,
    moves=[
        move("open_account", None, A.ACTIVE, P.ACCOUNT_MANAGE),
        move("amend_account", A.ACTIVE, A.ACTIVE, P.ACCOUNT_MANAGE),
        move("close_account", A.ACTIVE, A.CLOSED, P.ACCOUNT_MANAGE, [own_account]),
        move("reopen_account", A.CLOSED, A.ACTIVE, P.ACCOUNT_MANAGE),
    ],
)
ROLE_HELD = Lifecycle(
    "people.roleheld",
    HoldingState,
    finals={H.WITHDRAWN},
    moves=[
        move("grant_role", None, H.STANDING, P.ROLE_GRANT, [own_role]),
        move("withdraw_role", H.STANDING, H.WITHDRAWN, P.ROLE_GRANT, [own_role]),
    ],
)
DELEGATION = Lifecycle(
    "people.delegation",
    HoldingState,
    finals={H.WITHDRAWN},
    moves=[
        move("make_delegation", None, H.STANDING, P.DELEGATION_MAKE),
        move("withdraw_delegation", H.STANDING, H.WITHDRAWN, P.DELEGATION_MAKE),
    ],
)
