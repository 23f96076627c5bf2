"""Numbers, money and days in either language."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import translation

from bureau.ui import figures
from bureau.ui.templatetags import mj

DAY = dt.date(2022, 6, 7)
INSTANT = dt.datetime(2022, 6, 7, 2, 5, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("number", "more", "in_chinese", "in_english"),
    [
        (47, False, "47", "47"),
        (12_345, False, "12,345", "12,345"),
        (10_000, True, "1 万以上", "over 10,000"),
        (500, True, "500以上", "over 500"),
    ],
)
def test_a_count_above_the_cap_is_said_as_such(
    number: int, more: bool, in_chinese: str, in_english: str
) -> None:
    assert figures.capped(number, more=more) == in_english
    with translation.override("zh-hans"):
        assert figures.capped(number, more=more) == in_chinese


def test_what_is_no_number_stays_as_it_is() -> None:
    assert [mj.capped(one) for one in ("7 late", 10_000, 10_001, True)] == [
        "7 late",
        "10,000",
        "over 10,000",
        "True",
    ]


def test_days_and_instants() -> None:
    assert (mj.day(DAY), mj.short_day(DAY), mj.month_day(DAY), mj.long_day(DAY)) == (
        "2022-06-07",
        "06-07",
        "7 June",
        "7 June 2022",
    )
    assert mj.moment(INSTANT) == "2022-06-07 10:05"
    with translation.override("zh-hans"):
        assert (mj.month_day(DAY), mj.long_day(DAY)) == ("6月7日", "2022年6月7日")
        assert figures.spoken_month(DAY, year=True) == "2022年6月"
    assert {one(None) for one in (mj.day, mj.short_day, mj.month_day, mj.long_day, mj.moment, mj.when)} == {
        "—"
    }
    assert [mj.when(one) for one in (INSTANT, DAY, "yesterday")] == [
        "2022-06-07 10:05",
        "2022-06-07",
        "yesterday",
    ]


def test_money_shares_and_bytes() -> None:
    assert mj.money(Decimal("120000.00")) == "CNY 120,000"
    with translation.override("zh-hans"):
        assert mj.money(Decimal("120000.50")) == "120,000.50 元"
    assert (mj.money(None), mj.figure(None), mj.figure(1234.5)) == ("—", "—", "1,234.5")
    assert [mj.share(*one) for one in ((1, 3), ("2", "4"), (5, 4), (-1, 4), (1, 0), ("", ""))] == [
        "33.3",
        "50.0",
        "100.0",
        "0.0",
        "0",
        "0",
    ]
    assert [mj.size(n) for n in (12, 2048, 3 * 2**20, 2**31)] == ["12 B", "2 KB", "3 MB", "2 GB"]
    assert [mj.masked(one) for one in ("13912342716", "8103", "")] == ["139****2716", "****", ""]
    assert figures.columns_of("ab甲") == 4
