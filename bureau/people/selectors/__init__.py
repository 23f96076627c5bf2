"""What pages of this room read: the tree of units, accounts, who holds what where."""

from bureau.people.selectors.accounts import (
    AccountLine,
    AccountPage,
    account_lines,
    account_page,
    accounts_seen,
    last_sign_ins,
    names_of,
)
from bureau.people.selectors.authority import (
    DelegationLine,
    Matrix,
    delegation_lines,
    holders_here,
    role_matrix,
)
from bureau.people.selectors.units import UnitLine, UnitPage, area_of, current_unit, unit_page, unit_tree

__all__ = [
    "AccountLine",
    "AccountPage",
    "DelegationLine",
    "Matrix",
    "UnitLine",
    "UnitPage",
    "account_lines",
    "account_page",
    "accounts_seen",
    "area_of",
    "current_unit",
    "delegation_lines",
    "holders_here",
    "last_sign_ins",
    "names_of",
    "role_matrix",
    "unit_page",
    "unit_tree",
]
