"""Whatever shape the format allows is read the same: spellings of CSV, types of Parquet, files split and nested."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from screener import screen
from screener.ledger.faults import Faults
from screener.ledger.package import open_package
from screener.ledger.reading import read_table
from tests.screener.handins import LEDGER, describe, hand_in, rows_of, text_of, typed, with_cell
from tests.screener.ledgers import ARROW

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def _read(folder: Path, table: str) -> list[dict[str, Any]]:
    faults = Faults()
    rows = read_table(open_package(folder), table, faults, threads=2)
    faults.refuse_if_any()
    listed: list[dict[str, Any]] = rows.to_pylist()
    return listed


def _as_written(table: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = typed(table).to_pylist()
    return rows


def _crlf(text: str) -> bytes:
    return text.replace("\n", "\r\n").encode()


SPELLINGS: dict[str, Callable[[str], bytes]] = {
    "plain": str.encode,
    "a byte order mark": lambda text: b"\xef\xbb\xbf" + text.encode(),
    "line ends of Windows": _crlf,
    "a byte order mark and line ends of Windows": lambda text: b"\xef\xbb\xbf" + _crlf(text),
    "no line end at the end": lambda text: text.rstrip("\n").encode(),
    "empty lines": lambda text: text.replace("\n", "\n\n").encode(),
    "every cell in quotes": lambda text: ('"' + text.replace(",", '","').replace("\n", '"\n"')[:-1]).encode(),
    "header in quotes after a byte order mark": lambda text: (
        b"\xef\xbb\xbf" + text.replace("report_id", '"report_id"', 1).encode()
    ),
    "columns in another order": lambda text: "".join(
        ",".join(reversed(line.split(","))) + "\n" for line in text.splitlines()
    ).encode(),
    "columns of one's own, twice": lambda text: "".join(
        f"{'note' if n == 0 else chr(34) + 'a,b' + chr(10) + chr(34)},{line},note\n"
        for n, line in enumerate(text.splitlines())
    ).encode(),
}


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize("table", ["reports", "results"])
def test_spellings_of_csv(spelling: str, table: str, tmp_path: Path) -> None:
    ledger = hand_in(tmp_path, **{table: SPELLINGS[spelling](LEDGER[table])})
    expected = _as_written(table)
    if table == "results":
        expected[1]["decimals"] = 2  # the digits after the point of 21.50
    assert _read(ledger, table) == expected


@pytest.mark.parametrize(
    ("text", "value", "decimals"),
    [
        ("1.50", 1.5, 2),
        ("12", 12.0, 0),
        ("12.", 12.0, 0),
        (".5", 0.5, 1),
        ("-.50", -0.5, 2),
        ("+3.10", 3.1, 2),
        ("1.5e-3", 0.0015, 4),
        ("1.5E2", 150.0, 0),
        ("1.25e1", 12.5, 1),
        ("1e-400", 0.0, 400),
        ("2.5e0000000000001", 25.0, 0),
        ("1e-99999999999999999999", 0.0, 2**31 - 1),
        ("-0", 0.0, 0),
        ("1e308", 1e308, 0),
        ("4.9e-324", 5e-324, 325),
        ("0." + "1" * 2000, float("0." + "1" * 20), 2000),
        ("NaN", None, None),
        ("-nan", None, None),
        ("", None, None),
    ],
)
@pytest.mark.parametrize("beside", ["1.5", "1e400", "NAN"])
def test_numbers_and_the_decimals_they_are_printed_with(
    text: str, value: float | None, decimals: int | None, beside: str, tmp_path: Path
) -> None:
    """`beside` sends the column the quick way, the slow way, or has it look for other spellings of NaN."""
    rows = rows_of("results")
    rows[1].update(value=text, decimals="")
    rows[2].update(limit_low=text, value=beside)
    faults = Faults()
    ledger = hand_in(tmp_path, results=text_of(rows, rows[0]))
    found = read_table(open_package(ledger), "results", faults, threads=1).to_pylist()
    assert (found[1]["value"], found[1]["decimals"]) == (value, decimals)
    assert found[2]["limit_low"] == value
    assert faults.count == (beside == "1e400")


@pytest.mark.parametrize(("text", "flag"), [("TRUE", True), ("False", False), ("1", True), ("0", False)])
def test_flags(text: str, flag: bool, tmp_path: Path) -> None:
    ledger = hand_in(tmp_path, reports=with_cell("reports", 1, "cma_marked", text))
    assert _read(ledger, "reports")[0]["cma_marked"] is flag


def test_stated_decimals_are_not_filled(tmp_path: Path) -> None:
    ledger = hand_in(tmp_path, results=with_cell("results", 2, "decimals", "0"))
    assert _read(ledger, "results")[1]["decimals"] == 0
    ledger = hand_in(tmp_path, results=typed("results"))
    assert _read(ledger, "results")[1]["decimals"] is None


# --- Parquet ---------------------------------------------------------------------------------------------------


def _cast(table: str, kind: str, other: Callable[[pa.ChunkedArray], pa.ChunkedArray]) -> pa.Table:
    """The table with every column of a type written as another."""
    rows = typed(table)
    return pa.table(
        {
            name: other(rows.column(name))
            if rows.schema.field(name).type == ARROW[kind]
            else rows.column(name)
            for name in rows.column_names
        }
    )


TYPES: dict[str, tuple[str, Callable[[pa.ChunkedArray], pa.ChunkedArray]]] = {
    "dictionaries": ("text", lambda column: column.dictionary_encode()),
    "small dictionaries": ("text", lambda column: column.cast(pa.dictionary(pa.int8(), pa.string()))),
    "large text": ("text", lambda column: column.cast(pa.large_string())),
    "views of text": ("text", lambda column: column.cast(pa.string_view())),
    "empty text for null": ("text", lambda column: column.fill_null("")),
    "seconds": ("timestamp", lambda column: column.cast(pa.timestamp("s"))),
    "milliseconds": ("timestamp", lambda column: column.cast(pa.timestamp("ms"))),
    "nanoseconds": ("timestamp", lambda column: column.cast(pa.timestamp("ns"))),
    "timestamps as text": (
        "timestamp",
        lambda column: pa.chunked_array([[v and v.isoformat(" ") for v in column.to_pylist()]], pa.string()),
    ),
    "days as text": ("date", lambda column: column.cast(pa.string())),
    "days in milliseconds": ("date", lambda column: column.cast(pa.date64())),
    "days as instants": ("date", lambda column: column.cast(pa.timestamp("ms"))),
    "fractions for whole numbers": ("int", lambda column: column.cast(pa.float64()).fill_null(float("nan"))),
    "short whole numbers": ("int", lambda column: column.cast(pa.int16())),
    "numbers without a sign": ("int", lambda column: column.cast(pa.uint64())),
    "whole numbers as text": ("int", lambda column: column.cast(pa.string())),
    "NaN for null": ("number", lambda column: column.fill_null(float("nan"))),
    "numbers as text": ("number", lambda column: column.cast(pa.string())),
    "numbers of the decimal type": ("number", lambda column: column.cast(pa.decimal128(20, 3))),
    "flags as numbers": ("bool", lambda column: column.cast(pa.int8())),
    "flags as text": ("bool", lambda column: column.cast(pa.string())),
}


@pytest.mark.parametrize("case", TYPES)
def test_types_of_parquet(case: str, tmp_path: Path) -> None:
    kind, other = TYPES[case]
    written = {table: _cast(table, kind, other) for table in LEDGER}
    assert any(written[table].schema != typed(table).schema or "null" in case for table in written)
    ledger = hand_in(tmp_path, **written)
    for table in LEDGER:
        assert _read(ledger, table) == _as_written(table)


def test_a_column_without_values_may_have_any_type(tmp_path: Path) -> None:
    rows = typed("reports")
    for name, kind in (("replaces", pa.float64()), ("sampled_on", pa.null()), ("signatory_id", pa.int64())):
        rows = rows.set_column(rows.column_names.index(name), name, pa.nulls(2, kind))
    assert {row["replaces"] for row in _read(hand_in(tmp_path, reports=rows), "reports")} == {None}


def test_fractions_of_a_second_in_parquet_are_kept(tmp_path: Path) -> None:
    rows = typed("reports")
    cells = pa.array([1654041600123456, 1654041600999999], pa.timestamp("us"))
    rows = rows.set_column(rows.column_names.index("issued_at"), "issued_at", cells)
    assert [row["issued_at"].microsecond for row in _read(hand_in(tmp_path, reports=rows), "reports")] == [
        123456,
        999999,
    ]


# --- files -----------------------------------------------------------------------------------------------------


def _split(folder: Path, table: str, paths: list[str], stated: object, *, parquet: bool = False) -> Path:
    """Write a row of the table into each file and state them in the descriptor."""
    hand_in(folder, **{table: None})
    for place, path in enumerate(paths):
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if parquet:
            pq.write_table(typed(table).slice(place, 1), target)
        else:
            target.write_text(text_of([rows_of(table)[place]], rows_of(table)[0]), encoding="utf-8")
    others = [{"name": name, "path": f"{name}.csv"} for name in LEDGER if name != table]
    describe(folder, [*others, {"name": table, "path": stated}, {"name": "something else", "path": "/x"}])
    return folder


def test_several_files_and_folders(tmp_path: Path) -> None:
    plain = screen(hand_in(tmp_path / "plain"), tmp_path / "out")
    shapes: dict[str, tuple[list[str], object, bool]] = {
        "csv files": (["3.csv", "1.CSV", "2.csv"], ["2.csv", "3.csv", "1.CSV"], False),
        "nested csv": (["a/1.csv", "a/b/2.csv", "a/b/c d/3.csv"], "a", False),
        "parquet files": (["1.parquet", "x.parquet", "3.parquet"], [f"{n}.parquet" for n in "1x3"], True),
        "nested parquet": (["r/y=2021/1.parquet", "r/y=2022/1.parquet", "r/2.PARQUET"], "r/", True),
        "the whole folder": (["./sub/a.csv", "sub/b.csv", "sub/c.csv"], ["./sub"], False),
    }
    for name, (paths, stated, parquet) in shapes.items():
        folder = _split(tmp_path / name, "results", paths, stated, parquet=parquet)
        (folder / paths[0]).with_name("_SUCCESS").touch()
        (folder / paths[0]).with_name(".hidden.csv").write_text("nothing", encoding="utf-8")
        found = sorted(row["result_id"] for row in _read(folder, "results"))
        assert found == ["T1", "T2", "T3"]
        told = screen(folder, tmp_path / "out", bucket_rows=1)
        assert told["by_rule"] == plain["by_rule"]


def test_links_within_the_folder_are_followed(tmp_path: Path) -> None:
    ledger = hand_in(tmp_path / "ledger")
    (ledger / "results.csv").rename(ledger / "results of June.csv")
    (ledger / "results.csv").symlink_to("results of June.csv")
    assert len(_read(ledger, "results")) == 3


def test_a_descriptor_as_other_tools_write_it(tmp_path: Path) -> None:
    ledger = hand_in(tmp_path)
    package = json.loads((ledger / "datapackage.json").read_text(encoding="utf-8"))
    package["profile"] = "tabular-data-package"
    for entry in package["resources"]:
        entry |= {"format": "csv", "encoding": "UTF_8", "dialect": {"delimiter": ",", "header": True}}
    content = json.dumps(package, indent=2).replace("\n", "\r\n")
    (ledger / "datapackage.json").write_bytes(b"\xef\xbb\xbf" + content.encode())
    assert len(_read(ledger, "results")) == 3


def test_a_table_with_no_rows_is_present(tmp_path: Path) -> None:
    header = LEDGER["methods"].splitlines()[0]
    for name, empty in (
        ("header", header),
        ("header and line end", header + "\n"),
        ("header and blank lines", header + "\r\n\r\n"),
        ("parquet", typed("methods").slice(0, 0)),
        ("parquet without row groups", typed("methods").schema.empty_table()),
    ):
        told = screen(hand_in(tmp_path / name, methods=empty), tmp_path / "out")
        assert not {*told["absent_tables"]} & {*LEDGER}
        assert told["rows_read"]["methods"] == 0
        assert "test.too_short" not in {entry["rule"] for entry in told["not_run"]}
