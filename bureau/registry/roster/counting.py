"""Holds what a list says of its own length against what was read of it: 共 12 家 over eleven lines is told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bureau.registry.roster.refusing import Said

OTHERWISE = Said(
    "这里写的是 {said} 家，读入的是 {read} 家；请核对有没有漏写、重写或没有读入的行。",
    "{said} are said here and {read} were read; see whether a line is missing, stands twice or was not read.",
)
_COUNT = re.compile(
    r"(?:总计|合计|小计|共计|总共|共有?|总数|累计|计)(?:检验检测|检验|检测)?(?:机构|单位|企业|实验室)?"
    r"(?:总?数)?[:：]?(\d{1,5})(?:家|户|个(?:机构|单位))"
    r"|(?<![\d-])(\d{1,5})[家户](?=[)）]|$)"
)
_AGAIN = re.compile(r"[（(]续[^（()）]{0,3}[)）]|续表")
# Of a part of them, or of something else: 其中, what was inspected, who has come.
_OTHER = re.compile(r"其中|含|另|检查|抽查|整改|已|未|应|持|过期|到期|注销|新增|增加|减少|上[月年次]|去年")


# 抽查名单（本区部分，11家)
_OF_A_TITLE = re.compile(r"(?:名单|名录|一览表?|统计表|台账|花名册|清单)[（(][^（）()]*\d[家户][)）]$")


def counts_in(text: str) -> list[int]:
    """How many bodies words such as 合计：12家 say there are; none where they say it of a part of them."""
    if len(text) > 60 or (_OTHER.search(text) and not _OF_A_TITLE.search(text)):
        return []
    return [int(one or other) for one, other in _COUNT.findall(text)]


def contradicted(
    texts: Sequence[Sequence[object]], taken: Sequence[int], before: int
) -> Iterator[tuple[int, str, int, int]]:
    """Rows (from 0) and words that say another number than was read, that number, and the nearest that would fit.

    `taken` are the rows that were read, in rising order, `before` is the number of lines of the tables before.
    A count is right if it fits the whole list, what stands above it or below it, or what stands between it and
    another count, or a heading, before or after it.
    """
    lines = frozenset(taken)
    others = [at for at, row in enumerate(texts) if row and at not in lines and not _goes_on(row)]
    said = {
        at: [
            (str(cell), count)
            for cell in dict.fromkeys(filter(None, texts[at]))
            for count in counts_in(str(cell))
        ]
        for at in others
    }
    headings = {at for at in others if len({cell for cell in texts[at] if cell}) == 1}
    for at, counts in said.items():
        fitting = {len(taken), len(taken) + before}
        for places in ({one for one in others if said[one]}, headings):
            fitting |= set(_beside(at, taken, sorted({-1, *places, len(texts)}), before))
        if counts and not any(
            count in fitting for _, count in counts
        ):  # one of them may be of another column
            words, count = counts[0]
            yield at, words, count, _nearest(count, fitting - {0})


def _goes_on(row: Sequence[object]) -> bool:
    """Whether a row is the heading of a part that goes on, on another page."""
    return any(_AGAIN.search(str(cell)) for cell in row if cell)


def _nearest(count: int, those: set[int]) -> int:
    return min(those, key=lambda one: (abs(one - count), one))


def _beside(at: int, taken: Sequence[int], places: Sequence[int], before: int) -> Iterator[int]:
    """How many lines there are above a row, below it, since the place before it and until the place after it."""
    above, below = [row for row in taken if row < at], [row for row in taken if row > at]
    since = max((one for one in places if one < at), default=-1)
    until = min((one for one in places if one > at), default=at)
    yield from (len(above), len(above) + before, len(below))
    yield from (sum(row > since for row in above), sum(row < until for row in below))
