"""Turns a block of raw columns into the ledger's types, naming every cell that does not fit."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from screener.ledger.columns import INTEGER_MAX, INTEGER_MIN, Column, Table, Type
from screener.ledger.faults import Fault, Faults
from screener.ledger.parsing import EMPTY, FINER, NAN, PARSERS, NotThat, expectation, printed_decimals
from screener.phrases import Phrase

ARROW: dict[Type, pa.DataType] = {
    Type.TEXT: pa.string(),
    Type.DATE: pa.date32(),
    Type.TIMESTAMP: pa.timestamp("us"),
    Type.INTEGER: pa.int32(),
    Type.NUMBER: pa.float64(),
    Type.BOOL: pa.bool_(),
}

#: 0001-01-01 and the day after 9999-12-31, in days since 1970-01-01
FIRST_DAY, END_DAY = -719_162, 2_932_897


@dataclass
class Block:
    """Rows of one file in reading order: raw columns, and the file's row number of each row."""

    table: Table
    file: str
    first_row: int
    columns: dict[str, pa.Array]
    rows: int
    skipped: tuple[int, ...] = ()
    from_text: bool = False

    def row_number(self, index: int) -> int:
        """1-based number of the data row in the file, rows passed over as malformed counted."""
        return self.first_row + place_among(index, self.skipped)


def place_among(index: int, skipped: tuple[int, ...]) -> int:
    """Where a row stood before rows were left out at the ascending places `skipped` (all from 0)."""
    for place in skipped:
        if place <= index:
            index += 1
    return index


def convert(block: Block, faults: Faults) -> pa.Table:
    """The block in the ledger's types (shape: rows × the table's columns); faults are collected, not raised."""
    columns: dict[str, pa.Array] = {}
    for column in block.table.columns:
        raw = block.columns.get(column.name)
        if raw is None:
            columns[column.name] = pa.nulls(block.rows, ARROW[column.type])
            continue
        columns[column.name] = _Cells(block, column, faults).convert(raw)
    if block.from_text and block.table.name == "results" and "value" in block.columns:
        columns["decimals"] = _fill_decimals(columns["decimals"], columns["value"], block.columns["value"])
    return pa.table(columns)


def _fill_decimals(decimals: pa.Array, value: pa.Array, text: pa.Array) -> pa.Array:
    """Empty decimals become the digits after the point in the text of the value (ledger.md, Rules for every table)."""
    if decimals.null_count == 0:
        return decimals
    point = pc.find_substring(text, ".")
    after = pc.subtract(pc.subtract(pc.binary_length(text), point), 1)
    counted = pc.if_else(pc.less(point, 0), 0, after).cast(pa.int32())
    exponent = pc.fill_null(pc.match_substring(text, "e", ignore_case=True), False)
    if pc.any(exponent).as_py():
        where = np.flatnonzero(exponent.to_numpy(zero_copy_only=False))
        exact = counted.to_numpy(zero_copy_only=False).copy()
        exact[where] = [
            min(printed_decimals(word), INTEGER_MAX) for word in text.take(pa.array(where)).to_pylist()
        ]
        counted = pa.array(exact, pa.int32(), from_pandas=True)
    return pc.coalesce(decimals, pc.if_else(pc.is_valid(value), counted, pa.scalar(None, pa.int32())))


class _Cells:
    """One column of a block on its way to its type."""

    def __init__(self, block: Block, column: Column, faults: Faults) -> None:
        self.block, self.column, self.faults = block, column, faults

    def convert(self, raw: pa.Array) -> pa.Array:
        kind = raw.type
        if pa.types.is_dictionary(kind):
            raw, kind = raw.dictionary_decode(), kind.value_type
        if pa.types.is_null(kind):
            typed = pa.nulls(len(raw), ARROW[self.column.type])
        elif pa.types.is_string(kind) or pa.types.is_large_string(kind) or kind == pa.string_view():
            typed = self._from_text(raw.cast(pa.string()))
        else:
            typed = self._from_typed(raw)
        if not self.column.nullable and typed.null_count:
            empty = np.flatnonzero(pc.is_null(typed).to_numpy(zero_copy_only=False))
            missing = [row for row in empty.tolist() if row not in self._bad]
            self._fault(missing, [None] * len(missing), EMPTY)
        return typed

    # Rows already named as faults are null after conversion; they are not named twice.
    @property
    def _bad(self) -> set[int]:
        return self.__dict__.setdefault("_bad_rows", set())  # type: ignore[no-any-return]

    def _fault(self, rows: list[int], values: list[object], expected: Phrase | None = None) -> None:
        """Name the rows as faults; `values` (None where empty) need only reach as far as there is room to name them."""
        self._bad.update(rows)
        room = self._room()
        for row, value in zip(rows[:room], values[:room], strict=True):
            self.faults.add(
                Fault(
                    self.block.table.name,
                    expected or expectation(self.column),
                    self.block.file,
                    self.block.row_number(row),
                    self.column.name,
                    None if value is None else str(value),
                )
            )
        self.faults.add_uncounted(max(0, len(rows) - room))

    def _room(self) -> int:
        return max(0, self.faults.limit - len(self.faults.listed))

    def _from_text(self, raw: pa.Array) -> pa.Array:
        empty = pc.equal(pc.binary_length(raw), 0)
        if pc.any(empty).as_py():
            raw = pc.if_else(empty, pa.scalar(None, pa.string()), raw)
        if self.column.type is Type.TEXT:
            return self._choices(raw) if self.column.choices else raw
        if self.column.type in (Type.TIMESTAMP, Type.NUMBER):
            quick = self._quick(raw)
            if quick is not None:
                return quick
        return self._by_word(raw)

    def _choices(self, raw: pa.Array) -> pa.Array:
        outside = pc.invert(pc.is_in(raw, pa.array(self.column.choices)))
        return self._fault_mask(pc.and_(outside, pc.is_valid(raw)), raw)

    def _fault_mask(self, mask: pa.Array, raw: pa.Array, expected: Phrase | None = None) -> pa.Array:
        """Name the rows of the mask as faults; returns the raw column with those rows null."""
        mask = pc.fill_null(mask, False)
        if not pc.any(mask).as_py():
            return raw
        rows = np.flatnonzero(mask.to_numpy(zero_copy_only=False))
        named = raw.take(pa.array(rows[: self._room()]))
        if pa.types.is_temporal(named.type):
            named = named.cast(pa.string())  # Python holds neither nanoseconds nor years beyond 9999
        self._fault(rows.tolist(), named.to_pylist(), expected)
        return pc.if_else(mask, pa.scalar(None, raw.type), raw)

    def _quick(self, raw: pa.Array) -> pa.Array | None:
        """Arrow's own parser where it accepts exactly what the format allows; None sends the block the slow way."""
        try:
            typed = pc.cast(raw, ARROW[self.column.type])
        except pa.ArrowInvalid:
            return None
        if self.column.type is Type.TIMESTAMP:
            bounds = pc.min_max(pc.binary_length(raw))
            exact = bounds["min"].as_py() in (None, 19) and bounds["max"].as_py() in (None, 19)
            return typed if exact and not pc.any(_beyond(typed)).as_py() else None
        if pc.any(pc.is_inf(typed)).as_py():
            return None
        nan = pc.is_nan(typed)
        if not pc.any(nan).as_py():
            return typed
        words = pc.utf8_lower(raw.filter(pc.fill_null(nan, False)))
        plain = pc.all(pc.is_in(words, pa.array(sorted(NAN)))).as_py()
        return pc.if_else(nan, pa.scalar(None, pa.float64()), typed) if plain else None

    def _by_word(self, raw: pa.Array) -> pa.Array:
        """Parse each distinct text once."""
        encoded = raw.dictionary_encode()
        parse, values, wrong = PARSERS[self.column.type], [], []
        for code, word in enumerate(encoded.dictionary.to_pylist()):
            try:
                value = parse(word)
                if self.column.type is Type.INTEGER and value is not None:
                    self._in_bounds(value)
            except NotThat:
                value = None
                wrong.append(code)
            values.append(value)
        typed = pa.array(values, ARROW[self.column.type]).take(encoded.indices)
        if wrong:
            self._fault_mask(pc.is_in(encoded.indices, pa.array(wrong, pa.int32())), raw)
        return typed

    def _in_bounds(self, value: object) -> None:
        low = INTEGER_MIN if self.column.minimum is None else self.column.minimum
        if not (isinstance(value, int) and low <= value <= INTEGER_MAX):
            raise NotThat

    def _from_typed(self, raw: pa.Array) -> pa.Array:
        if raw.null_count == len(raw):  # writers give a column without values whatever type they like
            return pa.nulls(len(raw), ARROW[self.column.type])
        convert = {
            Type.DATE: self._date,
            Type.TIMESTAMP: self._timestamp,
            Type.INTEGER: self._integer,
            Type.NUMBER: self._number,
            Type.BOOL: self._flag,
        }.get(self.column.type)
        typed = convert(raw) if convert else None
        if typed is None:
            self._wrong_type(raw.type)
            return pa.nulls(len(raw), ARROW[self.column.type])
        return typed

    def _wrong_type(self, kind: pa.DataType) -> None:
        base = expectation(self.column)
        expected = Phrase(f"{base.zh}，文件里的类型是 {kind}", f"{base.en}, the file's type is {kind}")
        self._bad.update(range(self.block.rows))
        self.faults.add(Fault(self.block.table.name, expected, self.block.file, None, self.column.name))

    def _date(self, raw: pa.Array) -> pa.Array | None:
        if not pa.types.is_date(raw.type) and not _is_local(raw.type):
            return None
        raw = self._fault_mask(_beyond(raw), raw)
        days = pc.cast(raw, pa.date32(), safe=False)
        self._fault_mask(pc.not_equal(pc.cast(days, raw.type, safe=False), raw), raw)
        return days

    def _timestamp(self, raw: pa.Array) -> pa.Array | None:
        if not _is_local(raw.type):
            return None
        raw = self._fault_mask(_beyond(raw), raw)
        cut = pc.cast(raw, pa.timestamp("us"), safe=False)
        if raw.type.unit == "ns":
            self._fault_mask(pc.not_equal(pc.cast(cut, raw.type, safe=False), raw), raw, FINER)
        return cut

    def _integer(self, raw: pa.Array) -> pa.Array | None:
        if pa.types.is_floating(raw.type):
            raw = raw.cast(pa.float64())
            raw = pc.if_else(pc.is_nan(raw), pa.scalar(None, pa.float64()), raw)
            raw = self._fault_mask(pc.not_equal(pc.round(raw), raw), raw)
        elif not pa.types.is_integer(raw.type):
            return None
        elif raw.type == pa.uint64():
            high = pa.scalar(INTEGER_MAX, pa.uint64())
            raw = self._fault_mask(pc.greater(raw, high), raw).cast(pa.int64())
        low = INTEGER_MIN if self.column.minimum is None else self.column.minimum
        below, above = pc.less(raw, low), pc.greater(raw, INTEGER_MAX)
        raw = self._fault_mask(pc.or_(below, above), raw)
        return pc.cast(raw, pa.int32())

    def _number(self, raw: pa.Array) -> pa.Array | None:
        kind = raw.type
        if not (pa.types.is_floating(kind) or pa.types.is_integer(kind) or pa.types.is_decimal(kind)):
            return None
        number = pc.cast(raw, pa.float64(), safe=False)
        number = self._fault_mask(pc.is_inf(number), number)
        return pc.if_else(pc.is_nan(number), pa.scalar(None, pa.float64()), number)

    def _flag(self, raw: pa.Array) -> pa.Array | None:
        if pa.types.is_boolean(raw.type):
            return raw
        if not pa.types.is_integer(raw.type):
            return None
        outside = pc.invert(pc.is_in(raw, pa.array([0, 1], raw.type)))
        return pc.cast(self._fault_mask(pc.and_(outside, pc.is_valid(raw)), raw), pa.bool_())


def _is_local(kind: pa.DataType) -> bool:
    """Whether the type is an instant without a zone."""
    return pa.types.is_timestamp(kind) and kind.tz is None


def _beyond(raw: pa.Array) -> pa.Array:
    """Which days or instants lie outside the years 1 to 9999, the ones the format can write."""
    if pa.types.is_timestamp(raw.type):
        a_day = {"s": 1, "ms": 10**3, "us": 10**6, "ns": 10**9}[raw.type.unit] * 86_400
    else:
        a_day = 86_400_000 if pa.types.is_date64(raw.type) else 1
    if a_day > 10**12 * 86:  # nanoseconds in 64 bits reach from 1677 to 2262 only
        return pa.array(np.zeros(len(raw), bool))
    whole = raw.cast(pa.int32() if pa.types.is_date32(raw.type) else pa.int64())
    return pc.or_(pc.less(whole, FIRST_DAY * a_day), pc.greater_equal(whole, END_DAY * a_day))
