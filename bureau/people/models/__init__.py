"""Units, accounts, officers, roles held and delegations."""

from bureau.people.models.accounts import Account, AccountQuerySet
from bureau.people.models.holdings import Delegation, RoleHeld
from bureau.people.models.officers import Officer
from bureau.people.models.savedviews import SavedView
from bureau.people.models.units import Unit, UnitQuerySet

__all__ = [
    "Account",
    "AccountQuerySet",
    "Delegation",
    "Officer",
    "RoleHeld",
    "SavedView",
    "Unit",
    "UnitQuerySet",
]
