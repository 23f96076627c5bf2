"""The form as declared: its title, its four parts with their columns, and how what fills them is printed.

The words are the notice's own and stay whole; a part's heading carries its count after them. Both writers and the
reader follow this one declaration.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

LABEL = "附件："
TITLE = "检验检测机构基本情况汇总表"
PLACE, REPORTED = "所在旗区：", "上报时间："
GRID_WIDTHS = (13, 34, 31, 27, 20, 31)  # mm: 156, the width of the text by GB/T 9704
GRID = len(GRID_WIDTHS)
BLANKS = 32  # between the two words of the place line in the notice
SEPARATOR = "、"
NONE = "无"
CONTINUED = "（续）"


@dataclass(frozen=True)
class Column:
    """A column: its words, how many of the grid's columns it takes, and which value of a line stands in it."""

    title: str
    span: int
    value: str

    @property
    def is_text(self) -> bool:
        """Whether it holds words, which begin at the left; the others stand in the middle."""
        return self.value in {"name", "domains", "remarks"}


@dataclass(frozen=True)
class Part:
    """One of the four parts."""

    heading: str
    columns: tuple[Column, ...]
    lines: str

    def placed(self) -> Iterator[tuple[Column, int, int]]:
        """Every column with the first column of the grid that it takes, and its width in mm."""
        at = 0
        for column in self.columns:
            yield column, at, sum(GRID_WIDTHS[at : at + column.span])
            at += column.span


NUMBER = Column("序号", 1, "")
_FOUR = (NUMBER, Column("机构名称", 2, "name"), Column("领域", 2, "domains"), Column("备注", 1, "remarks"))
_SIX = (
    NUMBER,
    Column("机构名称", 1, "name"),
    Column("领域", 1, "domains"),
    Column("首次获证时间", 1, "first_certified_on"),
    Column("联系人", 1, "contact"),
    Column("联系方式", 1, "phone"),
)
PARTS = (
    Part("一、体制内具有事业单位属性的检验检测机构数量及名单", _FOUR, "public_institutions"),
    Part("二、第三方检验检测机构数量及名单", _FOUR, "third_party"),
    Part("三、外省在本辖区内开展检验检测业务的机构数量及名单", _SIX, "other_province"),
    Part("四、检验检测能力涉及多领域的检验检测机构数量及名单", _FOUR, "multi_domain"),
)


def heading(part: Part, count: int) -> str:
    """The heading with its count."""
    return f"{part.heading}（共 {count} 家）"


def empty_row(part: Part) -> list[str]:
    """What a part without a body shows, lest it be taken for one that was forgotten; it reads back as no line."""
    return [NONE if column.value == "name" else "" for column in part.columns]


def place_line(district: str, reported_on: dt.date | None) -> str:
    """The line under the title: one cell, in which the second word keeps the place that it has on the blank form."""
    place, day = printed(district), reported_on
    blanks = " " * max(4, BLANKS - 2 * len(place))
    return PLACE + place + blanks + REPORTED + (f"{day.year}年{day.month}月{day.day}日" if day else "")


def printed(value: object) -> str:
    """A value as it is printed."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        return SEPARATOR.join(filter(None, map(printed, value)))
    if isinstance(value, dt.date):
        return value.isoformat()
    return _visible(str(value))


def _visible(text: str) -> str:
    """The text on one line, without what cannot be seen.

    Control characters are forbidden in either kind of file, and those that turn or hide the text beside them could
    make one name look like another. They are left out rather than refused: they come along unseen with what is copied
    from a page, and one of them must not keep an office from reporting. Characters not yet assigned stay, since names
    are written with ideographs that are newer than this program.
    """
    kept = []
    for one in text:
        if one in "\t\n\v\f\r\x85\u2028\u2029":
            kept.append(" ")
        elif unicodedata.category(one) not in {"Cc", "Cf", "Cs"} and one not in "\ufffe\uffff":
            kept.append(one)
    return "".join(kept).strip()
