"""Whether a roster looks like the list of another district; it is only said, nothing is left out for it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from bureau.people.models import Unit
from bureau.people.models.units import UnitKind

MOST = 0.5  # share of the codes that speak for another district
FEWEST = 3  # codes that make a share worth saying

# What stands before the name of a district, or ends what does.
_BEFORE = re.compile(r"省|自治区|市|盟|州|年|关于|[\W\d_]+")
_DISTRICT = re.compile(r"[\u4e00-\u9fff]{1,4}?[区旗县]")
_NO_DISTRICT = re.compile(
    r"(?:辖|地|城|郊|牧|林|景|社|各|本|全|我|该|市|旗|片|新|园|开发|工业|矿|自治|校|院|厂|库)区$|[各本全我该]?[旗县]$(?<!.{2}[旗县])"
)


@dataclass(frozen=True)
class Strange:
    """Another district that the list seems to be of, and why: codes registered there of codes in all, or its name."""

    division: str
    name: str
    there: int
    of: int
    by_name: bool


def strangeness(lines: Iterable[dict[str, Any]], unit: Unit, heading: str) -> Strange | None:
    """The district that most codes, or the heading, speak for, if it is not the one the list was handed in for.

    `heading` is what the file and its sheets are called, and what stands above the lists in them.
    """
    if unit.kind != UnitKind.DISTRICT:
        return None
    homes = Counter(code[2:8] for line in lines if (code := line["uscc"]) and code[2:8].isdigit())
    codes = homes.total()
    others = Unit.objects.active().filter(kind=UnitKind.DISTRICT).exclude(division=unit.division)
    own = place_of(unit.name)
    for other in others:
        if place_of(other.name) in heading and own not in heading:
            return Strange(other.division, other.name, homes[other.division], codes, by_name=True)
    name = _another(heading)
    if name and name not in own and own not in heading and own[:-1] not in heading:
        return Strange("", name, 0, codes, by_name=True)
    division, there = homes.most_common(1)[0] if homes else ("", 0)
    same_region = (
        division[:2] == unit.division[:2] and division != unit.division and not division.endswith("00")
    )
    if codes >= FEWEST and same_region and there > codes * MOST:
        named = next((one.name for one in others if one.division == division), "")
        return Strange(division, named, there, codes, by_name=False)
    return None


def _another(heading: str) -> str:
    """A district that the heading names, of which there is no unit here; empty for words such as 辖区."""
    for piece in _BEFORE.split(heading):
        found = _DISTRICT.match(piece)
        if found and not _NO_DISTRICT.search(found[0]):
            return found[0]
    return ""


def place_of(name: str) -> str:
    """The place in the name of a unit: 临河区 of 临河区市场监督管理局."""
    return name.removesuffix("市场监督管理局")
