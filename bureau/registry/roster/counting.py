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
    r"|(?:合计|总计|小计)[（(](\d{1,5})[家户][)）]"
)
# Of a part of them, or of something else: 其中, what was inspected, who has come.
_OTHER = re.compile(r"其中|检查|抽查|整改|已|未|应|持|过期|到期|注销|新增|增加|减少|上[月年次]|去年")


def counts_in(text: str) -> list[int]:
    """How many bodies words such as 合计：12家 say there are; none where they say it of a part of them."""
    if len(text) > 60 or _OTHER.search(text):
        return []
    return [int(one or other) for one, other in _COUNT.findall(text)]


def contradicted(
    texts: Sequence[Sequence[object]], taken: Sequence[int], before: int
) -> Iterator[tuple[int, str, int]]:
    """Rows (from 0) and words that say another number than was read, and that number.

    `taken` are the rows that were read, in rising order, `before` is the number of lines of the tables before.
    A count is right if it fits the whole list, what stands above it or below it, or what stands between it and
    the count before or after it.
    """
    lines = frozenset(taken)
    found = [
        (at, str(cell), said)
        for at, row in enumerate(texts)
        if row and at not in lines
        for cell in dict.fromkeys(cell for cell in row if cell)
        for said in counts_in(str(cell))
    ]
    places = [-1, *(at for at, _, _ in found), len(texts)]
    for number, (at, words, said) in enumerate(found, 1):
        above, below = sum(row < at for row in taken), sum(row > at for row in taken)
        since = sum(places[number - 1] < row < at for row in taken)
        until = sum(at < row < places[number + 1] for row in taken)
        if said not in {len(taken), len(taken) + before, above, above + before, below, since, until}:
            yield at, words, said
