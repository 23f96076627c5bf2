"""What reads the format agrees with plain definitions on whatever Hypothesis draws: records, numbers, dates."""

from __future__ import annotations

import csv
import datetime as dt
import io
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from screener.digits import significant_digits
from screener.ledger import records
from screener.ledger.columns import Table, date, flag, integer, number, text, timestamp
from screener.ledger.converting import Block, convert
from screener.ledger.csvfile import BOM, read_blocks, read_header
from screener.ledger.faults import Faults
from screener.ledger.numbers import prefixes, serials
from screener.ledger.package import SourceFile
from screener.ledger.parsing import printed_decimals
from screener.ledger.records import first_breach, first_record_end, last_record_end, record_blocks

TABLE = Table("anything", "", "", tuple(text(name, "", "", nullable=True) for name in ("a", "b", "c")))
#: Much of what the csv module must quote, and half of it outside ASCII
CELLS = st.one_of(
    st.text(alphabet='",\n\r ab', max_size=6),
    st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=6),
    st.sampled_from(["", " ", '"', '""', "\r\n", "铅", "\ufeff", "\ufffd", "\ufdd0", "\0", "é" * 40]),
)
ROWS = st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=12)


def _written(rows: list[tuple[str, ...]], *, end: str, quote: bool, bom: bool, cut: bool) -> bytes:
    out = io.StringIO()
    quote |= any("\r" in cell for row in rows for cell in row)  # which the csv module leaves bare
    writer = csv.writer(out, lineterminator=end, quoting=csv.QUOTE_ALL if quote else csv.QUOTE_MINIMAL)
    writer.writerows([("a", "b", "c"), *rows])
    content = out.getvalue()
    return (BOM if bom else b"") + (content.removesuffix(end) if cut else content).encode()


def _read(folder: Path, content: bytes) -> tuple[list[tuple[str | None, ...]], Faults]:
    path = folder / "anything.csv"
    path.write_bytes(content)
    source, faults = SourceFile(path, "anything.csv", "csv"), Faults()
    names = read_header(source, TABLE, faults)
    found: list[tuple[str | None, ...]] = []
    for task in read_blocks(source, TABLE, names) if names else ():
        rows = convert(task(faults), faults)
        found += list(zip(*(rows.column(name).to_pylist() for name in "abc"), strict=True))
    return found, faults


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("csv")


@given(
    rows=ROWS,
    end=st.sampled_from(["\n", "\r\n"]),
    quote=st.booleans(),
    bom=st.booleans(),
    cut=st.booleans(),
    size=st.integers(1, 90),
)
@settings(max_examples=200)
def test_what_the_csv_module_writes_is_read_back(
    rows: list[tuple[str, ...]],
    folder: Path,
    size: int,
    **spelling: Any,
) -> None:
    default = records.record_blocks.__kwdefaults__
    assert default is not None
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(default, "block_bytes", size)
        found, faults = _read(folder, _written(rows, **spelling))
    assert faults.listed == []
    assert found == [tuple(cell or None for cell in row) for row in rows]


@given(rows=ROWS, quote=st.booleans(), size=st.integers(1, 60))
def test_pieces_end_where_records_end(rows: list[tuple[str, ...]], quote: bool, size: int) -> None:
    content = _written(rows, end="\n", quote=quote, bom=False, cut=False)
    pieces = list(record_blocks(io.BytesIO(content), block_bytes=size))
    assert None not in pieces
    assert b"".join(piece or b"" for piece in pieces) == content
    found: list[tuple[str, ...]] = []
    for piece in pieces:
        assert piece is not None
        assert first_breach(piece) is None
        assert last_record_end(piece) == len(piece)
        found += map(tuple, csv.reader(io.StringIO(piece.decode(), newline=""), strict=True))
    assert found == [("a", "b", "c"), *rows]
    header = content[: first_record_end(content)]
    assert next(csv.reader(io.StringIO(header.decode(), newline=""))) == ["a", "b", "c"]


@given(st.text(alphabet='",\n\rx', max_size=14).map(str.encode))
@settings(max_examples=250)
def test_a_breach_is_found_exactly_where_there_is_one(piece: bytes) -> None:
    """The check against a machine of three states that reads RFC 4180 byte by byte."""
    found = first_breach(piece)
    assert (found and found[0]) == _naive_breach(piece)


def _naive_breach(piece: bytes) -> int | None:
    opened, inside, fresh, place = -1, False, True, 0
    while place < len(piece):
        byte, after = piece[place : place + 1], piece[place + 1 : place + 2]
        if inside and byte == b'"' and after == b'"':
            place += 1
        elif inside and byte == b'"':
            if after not in (b"", b",", b"\n", b"\r"):
                return place
            inside = fresh = False
        elif not inside and byte == b'"':
            if not fresh:
                return place
            opened, inside = place, True
        elif not inside and byte == b"\r" and after != b"\n":
            return place
        elif not inside:
            fresh = byte in (b",", b"\n")
        place += 1
    return opened if inside else None


# --- cells -----------------------------------------------------------------------------------------------------

NUMBERS = st.one_of(
    st.from_regex(r"[+-]?([0-9]{1,25}(\.[0-9]{0,25})?|\.[0-9]{1,25})([eE][+-]?[0-9]{1,4})?", fullmatch=True),
    st.floats(allow_nan=False, allow_infinity=False).map(repr),
    st.decimals(allow_nan=False, allow_infinity=False, places=4).map(str),
)


@given(NUMBERS)
@settings(max_examples=200)
def test_decimals_are_the_digits_after_the_point_written_out(printed: str) -> None:
    exponent = Decimal(printed).as_tuple().exponent
    assert printed_decimals(printed) == max(0, -int(exponent))


def _converted(kind: str, cells: list[str | None]) -> tuple[list[Any], set[int]]:
    """The cells of one column in the ledger's type, and the rows that are faults."""
    make = {"number": number, "date": date, "timestamp": timestamp, "integer": integer}.get(kind)
    column = make("x", "", "", nullable=True) if make else flag("x", "", "")
    table = Table("anything", "", "", (column,))
    faults = Faults()
    block = Block(table, "x.csv", 1, {"x": pa.array(cells, pa.string())}, len(cells), from_text=True)
    typed = convert(block, faults).column("x").to_pylist()
    return typed, {fault.row for fault in faults.listed if fault.row is not None and fault.value is not None}


def _as_number(cell: str) -> float | None:
    if cell.lower() in ("nan", "+nan", "-nan"):
        return None
    if not cell.isascii() or "_" in cell or cell != cell.strip() or "n" in cell.lower():
        raise ValueError
    found = float(cell)
    if found in (float("inf"), float("-inf")):
        raise ValueError
    return found


@given(
    st.lists(
        st.one_of(
            NUMBERS, st.text("0123456789.eE+-naif _x", max_size=5), st.sampled_from(["NaN", "-nan", "1e999"])
        ),
        min_size=1,
        max_size=8,
    )
)
@settings(max_examples=200)
def test_numbers_are_read_as_python_reads_them(cells: list[str]) -> None:
    typed, bad = _converted("number", [cell or None for cell in cells])
    for row, (cell, value) in enumerate(zip(cells, typed, strict=True), 1):
        try:
            expected = _as_number(cell) if cell else None
        except ValueError:
            assert row in bad, cell
            continue
        assert row not in bad, cell
        assert value == expected
        assert repr(value) == repr(expected)  # tells -0.0 from 0.0


STAMPS = st.datetimes().map(lambda at: at.replace(microsecond=0))


@given(
    st.lists(
        st.one_of(
            STAMPS.map(lambda at: at.isoformat("T")),
            STAMPS.map(lambda at: at.isoformat(" ")),
            st.from_regex(
                r"[0-9]{4}-[01][0-9]-[0-3][0-9][T ][0-2][0-9]:[0-6][0-9]:[0-6][0-9]", fullmatch=True
            ),
            st.text("0123456789-:T +Z.", min_size=1, max_size=20),
        ),
        min_size=1,
        max_size=6,
    )
)
@settings(max_examples=200)
def test_timestamps_are_read_as_strptime_reads_them(cells: list[str]) -> None:
    typed, bad = _converted("timestamp", list(cells))
    for row, (cell, value) in enumerate(zip(cells, typed, strict=True), 1):
        expected = _as_timestamp(cell)
        assert (row in bad, value) == (expected is None, expected), cell


def _as_timestamp(cell: str) -> dt.datetime | None:
    try:
        found = dt.datetime.strptime(cell.replace("T", " "), "%Y-%m-%d %H:%M:%S")  # noqa: DTZ007 - local
    except ValueError:
        return None
    return (
        found if cell in (found.isoformat("T"), found.isoformat(" ")) else None
    )  # strptime takes 1:2:3, too


@given(st.lists(st.one_of(st.dates().map(str), st.text("0123456789-", min_size=1, max_size=11)), min_size=1))
def test_dates(cells: list[str]) -> None:
    typed, bad = _converted("date", list(cells))
    for row, (cell, value) in enumerate(zip(cells, typed, strict=True), 1):
        try:
            expected = dt.date.fromisoformat(cell)
            good = str(expected) == cell
        except ValueError:
            expected, good = None, False
        assert (row in bad, value) == (not good, expected if good else None)


@given(
    st.lists(
        st.integers(-(2**40), 2**40).map(str) | st.from_regex(r"[+-]?[0-9]{0,12}", fullmatch=True), min_size=1
    )
)
def test_whole_numbers(cells: list[str]) -> None:
    typed, bad = _converted("integer", [cell or None for cell in cells])
    for row, (cell, value) in enumerate(zip(cells, typed, strict=True), 1):
        good = cell.lstrip("+-").isdigit() and -(2**31) < int(cell) < 2**31
        if cell:
            assert (row in bad, value) == (not good, int(cell) if good else None)


# --- report numbers and printed digits -------------------------------------------------------------------------

REPORT_NOS = st.one_of(
    st.from_regex(r"(A-|A|)[0-9]{0,40}", fullmatch=True),
    st.text(alphabet="0123456789A铅٣", min_size=1, max_size=30),
)


@given(st.lists(REPORT_NOS, min_size=1, max_size=12))
@settings(max_examples=200)
def test_report_numbers_order_as_whole_numbers(report_nos: list[str]) -> None:
    numbers = pa.array(report_nos, pa.large_string())
    heads = prefixes(numbers)
    found = serials(numbers, heads).tolist()
    expected = [text.rstrip("0123456789") for text in report_nos]
    assert heads.to_pylist() == expected
    whole = [int(text[len(head) :] or "-1") for text, head in zip(report_nos, expected, strict=True)]
    for one, serial in zip(whole, found, strict=True):
        for other, another in zip(whole, found, strict=True):
            assert (one < other) == (serial < another)
            assert (one == -1) == (serial == -1)


@given(
    value=st.floats(allow_nan=False, allow_infinity=False, width=64)
    | st.integers(-999, 999).map(lambda n: n / 8),
    decimals=st.integers(0, 30) | st.integers(300, 1300) | st.just(2**31 - 1),
)
@settings(max_examples=200)
def test_significant_digits_of_the_printed_value(value: float, decimals: int) -> None:
    """By exact arithmetic: round the double, a ratio of whole numbers, half to even at so many decimals."""
    kept = min(decimals, 1400)  # the expansion of a double ends after 1,074 decimals
    top, bottom = abs(value).as_integer_ratio()
    scaled, rest = divmod(top * 10**kept, bottom)
    if 2 * rest > bottom or (2 * rest == bottom and scaled % 2):
        scaled += 1
    digits = len(Decimal(scaled).as_tuple().digits) if scaled else 0
    assert significant_digits(value, decimals) == (digits + decimals - kept if digits else 0)
