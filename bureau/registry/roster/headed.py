"""Cards that do not say under a label whose they are: the body's name is their heading, or names their sheet."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from bureau.registry.roster.grids import Cell, Grid
from bureau.registry.roster.telling import is_body
from bureau.registry.roster.words import LONGEST, Synonyms

NAME = "机构名称"  # the label that a heading is given
FEWEST = 3  # labels that the table of header words knows, beside what is filled in
BODIES = 2  # beside each other above columns of their own
NEAR = 4  # rows below a heading in which its card begins
LEAST = 6  # characters of a heading that is a name
ORDINAL = re.compile(
    r"^(?:(?:机构|单位|企业|公司|第)?[（(]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[)）]?(?:[家号]|[、.．:：)）]|\s)+"
    r"|[（(](?:\d{1,3}|[一二三四五六七八九十]{1,3})[)）]|[①-⑳]|(?:机构|单位|企业|公司)(?:名称)?[:：])\s*"
)
_FORM = re.compile(
    r"(?:的?(?:基本|登记|监管|信息|档案|情况|调查|摸底|备案|一户一))*(?:卡片?|表|档案|情况|信息)$"
)
# Of words that end so a body may be one of many, or an office: 海城市检验检测机构, 水西市场监管所.
_ANY = re.compile(r".*(?:机构|单位|企业|部|监管所|市监所|管理所|管理局|监管局|工商所)|(?:各|全|本|辖区)")

Filled = Sequence[Sequence[tuple[int, str, Cell]]]


def name_of(heading: str) -> str:
    """The body that a heading names, empty where it names none: 1、…有限公司, 机构一：…, …有限公司登记表."""
    text = _FORM.sub("", ORDINAL.sub("", heading.strip()))
    return text if len(text) >= LEAST and is_body(text) and not _ANY.match(text) else ""


def with_names(grid: Grid, rows: Filled, words: Synonyms) -> Grid:
    """The grid with a label before each heading that names a body, where no label names one; else as it is."""
    known = Counter(
        column
        for row in rows
        for column, text, _ in row
        if len(text) <= LONGEST and words.match(text) is not None
    )
    fields = {words.field_of(_label(text)) for row in rows for _, text, _ in row} - {"", "other"}
    if "name" in fields or len(fields) < FEWEST:
        return grid
    place = known.most_common(1)[0][0] if known else 0
    heads = {at: name for at, row in enumerate(rows) if (name := _heading(rows, at, words))}
    inside = not any(len(row) > 1 for row in rows)
    if heads:
        made = [
            _labelled(place, heads[at], inside=inside) if at in heads else row
            for at, row in enumerate(grid.rows)
        ]
        return replace(grid, rows=made)
    name = name_of(grid.heading) or name_of(grid.name or "")
    if not name or not _begins_card(rows, -1, words):
        return grid
    return replace(grid, rows=[_labelled(place, name, inside=inside), *grid.rows], first=grid.first - 1)


def with_corner(grid: Grid, rows: Filled, words: Synonyms) -> Grid:
    """The grid with a label before a row of bodies, each above a column of its own; else as it is."""
    for at, row in enumerate(rows[:NEAR]):
        first = 0 if row and name_of(row[0][1]) else 1
        bodies = row[first:]
        column = row[0][0] - 1 if first == 0 and row else row[0][0] if row else -1
        if len(bodies) < BODIES or column < 0 or not all(is_body(text) for _, text, _ in bodies):
            continue
        labels = [row[0][1] for row in rows[at + 1 :] if row and row[0][0] == column]
        if len({words.field_of(one) for one in labels} - {"", "other", "name"}) < FEWEST:
            continue
        made = [*grid.rows]
        made[at] = [NAME if place == column else cell for place, cell in enumerate(grid.rows[at])]
        return replace(grid, rows=made)
    return grid


def _heading(rows: Filled, at: int, words: Synonyms) -> str:
    """The body that a row names over the whole width, a card below it."""
    if len(rows[at]) != 1 or not _begins_card(rows, at, words):
        return ""
    return name_of(rows[at][0][1])


def _begins_card(rows: Filled, at: int, words: Synonyms) -> bool:
    """Whether a label with what is filled in stands in one of the next rows in which anything does."""
    below = [row for row in rows[at + 1 : at + 1 + NEAR] if row][: NEAR // 2]
    return any(
        words.field_of(_label(row[0][1])) not in {"", "name"}
        for row in below
        if len(row) > 1 or _says(row[0][1])
    )


def _says(text: str) -> bool:
    """Whether a cell holds a label and what is filled in."""
    return _label(text) != text


def _label(text: str) -> str:
    return re.split(r"[:：]", text, maxsplit=1)[0].strip()


def _labelled(place: int, name: str, *, inside: bool) -> list[Cell]:
    """The row of a name as the card writes its labels: in a cell of their own, or before a colon."""
    if inside:
        return [*([None] * place), f"{NAME}：{name}"]
    return [*([None] * place), NAME, name]
