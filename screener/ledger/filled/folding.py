"""Turns sheets and loose tables into the files of a ledger folder, remembering of every cell where it stood."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TextIO

from screener.ledger.columns import Column
from screener.ledger.faults import FAULT_LIMIT, Refused
from screener.ledger.filled.example import is_example, is_marked
from screener.ledger.filled.layout import Layout, text_of
from screener.ledger.filled.mappings import Parameter
from screener.ledger.filled.naming import is_note
from screener.ledger.filled.placing import Folder, Placed, counting, letter_of
from screener.ledger.filled.sheets import Found, Spoiled
from screener.ledger.filled.tidying import Doubtful, tidy
from screener.ledger.tables import TABLES
from screener.phrases import Phrase

REMEMBERED = 1 << 14  # texts of a column; most columns say the same few again and again
UNTESTED = frozenset(("/", "／", "-", "--", "—", "——", "－"))
ERROR = Phrase(
    "这一格没有值，只有出错的或没有算过的公式", "the cell holds an error, or a formula nobody worked out"
)
AS_VALUE = Phrase(
    "把公式改成数值（复制，选择性粘贴为数值）再保存", "paste the value in place of the formula and save again"
)
NO_METHOD = Phrase("没有写这个参数的检测方法", "the method of this parameter is not given")
WRITE_METHOD = Phrase(
    "在表头下面加一行，第一格写“方法”，每个参数下写方法标准号",
    "add a row below the header: method in its first cell, below each parameter its method",
)
STILL_MARKED = Phrase(
    "这一行标着“示例”，内容却不是模板里的示例；标着示例的行不读入",
    "the row is marked as an example but says something else; rows so marked are not read",
)
CLEAR_MARK = Phrase("是真实数据的，清空这一行备注里的“示例”", "clear the word example in its column of notes")
TWICE = Phrase(
    "两个工作表是同一张表：{sheet}。请把内容放到一个工作表里。",
    "Two sheets hold the same table: {sheet}. Put its rows on one sheet.",
)


@dataclass
class Folding:
    """A folder while files are put into it; faults are kept up to `limit` and counted beyond."""

    folder: Folder
    limit: int = FAULT_LIMIT

    def put(self, layout: Layout, *, sheet: bool, target: str = "") -> None:
        """Write the rows of one sheet or file; a sheet without rows is absent, unless the format requires its table.

        `target` is what the file will be called in the folder, by its table unless given.
        """
        name = target or self.free_name(f"{layout.table}{'_wide' if layout.is_wide else ''}")
        if sheet and name != f"{layout.table}{'_wide' if layout.is_wide else ''}.csv":
            raise Refused(TWICE.fill(sheet=layout.name[:80]))
        letters = {word: letter_of(place) for place, word in enumerate(layout.names)}
        self.folder.letters[name] = letters if sheet else {}
        self.folder.places[name] = layout.name
        self.folder.tables[name] = layout.table
        if sheet:
            self.folder.sheets.add(name)
        with (self.folder.root / name).open("w", encoding="utf-8", errors="replace", newline="") as file:
            rows = _Writer(self, layout, name, file, sheet=sheet).write()
        required = TABLES[layout.table].required and not layout.is_wide
        if not rows and sheet and not required:
            (self.folder.root / name).unlink()
            del self.folder.places[name], self.folder.tables[name]
            self.folder.sheets.discard(name)

    def free_name(self, stem: str) -> str:
        """The name of a file that is not there yet."""
        more = (f"{stem}-{number}.csv" for number in range(2, 10_000))
        return next(name for name in (f"{stem}.csv", *more) if name not in self.folder.places)

    def fault(self, fault: Placed) -> None:
        """Keep a fault if there is room; count it in any case."""
        if len(self.folder.faults) < self.limit:
            self.folder.faults.append(fault)
        else:
            self.folder.beyond += 1


class _Writer:
    """Writes one table, row by row."""

    def __init__(self, folding: Folding, layout: Layout, name: str, file: TextIO, *, sheet: bool) -> None:
        self.folding, self.layout, self.name, self.sheet = folding, layout, name, sheet
        self.columns = layout.columns
        self.line = csv.writer(file, lineterminator="\n").writerow
        self.rows = counting()
        self.seen: Counter[str] = Counter()
        known = TABLES[layout.table].by_name
        self.constants = {name: tidy(known[name], text) for name, text in layout.constants.items()}
        self.told: defaultdict[int, dict[str, str]] = defaultdict(dict)
        self.note = next((place for place, word in enumerate(layout.words) if is_note(word)), None)

    def write(self) -> int:
        """All rows; how many there were."""
        write = self._wide if self.layout.is_wide else self._long
        write()
        self.folding.folder.sheet_rows[self.name] = self.rows
        return len(self.rows)

    def _filled(self) -> Iterator[tuple[int, list[Found]]]:
        """Rows in which something of the table stands and that are no examples."""
        places = [*self.columns, *self.layout.wide]
        for number, cells in self.layout.rest:
            filled = any(place < len(cells) and cells[place] not in (None, "") for place in places)
            if not filled and (self.sheet or not any(text_of(cell) for cell in cells)):
                continue
            if self.note is not None and self.note < len(cells) and is_marked(text_of(cells[self.note])):
                if not is_example(self.layout, cells):
                    self._at(number, self.note, "", None, (STILL_MARKED, CLEAR_MARK))
                continue
            yield number, cells

    def _long(self) -> None:
        width = len(self.layout.names)
        more = [*self.layout.derived, *self.constants]
        self.line([*(name.replace("\0", "~") for name in self.layout.names), *more])
        known = self.told
        for number, cells in self._filled():
            told = [
                text
                if type(cell) is str and (text := known[place].get(cell)) is not None
                else self._told(number, place, cell)
                for place, cell in enumerate(cells)
            ]
            while len(told) > width and not told[-1]:
                told.pop()
            if self.sheet or more:
                told += [""] * (width - len(told))
            self.line([*told, *self._derived(told), *self.constants.values()])
            self.rows.append(number)

    def _derived(self, told: list[str]) -> list[str]:
        """Identifiers made of others: a report's of its number, a result's of what it is of and how often met."""
        if not self.layout.derived:
            return []
        held = dict(zip(self.layout.names, told, strict=False))
        if self.layout.table == "reports":
            return [held["report_no"]]
        of = f"{held['report_id']}/{held['parameter']}"
        self.seen[of] += 1
        made = {"replicate": held.get("replicate") or str(self.seen[of])}
        made["result_id"] = f"{of}/{self.seen[of]}"
        return [made[name] for name in self.layout.derived]

    def _wide(self) -> None:
        folder, layout = self.folding.folder, self.layout
        names = [column.name for column in TABLES["results"].columns]
        self.line(names)
        for place, one in layout.wide.items():
            if not one.method:
                self._at(layout.row, place, "method", one.parameter, (NO_METHOD, WRITE_METHOD))
        measured = counting()
        for number, cells in self._filled():
            held = {
                column.name: self._told(number, place, cells[place])
                for place, column in self.columns.items()
                if place < len(cells)
            }
            held = self.constants | held
            self.seen[held.get("report_id", "")] += 1
            replicate = held.get("replicate") or str(self.seen[held.get("report_id", "")])
            for place, one in layout.wide.items():
                value = self._value(number, place, cells)
                if value:
                    made = _result(held, one, replicate, value)
                    self.line([made.get(name, "") for name in names])
                    self.rows.append(number)
                    measured.append(place)
        folder.values[self.name] = (measured, [letter_of(place) for place in range(len(layout.words))])

    def _value(self, number: int, place: int, cells: Sequence[Found]) -> str:
        value = cells[place] if place < len(cells) else None
        if value is None or (isinstance(value, str) and value.strip() in UNTESTED):
            return ""
        return self._tidied(number, place, TABLES["results"].by_name["value"], value)

    def _told(self, number: int, place: int, cell: Found) -> str:
        column = self.columns.get(place)
        if column is None or cell is None:
            return text_of(cell)
        return self._tidied(number, place, column, cell)

    def _tidied(self, number: int, place: int, column: Column, cell: Found) -> str:
        if cell is None or isinstance(cell, Spoiled):
            self._at(number, place, column.name, text_of(cell), (ERROR, AS_VALUE))
            return ""
        try:
            text = tidy(column, cell)
        except Doubtful as doubt:
            self._at(number, place, column.name, text_of(cell), (doubt.rule, doubt.cure))
            return ""
        if isinstance(cell, str) and len(self.told[place]) < REMEMBERED:
            self.told[place][cell] = text
        return text

    def _at(self, row: int, place: int, column: str, value: str | None, rule: tuple[Phrase, Phrase]) -> None:
        table, name = self.layout.table, self.layout.name
        letter = letter_of(place) if self.sheet else ""
        self.folding.fault(
            Placed(table, rule[0], name, row, column, value, letter, rule[1], of_sheet=self.sheet)
        )


def _result(held: dict[str, str], one: Parameter, replicate: str, value: str) -> dict[str, str]:
    """One result of a wide row; its identifier says what it is of, so that it is the same next time."""
    made = held | {"parameter": one.parameter, "method": one.method, "replicate": replicate, "value": value}
    made["unit"] = one.unit or held.get("unit", "")
    row = held.get("result_id") or held.get("report_id", "")
    made["result_id"] = f"{row}/{one.parameter}/{replicate}"
    return made
