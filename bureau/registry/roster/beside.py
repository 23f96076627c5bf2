"""Lists that stand side by side in one sheet are cut apart, and each is read as a list of its own."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from bureau.registry.roster.asides import identifies
from bureau.registry.roster.columns import Header, header_at
from bureau.registry.roster.columnwise import BELOW, column_of, mostly
from bureau.registry.roster.grids import Grid
from bureau.registry.roster.refusing import Said
from bureau.registry.roster.telling import is_body
from bureau.registry.roster.words import LONGEST, Synonyms

APART = Said(
    "表头里有 {count} 个“{word}”，是并排的 {count} 份名单；已分别读入，请核对。",
    "“{word}” stands {count} times in the header, of lists side by side; each was read, see that they are right.",
)
MOST_KINDS = 2  # lists of other columns each
MOST_BESIDE, WIDE = 4, 3  # lists side by side, and columns of each, that are told by their words alone
LOOKED_AT = 60  # rows from the top among which such a header is looked for
# Above the second name: the columns are of somebody who is no body of the list.
_ANOTHER = re.compile(r"上级|主管|主办|举办|发证|批准|监管|母公司|总公司|法人单位|变更|原")


def apart(grid: Grid, texts: list[list[object]], words: Synonyms) -> tuple[list[Grid], Header | None]:
    """The lists of a sheet, cut by columns, and the header that says so; the sheet as it is where it is one list."""
    found = (header_at(texts, at, words) for at, row in enumerate(texts[:LOOKED_AT]) if row)
    header = next((one for one in found if one is not None and one.twice), None) or _repeated(texts)
    cuts = _cuts(header, texts, words) if header is not None else []
    if not cuts:
        header, cuts = _of_two_kinds(texts, words)
    if header is None or not cuts:
        return [grid], None
    edges = [0, *cuts, max(map(len, grid.rows))]
    return [
        replace(
            grid,
            rows=[row[left:right] for row in grid.rows],
            heading=_heading(header, texts, left, right) or grid.heading,
            beside=True,
            strays=grid.strays if left == 0 else (),
            reckoned=frozenset(),
        )
        for left, right in pairwise(edges)
    ], header


def _heading(header: Header, texts: list[list[object]], left: int, right: int) -> str:
    """What stands above the columns of one list alone: 机动车检验机构 beside 其他检验检测机构."""
    above = texts[header.row - 1] if header.row else []
    own, others = set(above[left:right]) - {""}, {*above[:left], *above[right:]}
    return str(own.pop()) if len(own) == 1 and not own & others else ""


def _of_two_kinds(texts: list[list[object]], words: Synonyms) -> tuple[Header | None, list[int]]:
    """Lists side by side of other columns each: 检测站名称 and 试验室名称 in one row, bodies below both.

    Some field is named on both sides of the cut, which is the column of the second name.
    """
    for at, row in enumerate(texts[:LOOKED_AT]):
        fields = [words.field_of(str(cell)) if cell and len(str(cell)) <= LONGEST else "" for cell in row]
        names = [place for place, field in enumerate(fields) if field == "name"]
        if len(names) != MOST_KINDS or row[names[0]] == row[names[1]]:
            continue
        first, second = names
        again = {*fields[first + 1 : second]} & {*fields[second + 1 :]} - {"", "other", "name"}
        below = texts[at + 1 : at + 1 + BELOW]
        if again and all(mostly(column_of(below, one), is_body) for one in names):
            return Header(at, {}, {}, twice=str(row[second])), [second]
    return None, []


def _repeated(texts: list[list[object]]) -> Header | None:
    """The row that says the same words several times over, whatever they mean: a header of lists side by side."""
    for at, row in enumerate(texts[:LOOKED_AT]):
        said = [str(cell) for cell in row if cell]
        for many in range(2, MOST_BESIDE + 1):
            width = len(said) // many
            alike = width >= WIDE and said == said[:width] * many
            if alike and len(set(said)) == width and not any(map(identifies, ([one] for one in said))):
                return Header(at, {}, {}, twice=said[0])
    return None


def _cuts(header: Header, texts: list[list[object]], words: Synonyms) -> list[int]:
    """Columns at which another list begins, or none where the second name is not that of a list."""
    row = [str(cell or "").strip() for cell in texts[header.row]]
    above = [str(cell or "").strip() for cell in texts[header.row - 1]] if header.row else []
    places = [at for at, text in enumerate(row) if text == header.twice]
    apart_from = [at for number, at in enumerate(places) if not number or at - places[number - 1] > 1]
    if len(apart_from) < 2:  # they stand in two levels of the header together, or in one merged cell
        return []
    first, *others = apart_from
    cuts = []
    for at in others:
        back = 0
        while back < first and row[first - back - 1] and row[first - back - 1] == row[at - back - 1]:
            back += 1
        cuts.append(at - back)
    ends = [*cuts[1:], len(row)]
    for at, begin, end in zip(others, cuts, ends, strict=True):
        repeated = [text for text in set(row[at + 1 : end]) if text in row[first : cuts[0]]]
        taken = [text for text in repeated if words.field_of(text) not in {"", "other", "name"}]
        heading = {text for text in above[begin:end] if text} - {text for text in above[: cuts[0]] if text}
        if not taken or any(map(_ANOTHER.search, heading)):
            return []
    return cuts
