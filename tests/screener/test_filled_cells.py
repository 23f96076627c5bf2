"""Cells as people write them: what is put right, what is refused with its cure, and that no text breaks the reading."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screener.ledger.columns import Column
from screener.ledger.filled.formats import Number
from screener.ledger.filled.naming import column_called, columns_called, is_note, shape_of, table_called
from screener.ledger.filled.placing import letter_of
from screener.ledger.filled.tidying import Cell, Doubtful, tidy
from screener.ledger.parsing import parse_date, parse_timestamp
from screener.ledger.tables import TABLES

WRITTEN = [
    ("reports.sampled_on", "2022-06-01", "2022-06-01"),
    ("reports.sampled_on", "2022/6/1", "2022-06-01"),
    ("reports.sampled_on", "2022.6.1", "2022-06-01"),
    ("reports.sampled_on", "2022年6月1日", "2022-06-01"),
    ("reports.sampled_on", "２０２２年６月１日", "2022-06-01"),
    ("reports.sampled_on", "二〇二二年六月一日", "2022-06-01"),
    ("reports.sampled_on", "二○二二年十二月三十一日", "2022-12-31"),
    ("reports.sampled_on", "二零二二年十月二十日", "2022-10-20"),
    ("reports.sampled_on", "20220601", "2022-06-01"),
    ("reports.sampled_on", "44713", "2022-06-01"),
    ("reports.sampled_on", "2022-06-01 00:00:00", "2022-06-01"),
    ("reports.sampled_on", "6/1/2022", "6/1/2022"),  # which of both is the month is not guessed
    ("reports.sampled_on", "2022年6月", "2022年6月"),
    ("reports.sampled_on", "五一前", "五一前"),
    ("reports.sampled_on", Number(44713), "2022-06-01"),
    ("reports.sampled_on", Number(44713.5, "yyyy-mm-dd"), "2022-06-01"),
    ("reports.sampled_on", Number(20220601), "2022-06-01"),
    ("reports.sampled_on", Number(43251, "yyyy-mm-dd", since_1904=True), "2022-06-01"),
    ("reports.sampled_on", Number(1e300, "yyyy-mm-dd"), "1e+300"),
    ("reports.sampled_on", Number(2_958_465, "yyyy-mm-dd", since_1904=True), "2958465"),
    ("reports.sampled_on", Number(0.5, "h:mm"), "0.5"),
    ("reports.sampled_on", True, "true"),
    ("reports.issued_at", "2022-06-01T08:30:00", "2022-06-01T08:30:00"),
    ("reports.issued_at", "2022/6/1 8:30", "2022-06-01T08:30:00"),
    ("reports.issued_at", "2022年6月1日8时30分", "2022-06-01T08:30:00"),
    ("reports.issued_at", "2022年6月1日 8时30分15秒", "2022-06-01T08:30:15"),
    ("reports.issued_at", "2022-06-01 下午 2:05", "2022-06-01T14:05:00"),
    ("reports.issued_at", "2022-06-01 12:05 PM", "2022-06-01 12:05 PM"),
    ("reports.issued_at", "２０２２－０６－０１　０８：３０", "2022-06-01T08:30:00"),
    ("reports.issued_at", Number(44713 + 8.5 / 24, "yyyy-mm-dd hh:mm"), "2022-06-01T08:30:00"),
    ("reports.issued_at", Number(44713, "yyyy-mm-dd hh:mm"), "2022-06-01T00:00:00"),
    (
        "reports.issued_at",
        Number(44713, "yyyy-mm-dd"),
        "2022-06-01",
    ),  # a day is no time: the check asks for it
    ("reports.issued_at", "2022年6月1日", "2022年6月1日"),
    ("reports.issued_at", "2022-06-01 25:00", "2022-06-01T25:00:00"),  # no time, and the check says so
    ("results.value", "１２．５０", "12.50"),
    ("results.value", "1,234.50", "1234.50"),
    ("results.value", "−3.5", "-3.5"),
    ("results.value", "<0.01", "<0.01"),
    ("results.value", "未检出", "未检出"),
    ("results.value", Number(1.5, "0.00"), "1.50"),
    ("results.value", Number(1.5), "1.5"),
    ("results.value", Number(0.125, "0.00"), "0.13"),  # as it is shown, a half away from zero
    ("results.value", Number(-2.5, "0"), "-3"),
    ("results.value", Number(1234.5, "#,##0.000"), "1234.500"),
    ("results.value", Number(0.1 + 0.2), "0.3"),
    ("results.value", Number(12, "General"), "12"),
    ("results.value", Number(0.0015, "0.0E+00"), "1.5e-03"),
    ("results.value", Number(1e308), "1e+308"),
    ("results.replicate", "2.0", "2"),
    ("results.replicate", Number(2.0, "0.00"), "2"),
    ("results.replicate", "２", "2"),
    ("reports.cma_marked", "是", "true"),
    ("reports.cma_marked", " No ", "false"),
    ("reports.cma_marked", True, "true"),
    ("reports.cma_marked", Number(0), "false"),
    ("reports.cma_marked", "也许", "也许"),
    ("reports.conclusion", "不判定", "none"),
    ("reports.conclusion", "合 格", "pass"),
    ("reports.conclusion", "PASS", "pass"),
    ("reports.conclusion", "大概合格", "大概合格"),
    ("reports.domain", "建筑材料", "building_materials"),
    ("reports.domain", "珠宝", "珠宝"),
    ("institutions.kind", "第三方", "enterprise"),
    ("institutions.uscc", "９１１５０６０２ＭＡ０", "91150602MA0"),
    ("reports.product", "混凝土（Ｃ30）", "混凝土（Ｃ30）"),
    ("reports.sample_no", Number(7, "0000"), "0007"),
    ("reports.sample_no", Number(123456), "123456"),
    ("reports.sample_no", False, "false"),
]


def column(path: str) -> Column:
    table, name = path.split(".")
    return TABLES[table].by_name[name]


@pytest.mark.parametrize(("path", "cell", "expected"), WRITTEN)
def test_what_people_write(path: str, cell: Cell, expected: str) -> None:
    assert tidy(column(path), cell) == expected


@pytest.mark.parametrize(
    ("path", "cell", "words"),
    [
        ("reports.report_no", Number(1.23456789012345e17), "15 digits"),
        ("reports.sample_no", Number(44713, 'm"月"d"日"'), "turned the identifier into a date"),
        ("results.value", Number(0.125, "0.0%"), "percentage"),
    ],
)
def test_what_the_office_program_spoiled(path: str, cell: Cell, words: str) -> None:
    with pytest.raises(Doubtful) as doubt:
        tidy(column(path), cell)
    assert words in doubt.value.rule.en
    assert doubt.value.cure.zh
    assert doubt.value.cure.en


FIGURES = st.floats(allow_nan=False, allow_infinity=False)
FORMATS = st.sampled_from(["", "0.00", "yyyy-mm-dd", "@", "0%", "h:mm"])
ANY = st.text(max_size=80) | st.booleans() | st.builds(Number, FIGURES, FORMATS)
COLUMNS = [one for table in TABLES.values() for one in table.columns]


@given(st.sampled_from(COLUMNS), ANY)
def test_no_cell_breaks_the_reading(one: Column, cell: Cell) -> None:
    try:
        text = tidy(one, cell)
    except Doubtful:
        return
    if not isinstance(cell, str) or len(cell) <= 64:
        assert tidy(one, text) == text  # what was put right once stays


@given(
    st.dates(), st.sampled_from(["{0}-{1}-{2}", "{0}/{1:02}/{2:02}", "{0}年{1}月{2}日", "{0:04}{1:02}{2:02}"])
)
def test_every_day_in_every_form(day: object, form: str) -> None:
    year, month, date = (int(part) for part in str(day).split("-"))
    written = form.format(f"{year:04}" if "0:04" not in form else year, month, date)
    if "0:04" in form and not 1900 <= year < 2200:
        return
    assert str(parse_date(tidy(column("reports.sampled_on"), written))) == str(day)


@given(st.datetimes(dt.datetime(1901, 1, 1), dt.datetime(2199, 1, 1)))  # noqa: DTZ001 - a workbook knows no zone
def test_every_moment_of_a_workbook(moment: dt.datetime) -> None:
    plain = moment.replace(microsecond=0)
    days = (plain - dt.datetime(1899, 12, 30)) / dt.timedelta(days=1)  # noqa: DTZ001 - a workbook knows no zone
    told = tidy(column("reports.issued_at"), Number(days, "yyyy-mm-dd hh:mm:ss"))
    assert parse_timestamp(told) == plain


def test_names_of_tables_and_columns() -> None:
    assert table_called("检验检测结果") == table_called("results") == table_called(" Results ") == "results"
    assert table_called("检验检测结果 results") == "results"
    assert table_called("结果横排 results_wide") == "results"
    assert table_called("填写说明 Instructions") == table_called("") == ""
    assert columns_called("reports", ["报告编号 *\nreport_no", "签发时间", "随便"]) == [
        "report_no",
        "issued_at",
        "随便",
    ]
    assert column_called("reports", "随便") == ""
    assert is_note("备注 note")
    assert not is_note("检测值")
    assert shape_of(["报告 编号", "ｘ"]) == shape_of(["报告编号", "X"]) != shape_of(["报告编号"])
    assert [letter_of(place) for place in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
