"""What is decided in this room: units, accounts, roles and delegations; one's own account."""

from bureau.people.services.accounts import (
    Certificate,
    Opened,
    amend_account,
    close_account,
    open_account,
    reopen_account,
    reset_password,
)
from bureau.people.services.administrators import create_administrator
from bureau.people.services.delegations import make_delegation, withdraw_delegation
from bureau.people.services.holdings import grant_role, withdraw_role
from bureau.people.services.own import change_password, choose_preferences, sign_out_everywhere
from bureau.people.services.savedviews import remove_view, rename_view, save_view
from bureau.people.services.units import amend_unit, close_unit, move_unit, open_unit

__all__ = [
    "Certificate",
    "Opened",
    "amend_account",
    "amend_unit",
    "change_password",
    "choose_preferences",
    "close_account",
    "close_unit",
    "create_administrator",
    "grant_role",
    "make_delegation",
    "move_unit",
    "open_account",
    "open_unit",
    "remove_view",
    "rename_view",
    "reopen_account",
    "reset_password",
    "save_view",
    "sign_out_everywhere",
    "withdraw_delegation",
    "withdraw_role",
]
