"""Cards: a form for each body, labels beside what is filled in; read as the list that they make together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path

from bureau.registry.roster import dated, delimited, doubled, pivoted
from bureau.registry.roster.grids import Cell, Grid, Noted
from bureau.registry.roster.headed import with_corner, with_names
from bureau.registry.roster.labelled import parted
from bureau.registry.roster.legend import explained
from bureau.registry.roster.opening import open_grids
from bureau.registry.roster.refusing import Said
from bureau.registry.roster.running import as_columns
from bureau.registry.roster.telling import is_body
from bureau.registry.roster.values import DITTO, text_of
from bureau.registry.roster.words import LONGEST, Synonyms, own_synonyms
from bureau.registry.roster.wrapped import unwrapped

CARDS = Said(
    "这张表是一家一张的登记卡，已按“项目—内容”读作 {count} 家；请核对。",
    "This sheet holds a card for each body; label by label they were read as {count}, see that they are right.",
)
TURNED = Said(
    "这张表一列一家，已转成一行一家来读，行号按转过以后的算：{count} 家从第 2 行起；请核对。",
    "Each body stands in a column here; the table was turned, its {count} bodies begin in row 2. See that it is right.",
)
NO_PAIR = Said(
    "这一行不是“项目—内容”，没有读；需要的请填到档案里。",
    "This row is no label with what is filled in and was not read; what is wanted goes into the dossier.",
)
DITTO_IN = Said(
    "写的是“同上”，已照这张卡上一处地址读作“{above}”；不对请改正。",
    "It says “as above” and was read as “{above}”, the address above in the card; correct it if that is wrong.",
)
DITTO_EMPTY = Said(
    "写的是“同上”，看不出指这张卡上的哪一处，没有读；请写全。",
    "It says “as above”, and it is not plain what of this card it means; it was not read, write it out.",
)
LOOKED_AT = 200  # rows from the top that tell whether a long sheet holds cards
LONGEST_LETTER = 4  # characters of 甲 or (1)
FEWEST = 3  # labels of a card that the table of header words knows, the name among them
_NUMBERED = re.compile(r"(?:№|No\.?|第)\s*\d{1,3}(?:家|号)?", re.IGNORECASE)  # №1 before the name on a card
_INSTRUCTS = re.compile(r"填写|填报|按照|不得|应当|须与|请[填按写]|一致|简称|[。；]$")
_IN_CELL = re.compile(r"([^:：]{2,12})[:：]\s*(.*)", re.DOTALL)  # 机构名称：云川检测有限公司


@dataclass
class _Card:
    """One body: the rows of its labels (from 0), and the cells beside them by label."""

    rows: list[int] = field(default_factory=list)
    cells: dict[str, list[Cell]] = field(default_factory=dict)

    above: Cell = None  # the address that stands above in the card
    dittos: list[tuple[int, str, Said]] = field(default_factory=list)

    def take(self, row: int, pairs: Sequence[tuple[str, Cell]], words: Synonyms) -> None:
        """Add what a row says; 同上 means the address above in the card, and never what stands in another card."""
        self.rows.append(row)
        for label, written in pairs:
            cell = written
            place = "address" in words.field_of(label)
            if isinstance(written, str) and DITTO.fullmatch(text_of(written)):
                cell = self.above if place else None
                said = DITTO_EMPTY if cell in ("", None) else DITTO_IN.fill(above=str(cell)[:60])
                self.dittos.append((row, f"{label} {written}", said))
            if place:
                self.above = cell
            self.cells.setdefault(label, []).extend([] if cell in ("", None) else [cell])


def open_lists(path: Path, words: Synonyms | None = None) -> list[Grid]:
    """Every sheet or table of a file; where it holds cards, the list that they make.

    Raises:
        UnreadableError: what it is, and what to do.
    """
    known = words or own_synonyms()
    grids = (explained(unwrapped(dated.whole(_plain(grid, known))), known) for grid in open_grids(path))
    lists = (
        pivoted.turned(doubled.joined(delimited.as_columns(grid, known), known), known) for grid in grids
    )
    return [_of_cards(parted(as_columns(grid, known), known), known) for grid in lists]


def _plain(grid: Grid, words: Synonyms) -> Grid:
    """The grid without the row of 甲, 乙, 丙 below a header, and with 机构名称 for №1 before the name on a card."""
    rows = [[] if _is_lettered(row) else row for row in grid.rows]
    numbered = [at for at, row in enumerate(rows) if len(row) > 1 and _is_number(row[0])]
    if not numbered or not all(_begins_card(rows, at, words) for at in numbered):
        return replace(grid, rows=rows)
    for at in numbered:
        rows[at] = ["机构名称" if _is_number(cell) else cell for cell in rows[at]]
    return replace(grid, rows=rows)


def _begins_card(rows: Sequence[Sequence[Cell]], at: int, words: Synonyms) -> bool:
    """Whether a body's name stands behind a number and a label in the row below: in a list others would follow."""
    label = rows[at + 1][0] if at + 1 < len(rows) and rows[at + 1] else None
    return is_body(str(rows[at][1] or "")) and words.field_of(str(label or "")[:LONGEST]) not in {"", "other"}


def _is_number(cell: Cell) -> bool:
    return isinstance(cell, str) and _NUMBERED.fullmatch(cell) is not None


def _is_lettered(row: Sequence[Cell]) -> bool:
    """Whether a row numbers the columns of a form of statistics: 甲, 乙, 丙, 1, 2."""
    return (
        "甲" in row
        and "乙" in row
        and all(cell in (None, "") or len(str(text_of(cell))) <= LONGEST_LETTER for cell in row)
    )


def _of_cards(grid: Grid, words: Synonyms) -> Grid:
    """The list that cards make; of cards side by side the lists side by side, which are cut apart as any others.

    Such cards say the same labels again in the same row, the bodies' names beside those of names.
    """
    named = (
        [at for at in range(len(row) - 1) if _is_name_label(row, at, words)] for row in grid.rows[:LOOKED_AT]
    )
    places = next((one for one in named if len(one) > 1), [])
    if not places:
        return as_list(grid, words)
    edges = [0, *places[1:], max(map(len, grid.rows))]
    cut = [
        replace(grid, rows=[row[left:right] for row in grid.rows], noted=())
        for left, right in pairwise(edges)
    ]
    lists = [as_list(one, words) for one in cut]
    if any(made is one for made, one in zip(lists, cut, strict=True)):
        return as_list(grid, words)
    widths = [max(map(len, one.rows)) + 1 for one in lists]
    rows = [
        [
            cell
            for row, width in zip(side, widths, strict=True)
            for cell in [*row, *([None] * (width - len(row)))]
        ]
        for side in zip(*(one.rows for one in lists), strict=True)
    ]
    noted = (*grid.noted, *(told for one in lists for told in one.noted))
    return replace(grid, rows=rows, heading=lists[0].heading, reckoned=frozenset(), noted=noted)


def _is_name_label(row: Sequence[Cell], at: int, words: Synonyms) -> bool:
    """Whether a cell is the label of a name, and the next one says it."""
    label, name = row[at], row[at + 1]
    return isinstance(label, str) and words.field_of(_label(label)) == "name" and is_body(str(name or ""))


def as_list(grid: Grid, words: Synonyms) -> Grid:
    """The list that the cards of a sheet make, each body in the row of its name; a sheet of another kind as it is.

    The labels stand in the row above the first name, or in its own where there is none above it; that body then
    stands in the next row of its card.
    """
    if len(grid.rows) > LOOKED_AT and not _consist_of_pairs(grid.rows[:LOOKED_AT], words):
        return grid  # a long list, whose cells need not all be looked at
    rows = [_filled(row) for row in grid.rows]
    named = with_corner(with_names(grid, rows, words), rows, words)
    if named is not grid:
        grid, rows = named, [_filled(row) for row in named.rows]
    if not any(words.field_of(_label(text)) == "name" for row in rows for _, text, _ in row):
        return grid
    turned = _turned(grid, rows, words)
    if turned is not None:
        return turned
    parsed = dict(_pairs(rows, words))
    cards = _without_blank(list(_cards(parsed, rows, words)))
    if not _are_cards(cards, parsed, rows, words):
        return grid
    _alike(cards, words)
    labels = list(dict.fromkeys(label for card in cards for label in card.cells))
    places = [_name_row(card, parsed, words) for card in cards]
    head = places[0] - 1 if places[0] else 0
    if not places[0]:
        places[0] = cards[0].rows[1]
    made: list[list[Cell]] = [[] for _ in grid.rows]
    made[:head] = grid.rows[:head]
    made[head] = [*labels]
    for place, card in zip(places, cards, strict=True):
        made[place] = [_one(card.cells.get(label, [])) for label in labels]
    title = " ".join(dict.fromkeys(text for _, text, _ in rows[head])) if head not in parsed else ""
    left = [at for at in range(head + 1, len(rows)) if at not in parsed and len(rows[at]) > 1]
    noted = [Noted(None, "", CARDS.fill(count=len(cards)))]
    noted += [Noted(at + grid.first, text, said) for card in cards for at, text, said in card.dittos]
    noted += [Noted(at + grid.first, " ".join(text for _, text, _ in rows[at]), NO_PAIR) for at in left]
    return replace(
        grid, rows=made, reckoned=frozenset(), heading=grid.heading or title, noted=(*grid.noted, *noted)
    )


def _without_blank(cards: list[_Card]) -> list[_Card]:
    """The cards without those that were left blank: nothing stands beside the labels that another card has."""
    forms = [card.cells.keys() for card in cards if any(card.cells.values())]

    def blank(card: _Card) -> bool:
        own = card.cells.keys()  # its title may be one of them
        return not any(card.cells.values()) and any(len(own - form) < 2 < len(own) for form in forms)

    return [card for card in cards if not blank(card)]


def _alike(cards: Sequence[_Card], words: Synonyms) -> None:
    """Give labels of one field the words of the first card that has it: 名称 and 机构名称 are in one column."""
    first: dict[str, str] = {}
    for card in cards:
        for label in list(card.cells):
            name = words.field_of(label)
            known = first.setdefault(name, label) if name not in {"", "other"} else label
            if known != label and known not in card.cells:
                card.cells = {known if one == label else one: cells for one, cells in card.cells.items()}


def _turned(grid: Grid, rows: list[list[tuple[int, str, Cell]]], words: Synonyms) -> Grid | None:
    """A table of labels from top to bottom with a body in each column, turned; None where it is none."""
    heads = [at for at, row in enumerate(rows) if row and words.field_of(row[0][1]) == "name"]
    if len(heads) != 1 or len(rows[heads[0]]) < FEWEST:
        return None
    top, column = heads[0], rows[heads[0]][0][0]
    if any(_knows(text, words) for _, text, _ in rows[top][1:]):
        return None
    taken = [at for at in range(top, len(rows)) if rows[at] and rows[at][0][0] == column]
    labels = [rows[at][0][1] for at in taken]
    fields = {words.field_of(label) for label in labels} - {"", "other"}
    if len(fields) < FEWEST or 2 * sum(_knows(label, words) for label in labels) < len(labels):
        return None
    wide = [one for one, _, _ in rows[top][1:]]
    bodies: list[list[Cell]] = [
        [grid.rows[at][one] if one < len(grid.rows[at]) else None for at in taken] for one in wide
    ]
    title = " ".join(dict.fromkeys(text for row in rows[:top] for _, text, _ in row))
    noted = (*grid.noted, Noted(None, "", TURNED.fill(count=len(bodies))))
    return replace(
        grid,
        rows=[[*labels], *bodies],
        reckoned=frozenset(),
        first=1,
        heading=grid.heading or title,
        noted=noted,
    )


def _filled(row: Sequence[Cell]) -> list[tuple[int, str, Cell]]:
    """Column, text and cell of what stands in a row; a cell merged over several is one."""
    found: list[tuple[int, str, Cell]] = []
    before = ""
    for column, cell in enumerate(row):
        text = str(text_of(cell) or "").strip()
        if text and text != before:
            found.append((column, text, cell))
        before = text
    return found


def _label(text: str) -> str:
    """The words of a label; of a cell that says both, those before the colon."""
    both = _IN_CELL.fullmatch(text)
    return both[1] if both else text


def _knows(text: str, words: Synonyms) -> bool:
    return len(text) <= LONGEST and words.match(text) is not None


def _pairs(
    rows: list[list[tuple[int, str, Cell]]], words: Synonyms
) -> Iterator[tuple[int, list[tuple[str, Cell]]]]:
    """Labels and what is filled in beside them, by row. A label that is not known stands where known ones do."""
    known = Counter(column for row in rows for column, text, _ in row if _knows(text, words))
    filled = Counter(column for row in rows for column, _, _ in row)
    columns = {column for column, count in known.items() if count > 1 and 2 * count >= filled[column]}
    for at, row in enumerate(rows):
        found: list[tuple[str, Cell]] = []
        place = 0
        while place < len(row):
            column, text, _ = row[place]
            both = _IN_CELL.fullmatch(text)
            follower = row[place + 1] if place + 1 < len(row) else None
            if both and _knows(both[1], words):
                found.append((both[1], both[2]))
            elif column in columns and follower is not None and follower[0] not in columns:
                found.append((text, follower[2]))
                place += 1
            elif column in columns and (_knows(text, words) or (len(row) > 1 and len(text) <= LONGEST)):
                found.append((text, None))
            else:
                found = []
                break
            place += 1
        if found:
            yield at, found


def _cards(
    parsed: dict[int, list[tuple[str, Cell]]], rows: list[list[tuple[int, str, Cell]]], words: Synonyms
) -> Iterator[_Card]:
    """Rows of labels from one blank row or title to the next; a second name begins another card."""
    card, named = _Card(), False
    for at in range(len(rows) + 1):
        pairs = parsed.get(at)
        names = pairs is not None and any(words.field_of(label) == "name" for label, _ in pairs)
        ends = pairs is None and (at == len(rows) or len(rows[at]) < 2)
        if (ends or (names and named)) and card.rows:
            if named:
                yield card
            card, named = _Card(), False
        if pairs is not None:
            card.take(at, pairs, words)
            named = named or names


def _are_cards(
    cards: Sequence[_Card],
    parsed: dict[int, list[tuple[str, Cell]]],
    rows: list[list[tuple[int, str, Cell]]],
    words: Synonyms,
) -> bool:
    """Whether labels beside what is filled in are what the sheet consists of."""
    if not cards or any(not _names(card, words) or len(card.rows) < 2 for card in cards):
        return False
    fields = ({words.field_of(label) for label in card.cells} - {"", "other"} for card in cards)
    if any(len(one) < FEWEST for one in fields):
        return False
    return _mostly_parsed(parsed, rows)


def _consist_of_pairs(top: list[list[Cell]], words: Synonyms) -> bool:
    rows = [_filled(row) for row in top]
    return _mostly_parsed(dict(_pairs(rows, words)), rows)


def _mostly_parsed(
    parsed: dict[int, list[tuple[str, Cell]]], rows: list[list[tuple[int, str, Cell]]]
) -> bool:
    several = [at for at, row in enumerate(rows) if len(row) > 1]
    return 10 * sum(at in parsed for at in several) >= 7 * len(several)


def _said(card: _Card, name: str, words: Synonyms) -> list[Cell]:
    return [cell for label, cells in card.cells.items() if words.field_of(label) == name for cell in cells]


def _names(card: _Card, words: Synonyms) -> bool:
    """Whether a card says whose it is; one that says how to fill in a name (按法人证书填写。) is an instruction."""
    return any(not _INSTRUCTS.search(str(cell)) for cell in _said(card, "name", words))


def _name_row(card: _Card, parsed: dict[int, list[tuple[str, Cell]]], words: Synonyms) -> int:
    return next(at for at in card.rows if any(words.field_of(label) == "name" for label, _ in parsed[at]))


def _one(cells: Sequence[Cell]) -> Cell:
    """What a card says under a label; under one that stands in it several times, all of it."""
    if len(cells) < 2:
        return cells[0] if cells else None
    return "；".join(str(text_of(cell)) for cell in cells)
