"""What the rows of a sheet or file are: where the header is, what columns hold, whether parameters lie side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from screener.ledger.columns import Column
from screener.ledger.filled.formats import Number
from screener.ledger.filled.mappings import Chosen, Columns, Parameter
from screener.ledger.filled.naming import column_called, columns_called, is_note, squeezed, table_called
from screener.ledger.filled.placing import Shape
from screener.ledger.filled.sheets import Found, Spoiled
from screener.ledger.tables import TABLES

Row = tuple[int, list[Found]]
LOOKED_AT, SAMPLES = 8, 3
DERIVED = {
    "reports": {"report_id": {"report_no"}},
    "results": {"result_id": {"report_id", "parameter"}, "replicate": {"report_id", "parameter"}},
}
LABELS = {
    "method": ("方法", "method", "methods", "检测方法", "方法标准", "方法method", "method方法"),
    "unit": ("计量单位", "单位", "unit", "units", "计量单位unit", "measurementunit"),
}
_LABELLED = {squeezed(word): name for name, words in LABELS.items() for word in words}


@dataclass
class Layout:
    """A header that was understood. `names` are the format's, or the words that stand there; `table` "" if unknown."""

    name: str
    table: str
    row: int
    words: tuple[str, ...]
    names: tuple[str, ...]
    rest: Iterator[Row]
    wide: dict[int, Parameter] = field(default_factory=dict)
    mapping: Columns | None = None
    samples: tuple[tuple[str, ...], ...] = ()

    @property
    def columns(self) -> dict[int, Column]:
        """The format's columns by their places."""
        known = TABLES[self.table].by_name if self.table else {}
        return {place: known[name] for place, name in enumerate(self.names) if name in known}

    @property
    def constants(self) -> dict[str, str]:
        """What every row says alike, of columns that the table lacks."""
        told = self.mapping.constants if self.mapping else {}
        return {name: text for name, text in told.items() if name not in self.names}

    @property
    def derived(self) -> tuple[str, ...]:
        """Identifiers that somebody's own table need not have, since others make them; only where it was mapped."""
        if self.mapping is None or self.is_wide:
            return ()
        return tuple(
            name
            for name, others in DERIVED.get(self.table, {}).items()
            if name not in self.names and others <= set(self.names)
        )

    @property
    def is_wide(self) -> bool:
        """Whether a row holds several results."""
        return bool(self.wide)

    @property
    def shape(self) -> Shape:
        """What to ask about, where the header is not understood whole."""
        held = {*self.names, *self.constants, *self.derived}
        generated = {"result_id", "parameter", "method", "value", "replicate"} if self.is_wide else set()
        lacking = tuple(
            one.name
            for one in (TABLES[self.table].columns if self.table else ())
            if not one.nullable and one.name not in held | generated
        )
        return Shape(self.name, self.table, self.words, self.samples, lacking)


def understood(name: str, rows: Iterator[Row], chosen: Chosen) -> Layout | None:
    """The layout of a sheet or file of this name; None where nothing stands in it."""
    first = list(islice(rows, LOOKED_AT))
    if not first:
        return None
    at = _header_at(name, first, chosen)
    words = tuple(text_of(cell) for cell in first[at][1])
    words = words[: max((place for place, word in enumerate(words) if word), default=-1) + 1]
    mapping = chosen(name, words)
    table = mapping.table if mapping else table_called(name)
    if mapping:
        named = [ours or theirs for ours, theirs in zip(mapping.named(words), words, strict=True)]
        refused = {squeezed(word) for word, ours in mapping.columns.items() if not ours}
        named = [
            f"\0{one}" if squeezed(word) in refused else one for one, word in zip(named, words, strict=True)
        ]
    else:
        named = columns_called(table, words) if table else list(words)
    below = first[at + 1 :]
    layout = Layout(name, table, first[at][0], words, tuple(named), iter(()), mapping=mapping)
    if table == "results" and "report_id" in named and not {"parameter", "value"} & set(named):
        below = _read_labels(layout, below, mapping.measured if mapping else lambda _word: None)
    layout.samples = tuple(
        tuple(text_of(cells[place])[:40] if place < len(cells) else "" for _, cells in below[:SAMPLES])
        for place in range(len(words))
    )
    layout.rest = _chained(below, rows)
    return layout


def _chained(first: list[Row], rest: Iterator[Row]) -> Iterator[Row]:
    yield from first
    yield from rest


def _header_at(name: str, first: Sequence[Row], chosen: Chosen) -> int:
    """The first row that a mapping knows or that names two columns of the table; else the fullest of the first."""
    table = table_called(name)
    for at, (_, cells) in enumerate(first):
        words = [text_of(cell) for cell in cells]
        if chosen(name, words) is not None:
            return at
        if table and sum(bool(word and column_called(table, word)) for word in words) > 1:
            return at
    filled = [sum(bool(text_of(cell)) for cell in cells) for _, cells in first[:3]]
    return 0 if table else filled.index(max(filled))


def _read_labels(layout: Layout, below: list[Row], measured: Callable[[str], Parameter | None]) -> list[Row]:
    """What the columns of a wide table measure: the header's words, and rows of methods and units below it."""
    labels: dict[str, list[Found]] = {}
    while below and (label := _label_of(below[0][1])):
        labels[label] = below.pop(0)[1]
    known = TABLES["results"].by_name
    for place, word in enumerate(layout.words):
        if layout.names[place] in known or is_note(word) or layout.names[place].startswith("\0"):
            continue
        said = measured(word) or Parameter(word)
        method, unit = (
            text_of(cells[place]) if (cells := labels.get(label)) and place < len(cells) else ""
            for label in ("method", "unit")
        )
        layout.wide[place] = Parameter(said.parameter, said.method or method, said.unit or unit)
    return below


def _label_of(cells: list[Found]) -> str:
    """Whether a row says the methods or the units: its first word does."""
    first = next((cell for cell in cells if isinstance(cell, str) and cell.strip()), "")
    return _LABELLED.get(squeezed(first), "")


def text_of(cell: Found) -> str:
    """A cell as text, for headers and samples."""
    if isinstance(cell, Number):
        moment = cell.moment if cell.kind in {"day", "moment"} else None
        return f"{moment:%Y-%m-%d %H:%M:%S}" if moment else cell.text
    if isinstance(cell, Spoiled):
        return cell.text
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return (cell or "").strip()
