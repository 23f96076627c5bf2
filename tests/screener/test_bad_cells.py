"""Every cell that breaks the format is named: table, file, data row, column, value and what was expected."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pytest

from screener import Refused, screen
from tests.screener.handins import (
    BODY,
    LEDGER,
    command,
    describe,
    hand_in,
    rows_of,
    run,
    text_of,
    tree,
    typed,
    with_cell,
    with_rows,
)

if TYPE_CHECKING:
    from pathlib import Path

    from screener import Fault

DATE, TIMESTAMP = "expected a date such as 2022-06-01", "expected a timestamp such as 2022-06-01T08:30:00"
WHOLE, FINITE = "expected a whole number from {low} to 2147483647", "expected a finite number"
FLAG, EMPTY = "expected true or false", "may not be empty"
LEAST = "-2147483647"

# table, data row, column, the text in the cell, what is said
CELLS: list[tuple[str, int, str, str, str]] = [
    *(
        ("reports", 1, "sampled_on", text, DATE)
        for text in ("2022-02-30", "2022/06/01", "20220601", "2022-6-1")
    ),
    *(
        ("reports", 2, "sampled_on", text, DATE)
        for text in (" ", "0000-01-01", "2022-06-01T00:00:00", "44713")
    ),
    ("certificates", 1, "valid_from", "10000-01-01", DATE),
    ("reports", 1, "received_at", "2022-06-01T08:30", TIMESTAMP),
    ("reports", 2, "received_at", "2022-06-01", TIMESTAMP),
    ("reports", 1, "issued_at", "2022-06-01T08:30:00Z", TIMESTAMP),
    ("reports", 1, "issued_at", "2022-06-01 08:30+08", TIMESTAMP),
    ("reports", 1, "issued_at", "2022-06-01T08:30:00+08:00", TIMESTAMP),
    ("reports", 1, "issued_at", "2022-06-01T08:30:00.5", TIMESTAMP),
    ("results", 2, "started_at", "2022-06-01T24:00:00", TIMESTAMP),
    ("results", 2, "started_at", "2022-06-01T23:59:60", TIMESTAMP),
    ("results", 2, "ended_at", "0000-06-01T23:59:59", TIMESTAMP),
    ("results", 2, "ended_at", "2022-06-31T00:00:00", TIMESTAMP),
    ("results", 2, "ended_at", "2022-06-01  8:30:00", TIMESTAMP),
    ("results", 3, "replicate", "0", WHOLE.format(low=1)),
    ("results", 3, "replicate", "1.0", WHOLE.format(low=1)),
    ("results", 3, "replicate", "2147483648", WHOLE.format(low=1)),
    ("results", 3, "replicate", "9" * 40, WHOLE.format(low=1)),
    ("results", 3, "replicate", "one", WHOLE.format(low=1)),
    ("results", 3, "replicate", "١", WHOLE.format(low=1)),
    ("results", 3, "decimals", "-1", WHOLE.format(low=0)),
    ("results", 3, "decimals", "99999999999", WHOLE.format(low=0)),
    ("instruments", 1, "capacity", "0", WHOLE.format(low=1)),
    ("methods", 2, "min_age_days", "2147483648", WHOLE.format(low=LEAST)),
    ("methods", 2, "max_age_days", "-2147483648", WHOLE.format(low=LEAST)),
    *(
        ("results", 1, "value", text, FINITE)
        for text in ("inf", "-Infinity", "1e400", "-1E+999", "< 0.5", "1,5")
    ),
    *(
        ("results", 1, "value", text, FINITE)
        for text in (" 561.5", "561.5 ", "0x1F", "1_000", "nan(1)", "１", ".")
    ),
    *(("results", 2, "limit_low", text, FINITE) for text in ("e5", "1e", "1e+", "--1", "未检出")),
    ("methods", 1, "min_minutes", "infinity", FINITE),
    *(("reports", 1, "cma_marked", text, FLAG) for text in ("yes", "2", " true", "t", "是", "01")),
    ("instruments", 1, "portable", "no", FLAG),
    ("institutions", 1, "kind", "private", "expected one of public_institution / enterprise / other"),
    ("reports", 2, "conclusion", "Pass", "expected one of pass / fail / none"),
    ("reports", 2, "conclusion", "pass ", "expected one of pass / fail / none"),
]


def _faults(folder: Path, *, out: Path | None = None, **options: int) -> list[Fault]:
    with pytest.raises(Refused) as refused:
        screen(folder, out or folder.parent / "out", **options)  # type: ignore[arg-type]
    return refused.value.faults


@pytest.mark.parametrize("cell", CELLS, ids=lambda cell: f"{cell[2]}={cell[3]}"[:30])
def test_a_cell_that_is_not_of_its_type(cell: tuple[str, int, str, str, str], tmp_path: Path) -> None:
    table, row, column, text, expected = cell
    (fault,) = _faults(hand_in(tmp_path / "ledger", **{table: with_cell(table, row, column, text)}))
    assert (fault.table, fault.file, fault.row, fault.column) == (table, f"{table}.csv", row, column)
    assert fault.value == text
    assert fault.expected.en == expected
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ledger"]


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("institutions", "name"),
        ("certificates", "valid_to"),
        ("instruments", "capacity"),
        ("instruments", "portable"),
        ("product_requirements", "parameter"),
        ("reports", "report_id"),
        ("reports", "received_at"),
        ("reports", "conclusion"),
        ("results", "result_id"),
        ("results", "replicate"),
    ],
)
@pytest.mark.parametrize("text", ["", '""'])
def test_an_empty_cell_where_none_may_be(table: str, column: str, text: str, tmp_path: Path) -> None:
    spoiled = with_cell(table, 1, column, "@").replace("@", text, 1)
    (fault,) = _faults(hand_in(tmp_path / "ledger", **{table: spoiled}))
    assert (fault.table, fault.row, fault.column, fault.value) == (table, 1, column, None)
    assert fault.expected.en == EMPTY


def test_not_a_number_is_empty_in_a_column_of_whole_numbers_too(tmp_path: Path) -> None:
    spoiled = with_cell("results", 1, "replicate", "NaN")
    (fault,) = _faults(hand_in(tmp_path / "text", results=spoiled), out=tmp_path / "out")
    assert (fault.row, fault.column, fault.expected.en) == (1, "replicate", EMPTY)
    rows = typed("results")
    place = rows.column_names.index("replicate")
    spoiled_rows = rows.set_column(place, "replicate", pa.array([1.0, float("nan"), 1.0]))
    (fault,) = _faults(hand_in(tmp_path / "typed", results=spoiled_rows), out=tmp_path / "out")
    assert (fault.row, fault.column, fault.expected.en) == (2, "replicate", EMPTY)


def test_a_blank_is_not_empty_in_text(tmp_path: Path) -> None:
    blank = with_cell("institutions", 1, "name", " ")
    summary = screen(hand_in(tmp_path / "ledger", institutions=blank), tmp_path / "out")
    assert summary["rows_read"]["institutions"] == 1


@pytest.mark.parametrize(
    ("table", "key", "repeat"),
    [
        ("institutions", "uscc", {}),
        ("instruments", "instrument_id", {"name": "另一台"}),
        ("methods", "method, parameter", {"min_minutes": "3"}),
        ("product_requirements", "product, parameter", {}),
        ("reports", "report_id", {"report_no": "A-009"}),
        ("results", "result_id", {"report_id": "R2"}),
    ],
)
def test_a_key_that_repeats(table: str, key: str, repeat: dict[str, str], tmp_path: Path) -> None:
    last = len(rows_of(table)) + 1
    (fault,) = _faults(hand_in(tmp_path / "ledger", **{table: with_rows(table, repeat)}))
    assert (fault.table, fault.row, fault.column) == (table, last, key)
    assert fault.value == ", ".join(rows_of(table)[0][name] for name in key.split(", "))
    assert fault.expected.en == f"must be unique; it stands in {table}.csv, data row 1 already"
    assert fault.expected.zh == f"应当唯一，已见于 {table}.csv 数据第 1 行"


@pytest.mark.parametrize("table", ["sites", "reports", "results"])
def test_a_key_that_repeats_across_files_and_after_malformed_rows(table: str, tmp_path: Path) -> None:
    rows = rows_of(table)
    folder = hand_in(tmp_path / "ledger", **{table: None})
    first = text_of([rows[0]], rows[0])
    header, row = first.splitlines()
    (folder / f"{table} 1.csv").write_text(first, encoding="utf-8")
    (folder / f"{table} 2.csv").write_text(f"{header}\nonly one cell\n\n{row}\n", encoding="utf-8")
    paths = [f"{table} 2.csv", f"{table} 1.csv"]
    others = [{"name": name, "path": f"{name}.csv"} for name in LEDGER if name != table]
    describe(folder, [*others, {"name": table, "path": paths}])
    short, repeated = _faults(folder)
    assert (short.file, short.row, short.value) == (f"{table} 2.csv", 1, "only one cell")
    assert short.expected.en == f"expected {len(rows[0])} columns, this row has 1"
    assert (repeated.file, repeated.row) == (f"{table} 2.csv", 2)
    assert f"{table} 1.csv, data row 1" in repeated.expected.en


def test_a_key_that_repeats_beside_keys_that_are_empty(tmp_path: Path) -> None:
    rows = typed("reports")
    folder = hand_in(tmp_path / "ledger", reports=None)
    (folder / "reports").mkdir()
    pa.parquet.write_table(pa.concat_tables([rows, rows]), folder / "reports" / "1.parquet")
    nameless = rows.set_column(0, "report_id", pa.nulls(2, pa.string()))
    pa.parquet.write_table(nameless, folder / "reports" / "2.parquet")
    others = [{"name": name, "path": f"{name}.csv"} for name in LEDGER if name != "reports"]
    describe(folder, [*others, {"name": "reports", "path": "reports"}])
    faults = _faults(folder)
    assert sorted((fault.file, fault.row, fault.value) for fault in faults) == [
        ("reports/1.parquet", 3, "R1"),
        ("reports/1.parquet", 4, "R2"),
        ("reports/2.parquet", 1, None),
        ("reports/2.parquet", 2, None),
    ]


def test_every_fault_of_every_table_is_named_at_once(tmp_path: Path) -> None:
    folder = hand_in(
        tmp_path / "ledger",
        certificates=with_cell("certificates", 1, "valid_to", "31.12.2025"),
        methods=with_rows("methods", {}),
        reports=with_rows("reports", {"conclusion": "ok"}),
        results=with_rows("results", {"value": "?"}, {"result_id": "T9", "replicate": ""}),
    )
    named = {(fault.table, fault.row, fault.column) for fault in _faults(folder)}
    assert named == {
        ("certificates", 1, "valid_to"),
        ("methods", 3, "method, parameter"),
        ("reports", 3, "conclusion"),
        ("reports", 3, "report_id"),
        ("results", 4, "value"),
        ("results", 4, "result_id"),
        ("results", 5, "replicate"),
    }


def test_more_faults_than_are_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [{**rows_of("results")[0], "result_id": f"T{n}", "value": "?"} for n in range(250)]
    folder = hand_in(tmp_path / "ledger", results=text_of(rows, rows[0]))
    status, message = run(monkeypatch, "en", "screen", folder, "--out", tmp_path / "out")
    assert status == 2
    assert message.startswith("The ledger breaks the format in at least 250 places; nothing was screened")
    assert message.count("results (results.csv), data row ") == 100
    assert "data row 100, value = '?': expected a finite number" in message
    assert message.endswith("and 150 more; --max-faults lists more of them.")
    status, message = run(
        monkeypatch, "zh", "screen", folder, "--out", tmp_path / "out", "--max-faults", "400"
    )
    assert message.startswith("台账有 250 处不合格式，没有筛查，也没有写出任何文件：")
    assert message.count("数据第") == 250
    assert "results (results.csv), 数据第 250 行, value = '?'：应为有限的数字" in message
    status, message = run(monkeypatch, "en", "ledger", "check", folder, "--max-faults", "2")
    assert (status, message.count("data row")) == (2, 2)
    assert "and 248 more" in message


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_command_says_it_in_one_message(language: str, tmp_path: Path) -> None:
    ledger = hand_in(tmp_path / "in" / "ledger", reports=with_cell("reports", 2, "conclusion", "合格"))
    before = tree(tmp_path / "in")
    done = command("screen", ledger, "--out", tmp_path / "out", data=tmp_path / "data", language=language)
    said = {
        "en": "The ledger breaks the format in 1 place; nothing was screened and nothing was written:\n"
        "  reports (reports.csv), data row 2, conclusion = '合格': expected one of pass / fail / none\n",
        "zh": "台账有 1 处不合格式，没有筛查，也没有写出任何文件：\n"
        "  reports (reports.csv), 数据第 2 行, conclusion = '合格'：应为 pass / fail / none 之一\n",
    }
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.endswith(said[language])
    assert tree(tmp_path / "in") == before
    assert not (tmp_path / "out").exists()
    assert tree(tmp_path / "data") == {"archive": None}


def test_a_long_or_unprintable_value_is_shown_on_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoiled = with_cell("reports", 1, "uscc", BODY).replace(",pass,", ',"a\nb\tc' + "x" * 5000 + '",', 1)
    folder = hand_in(tmp_path / "ledger", reports=spoiled)
    _, message = run(monkeypatch, "en", "screen", folder, "--out", tmp_path / "out")
    (line,) = message.splitlines()[1:]
    assert "conclusion = 'a\\x0ab\\x09cxxx" in line
    assert len(line) < 250
