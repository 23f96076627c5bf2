"""Reads a roster: finds each list in each sheet, reads its lines, and names every cell that is in doubt."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from bureau.registry.roster import counting, days, headless, values
from bureau.registry.roster.asides import identifies, is_aside
from bureau.registry.roster.beside import APART, apart
from bureau.registry.roster.cards import open_lists
from bureau.registry.roster.clerks import without_clerks
from bureau.registry.roster.columns import NOT_TAKEN, REMEMBERED, Header, Mapping, header_at
from bureau.registry.roster.content import BY_CONTENT, header_by_content, with_content
from bureau.registry.roster.crossing import contradictions, elsewhere, shorter
from bureau.registry.roster.gathering import gathered, ranges
from bureau.registry.roster.headless import header_of_none
from bureau.registry.roster.opening import Cell, Grid, has_macros
from bureau.registry.roster.parts import FIELD, OUTSIDE, PUBLIC, THIRD, field_of, fields_in
from bureau.registry.roster.refusing import Said
from bureau.registry.roster.rows import Lines
from bureau.registry.roster.running import WORDS
from bureau.registry.roster.telling import CONTENT
from bureau.registry.roster.ticking import ticked_columns, without
from bureau.registry.roster.told import DELETED, Problem, Roster, SheetReading
from bureau.registry.roster.words import Match, Synonyms, own_synonyms, shape_of

MACROS = Said(
    "文件里有宏；宏没有运行，只读了单元格里的内容。",
    "The file has macros; none was run, only what stands in the cells was read.",
)
PICTURES = Said(
    "这张表里没有文字，只有图片或图表，没有读；请给出含文字的表格。",
    "This sheet holds pictures only and was not read; give the list itself as text.",
)
NO_HEADER = Said(
    "没有认出表头（至少要有“机构名称”和另一列），这一张没有读。",
    "No header was recognised; nothing of this sheet was read.",
)
HIDDEN = Said(
    "这张表是隐藏的，没有读；需要时在网页上确认它的各列，命令行加 --hidden，或取消隐藏。",
    "This sheet is hidden and was not read; if it is wanted confirm its columns, add --hidden, or unhide it.",
)
GOES_ON = Said(
    "这张表没有表头，照上一张表的表头接着读了；不对请给它补上表头。",
    "This table has no header and was read on under that of the table before; give it a header if that is wrong.",
)
STRAY = Said(
    "这一格离名单太远，没有读；如不需要请删去。",
    "This cell lies far from the list and was not read; delete it if it is a slip.",
)
HIDDEN_ROWS = Said(
    "这些行是隐藏的（也许是筛选），照样读入了；不需要时请删去。",
    "These rows are hidden (perhaps by a filter) and were read all the same; delete them if they are not wanted.",
)
FORMULA = Said(
    "这里是公式，读的是文件里存着的结果；请核对，或改成写定的内容。",
    "A formula stands here and the result kept in the file was read; check it, or write the value itself.",
)
PARTS = re.compile(r"^[一二三四五六七八九十][、.．]")
FEW = 4  # texts of a row that is no upper row of a header
TITLE = 200  # characters of what stands above a list
LOOKED_AT = 60  # rows from the top among which a header that is remembered is looked for


@dataclass(frozen=True)
class Before:
    """The list that a next table may go on with: its header, how many columns its table has, its part."""

    header: Header
    width: int
    part: str


_NOTHING: list[object] = []  # shared by empty rows, of which a stray cell leaves a million


def read_roster(path: Path, *, synonyms: Synonyms | None = None, mapping: Mapping | None = None) -> Roster:
    """Read a file.

    Raises:
        UnreadableError: it cannot be read at all.
    """
    words, by_hand, roster = synonyms or own_synonyms(), mapping or Mapping(), Roster()
    grids = open_lists(path, words)
    if has_macros(path):
        roster.problems.append(Problem(None, None, None, "", MACROS))
    if any(grid.deleted for grid in grids):
        roster.problems.append(Problem(None, None, None, "", DELETED))
    before: Before | None = None
    for grid in grids:
        if grid.hidden and not by_hand.hidden and (grid.name or "") not in by_hand.columns:
            if any(grid.rows):
                roster.problems.append(Problem(grid.name, None, None, "", HIDDEN))
                _read_sheet(grid, words, by_hand, unread := Roster(), None)
                roster.sheets += [replace(one, lines=0, hidden=True) for one in unread.sheets]
        else:
            before = _read_sheet(grid, words, by_hand, roster, before)
    headers = {one.sheet: one.columns for one in roster.sheets}
    titles = [
        path.stem,
        *(text for one in roster.sheets for text in (one.sheet, *one.title.split("；")) if text),
    ]
    sheets = [(one, [line for line in roster.lines if line.sheet == one.sheet]) for one in roster.sheets]
    apart = [
        told
        for one, lines in sheets
        if len(lines) < len(roster.lines)
        for told in elsewhere(lines, [str(one.sheet), *one.title.split("；"), path.stem])
    ]
    whole = elsewhere(roster.lines, titles)
    places = {id(told[0]): told for told in (*apart, *whole)}.values()
    for line, name, text, said in (*contradictions(roster.lines), *shorter(roster.lines), *places):
        column = headers[line.sheet].get(name) or WORDS.get(name, name)
        roster.problems.append(Problem(line.sheet, line.row, column, text, said))
    roster.problems[:] = gathered(roster.problems, (FORMULA, days.BEGUN, days.BEGUN_ALONE, days.BEGUN_OPEN))
    return roster


def _read_sheet(
    grid: Grid, words: Synonyms, by_hand: Mapping, roster: Roster, last: Before | None
) -> Before | None:
    """Read the list of a sheet, or those side by side; gives the header under which a next table may go on."""
    before = len(roster.lines)
    texts = _texts(grid.rows)
    given, skipped = _given(grid, texts, words, by_hand), frozenset(by_hand.skipped.get(grid.name or "", ()))
    lists, twice = ([grid], None) if given else apart(grid, texts, words)
    if twice is not None:
        said = APART.fill(word=twice.twice, count=len(lists))
        roster.problems.append(Problem(grid.name, twice.row + grid.first, twice.twice, twice.twice, said))
        texts = _texts(lists[0].rows)
    headers, part = _read_list(lists[0], texts, words, roster, given=given, skipped=skipped)
    for one in lists[1:]:
        _read_list(one, _texts(one.rows), words, roster, given=None, skipped=skipped)
    if not headers and last is not None and grid.follows:
        headers, part = _go_on(grid, texts, roster, last)
    if not headers and not _idle(texts, last) and (any(any(row) for row in texts) or grid.pictured):
        said = NO_HEADER if any(any(row) for row in texts) else PICTURES
        roster.problems.append(Problem(grid.name, None, None, "", said))
    _note_counts(grid, texts, roster, before)
    _note_strange(grid, roster, before)
    roster.sheets.append(_understood(grid, headers, texts, len(roster.lines) - before))
    return Before(headers[-1], max(map(len, texts), default=0), part) if headers else last


def _read_list(
    grid: Grid,
    texts: list[list[object]],
    words: Synonyms,
    roster: Roster,
    *,
    given: Header | None,
    skipped: frozenset[int],
) -> tuple[list[Header], str]:
    """Read the lines under every header of a list; gives the headers and the heading of the last part."""
    lists: dict[int, Lines] = {}
    told, groups = "", fields_in([[grid.heading], *texts])
    above: dict[str, Cell] = {}
    alike: dict[tuple[tuple[object, ...], tuple[str, ...]], Header] = {}
    part = ""
    if given is None and not _headers(texts[:LOOKED_AT], words, None):
        given = _by_content(grid, texts, words, roster)
    for header, at, part in _lines(grid, texts, words, given):
        number = header.row + grid.first
        if number not in lists:
            said = (tuple(texts[header.row]) if header.row >= 0 else (), tuple(header.words.values()))
            if said not in alike:  # the header of another page is read as that of the first
                alike[said] = with_content(without_clerks(header, texts), texts, words)
            whole = replace(alike[said], row=header.row)
            marks = ticked_columns(whole, texts, words)
            lists[number] = Lines(grid, without(whole, marks), texts, roster, above, marks, groups)
        lists[number].read(at, part, skipped=at + grid.first in skipped)
        told = _note_heading(lists[number], part, told)
    _note_formulas(grid, list(lists.values()), roster)
    return [one.header for one in lists.values()] or _headers(texts, words, given), part


def _note_heading(lines: Lines, part: str, told: str) -> str:
    """Tell, once for each group, that its heading gave the field of its bodies; gives the heading told last."""
    field, last = lines.groups.get(part), lines.roster.lines[-1:]
    if part == told or not field or not last or "domains" in lines.header.columns or last[0].part != part:
        return told
    lines.roster.problems.append(Problem(lines.grid.name, last[0].row, None, part, FIELD.fill(field=field)))
    return part


def _by_content(grid: Grid, texts: list[list[object]], words: Synonyms, roster: Roster) -> Header | None:
    """The header of a sheet whose words name no bodies; that its cells do is told."""
    found = header_by_content(texts, words)
    if found is not None and found.why["name"].how != CONTENT:
        return found  # a list of names alone
    if found is not None:
        word = found.words["name"]
        roster.problems.append(
            Problem(grid.name, found.row + grid.first, word, word, BY_CONTENT.fill(word=word))
        )
    elif not grid.follows and (found := header_of_none(texts)) is not None:
        roster.problems.append(Problem(grid.name, None, None, "", headless.told(found)))
    return found


def _go_on(grid: Grid, texts: list[list[object]], roster: Roster, last: Before) -> tuple[list[Header], str]:
    """Read a table without a header that goes on with the list of the table before, if its lines look like it."""
    header = replace(last.header, row=-1, twice="")
    rows = [at for at, row in enumerate(texts) if any(row) and not is_aside(row, header)]
    fits = max(map(len, texts), default=0) == last.width
    if not fits or not rows or not all(_is_line(texts[at], header) for at in rows[:1]):
        return [], ""
    part = grid.heading if _begins_part(grid.heading) else last.part
    roster.problems.append(Problem(grid.name, rows[0] + grid.first, None, "", GOES_ON))
    lines = Lines(grid, header, texts, roster, {})
    for at in rows:
        lines.read(at, part)
    return [header], part


def _is_line(row: list[object], header: Header) -> bool:
    """Whether a row has a running number before its name, or what only a body has."""
    at = header.number
    numbered = at is not None and at < len(row) and str(row[at]).rstrip(".、").isdigit()
    return numbered or identifies([str(cell) for cell in row if cell])


def _idle(texts: list[list[object]], last: Before | None) -> bool:
    """Whether nothing but signatures and notes stands in a table after a list."""
    return last is not None and all(is_aside(row, last.header) for row in texts if any(row))


def _understood(grid: Grid, headers: list[Header], texts: list[list[object]], lines: int) -> SheetReading:
    """What was understood of a sheet; of a field that several headers name, the first counts.

    Columns whose words are known but of which nothing is kept stand among those that are not taken.
    """
    words: dict[str, str] = {}
    why: dict[str, Match] = {}
    for header in headers:
        words, why = {**header.words, **words}, {**header.why, **why}
    first = headers[0].row if headers else -1  # a table that goes on has none
    shape = shape_of(texts[first]) if 0 <= first < len(texts) else ""
    places = dict(headers[0].columns) if headers else {}
    idle = dict.fromkeys(word for header in headers for word in header.idle)
    for name in NOT_TAKEN:
        idle |= {header.words[name]: None for header in headers if name in header.words}
        for told in (words, why, places):
            told.pop(name, None)
    rows = tuple(one.row + grid.first for one in headers if one.row >= 0)
    rows_above = [dict.fromkeys(str(cell) for cell in row if cell) for row in texts[: max(first, 0)]]
    above = [text for row in rows_above if len(row) <= FEW for text in row]
    title = "；".join(dict.fromkeys(filter(None, (grid.heading, *above))))[:TITLE]
    return SheetReading(grid.name, rows, words, lines, why, places, shape, tuple(idle), title)


def _headers(texts: list[list[object]], words: Synonyms, given: Header | None) -> list[Header]:
    """Headers without a line below them."""
    if given is not None:
        return [given]
    found = (header_at(texts, at, words) for at, row in enumerate(texts) if row)
    return [one for one in found if one is not None]


def _note_counts(grid: Grid, texts: list[list[object]], roster: Roster, before: int) -> None:
    """What the list says of its own length and is not so; nothing where no line of it was read."""
    taken = [line.row - grid.first for line in roster.lines[before:]]
    if not taken:
        return
    for at, words, said, read in counting.contradicted(
        [[grid.heading], *texts], [row + 1 for row in taken], before
    ):
        row = at - 1 + grid.first if at else None
        told = counting.OTHERWISE.fill(said=said, read=read)
        roster.problems.append(Problem(grid.name, row, None, words[:TITLE], told))


def _note_strange(grid: Grid, roster: Roster, before: int) -> None:
    """Cells far away, and hidden rows that were read."""
    for noted in grid.noted:
        roster.problems.append(Problem(grid.name, noted.row, None, noted.text, noted.said))
    for one in grid.strays:
        roster.problems.append(Problem(grid.name, one.row, one.place, one.text, STRAY))
    hidden = [line.row for line in roster.lines[before:] if line.row in grid.hidden_rows]
    if hidden:
        roster.problems.append(Problem(grid.name, hidden[0], None, ranges(hidden), HIDDEN_ROWS))


def _note_formulas(grid: Grid, lists: list[Lines], roster: Roster) -> None:
    """Cells whose value was taken and is that of a formula."""
    if not grid.reckoned:
        return
    rows = {line.row for line in roster.lines if line.sheet == grid.name}
    for one in lists:
        for name, column in one.header.columns.items():
            for row in sorted(row for row, at in grid.reckoned if at == column and row in rows):
                text = values.text_of(grid.rows[row - grid.first][column])[:80]
                word = one.header.words.get(name, name)
                roster.problems.append(Problem(grid.name, row, word, text, FORMULA))


def _texts(rows: list[list[Cell]]) -> list[list[object]]:
    return [[values.text_of(cell) for cell in row] if row else _NOTHING for row in rows]


def _lines(
    grid: Grid, texts: list[list[object]], words: Synonyms, given: Header | None
) -> Iterator[tuple[Header, int, str]]:
    """Lines of the lists of a sheet: the header above each, its place, and the heading of its part."""
    begins = _begins_part(grid.heading) or (grid.beside and field_of(grid.heading))
    header, part = given, grid.heading if begins else ""
    again: set[tuple[object, ...]] = set()  # upper rows of headers of two, which stand again on the next page
    last = -1
    for at, row in enumerate(texts):
        filled = [str(cell) for cell in row if cell] if row else []
        if not filled or (given is not None and at <= given.row):
            continue
        if len(set(filled)) == 1 and (
            _begins_part(filled[0]) or (header is not None and field_of(filled[0]))
        ):
            part = filled[0]
            continue
        named = header_at(texts, at, words)
        if named is not None:
            header = given or named
            above = range(max(0, at - 2, last + 1), at)  # a line above it is no row of it
            again |= {tuple(texts[one]) for one in above if texts[one]}
        elif tuple(row) in again and len(set(filled)) > 1 and not identifies(filled):
            continue
        elif header is not None and not is_aside(row, header):
            last = at
            yield header, at, part


def _given(grid: Grid, texts: list[list[object]], words: Synonyms, by_hand: Mapping) -> Header | None:
    """The header of a sheet as somebody said it is: of this file, or of an earlier one of the same shape."""
    name = grid.name or ""
    columns, at, how = by_hand.columns.get(name), by_hand.headers.get(name, 1) - grid.first, "hand"
    if columns is None and by_hand.remembered:
        shaped = ((shape_of(row), place) for place, row in enumerate(islice(texts, LOOKED_AT)) if row)
        shape, at = next(((one, place) for one, place in shaped if one in by_hand.remembered), ("", 0))
        columns, how = by_hand.remembered.get(shape), REMEMBERED
    if columns is None:
        return None
    row = texts[at] if 0 <= at < len(texts) else []
    said = {name: str(row[column]) for name, column in columns.items() if column < len(row) and row[column]}
    found = header_at(texts, at, words) if row else None
    number = found.number if found and found.number not in columns.values() else None
    why = {name: Match(name, how, said.get(name, ""), 0) for name in columns}
    idle = tuple(str(cell) for place, cell in enumerate(row) if cell and place not in columns.values())
    return Header(at, columns, said, why, number, idle=idle)


def _begins_part(text: str) -> bool:
    """Whether a heading begins a part of the list: of the annex form, or one that tells the nature of its bodies."""
    if identifies([text]):
        return False
    told = PUBLIC.search(text) or THIRD.search(text) or OUTSIDE.search(text)
    return bool(PARTS.match(text) or (told and len(text) <= 30 and re.search(r"机构|单位|名单|数量", text)))
