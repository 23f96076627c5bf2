"""What a division is called here: by the office that has its code."""

from __future__ import annotations

from bureau.people.models import Unit
from bureau.people.models.units import UnitKind
from bureau.registry.importing.strangeness import place_of

OF_A_PLACE = (UnitKind.REGION, UnitKind.CITY, UnitKind.DISTRICT)


def division_name(code: str) -> str:
    """The name of the place with its code, such as 云川区 150699; the code alone where no office here has it.

    A section or a station has its district's code and another name, so these are not asked.
    """
    rows = Unit.objects.active().filter(division=code, kind__in=OF_A_PLACE) if code else Unit.objects.none()
    unit = rows.order_by("path").first()
    return f"{unit.area or place_of(unit.name)} {code}" if unit is not None else code
