"""The two pages of authority as a readable page, who holds which role where, and who acts for whom."""

from __future__ import annotations

from dataclasses import dataclass

from bureau.kernel import clock
from bureau.kernel.access import Actor
from bureau.people.lifecycle import DELEGATION
from bureau.people.models import Account, Delegation, RoleHeld
from bureau.people.permissions import Permission
from bureau.people.roles import ROLES, Role
from bureau.people.wording import ROLE_PURPOSES, noun_of, verb_of


@dataclass(frozen=True)
class MatrixRole:
    """One column: a role and what it is for."""

    value: str
    title: str
    purpose: str


@dataclass(frozen=True)
class MatrixRow:
    """One permission, and for each role whether it holds it."""

    permission: str
    noun: str
    verb: str
    opens: bool  # the first of its noun
    held: tuple[bool, ...]


@dataclass(frozen=True)
class Matrix:
    """Role × permission, as `roles.py` has it."""

    roles: tuple[MatrixRole, ...]
    rows: tuple[MatrixRow, ...]


@dataclass(frozen=True)
class DelegationLine:
    """One delegation, whether it is in force today, and why whoever looks cannot end it ("" if they can)."""

    delegation: Delegation
    in_force: bool
    objection: str


def role_matrix() -> Matrix:
    """The table drawn from the code that decides, so that it cannot say anything else."""
    roles = [Role(value) for value in ROLES]
    rows: list[MatrixRow] = []
    for permission in Permission:
        noun = noun_of(permission)
        opens = not rows or rows[-1].noun != noun
        held = tuple(permission in ROLES[role] for role in roles)
        rows.append(MatrixRow(permission, noun, verb_of(permission), opens, held))
    columns = (MatrixRole(role, str(role.label), str(ROLE_PURPOSES[role])) for role in roles)
    return Matrix(tuple(columns), tuple(rows))


def holders_here(by: Account) -> dict[str, list[RoleHeld]]:
    """For each role, who holds it today at the units that somebody sees."""
    found: dict[str, list[RoleHeld]] = {role: [] for role in ROLES}
    standing = (
        RoleHeld.objects.standing_on(clock.today())
        .filter(unit__in=by.units_reached(), account__state="active")
        .select_related("account", "unit")
        .order_by("unit__path", "account__full_name")
    )
    for held in standing:
        found[held.role].append(held)
    return found


def delegation_lines(by: Account) -> list[DelegationLine]:
    """Delegations in force or to come, given or taken by people whom somebody sees."""
    day = clock.today()
    standing = (
        Delegation.objects.visible_to(by)
        .standing_after(day)
        .select_related("giver__officer__unit", "taker__officer__unit")
    )
    return [DelegationLine(one, one.stands_on(day), _objection(one, by)) for one in standing]


def _objection(delegation: Delegation, by: Actor) -> str:
    return DELEGATION.objection("withdraw_delegation", delegation, by)
