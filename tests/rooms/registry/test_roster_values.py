"""Single cells: every usual form of a day and a code is read, everything else is in doubt, nothing is guessed."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bureau.registry.identifiers import check_character
from bureau.registry.identifiers.uscc import ALPHABET
from bureau.registry.roster.days import read_day, read_each
from bureau.registry.roster.domains import read_domains
from bureau.registry.roster.numbers import moment_of, shows
from bureau.registry.roster.values import read_code

DAY = dt.date(2021, 3, 5)
FORMS = (
    "{y}-{m}-{d}", "{y}-{m:02}-{d:02}", "{y}/{m}/{d}", "{y}.{m}.{d}", "{y}年{m}月{d}日", "{y}年{m:02}月{d:02}日",
    "{y}年{m}月{d}号", "{y} 年 {m} 月 {d} 日", "{y}{m:02}{d:02}", "{y}－{m:02}－{d:02}", "{y}–{m:02}–{d:02}",
    "{y}。{m}。{d}", "{y}-{m}-{d} 00:00:00", "{y}-{m:02}-{d:02}T00:00:00", "{y}_{m}_{d}", "至{y}年{m}月{d}日",
    "{y}年{m}月{d}日止",
)  # fmt: skip


@given(st.dates(dt.date(1950, 1, 1), dt.date(2099, 12, 31)), st.sampled_from(FORMS), st.booleans())
def test_every_usual_form_of_a_day(day: dt.date, form: str, wide: bool) -> None:
    text = form.format(y=day.year, m=day.month, d=day.day)
    if wide:
        text = text.translate({ord(str(n)): chr(0xFF10 + n) for n in range(10)})
    assert read_day(text) == (day, None)


@given(st.dates(dt.date(1950, 1, 1), dt.date(2099, 12, 31)))
def test_a_month_is_no_day(day: dt.date) -> None:
    for form in ("{y}年{m}月", "{y}-{m}", "{y}.{m:02}", "{y}/{m}", "{y}{m:02}", "{y}年", "{m}月{d}日"):
        value, doubt = read_day(form.format(y=day.year, m=day.month, d=day.day))
        assert value is None
        assert doubt is not None


@pytest.mark.parametrize(
    "text", ["长期", "2021-02-30", "2021-13-01", "0000-00-00", "三月五日", "5-Mar-2021", "待定"]
)
def test_no_day(text: str) -> None:
    value, doubt = read_day(text, end=True)
    assert value is None
    assert doubt is not None
    assert doubt.text == text


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("二〇二一年三月五日", DAY),
        ("二○二一年三月五日", DAY),
        ("二零二一年十二月三十一日", dt.date(2021, 12, 31)),
        ("2015年3月6日至2021年3月5日", DAY),
        ("2015.3.6-2021.3.5", DAY),
        ("2015-03-06—2021-03-05", DAY),
    ],
)
def test_numerals_and_periods(text: str, day: dt.date) -> None:
    assert read_day(text, end=True) == (day, None)


@given(st.text(max_size=40))
def test_any_text_of_a_day_or_a_code_is_read_or_doubted(text: str) -> None:
    for read in (read_day, read_code):
        value, doubt = read(text)
        assert value is None or doubt is None


HEAD = st.text(ALPHABET, min_size=17, max_size=17)


@given(HEAD, st.sampled_from(ALPHABET))
def test_only_one_check_character_is_right(head: str, last: str) -> None:
    right = head + check_character(head)
    value, doubt = read_code(head + last)
    assert (value, doubt is None) == ((right, True) if head + last == right else (None, False))
    spaced = " ".join((right[:8], right[8:])).lower()
    wide = "".join(chr(ord(one) + 0xFEE0) if one.isalnum() else one for one in spaced)
    assert read_code(spaced) == read_code(wide) == (right, None)


def test_words_set_apart() -> None:
    assert read_domains("食　品、建筑材料") == (["食品", "建筑材料"], [])
    assert read_domains("食品 环境/机动车") == (["食品", "环境", "机动车"], [])


@pytest.mark.parametrize(
    "text",
    [
        "不详",
        "待定",
        "见附表",
        "无",
        "暂无",
        "详见附表",
        "同上",
        "（见附件1）",
        "待 定",
        "没有",
        "待核实。",
        "12",
    ],
)
def test_words_that_name_no_domain_are_told(text: str) -> None:
    named, doubts = read_domains(text)
    assert (named, [one.text for one in doubts]) == ([], ["".join(text.split())])
    assert read_domains(f"食品、{text}")[0] == ["食品"]


def test_what_is_left_empty_or_is_a_field_is_not_told() -> None:
    for text in (None, "", "/", "——", "……", "N/A", "NULL", "☐食品"):
        assert read_domains(text) == ([], [])
    for word in (
        "无损检测",
        "无机化工",
        "见证取样检测",
        "缺陷产品",
        "其他",
        "空气",
        "附着式升降脚手架",
        "3D打印",
    ):
        assert read_domains(word) == ([word], [])
    named, doubts = read_domains("见附表1、2")
    assert (named, [one.text for one in doubts]) == ([], ["见附表1", "2"])


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("General", ""), ("0.00E+00", ""), ("@", ""), ("#,##0", ""), ("h:mm", "t"),
        ("[h]:mm:ss", "t"), ("mm:ss.0", "t"),
        ("yyyy/m/d h:mm", "ymd"), ("m/d/yy h:mm AM/PM", "ymd"), ("e年m月", "ym"), ("", ""),
    ],
)  # fmt: skip
def test_what_a_format_shows(code: str, shown: str) -> None:
    assert shows(code) == shown


@given(st.floats(allow_nan=False, allow_infinity=False), st.booleans())
def test_any_number_has_a_moment_or_none(number: float, since_1904: bool) -> None:
    moment = moment_of(number, since_1904=since_1904)
    assert moment is None or 1899 <= moment.year <= 9999


@pytest.mark.parametrize(
    "text",
    [
        "二O二七年三月四日",
        "二Ｏ二七年三月四日",
        "2027年元月4日",
        "2027年3月4日届满",
        "2027,3,4",
        "2027，3，4",
        "2027 3 4",
    ],
)
def test_unusual_forms_that_mean_one_day(text: str) -> None:
    assert read_day(text, end=True) == (dt.date(2027, 1 if "元" in text else 3, 4), None)


@pytest.mark.parametrize("mark", ["；", ";", "，", "、", "/", " 和 ", "\n"])
def test_several_days_are_nobodys_day(mark: str) -> None:
    first, second = "2026-05-06", "2025-03-04"
    for end in (False, True):
        value, doubt = read_day(f"{first}{mark}{second}", end=end)
        assert value is None
        assert doubt is not None
        assert "几个日子" in doubt.said.zh
    assert read_each(f"{first}{mark}{second}", end=True) == [dt.date(2026, 5, 6), dt.date(2025, 3, 4)]
    assert read_day(f"{first}{mark}{first}", end=True)[0] == dt.date(2026, 5, 6), "one day said twice is one"


def test_a_term_on_two_lines_is_no_list_of_days() -> None:
    assert read_each("2021-03-05\n2027-03-04", end=True) == []
    assert read_day("2021-03-05\n2027-03-04", end=True)[0] == dt.date(2027, 3, 4)
    assert read_each("2020.1.1-2026.1.1\n2021.2.2-2027.2.2", end=True) == [
        dt.date(2026, 1, 1),
        dt.date(2027, 2, 2),
    ]
    assert read_each("2020.1.1-2026.1.1\n待定", end=True) == []
