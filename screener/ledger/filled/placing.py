"""Where a cell stood in what was filled in, so that every fault names its sheet, row and column, and how to mend it."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from screener.ledger import csvfile, parsing
from screener.ledger.columns import Column, Type
from screener.ledger.faults import Fault, Refused, shown
from screener.ledger.tables import TABLES
from screener.phrases import Phrase

CURES = {
    Type.TEXT: Phrase("按要求更正这一格", "correct this cell"),
    Type.DATE: Phrase(
        "写成 2022-06-01，或把单元格设为日期格式再填",
        "write 2022-06-01, or give the cell a date format and type it again",
    ),
    Type.TIMESTAMP: Phrase(
        "日期和时刻都要写，如 2022-06-01 08:30:00；只写日期不够",
        "write the day and the time, as 2022-06-01 08:30:00; a day alone is not enough",
    ),
    Type.INTEGER: Phrase("只写整数，不写单位", "write a whole number without a unit"),
    Type.NUMBER: Phrase(
        "只写数字；单位写在计量单位列；未检出、小于检出限等没有数值的，检测值留空",
        "write the number alone, its unit in the column of the unit; leave it empty where there is no figure",
    ),
    Type.BOOL: Phrase("写 是 或 否", "write yes or no"),
}
BY_RULE = {
    parsing.EMPTY: Phrase("补填这一格", "fill in the cell"),
    parsing.NOT_UTF8: Phrase(
        "文件里混有两种编码：在办公软件里打开，另存为“CSV UTF-8”",
        "the file mixes encodings: open it in an office program and save it as CSV UTF-8",
    ),
    csvfile.LACKING: Phrase(
        "补上这一列，或说明您的哪一列是它", "add the column, or say which of your columns it is"
    ),
    csvfile.ONE_PER_LINE: Phrase("删去或改名其中一列", "remove or rename one of the columns"),
}
CHOOSE = Phrase("从下拉列表里选", "choose from the list of the cell")
ONCE = Phrase(
    "一个编号只能用一次：删去重复的行，或改正编号",
    "an identifier stands once: remove the row that repeats it, or correct it",
)
MEND = Phrase("改正后再转换", "mend it and convert again")


@dataclass(frozen=True)
class Placed(Fault):
    """A fault where somebody sees it: `file` is the sheet or file, `row` its own number, `letter` the column's."""

    letter: str = ""
    cure: Phrase = MEND
    of_sheet: bool = False

    def __str__(self) -> str:
        where = Phrase("工作表“{f}”", "sheet {f}") if self.of_sheet else Phrase("文件 {f}", "file {f}")
        place = [str(where.fill(f=shown(self.file))) if self.file else self.table]
        if self.row is not None:
            said = (
                Phrase("第 {n:,} 行", "row {n:,}")
                if self.of_sheet
                else Phrase("数据第 {n:,} 行", "data row {n:,}")
            )
            place.append(str(said.fill(n=self.row)))
        if self.column:
            place.append(self._column())
        if self.value is not None:
            place.append(f"'{shown(self.value)}'")
        told = Phrase("：{rule}。改法：{cure}。", ": {rule}. To mend it: {cure}.")
        joined = str(Phrase("，", ", ")).join(place)
        return joined + str(Phrase(told.zh.format(rule=self.expected.zh, cure=self.cure.zh),
                                   told.en.format(rule=self.expected.en, cure=self.cure.en)))  # fmt: skip

    def _column(self) -> str:
        column = TABLES[self.table].by_name.get(self.column) if self.table in TABLES else None
        named = (
            shown(self.column) if column is None else str(Phrase(f"{column.zh} {column.name}", column.name))
        )
        letter = (
            Phrase(f"{self.letter} 列", f"column {self.letter}") if self.letter else Phrase("列", "column")
        )
        return str(Phrase(f"{letter.zh}（{named}）", f"{letter.en} ({named})"))


@dataclass(frozen=True)
class Shape:
    """A header as it was met, the table that it heads if that is known, and by column what stands below."""

    name: str
    table: str
    headers: tuple[str, ...]
    samples: tuple[tuple[str, ...], ...]
    lacking: tuple[str, ...] = ()


@dataclass
class Folder:
    """A ledger folder. `places` says of a file where it was in what was handed in; `sheet_rows` the rows of it."""

    root: Path
    places: dict[str, str] = field(default_factory=dict)
    tables: dict[str, str] = field(default_factory=dict)
    sheet_rows: dict[str, Sequence[int]] = field(default_factory=dict)
    sheets: set[str] = field(default_factory=set)
    letters: dict[str, dict[str, str]] = field(default_factory=dict)
    values: dict[str, tuple[Sequence[int], Sequence[str]]] = field(default_factory=dict)
    faults: list[Placed] = field(default_factory=list)
    beyond: int = 0
    shapes: list[Shape] = field(default_factory=list)
    mapped: list[str] = field(default_factory=list)

    @property
    def unexplained(self) -> list[Shape]:
        """Files that lack columns, and where a table is missing those that hold none by their names."""
        held = set(self.tables.values())
        missing = any(one.required and name not in held for name, one in TABLES.items())
        return [one for one in self.shapes if one.table or missing]

    def place(self, file: str) -> str:
        """What a file of the folder was called when it was handed in."""
        return self.places.get(file, file)

    def row(self, file: str, row: int) -> int:
        """The number of a row as it was handed in: of a sheet its own, of a table the number of its data row."""
        rows = self.sheet_rows.get(file)
        return rows[row - 1] if rows and 0 < row <= len(rows) else row

    def placed(self, fault: Fault) -> Placed:
        """A fault that the check found in the folder, where it stands in what was handed in."""
        if isinstance(fault, Placed):
            return fault
        row = None if fault.row is None else self.row(fault.file, fault.row)
        letter = self.letters.get(fault.file, {}).get(fault.column, "")
        if fault.row is not None and fault.file in self.values and fault.column in {"value", "decimals"}:
            columns, letters = self.values[fault.file]
            if 0 < fault.row <= len(columns):
                letter = letters[columns[fault.row - 1]]
        return Placed(
            fault.table,
            fault.expected,
            self.place(fault.file) if fault.file else "",
            row,
            fault.column,
            fault.value,
            letter,
            cure_of(fault),
            of_sheet=fault.file in self.sheets,
        )

    def all_faults(self, refused: Refused, limit: int) -> tuple[list[Placed], int]:
        """Those met while it was folded and those of the check, each once, up to a limit; and how many more."""
        known = {(one.file, one.row, one.column) for one in self.faults}
        found = [self.placed(one) for one in refused.faults]
        merged = self.faults + [one for one in found if (one.file, one.row, one.column) not in known]
        return merged[:limit], self.beyond + refused.more + max(0, len(merged) - limit)


def cure_of(fault: Fault) -> Phrase:
    """How to mend a fault of the format."""
    if fault.expected in BY_RULE:
        return BY_RULE[fault.expected]
    if fault.expected.zh.startswith(parsing.REPEATED.zh[:4]):
        return ONCE
    column: Column | None = TABLES[fault.table].by_name.get(fault.column) if fault.table in TABLES else None
    if column is None:
        return MEND
    return CHOOSE if column.choices else CURES[column.type]


def letter_of(place: int) -> str:
    """The letters of a column of a sheet, from 0."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def counting() -> array[int]:
    """Numbers of rows, held as small as they are."""
    return array("q")
