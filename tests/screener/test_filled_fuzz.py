"""Any file at all, given to the intake: made up by Hypothesis, and everything that a fuzzer kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.screener.intake_fuzz import CORPUS, SHEET, files_of, package, take_up

KEPT = sorted(path for path in CORPUS.iterdir() if path.is_file())
CELLS = st.text(st.sampled_from("0123456789.-/:年月日是否合格 eE,;\t\"'\n\r\0\ufeff％１２<&"), max_size=12)
HEADS = st.sampled_from(
    ["report_id", "报告标识", "parameter", "value", "检测值 value", "备注", "方法", "x", ""]
)


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.name)
def test_what_was_kept_is_made_or_refused(path: Path) -> None:
    assert take_up(path.read_bytes()) in {"made", "refused"}


@given(st.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    take_up(data)


@given(
    st.lists(HEADS, max_size=6),
    st.lists(st.lists(CELLS, max_size=7), max_size=6),
    st.sampled_from(["utf-8", "gb18030"]),
)
def test_any_table(heads: list[str], rows: list[list[str]], encoding: str) -> None:
    lines = [",".join(line) for line in (heads, *rows)]
    take_up(b"\0" + "\n".join(lines).encode(encoding))


VALUES = st.sampled_from(
    ["", "0", "-1", "1e308", "nan", "44713", "44713.5", "999999999", "x", "1_0", "0x1", "٣"]
)
KINDS = st.sampled_from(
    ["", 't="s"', 't="b"', 't="e"', 't="str"', 't="d"', 't="inlineStr"', 's="1"', 's="3"', 's="99"', 's="x"']
)
PLACES = st.sampled_from(["", 'r="A1"', 'r="J2"', 'r="XFD1"', 'r="ZZZ9999999"', 'r="a1"'])


@given(
    st.lists(st.lists(st.tuples(KINDS, PLACES, VALUES), max_size=5), max_size=5),
    st.sampled_from(["", 'r="3"', 'r="x"']),
)
def test_any_sheet(rows: list[list[tuple[str, str, str]]], number: str) -> None:
    lines = (
        f"<row {number}>"
        + "".join(f"<c {kind} {place}><v>{value}</v></c>" for kind, place, value in row)
        + "</row>"
        for row in rows
    )
    take_up(b"\x02" + SHEET.format(rows="".join(lines)).encode())


@given(st.integers(0, 5_000), st.binary(min_size=1, max_size=4))
def test_a_workbook_with_bytes_changed(at: int, put: bytes) -> None:
    whole = bytearray(package())
    at %= len(whole)
    whole[at : at + len(put)] = put
    take_up(b"\x01" + bytes(whole))


def test_a_workbook_that_is_whole_is_made() -> None:
    assert take_up(b"\x01" + package()) == "made"
    assert files_of(b"") == ("results.csv", b"")
