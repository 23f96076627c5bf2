"""What pages of this room let people enter."""

from bureau.people.forms.accounts import (
    AccountFilters,
    AmendAccountForm,
    OpenAccountForm,
    ReasonForm,
)
from bureau.people.forms.holdings import GrantRoleForm, MakeDelegationForm
from bureau.people.forms.own import ChangePasswordForm, ChoosePreferencesForm
from bureau.people.forms.savedviews import RenameViewForm
from bureau.people.forms.signing import LoginForm
from bureau.people.forms.units import AmendUnitForm, MoveUnitForm, OpenUnitForm, UnitChoice

__all__ = [
    "AccountFilters",
    "AmendAccountForm",
    "AmendUnitForm",
    "ChangePasswordForm",
    "ChoosePreferencesForm",
    "GrantRoleForm",
    "LoginForm",
    "MakeDelegationForm",
    "MoveUnitForm",
    "OpenAccountForm",
    "OpenUnitForm",
    "ReasonForm",
    "RenameViewForm",
    "UnitChoice",
]
