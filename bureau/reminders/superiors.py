"""Who is told when something stays overdue: a unit's deputy leaders, then its leaders.

A room above that knows a lead group names them in its `lead_groups.py`; failing that, whoever holds the role of a
leader at the unit, or at the nearest unit above it that has one.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

from django.utils.module_loading import autodiscover_modules

from bureau.kernel import clock
from bureau.people.models import Account, RoleHeld, Unit
from bureau.people.roles import Role

Naming = Callable[[Unit, int], Collection[Account]]
_namings: list[Naming] = []


def names_superiors(naming: Naming) -> Naming:
    """Declare a function that names the accounts to be told at a unit on a rung."""
    if naming not in _namings:
        _namings.append(naming)
    return naming


def superiors_of(unit: Unit, rung: int) -> list[Account]:
    """Whom to tell at a unit: deputies first, leaders later; at once where nobody is named for the rung."""
    return named_superiors(unit, rung) or _leaders(unit)


def named_superiors(unit: Unit, rung: int) -> list[Account]:
    """Those whom a room names for a rung; none where no room does."""
    autodiscover_modules("lead_groups")  # each is imported once; asking again costs next to nothing
    named = {one.pk: one for naming in _namings for one in naming(unit, rung)}
    return sorted(named.values(), key=lambda one: one.username)


def _leaders(unit: Unit) -> list[Account]:
    held = RoleHeld.objects.standing_on(clock.today()).filter(role=Role.LEADER, account__state="active")
    above = [one for one in held.select_related("account", "unit") if unit.is_within(one.unit)]
    nearest = max((len(one.unit.path) for one in above), default=0)
    return [one.account for one in above if len(one.unit.path) == nearest]
