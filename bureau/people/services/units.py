"""Units are opened, amended, moved in the tree and closed; every path follows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.utils.translation import gettext as _

from bureau.kernel.access import Actor
from bureau.kernel.refusals import MissingPermission, NotNow
from bureau.people.lifecycle import UNIT, UnitState, misplaced
from bureau.people.models import Unit
from bureau.people.permissions import P
from bureau.trail.services import next_number


@contextmanager
def _trees_held(*units: Unit | None) -> Iterator[None]:
    """Lock the roots of trees that are about to change: nobody plants on a branch that is being moved or closed."""
    roots = {unit.path.split("/")[1] for unit in units if unit is not None}
    with transaction.atomic():
        for reference in sorted(roots):
            Unit.objects.select_for_update().get(reference=reference)
        yield


def open_unit(
    *,
    name: str,
    short_name: str,
    kind: str,
    division: str,
    parent: Unit | None,
    by: Actor,
    area: str = "",
) -> Unit:
    """Open a unit below another one; only the program opens one with nothing above it."""
    with _trees_held(parent):
        above = parent.fresh() if parent else None
        # Until it has a number it counts as the unit above it, whose administrators may open it.
        unit = Unit(name=name, short_name=short_name, area=area, kind=kind, division=division, parent=above)
        unit.path = above.path if above else "/"
        with UNIT.creating("open_unit", unit, by=by) as row:
            row.reference = f"U-{division}-{next_number(f'U-{division}'):02d}"
            row.path = f"{unit.path}{row.reference}/"
    return row


def amend_unit(
    *,
    unit: Unit,
    name: str,
    short_name: str,
    kind: str,
    division: str,
    by: Actor,
    area: str | None = None,
    base: int | None = None,
) -> Unit:
    """Change what a unit is called and what kind it is; its number stays."""
    with UNIT.moving("amend_unit", unit, by=by, base=base) as held:
        held.name, held.short_name, held.kind, held.division = name, short_name, kind, division
        held.area = held.area if area is None else area
        for one in (held, *_children_of(held)):
            _refuse_misplaced(one, by)
    return held


def move_unit(*, unit: Unit, parent: Unit, by: Actor, reason: str, base: int | None = None) -> Unit:
    """Put a unit, and with it everything below it, under another one."""
    with _trees_held(unit, parent), UNIT.moving("move_unit", unit, by=by, reason=reason, base=base) as held:
        above = parent.fresh()
        if not by.may_now(P.UNIT_MANAGE, at=above):
            raise MissingPermission(P.UNIT_MANAGE, _("Your role does not include units there."))
        if held.parent_id == above.pk:
            raise NotNow(_("It belongs to %(above)s already.") % {"above": above})
        held.parent = above
        _refuse_misplaced(held, by)
        before, held.path = held.path, f"{above.path}{held.reference}/"
        for one in Unit.objects.filter(path__startswith=before).exclude(pk=held.pk):
            below = one.fresh()
            below.path = held.path + below.path.removeprefix(before)
            below.save()
    return held


def close_unit(*, unit: Unit, by: Actor, reason: str, base: int | None = None) -> Unit:
    """Close a unit that nobody works in any more; it stays in everything it was part of."""
    with _trees_held(unit), UNIT.moving("close_unit", unit, by=by, reason=reason, base=base) as held:
        pass
    return held


def _children_of(unit: Unit) -> list[Unit]:
    """Active units directly below, each knowing the unit as it is about to be."""
    below = list(unit.children.filter(state=UnitState.ACTIVE))
    for one in below:
        one.parent = unit
    return below


def _refuse_misplaced(unit: Unit, by: Actor) -> None:
    said = misplaced(unit, by)
    if said:
        raise NotNow(said)
