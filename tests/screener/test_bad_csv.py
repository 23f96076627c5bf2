"""A CSV file that breaks RFC 4180 or is not UTF-8 is refused; the row where it does is named."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from screener import Refused, screen
from tests.screener.handins import (
    COMMAND,
    LEDGER,
    environment,
    hand_in,
    rows_of,
    text_of,
    with_cell,
)

if TYPE_CHECKING:
    from pathlib import Path

    from screener import Fault

RESULTS = LEDGER["results"]
HEADER, *ROWS = RESULTS.splitlines()

MISPLACED = "a double quote must enclose the whole cell; within one it is doubled"
UNCLOSED = "a quote is opened here and never closed"
BARE = "a carriage return outside quotes must be followed by a line feed"
HEADLESS = "the file must begin with a row of column names"


def _faults(tmp_path: Path, results: str | bytes) -> list[Fault]:
    with pytest.raises(Refused) as refused:
        screen(hand_in(tmp_path / "ledger", results=results), tmp_path / "out")
    assert [path.name for path in tmp_path.iterdir()] == ["ledger"]
    for fault in refused.value.faults:
        assert (fault.table, fault.file) == ("results", "results.csv")
    return refused.value.faults


def _lines(*lines: str) -> str:
    return "".join(f"{line}\n" for line in (HEADER, *lines))


# the file, the data row that is named, what is said
FILES: dict[str, tuple[str | bytes, int | None, str]] = {
    "nothing at all": ("", None, HEADLESS),
    "blank lines": ("\n\n", None, HEADLESS),
    "a byte order mark alone": (b"\xef\xbb\xbf", None, HEADLESS),
    "too few cells": (_lines(ROWS[0], "T2,R1"), 2, "expected 15 columns, this row has 2"),
    "too many cells": (_lines(ROWS[0] + ","), 1, "expected 15 columns, this row has 16"),
    "a blank in an empty line": (_lines(ROWS[0], " "), 2, "expected 15 columns, this row has 1"),
    "cut in the middle": (RESULTS[:-8], 3, "expected 15 columns, this row has 9"),
    "a quote never closed": (_lines(*ROWS).replace("T2", '"T2'), 2, UNCLOSED),
    "a quote never closed before others": (
        _lines(*ROWS).replace("T2", '"T2').replace("T3", '"T3"'),
        2,
        MISPLACED,
    ),
    "a quote in the middle": (_lines(*ROWS).replace("MPa", 'M"Pa'), 1, MISPLACED),
    "a pair of quotes in the middle": (_lines(*ROWS).replace("MPa", 'M"P"a'), 1, MISPLACED),
    "words after a quote": (_lines(*ROWS).replace("T3", '"T"3'), 3, MISPLACED),
    "a blank before a quote": (_lines(*ROWS).replace("T3", ' "T3"'), 3, MISPLACED),
    "a quote within quotes": (_lines(*ROWS).replace("T3", '"T"3"'), 3, MISPLACED),
    "a backslash for a quote": (_lines(*ROWS).replace("T3", '"T\\"3"'), 3, MISPLACED),
    "line ends of the old Macintosh": (RESULTS.replace("\n", "\r"), None, BARE),
    "a bare carriage return": (_lines(*ROWS).replace("MPa", "M\rPa"), 1, BARE),
    "carriage return twice": (_lines(*ROWS).replace("\n", "\r\r\n"), None, BARE),
    "a header never closed": ('"' + RESULTS, None, UNCLOSED),
    "a header in UTF-16": (RESULTS.encode("utf-16"), None, "expected text encoded in UTF-8"),
    "a header in GB 18030": (
        RESULTS.replace(",value", ",检测值,value", 1).encode("gb18030"),
        None,
        "expected text encoded in UTF-8",
    ),
}


@pytest.mark.parametrize("case", FILES)
def test_a_file_that_cannot_be_read_as_csv(case: str, tmp_path: Path) -> None:
    content, row, expected = FILES[case]
    fault = _faults(tmp_path, content)[0]
    assert (fault.row, fault.expected.en) == (row, expected)


def test_columns_that_are_missing_or_there_twice(tmp_path: Path) -> None:
    header = HEADER.replace("replicate", "repeat").replace("parameter", "value")
    said = [(fault.column, fault.row, fault.expected.en) for fault in _faults(tmp_path, f"{header}\n")]
    assert said == [
        ("value", None, "column names must differ"),
        ("parameter", None, "this column is missing"),
        ("replicate", None, "this column is missing"),
    ]


def test_a_column_that_may_be_empty_may_be_left_out(tmp_path: Path) -> None:
    rows = [{name: cell for name, cell in row.items() if name != "raw_record"} for row in rows_of("results")]
    ledger = hand_in(tmp_path / "ledger", results=text_of(rows, rows[0]))
    summary = screen(ledger, tmp_path / "out")
    (left_out,) = (w for w in summary["warnings"] if w["column"] == "raw_record")
    assert left_out["table"] == "results"


@pytest.mark.parametrize(("row", "column"), [(1, "raw_record"), (3, "parameter"), (2, "operator_id")])
def test_bytes_that_are_no_utf8_are_named_by_their_cell(row: int, column: str, tmp_path: Path) -> None:
    content = with_cell("results", row, column, "@").encode().replace(b"@", b"ab\xff\xfe\xed\xa0\x80\xc3")
    content = content.replace("伸长率".encode(), "伸长率\ufffd".encode())  # the character itself is no fault
    (fault,) = _faults(tmp_path, content)
    assert (fault.row, fault.column) == (row, column)
    assert fault.value == "ab\ufffd"
    assert fault.expected.en == "expected text encoded in UTF-8"


def test_bytes_that_are_no_utf8_where_something_else_is_expected(tmp_path: Path) -> None:
    content = with_cell("results", 1, "value", "@").encode().replace(b"@", b"5\xb5")
    content = content.replace(b"T3,R2", b"T3\xff")
    faults = {(fault.row, fault.column): fault for fault in _faults(tmp_path, content)}
    assert faults[1, "value"].expected.en == "expected a finite number"
    assert faults[1, "value"].value == "5\ufffd"
    assert faults[3, ""].expected.en == "expected 15 columns, this row has 14"
    assert "T3\ufffd" in str(faults[3, ""].value)
    assert len(faults) == 2


def test_bytes_that_are_no_utf8_in_a_column_nobody_reads(tmp_path: Path) -> None:
    content = text_of([{**row, "note": "@"} for row in rows_of("results")], [*rows_of("results")[0], "note"])
    ledger = hand_in(tmp_path / "ledger", results=content.encode().replace(b"@", b"\xff"))
    assert screen(ledger, tmp_path / "out")["rows_read"]["results"] == 3


def test_a_malformed_row_does_not_shift_the_numbers_of_those_after_it(tmp_path: Path) -> None:
    rows = _lines(
        ROWS[0], "too,short", "", ROWS[1].replace("21.50", "x"), "a", ROWS[2].replace(",1,", ",0,", 1)
    )
    said = [(fault.row, fault.column, fault.value) for fault in _faults(tmp_path, rows)]
    assert said == [(2, "", "too,short"), (3, "value", "x"), (4, "", "a"), (5, "replicate", "0")]


def test_rows_are_numbered_through_all_pieces_of_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("screener.ledger.records.record_blocks.__kwdefaults__", {"block_bytes": 64})
    rows = _lines(*ROWS, ROWS[0].replace("N-1", '"N\n""1"'), "short", ROWS[1].replace("21.50", "x"), '"a"b')
    said = [
        (fault.row, fault.expected.en) for fault in _faults(tmp_path, rows) if fault.column != "result_id"
    ]
    assert said == [
        (5, "expected 15 columns, this row has 1"),
        (6, "expected a finite number"),
        (7, MISPLACED),
    ]


# --- files too large to hold -----------------------------------------------------------------------------------


def _refused_within(tmp_path: Path, ledger: Path, megabytes: int, seconds: float) -> str:
    """Run the command and see what it says, how much memory it ever held and how long it took."""
    began = time.monotonic()
    probe = (
        "import resource, subprocess, sys;"
        "done = subprocess.run(sys.argv[1:], capture_output=True, text=True);"
        "sys.stderr.write(done.stderr);"
        "print(done.returncode, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    done = subprocess.run(
        [sys.executable, "-c", probe, COMMAND, "screen", ledger, "--out", tmp_path / "out"],
        env=environment("en", tmp_path / "data"),
        capture_output=True,
        text=True,
        timeout=200,
        check=True,
    )
    status, held = map(int, done.stdout.split())
    assert status == 2
    assert held < megabytes * 1024  # in KiB
    assert time.monotonic() - began < seconds
    assert not (tmp_path / "out").exists()
    return done.stderr


def _grow(path: Path, size: int) -> None:
    """Let a file end in a hole of NUL bytes that takes no room on the disk."""
    with path.open("r+b") as file:
        file.truncate(file.seek(0, 2) + size)


@pytest.mark.parametrize("start", ["", "T9,", '"', '"T9,""'])
def test_a_cell_of_a_gigabyte_is_refused_in_bounded_memory(start: str, tmp_path: Path) -> None:
    ledger = hand_in(tmp_path / "ledger", results=_lines(*ROWS) + start)
    _grow(ledger / "results.csv", 2**30)
    said = _refused_within(tmp_path, ledger, megabytes=600, seconds=60)
    assert (
        "results (results.csv), data row 4: one record is longer than 16 MiB, or a quote is not closed"
        in said
    )


def test_a_header_of_a_gigabyte_is_refused_in_bounded_memory(tmp_path: Path) -> None:
    ledger = hand_in(tmp_path / "ledger", results='"')
    _grow(ledger / "results.csv", 2**30)
    said = _refused_within(tmp_path, ledger, megabytes=600, seconds=60)
    assert "results (results.csv): one record is longer than 16 MiB" in said


@pytest.mark.full
def test_a_long_file_with_one_bad_row_at_its_end(tmp_path: Path) -> None:
    ledger = hand_in(tmp_path / "ledger", results=f"{HEADER}\n")
    rows, number = 0, 0
    with (ledger / "results.csv").open("a", encoding="utf-8") as file:
        while file.tell() < 200 * 2**20:
            lines = []
            for number in range(rows, rows + 50_000):
                quoted = '"R,1"' if number % 1000 else "R1"
                lines.append(f"T{number},{quoted},{ROWS[0].split(',', 2)[2]}\n")
            rows += len(lines)
            file.write("".join(lines))
        file.write(ROWS[0].replace("T1", f"T{rows}").replace("561.5", "五百") + "\n")
    said = _refused_within(tmp_path, ledger, megabytes=1200, seconds=200)
    assert "in 1 place;" in said
    assert f"data row {rows + 1:,}, value = '五百': expected a finite number" in said


def test_what_rfc_4180_allows_is_read(tmp_path: Path) -> None:
    rows = rows_of("results")
    rows[0]["raw_record"] = rows[1]["raw_record"] = 'N\r\n"1", '
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerows(rows)
    reports = LEDGER["reports"].replace("\n", "\n\n").replace("Y2", '"Y,2"').rstrip("\n")
    ledger = hand_in(tmp_path / "ledger", results=b"\xef\xbb\xbf" + out.getvalue().encode(), reports=reports)
    summary = screen(ledger, tmp_path / "out", rules=["raw.missing", "raw.reused"])
    assert (summary["rows_read"]["reports"], summary["rows_read"]["results"]) == (2, 3)
    assert summary["by_rule"] == {"raw.missing": 0, "raw.reused": 0}
