"""The tree of units as somebody sees it, one unit's page, and the unit that the pages are looking at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count
from django.http import HttpRequest

from bureau.kernel import clock
from bureau.people.lifecycle import AccountState, UnitState
from bureau.people.models import Account, Officer, RoleHeld, Unit

FOUND = "unit_found"
CHOSEN = "unit"  # where the session keeps the reference of the unit chosen in the top bar


@dataclass(frozen=True)
class UnitLine:
    """One unit in the tree: how deep it stands among those seen, and how many officers work there."""

    unit: Unit
    depth: int
    officers: int


@dataclass(frozen=True)
class OfficerLine:
    """One officer of a unit: the roles in force, and whether the certificate is."""

    officer: Officer
    roles: tuple[str, ...]
    certified: bool


@dataclass(frozen=True)
class UnitPage:
    """What one unit's page shows."""

    unit: Unit
    above: tuple[Unit, ...]
    below: tuple[Unit, ...]
    officers: tuple[OfficerLine, ...]


def unit_tree(by: Account, *, closed: bool = False) -> list[UnitLine]:
    """The units that somebody's roles reach, each below the one it belongs to; closed ones only when asked for."""
    units = Unit.objects.visible_to(by)
    if not closed:
        units = units.active()
    working = Officer.objects.filter(unit__in=units, account__state=AccountState.ACTIVE)
    counts = dict(working.order_by().values("unit").annotate(count=Count("pk")).values_list("unit", "count"))
    ordered = sorted(units, key=lambda unit: unit.path.split("/"))
    return [UnitLine(unit, depth, counts.get(unit.pk, 0)) for unit, depth in _with_depth(ordered)]


def area_of(unit: Unit) -> str:
    """What forms print as the area of a unit: its own, else that of the nearest above with the same division code.

    Where nobody has entered one, the unit's name stands for it, so that a form is never without a place.
    """
    if unit.area:
        return unit.area
    above = Unit.objects.filter(reference__in=unit.path.split("/"), division=unit.division).exclude(area="")
    nearest = max(above, key=lambda one: len(one.path), default=None)
    return nearest.area if nearest else unit.name


def unit_page(unit: Unit, by: Account) -> UnitPage:
    """One unit with those above and directly below it, and its officers with their roles of today."""
    visible = Unit.objects.visible_to(by)
    above = [one for one in visible if unit.path.startswith(one.path) and one != unit]
    officers = (
        Officer.objects.filter(unit=unit, account__state=AccountState.ACTIVE)
        .select_related("account")
        .order_by("account__full_name")
    )
    held = _roles_by_account((one.account_id for one in officers), unit)
    day = clock.today()
    return UnitPage(
        unit=unit,
        above=tuple(sorted(above, key=lambda one: len(one.path))),
        below=tuple(visible.filter(parent=unit, state=UnitState.ACTIVE)),
        officers=tuple(
            OfficerLine(one, tuple(held.get(one.account_id, ())), one.is_certified_on(day))
            for one in officers
        ),
    )


def current_unit(request: HttpRequest) -> Unit | None:
    """The unit that lists are about: the one chosen in the top bar, else the highest that somebody's roles reach.

    It is found once a request: the menu, the queue and the page all ask.
    """
    account = request.user
    if not isinstance(account, Account):
        return None
    asked = (account.pk, request.session.get(CHOSEN, ""))
    known: tuple[object, Unit | None] | None = getattr(request, FOUND, None)
    if known is None or known[0] != asked:
        known = (asked, _current_unit(request, account))
        setattr(request, FOUND, known)
    return known[1]


def _current_unit(request: HttpRequest, account: Account) -> Unit | None:
    visible = Unit.objects.visible_to(account).active()
    chosen: Unit | None = visible.filter(reference=request.session.get(CHOSEN, "")).first()
    return chosen or min(visible, key=lambda unit: (unit.path.count("/"), unit.path), default=None)


def _with_depth(ordered: Iterable[Unit]) -> Iterable[tuple[Unit, int]]:
    """Each unit with the number of units above it that are seen too."""
    above: list[str] = []
    for unit in ordered:
        above = [path for path in above if unit.path.startswith(path)]
        yield unit, len(above)
        above.append(unit.path)


def _roles_by_account(keys: Iterable[object], here: Unit) -> dict[object, list[str]]:
    """Roles of today; where one is held is said only when it is elsewhere."""
    found: dict[object, list[str]] = {}
    standing = RoleHeld.objects.standing_on(clock.today()).filter(account__in=list(keys))
    for held in standing.select_related("unit"):
        found.setdefault(held.account_id, []).append(
            str(held.get_role_display()) if held.unit_id == here.pk else str(held)
        )
    return found
