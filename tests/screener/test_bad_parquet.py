"""A Parquet file that is damaged, of the wrong types or holds what the format does not allow is refused."""

from __future__ import annotations

import datetime as dt
import random
import subprocess
import sys
from contextlib import suppress
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from screener import Refused, screen
from tests.screener.handins import command, environment, hand_in, run, typed

if TYPE_CHECKING:
    from pathlib import Path

    from screener import Fault

NS = pa.timestamp("ns")


def _with(table: str, column: str, values: pa.Array | list[Any], kind: pa.DataType | None = None) -> pa.Table:
    rows = typed(table)
    cells = values if isinstance(values, pa.Array) else pa.array(values, kind)
    return rows.set_column(rows.column_names.index(column), column, cells)


def _faults(tmp_path: Path, **changed: pa.Table) -> list[Fault]:
    with pytest.raises(Refused) as refused:
        screen(hand_in(tmp_path / "ledger", **changed), tmp_path / "out")
    assert [path.name for path in tmp_path.iterdir()] == ["ledger"]
    return refused.value.faults


# table, column, the column as written, the type the message names
TYPES: dict[str, tuple[str, str, pa.Array, str]] = {
    "numbers for identifiers": ("reports", "report_id", pa.array([1, 2]), "int64"),
    "bytes for text": ("reports", "product", pa.array([b"a", b"b"]), "binary"),
    "an instant with a zone": (
        "reports",
        "received_at",
        pa.array([dt.datetime(2022, 6, 1, 8, tzinfo=dt.UTC)] * 2, pa.timestamp("us", "UTC")),
        "timestamp[us, tz=UTC]",
    ),
    "days for instants": ("reports", "issued_at", pa.array([dt.date(2022, 6, 1)] * 2), "date32[day]"),
    "numbers for instants": ("reports", "issued_at", pa.array([1654041600] * 2), "int64"),
    "an instant with a zone for a day": (
        "certificates",
        "valid_to",
        pa.array([dt.datetime(2022, 6, 1, tzinfo=dt.UTC)], pa.timestamp("ms", "Asia/Shanghai")),
        "timestamp[ms, tz=Asia/Shanghai]",
    ),
    "numbers for days": ("certificates", "valid_to", pa.array([19000]), "int64"),
    "a time of day": ("reports", "received_at", pa.array([dt.time(8)] * 2), "time64[us]"),
    "fractions for flags": ("reports", "cma_marked", pa.array([1.0, 0.0]), "double"),
    "a flag for a number": ("results", "value", pa.array([True, False, None]), "bool"),
    "a flag for a whole number": ("results", "replicate", pa.array([True, True, True]), "bool"),
    "a list": ("results", "value", pa.array([[1.0], [2.0], None]), "list<"),
    "a structure": ("reports", "domain", pa.array([{"a": "food"}] * 2), "struct<"),
}


@pytest.mark.parametrize("case", TYPES)
def test_a_column_of_another_type(case: str, tmp_path: Path) -> None:
    table, column, cells, kind = TYPES[case]
    (fault,) = _faults(tmp_path, **{table: _with(table, column, cells)})
    assert (fault.table, fault.file, fault.row, fault.column) == (table, f"{table}.parquet", None, column)
    assert f", the file's type is {kind}" in fault.expected.en
    assert f"，文件里的类型是 {kind}" in fault.expected.zh


# table, column, its values, their type, the row and the value that are named
VALUES: dict[str, tuple[str, str, list[Any], pa.DataType, int, str | None]] = {
    "null": ("reports", "domain", ["food", None], pa.string(), 2, None),
    "the empty string": ("reports", "domain", ["food", ""], pa.large_string(), 2, None),
    "the empty string in a dictionary": (
        "reports",
        "domain",
        ["food", ""],
        pa.dictionary(pa.int8(), pa.string()),
        2,
        None,
    ),
    "infinite": ("results", "value", [1.0, None, float("inf")], pa.float64(), 3, "inf"),
    "infinite in short": ("results", "limit_low", [1.0, None, float("-inf")], pa.float32(), 3, "-inf"),
    "a fraction for a whole number": ("results", "replicate", [1.0, 1.5, 1.0], pa.float64(), 2, "1.5"),
    "an infinite whole number": ("results", "decimals", [1.0, float("inf"), None], pa.float32(), 2, "inf"),
    "zero": ("results", "replicate", [1, 0, 1], pa.int8(), 2, "0"),
    "negative": ("results", "decimals", [1, None, -1], pa.int64(), 3, "-1"),
    "beyond 32 bits": ("results", "decimals", [1, None, 2**31], pa.int64(), 3, "2147483648"),
    "beyond 63 bits": ("results", "replicate", [2**64 - 1, 1, 1], pa.uint64(), 1, "18446744073709551615"),
    "no capacity": ("instruments", "capacity", [0], pa.uint8(), 1, "0"),
    "two for a flag": ("reports", "cma_marked", [2, 1], pa.int8(), 1, "2"),
    "a word outside the list": ("reports", "conclusion", ["pass", "maybe"], pa.string(), 2, "maybe"),
    "a day within a day": (
        "certificates",
        "valid_to",
        [1654084800000],
        pa.timestamp("ms"),
        1,
        "2022-06-01 12:00:00.000",
    ),
    "a nanosecond": (
        "results",
        "ended_at",
        [None, 1654041600000000001, 0],
        NS,
        2,
        "2022-06-01 00:00:00.000000001",
    ),
    "a day before the year 1": ("certificates", "valid_to", [-719_163], pa.date32(), 1, "0000-12-31"),
    "the day that means empty inside": ("certificates", "valid_to", [-(2**31)], pa.date32(), 1, None),
    "a day after the year 9999": ("certificates", "valid_to", [2_932_897], pa.date32(), 1, "10000-01-01"),
    "milliseconds beyond all years": ("results", "ended_at", [None, 2**62, 0], pa.timestamp("ms"), 2, None),
    "milliseconds before the year 1": (
        "results",
        "ended_at",
        [None, -(2**61), 0],
        pa.timestamp("ms"),
        2,
        None,
    ),
    "the instant that means empty inside": (
        "results",
        "ended_at",
        [None, -(2**63), 0],
        pa.timestamp("us"),
        2,
        None,
    ),
    "text that is no timestamp": (
        "results",
        "ended_at",
        [None, "noon", "2022-06-01 08:00:00"],
        pa.string(),
        2,
        "noon",
    ),
    "text that is no number": ("results", "value", ["1.5", "ND", None], pa.string(), 2, "ND"),
}


@pytest.mark.parametrize("case", VALUES)
def test_a_value_the_format_does_not_allow(case: str, tmp_path: Path) -> None:
    table, column, values, kind, row, named = VALUES[case]
    (fault,) = _faults(tmp_path, **{table: _with(table, column, values, kind)})
    assert (fault.table, fault.row, fault.column) == (table, row, column)
    if named is not None:
        assert fault.value == named
    assert fault.expected.en.startswith(("expected ", "may not be", "a timestamp is at most microseconds"))


def test_nanoseconds_are_named_without_pandas(tmp_path: Path) -> None:
    """Arrow asks pandas for nanoseconds where it is installed; a user need not have it."""
    ledger = hand_in(tmp_path / "ledger", results=_with("results", "ended_at", [None, 1, 0], NS))
    folder = tmp_path / "path"
    folder.mkdir()
    (folder / "pandas.py").write_text("raise ImportError('not installed')", encoding="utf-8")
    run_without = (
        "import sys; sys.path.insert(0, sys.argv.pop(1)); from screener.commands import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", run_without, folder, "ledger", "check", ledger],
        env=environment("en", tmp_path / "data"),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "data row 2, ended_at = '1970-01-01 00:00:00.000000001': a timestamp is at most" in done.stderr


def test_text_that_is_no_utf8_is_named_by_its_cell(tmp_path: Path) -> None:
    buffers = pa.array(["R1", "ok\x7fx", None]).buffers()
    raw = pa.py_buffer(buffers[2].to_pybytes().replace(b"\x7f", b"\xff"))
    broken = pa.Array.from_buffers(pa.string(), 3, [buffers[0], buffers[1], raw])
    (fault,) = _faults(tmp_path, results=_with("results", "raw_record", broken))
    assert (fault.row, fault.column, fault.value) == (2, "raw_record", "ok\ufffdx")
    assert fault.expected.en == "expected text encoded in UTF-8"


def test_columns_missing_or_there_twice(tmp_path: Path) -> None:
    rows = typed("results").drop_columns(["replicate"])
    rows = rows.append_column("value", rows.column("value"))
    said = {(fault.column, fault.expected.en) for fault in _faults(tmp_path, results=rows)}
    assert said == {("value", "column names must differ"), ("replicate", "this column is missing")}


# --- damage ----------------------------------------------------------------------------------------------------


def _damaged(tmp_path: Path, content: bytes) -> Path:
    ledger = hand_in(tmp_path / "ledger", results=typed("results"))
    (ledger / "results.parquet").write_bytes(content)
    return ledger


def _large(tmp_path: Path) -> bytes:
    rows = pa.concat_tables([typed("results")] * 3000)
    names = pa.array([f"T{n}" for n in range(rows.num_rows)])
    pq.write_table(rows.set_column(0, "result_id", names), tmp_path / "large", row_group_size=1000)
    content = (tmp_path / "large").read_bytes()
    (tmp_path / "large").unlink()
    return content


@pytest.mark.parametrize("case", ["empty", "text", "footer lost", "half", "footer of nonsense"])
def test_a_file_cut_short(case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = _large(tmp_path)
    content = {
        "empty": b"",
        "text": b"result_id,report_id\n",
        "footer lost": whole[:-200],
        "half": whole[: len(whole) // 2],
        "footer of nonsense": whole[:-2000] + b"\x99" * 1992 + whole[-8:],
    }[case]
    ledger = _damaged(tmp_path, content)
    for language, words in (("en", "not a complete Parquet file"), ("zh", "不是完整的 Parquet 文件")):
        status, message = run(monkeypatch, language, "screen", ledger, "--out", tmp_path / "out")
        assert status == 2
        assert message.startswith("results (results.parquet)")
        assert words in message
        assert len(message.splitlines()) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["ledger"]


def test_a_file_damaged_in_the_middle(tmp_path: Path) -> None:
    whole = bytearray(_large(tmp_path))
    middle = len(whole) // 2
    whole[middle : middle + 3000] = b"\x00" * 3000
    ledger = _damaged(tmp_path, bytes(whole))
    done = command("screen", ledger, "--out", tmp_path / "out", data=tmp_path / "data")
    assert done.returncode == 2
    assert "results (results.parquet): not a complete Parquet file; export it again" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.full
def test_a_file_with_any_bytes_changed_is_refused_or_read(tmp_path: Path) -> None:
    whole, chance = _large(tmp_path), random.Random(20260101)  # noqa: S311 - no secret
    for _ in range(150):
        content = bytearray(whole)
        at = chance.choice((chance.randrange(len(whole)), len(whole) - 1 - chance.randrange(4000)))
        content[at : at + 4] = chance.randbytes(4)
        with suppress(Refused):
            screen(_damaged(tmp_path, bytes(content[: len(whole)])), tmp_path / "out")


@pytest.mark.parametrize("rows", [1, 40])
def test_a_cell_longer_than_any_record_may_be(rows: int, tmp_path: Path) -> None:
    table = pa.concat_tables([typed("results")] * rows)
    names = pa.array([f"T{n}" for n in range(table.num_rows)])
    long = pa.array([None, "x" * (60 * 2**20), *[None] * (table.num_rows - 2)])
    place = table.column_names.index("unit")
    spoiled = table.set_column(0, "result_id", names).set_column(place, "unit", long)
    (fault,) = _faults(tmp_path, results=spoiled)
    assert fault.expected.en == "a record is at most 16 MiB long"
    assert fault.row == (None if rows == 1 else 2)


def test_decimals_of_the_decimal_type_are_numbers(tmp_path: Path) -> None:
    cells = pa.array([Decimal("561.50"), None, Decimal(1)], pa.decimal128(9, 2))
    ledger = hand_in(tmp_path / "ledger", results=_with("results", "value", cells))
    assert screen(ledger, tmp_path / "out")["rows_read"]["results"] == 3
