"""The form as declared: title, four parts with their columns, and the lines that fill them.

The words are the notice's own. Each part's heading carries its count after the notice's words, which stay whole.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

TITLE = "检验检测机构基本情况汇总表"
PLACE, REPORTED = "所在旗区：", "上报时间："
GRID = 6  # columns of the widest part
NONE = "无"


@dataclass(frozen=True)
class Column:
    """A column: its words, how many of the grid's columns it takes, and which value of a line stands in it."""

    title: str
    span: int
    value: str


@dataclass(frozen=True)
class Part:
    """One of the four parts."""

    heading: str
    columns: tuple[Column, ...]
    lines: str


_COMMON = (
    Column("序号", 1, ""),
    Column("机构名称", 2, "name"),
    Column("领域", 2, "domains"),
    Column("备注", 1, "remarks"),
)
PARTS: tuple[Part, ...] = (
    Part("一、体制内具有事业单位属性的检验检测机构数量及名单", _COMMON, "public_institutions"),
    Part("二、第三方检验检测机构数量及名单", _COMMON, "third_party"),
    Part(
        "三、外省在本辖区内开展检验检测业务的机构数量及名单",
        (
            Column("序号", 1, ""),
            Column("机构名称", 1, "name"),
            Column("领域", 1, "domains"),
            Column("首次获证时间", 1, "first_certified_on"),
            Column("联系人", 1, "contact"),
            Column("联系方式", 1, "phone"),
        ),
        "other_province",
    ),
    Part("四、检验检测能力涉及多领域的检验检测机构数量及名单", _COMMON, "multi_domain"),
)
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class OverlappingError(ValueError):
    """A body stands in two of the first three parts, or in the fourth without one of them."""


@dataclass(frozen=True)
class Line:
    """A body in parts 1, 2 or 4. `key` tells bodies of one name apart; it is not printed."""

    name: str
    domains: tuple[str, ...] = ()
    remarks: str = ""
    key: str = ""


@dataclass(frozen=True)
class VisitorLine:
    """A body of another province."""

    name: str
    domains: tuple[str, ...] = ()
    first_certified_on: dt.date | None = None
    contact: str = ""
    phone: str = ""
    key: str = ""


@dataclass(frozen=True)
class Annex:
    """The form, filled in. Parts 1 to 3 are disjoint, and whoever stands in part 4 stands in one of them."""

    district: str
    reported_on: dt.date | None
    public_institutions: tuple[Line, ...] = ()
    third_party: tuple[Line, ...] = ()
    other_province: tuple[VisitorLine, ...] = ()
    multi_domain: tuple[Line, ...] = ()

    def __post_init__(self) -> None:
        """See that the parts are as the form wants them."""
        seen: set[str] = set()
        for lines in (self.public_institutions, self.third_party, self.other_province):
            for line in lines:
                if _key(line) in seen:
                    raise OverlappingError(f"{line.name} stands in two of the first three parts")
                seen.add(_key(line))
        for line in self.multi_domain:
            if _key(line) not in seen:
                raise OverlappingError(f"{line.name} stands in part 4 and in none of the first three")

    def lines(self, part: Part) -> Sequence[Line | VisitorLine]:
        """The lines of a part."""
        found: tuple[Line | VisitorLine, ...] = getattr(self, part.lines)
        return found


def _key(line: Line | VisitorLine) -> str:
    return line.key or line.name


def heading(part: Part, count: int) -> str:
    """The heading with its count."""
    return f"{part.heading}（共 {count} 家）"


def cells(part: Part, number: int, line: Line | VisitorLine) -> list[str]:
    """What stands in a line's columns; characters that no document can hold are left out."""
    return [
        str(number) if not column.value else printed(getattr(line, column.value)) for column in part.columns
    ]


def printed(value: object) -> str:
    """A value as it is printed."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        return "、".join(map(printed, value))
    if isinstance(value, dt.date):
        return value.isoformat()
    return CONTROL.sub("", str(value))


def place_line(annex: Annex) -> tuple[str, str]:
    """The two cells under the title."""
    day = annex.reported_on
    return (
        f"{PLACE}{printed(annex.district)}",
        REPORTED + (f"{day.year}年{day.month}月{day.day}日" if day else ""),
    )
