"""Lists of which one cell says everything about a body, read as the list that they make; it is told of every cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bureau.registry.roster.grids import Cell, Grid, Noted
from bureau.registry.roster.prose import LEAST, SHORT, Said, labelled_field, taken_apart
from bureau.registry.roster.refusing import Said as Sentence
from bureau.registry.roster.telling import is_body
from bureau.registry.roster.values import text_of
from bureau.registry.roster.words import LONGEST, Synonyms

READ = Sentence(
    "这一格是一段话，已按其中的字样读作：{told}；请核对。",
    "This cell is running text; by its words it was read as {told}. See that it is right.",
)
LEFT = Sentence(
    "这一格是一段话，已按其中的字样读作：{told}；“{left}”没有读；请核对。",
    "This cell is running text; by its words it was read as {told}; “{left}” was not read. See that it is right.",
)
UNREAD = Sentence(
    "这一格是一段话，分不清写的是哪一家、各是什么，没有读；请分栏填写。",
    "This cell is running text of which it is not clear whose it is; it was not read. Write it in columns.",
)
LOOKED_AT = 40  # rows from the top that tell what a long sheet is
LABELS = 3  # lines under labels that are the card of one body
HEADERS = 10  # rows from the top among which a header is
MOST = 0.6  # share of a column's long cells that must be such texts
WORDS = {
    "name": "机构名称",
    "uscc": "统一社会信用代码",
    "certificate": "资质认定证书编号",
    "first_issued": "首次获证日期",
    "issued": "发证日期",
    "valid_to": "有效期至",
    "contact": "联系人",
    "phone": "联系电话",
    "domains": "检测领域",
    "kind": "机构性质",
    "address": "检测场所地址",
    "registered_address": "注册地址",
}
# Of a header whose cells give the name and more: 机构名称、地址.
_MORE = re.compile(r"(?:名称|机构|单位|企业)(?:.|\n){0,9}(?:地址|住所|电话|联系|代码|证书?编?号)")
_NAME_AND_CODE = re.compile(r"[^\d\n]{4,40}[\s（(\[【]+[0-9A-Z]{15,19}[)）\]】]?")
_IDENTIFIES = re.compile(r"\d{12}|[0-9A-Z]{18}")
TOLD = 80  # characters of a text that are told


def as_columns(grid: Grid, words: Synonyms) -> Grid:
    """The list that running texts of a sheet make, each body in its row; a sheet of another kind as it is."""
    coded = _coded(grid, words)
    if coded is not None:
        return _made(grid, coded, words, loose=True)
    if _has_columns(grid, words):
        return grid
    grid = _with_cards(grid, words)
    if grid.name is None and (joined := _joined(grid, words)) is not None:
        return _made(joined, 0, words)
    for one in (grid, _beside_names(grid, words)):
        column = None if one is None else _column(one, words, labelled=one is not grid)
        if one is not None and column is not None:
            return _made(one, column, words, loose=_is_loose(one, column))
    return grid


def _with_cards(grid: Grid, words: Synonyms) -> Grid:
    """A column of texts with those that stand label by label on lines of their own (名称：…, 电话：…) as one each.

    Only beside texts of one line: a sheet of nothing but such cards is read as cards.
    """
    lines = [str(row[0]) if row and isinstance(row[0], str) and not any(row[1:]) else "" for row in grid.rows]
    if len(lines) > LOOKED_AT * 10 or not any(taken_apart(one, words) for one in lines if len(one) >= LEAST):
        return grid
    rows = [*grid.rows]
    at = 0
    while at < len(lines):
        end = at
        while (
            end < len(lines)
            and (name := labelled_field(lines[end], words))
            and (name == "name") == (end == at)
        ):
            end += 1
        if end - at >= LABELS:
            rows[at:end] = [["，".join(lines[at:end])], *([[]] * (end - at - 1))]
        at = max(end, at + 1)
    return replace(grid, rows=rows)


def _coded(grid: Grid, words: Synonyms) -> int | None:
    """The column of names of which most hold the body's code as well, where no column is of codes."""
    top = grid.rows[:LOOKED_AT]
    known = {
        words.field_of(cell) for row in top for cell in row if isinstance(cell, str) and len(cell) <= LONGEST
    }
    if "uscc" in known or "name" not in known:
        return None
    for column in range(max(map(len, top), default=0)):
        held = [str(row[column]) for row in top if column < len(row) and row[column]]
        if sum(_NAME_AND_CODE.fullmatch(one) is not None for one in held) >= max(
            LABELS, MOST * (len(held) - 2)
        ):
            return column
    return None


def _has_columns(grid: Grid, words: Synonyms) -> bool:
    """Whether a row is the header of a list that has columns of its own for the name and for what identifies it."""
    for row in grid.rows[:HEADERS]:
        short = [str(cell) for cell in row if isinstance(cell, str) and len(cell) <= LONGEST]
        known = {words.field_of(one) for one in short if not _MORE.search(one)}
        if "name" in known and known & {"uscc", "certificate", "valid_to"}:
            return True
    return False


def _column(grid: Grid, words: Synonyms, *, labelled: bool) -> int | None:
    """The column whose long cells are such texts; that of a name alone holds shorter ones."""
    long: dict[int, list[str]] = {}
    for row in grid.rows[:LOOKED_AT]:
        for column, cell in enumerate(row):
            # One that is merged over several says the same in the next.
            if isinstance(cell, str) and len(cell) >= LEAST and cell != (row[column - 1] if column else None):
                long.setdefault(column, []).append(cell)
            elif isinstance(cell, str) and _MORE.search(cell):
                long.setdefault(column, [])
    for column in sorted(long):
        loose = _is_loose(grid, column)
        held = (row[column] for row in grid.rows[:LOOKED_AT] if column < len(row)) if loose else long[column]
        cells = [one for one in held if isinstance(one, str) and len(one) > SHORT]
        read = (taken_apart(text, words, loose=loose, labelled=labelled) for text in cells)
        found = [said for said in read if said is not None]
        rich = len(found) > 1 or any(len(one.cells) > 2 for one in found)
        # What stands above the list is long too.
        if found and rich and len(found) >= MOST * (len(cells) - 2):
            return column
    return None


def _is_loose(grid: Grid, column: int) -> bool:
    """Whether words above a column say that more than the name stands in it: 机构名称、地址."""
    top = (row[column] for row in grid.rows[:LOOKED_AT] if column < len(row))
    return any(isinstance(one, str) and len(one) <= LONGEST and _MORE.search(one) for one in top)


def _beside_names(grid: Grid, words: Synonyms) -> Grid | None:
    """The grid with the name before the text beside it, of a list that says all else there; None where it is none."""
    top = grid.rows[:LOOKED_AT]
    known = {words.field_of(str(cell)) for row in top for cell in row if isinstance(cell, str)}
    if known & {"uscc", "certificate"}:
        return None
    width = max(map(len, top), default=0)
    texts = [
        [str(row[at]) for row in top if at < len(row) and isinstance(row[at], str)] for at in range(width)
    ]
    name = next((at for at, one in enumerate(texts) if 2 * sum(map(is_body, one)) >= max(4, len(one))), None)
    wide = [
        at for at, one in enumerate(texts) if sum(_IDENTIFIES.search(text) is not None for text in one) > 1
    ]
    if name is None or len(wide) != 1 or wide[0] == name:
        return None
    return replace(grid, rows=[_joining(row, name, wide[0]) for row in grid.rows])


def _says_much(text: str) -> bool:
    """Whether a text holds a number and words around it, as no cell of a code or of an address does."""
    found = _IDENTIFIES.search(text)
    return found is not None and len(text) > LEAST and len(re.findall(r"[\u4e00-\u9fff]{2,}", text)) > 2


def _joining(row: list[Cell], name: int, text: int) -> list[Cell]:
    if len(set(filter(None, row))) == 1 and len(row) > 1 and row[0]:
        return row  # the heading of a group, over the whole width
    if name >= len(row) or not is_body(str(row[name] or "")):
        return [None if at == name else cell for at, cell in enumerate(row)] if len(set(row)) > 1 else row
    made = [*row, *([None] * (text + 1 - len(row)))]
    made[text] = f"{made[name]}，{made[text]}" if made[text] else made[name]
    made[name] = None
    return made


def _joined(grid: Grid, words: Synonyms) -> Grid | None:
    """Lines of a text that commas have parted, put together again; None where they are cells of a list."""
    rows = [row for row in grid.rows[:LOOKED_AT] if any(row)]
    if not any(len(row) > 1 for row in rows):
        return None
    lines = [line for row in rows if len(line := _line(row)) >= LEAST]
    found = sum(taken_apart(line, words, labelled=True) is not None for line in lines)
    if not found or found < MOST * len(lines):
        return None
    return replace(grid, rows=[[_line(row)] if any(row) else [] for row in grid.rows])


def _line(row: Sequence[Cell]) -> str:
    cells = [str(cell) for cell in row if cell not in ("", None)]
    return "，".join(cells[1:] if len(cells) > 1 and cells[0].strip(".、 ").isdigit() else cells)


def _made(grid: Grid, column: int, words: Synonyms, *, loose: bool = False) -> Grid:
    """The grid with the texts of a column as columns of their own, to the right of all others."""
    rows_read = ((at, _of_row(row, column, words, loose=loose)) for at, row in enumerate(grid.rows))
    said = {at: one for at, one in rows_read if one is not None}
    first = min(at for at, row in enumerate(grid.rows) if at in said or _is_line(row, column))
    at = first - 1
    rows, number = (grid.rows, grid.first) if first else ([[], *grid.rows], grid.first - 1)
    if not first:  # no row lies above the first, whose place the header takes
        said, at = {place + 1: one for place, one in said.items()}, 0
    width = max(map(len, rows))
    head = _head(rows[at], column)
    own = {
        words.field_of(str(cell)[:LONGEST]): place
        for place, cell in enumerate(head)
        if cell and place != column
    }
    fields = [name for name in WORDS if name != "name" and any(name in one.cells for one in said.values())]
    places = {name: own.get(name, width + fields.index(name)) for name in fields}
    labels = {place: _word(head, place, name) for name, place in places.items()}
    written = _filled(head, {column: WORDS["name"], **labels})
    made: list[list[Cell]] = [written if head and row == rows[at] else row for row in rows]  # on every page
    made[at] = written
    noted = []
    for place in range(at + 1, len(rows)):
        text = rows[place][column] if column < len(rows[place]) else None
        if place in said:
            one = said[place]
            cells = {places[name]: value for name, value in one.cells.items()}
            made[place] = _filled(_without(rows[place], text), {column: one.name, **cells})
            noted.append(Noted(place + number, str(text)[:TOLD], _told(one)))
        elif isinstance(text, str) and len(text) >= LEAST and not is_body(text):
            made[place] = []
            noted.append(Noted(place + number, text[:TOLD], UNREAD))
    return replace(
        grid,
        rows=made,
        first=number,
        heading=grid.heading or _title(rows[:at]),
        noted=(*grid.noted, *noted),
    )


def _of_row(row: Sequence[Cell], column: int, words: Synonyms, *, loose: bool) -> Said | None:
    cell = row[column] if column < len(row) else None
    return taken_apart(cell, words, loose=loose) if isinstance(cell, str) else None


def _is_line(row: Sequence[Cell], column: int) -> bool:
    """Whether a cell names a body, or holds a code or a certificate number, and can be no words of a header."""
    text = str(text_of(row[column]) or "") if column < len(row) else ""
    return is_body(text) or _IDENTIFIES.search(text) is not None


def _head(row: Sequence[Cell], column: int) -> list[Cell]:
    """The words above the texts; a title over the whole width is none."""
    texts = {str(cell) for cell in row if cell}
    return [] if len(texts) < 2 else _without(row, row[column] if column < len(row) else None)


def _word(head: Sequence[Cell], place: int, name: str) -> Cell:
    return head[place] if place < len(head) and head[place] else WORDS[name]


def _without(row: Sequence[Cell], text: Cell) -> list[Cell]:
    """A row without its text, which may be merged over several columns."""
    return [None if cell == text else cell for cell in row]


def _filled(row: Sequence[Cell], cells: dict[int, Cell]) -> list[Cell]:
    """A row with cells put in where nothing stands."""
    made = [*row, *([None] * (max(cells) + 1 - len(row)))]
    for place, cell in cells.items():
        made[place] = made[place] or cell
    return made


def _title(rows: Sequence[Sequence[Cell]]) -> str:
    return " ".join(dict.fromkeys(_texts(rows)))


def _texts(rows: Sequence[Sequence[Cell]]) -> Iterator[str]:
    for row in rows:
        yield from (str(text_of(cell)) for cell in row if cell)


def _told(said: Said) -> Sentence:
    cells = [("name", said.name), *said.cells.items()]
    zh = "，".join(f"{WORDS[name]} {text}" for name, text in cells)
    en = ", ".join(f"{name.replace('_', ' ')} {text}" for name, text in cells)
    form, left = LEFT if said.left else READ, "；".join(said.left)
    return Sentence(form.zh.format(told=zh, left=left), form.en.format(told=en, left=left))
