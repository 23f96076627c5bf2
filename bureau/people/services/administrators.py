"""The first administrator of an empty installation, and another when nobody can sign in any more."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from bureau.kernel import clock
from bureau.kernel.access import TheProgram
from bureau.kernel.refusals import NotNow
from bureau.people.models import RoleHeld, Unit
from bureau.people.roles import Role
from bureau.people.services.accounts import Opened, open_account
from bureau.people.services.holdings import grant_role


def create_administrator(
    *, username: str, full_name: str, unit: Unit, by: TheProgram, another: bool = False, password: str = ""
) -> Opened:
    """Open an account that administers a unit and everything below it; refused when somebody does already."""
    with transaction.atomic():
        place = unit.fresh()
        standing = RoleHeld.objects.standing_on(clock.today()).filter(
            role=Role.ADMINISTRATOR, account__state="active"
        )
        names = ", ".join(standing.values_list("account__username", flat=True))
        if names and not another:
            raise NotNow(_("There is an administrator already: %(names)s.") % {"names": names})
        opened = open_account(username=username, full_name=full_name, unit=place, by=by, password=password)
        grant_role(account=opened.account, role=Role.ADMINISTRATOR, unit=place, by=by)
    return opened
