"""The lifecycles of this room: a unit, an account, a role held, a delegation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bureau.kernel import clock
from bureau.kernel.access import Actor
from bureau.kernel.lifecycle import Lifecycle, move
from bureau.people.permissions import P
from bureau.people.roles import Role
from bureau.ui import tones

Row = Any  # models lie above their lifecycle and cannot be named here


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


class SavedViewState(models.TextChoices):
    """Whether a saved view is offered above its list."""

    KEPT = "kept", gettext_lazy("kept")
    REMOVED = "removed", gettext_lazy("removed")


# What a unit of each kind may belong to; "" is nothing above it.
MAY_BELONG_TO: dict[str, tuple[str, ...]] = {
    "region": ("",),
    "city": ("", "region"),
    "district": ("", "region", "city"),
    "section": ("region", "city", "district", "subordinate"),
    "subordinate": ("region", "city", "district"),
    "station": ("city", "district", "subordinate"),
}


def misplaced(unit: Row, _by: Actor) -> str:
    """A unit stands below a unit that works, of a kind it may belong to, and not below itself."""
    above = unit.parent
    if (above.kind if above else "") not in MAY_BELONG_TO[unit.kind]:
        return _("A %(kind)s cannot belong to %(above)s. Choose another unit above it.") % {
            "kind": unit.get_kind_display(),
            "above": above or _("nothing"),
        }
    if above and above.state != UnitState.ACTIVE:
        return _("%(unit)s is closed, so nothing can belong to it.") % {"unit": above}
    if above and unit.reference and f"/{unit.reference}/" in above.path:
        return _("%(above)s lies below this unit, so this unit cannot belong to it.") % {"above": above}
    return ""


def has_units_below(unit: Row, _by: Actor) -> str:
    """A unit with units below it is not closed."""
    below = list(unit.children.filter(state=UnitState.ACTIVE))
    if not below:
        return ""
    return _("Units still belong to it: %(names)s. Move or close them first.") % {"names": listed(below)}


def has_officers(unit: Row, _by: Actor) -> str:
    """A unit where officers work is not closed."""
    here = list(unit.officers.filter(account__state=AccountState.ACTIVE).select_related("account"))
    if not here:
        return ""
    return _("Officers still work there: %(names)s. Move them to another unit first.") % {
        "names": listed(here)
    }


def has_roles(unit: Row, _by: Actor) -> str:
    """A unit at which roles are held is not closed."""
    held = unit.roleheld_set.standing_after(clock.today()).select_related("account")
    names = sorted({str(one.account) for one in held})
    if not names:
        return ""
    return _("Roles are still held there: %(names)s. Withdraw them first.") % {"names": listed(names)}


def keeps_accounts(unit: Row, _by: Actor) -> str:
    """A unit that keeps accounts of institutions is not closed."""
    kept = list(unit.accounts_kept.filter(state=AccountState.ACTIVE))
    if not kept:
        return ""
    return _("It still keeps accounts of institutions: %(names)s. Give them to another unit first.") % {
        "names": listed(kept)
    }


def own_account(account: Row, by: Actor) -> str:
    """Nobody closes the account they are signed in with, or gives it a one-time password."""
    if getattr(by, "pk", None) == account.pk:
        return _("This is your own account; another administrator must do it.")
    return ""


def reaches_further(account: Row, by: Actor) -> str:
    """Whoever holds a role where the administrator has no say is not in the administrator's hands."""
    for held in account.roles_held.standing_after(clock.today()).select_related("unit"):
        if held.unit and not by.may(P.ACCOUNT_MANAGE, at=held.unit):
            return _("%(name)s holds a role at %(unit)s; an administrator there must do it.") % {
                "name": account,
                "unit": held.unit,
            }
    return ""


def own_role(held: Row, by: Actor) -> str:
    """Nobody gives a role to themselves or takes one away from themselves."""
    if getattr(by, "pk", None) == held.account_id:
        return _("This is a role of your own; another administrator must do it.")
    return ""


def closed_account(held: Row, _by: Actor) -> str:
    """A closed account is given no role."""
    if held.account.state == AccountState.CLOSED:
        return _("The account of %(name)s is closed. Reopen it first.") % {"name": held.account}
    return ""


def closed_place(held: Row, _by: Actor) -> str:
    """No role is held at a closed unit."""
    if held.unit and held.unit.state == UnitState.CLOSED:
        return _("%(unit)s is closed. Choose a unit that works.") % {"unit": held.unit}
    return ""


def wrong_kind_of_account(held: Row, _by: Actor) -> str:
    """An institution's account holds the institution's role and no other, and only it holds that one."""
    if (held.role == Role.INSTITUTION) != (held.account.kind == "institution"):
        return _("The role of an institution is for institutions' accounts, and they can hold no other.")
    return ""


def held_already(held: Row, _by: Actor) -> str:
    """The same role at the same unit is not held twice at one time."""
    others = held.account.roles_held.standing_after(held.valid_from).filter(role=held.role, unit=held.unit)
    if held.valid_to:
        others = others.filter(valid_from__lte=held.valid_to)
    if others.exclude(pk=held.pk).exists():
        return _("%(name)s holds this role there already in that time.") % {"name": held.account}
    return ""


def not_the_givers(delegation: Row, by: Actor) -> str:
    """One's own powers are lent by oneself, or by a leader of the unit."""
    if getattr(by, "pk", None) == delegation.giver_id:
        return ""
    if by.may(P.DELEGATION_ARRANGE, at=delegation.jurisdiction):
        return ""
    return _("%(name)s or a leader must do this.") % {"name": delegation.giver}


def not_an_active_officer(delegation: Row, _by: Actor) -> str:
    """Powers are lent by an officer to another officer, both with active accounts."""
    for one in (delegation.giver, delegation.taker):
        if one.kind != "officer" or one.state != AccountState.ACTIVE:
            return _("%(name)s is not an officer with an active account.") % {"name": one}
    if delegation.giver_id == delegation.taker_id:
        return _("Nobody acts for themselves. Choose another officer.")
    return ""


def begins_in_the_past(delegation: Row, _by: Actor) -> str:
    """What was done without the power is not made good by a date."""
    if delegation.valid_from < clock.today():
        return _("A delegation cannot begin in the past. The earliest day is today.")
    return ""


def lent_already(delegation: Row, _by: Actor) -> str:
    """The same two people have no two delegations at one time."""
    others = delegation.giver.delegations_given.standing_after(delegation.valid_from).filter(
        taker=delegation.taker, valid_from__lte=delegation.valid_to
    )
    if others.exclude(pk=delegation.pk).exists():
        return _("%(taker)s acts for %(giver)s already in that time. Withdraw that delegation first.") % {
            "taker": delegation.taker,
            "giver": delegation.giver,
        }
    return ""


def somebody_elses_view(view: Row, by: Actor) -> str:
    """A saved view is its owner's alone."""
    if getattr(by, "pk", None) == view.account_id:
        return ""
    return _("This saved view is %(name)s's.") % {"name": view.account}


def listed(names: Sequence[object]) -> str:
    """The first three, and how many more."""
    shown = _(", ").join(str(one) for one in names[:3])
    more = len(names) - 3
    return _("%(names)s and %(more)d more") % {"names": shown, "more": more} if more > 0 else shown


A = AccountState
H = HoldingState
U = UnitState
V = SavedViewState

tones.register("good", U.ACTIVE, A.ACTIVE, H.STANDING)
tones.register("idle", U.CLOSED, A.CLOSED, H.WITHDRAWN)

UNIT = Lifecycle(
    "people.unit",
    UnitState,
    finals={U.CLOSED},
    moves=[
        move("open_unit", None, U.ACTIVE, P.UNIT_MANAGE, [misplaced]),
        move("amend_unit", U.ACTIVE, U.ACTIVE, P.UNIT_MANAGE),
        move("move_unit", U.ACTIVE, U.ACTIVE, P.UNIT_MANAGE),
        move(
            "close_unit",
            U.ACTIVE,
            U.CLOSED,
            P.UNIT_MANAGE,
            [has_units_below, has_officers, has_roles, keeps_accounts],
        ),
    ],
)
ACCOUNT = Lifecycle(
    "people.account",
    AccountState,
    moves=[
        move("open_account", None, A.ACTIVE, P.ACCOUNT_MANAGE),
        move("amend_account", A.ACTIVE, A.ACTIVE, P.ACCOUNT_MANAGE),
        move("reset_password", A.ACTIVE, A.ACTIVE, P.ACCOUNT_MANAGE, [own_account, reaches_further]),
        move("close_account", A.ACTIVE, A.CLOSED, P.ACCOUNT_MANAGE, [own_account, reaches_further]),
        move("reopen_account", A.CLOSED, A.ACTIVE, P.ACCOUNT_MANAGE),
    ],
)
ROLE_HELD = Lifecycle(
    "people.roleheld",
    HoldingState,
    finals={H.WITHDRAWN},
    moves=[
        move(
            "grant_role",
            None,
            H.STANDING,
            P.ROLE_GRANT,
            [own_role, closed_account, closed_place, wrong_kind_of_account, held_already],
        ),
        move("withdraw_role", H.STANDING, H.WITHDRAWN, P.ROLE_GRANT, [own_role]),
    ],
)
DELEGATION = Lifecycle(
    "people.delegation",
    HoldingState,
    finals={H.WITHDRAWN},
    moves=[
        move(
            "make_delegation",
            None,
            H.STANDING,
            P.DELEGATION_MAKE,
            [not_the_givers, not_an_active_officer, begins_in_the_past, lent_already],
        ),
        move("withdraw_delegation", H.STANDING, H.WITHDRAWN, P.DELEGATION_MAKE, [not_the_givers]),
    ],
)
SAVED_VIEW = Lifecycle(
    "people.savedview",
    SavedViewState,
    finals={V.REMOVED},
    # Everybody who has lists has a work queue; which list may be saved, the list itself says.
    moves=[
        move("save_view", None, V.KEPT, P.QUEUE_READ, [somebody_elses_view]),
        move("rename_view", V.KEPT, V.KEPT, P.QUEUE_READ, [somebody_elses_view]),
        move("remove_view", V.KEPT, V.REMOVED, P.QUEUE_READ, [somebody_elses_view]),
    ],
)
