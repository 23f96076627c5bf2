"""Months and years, hours, and what must be done so long before a day."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bureau.kernel.calendars import PUBLISHED, Calendar
from bureau.kernel.hours import read_instant, reckon_hours
from bureau.kernel.lengths import Length, PeriodRefused, Unit, read_length
from bureau.kernel.periods import Roll, Stop, months_after, reckon, reckon_before
from tests.rooms.kernel.test_periods import DAY, DAYS, LENGTHS, D, approved


@given(DAYS, st.integers(1, 40), st.sampled_from(Roll))
def test_months_end_on_the_day_of_the_same_number_or_the_last_of_the_month(
    trigger: dt.date, count: int, roll: Roll
) -> None:
    plain = reckon(trigger, Length(count, Unit.MONTH), roll=Roll.NEVER)
    assert plain.due.on == months_after(trigger, count)
    assert (plain.due.on.year * 12 + plain.due.on.month) - (trigger.year * 12 + trigger.month) == count
    assert plain.due.on.day == trigger.day or (plain.due.on + DAY).day == 1
    assert reckon(trigger, Length(count, Unit.MONTH), roll=roll).due.on >= plain.due.on
    assert plain.total == (plain.due.on - trigger).days


@pytest.mark.parametrize(
    ("trigger", "length", "ends"),
    [
        ("2022-08-31", "6个月", "2023-02-28"),
        ("2022-01-31", "1月", "2022-02-28"),
        ("2024-02-29", "2年", "2026-02-28"),
        ("2022-05-16", "3月", "2022-08-16"),
        ("2022-12-31", "2月", "2023-02-28"),
        ("2023-12-15", "12个月", "2024-12-15"),
    ],
)
def test_months_and_years(trigger: str, length: str, ends: str) -> None:
    assert reckon(D(trigger), read_length(length), roll=Roll.NEVER).insist() == D(ends)


def test_a_stop_in_months_moves_the_end_and_a_month_more_is_counted_from_the_beginning() -> None:
    stop = Stop(D("2022-06-10"), D("2022-06-12"), "中止决定书")
    assert reckon(D("2022-05-16"), read_length("3月"), stops=[stop]).insist() == D("2022-08-19")
    longer = [approved("1月", "2022-01-31")]
    assert reckon(D("2022-01-31"), read_length("1月"), extensions=longer).insist() == D("2022-03-31")


@given(DAYS, LENGTHS)
def test_what_is_counted_back_from_a_day_leaves_that_long(day: dt.date, length: Length) -> None:
    found = reckon_before(day, length, calendar=PUBLISHED)
    last = found.insist()
    assert found.backwards
    assert PUBLISHED.kind_of(last).works
    assert [one.day for one in found.steps] == [day - DAY * n for n in range(1, (day - last).days + 1)]
    between = [last + DAY * n for n in range((day - last).days)]
    worked = [one for one in between if PUBLISHED.kind_of(one).works]
    if length.unit is Unit.WORKING:
        assert len(worked) == length.count
    else:  # no working day was passed over that is long enough before
        assert [one for one in worked if (day - one).days >= length.count] == [last]


def test_hours_are_counted_from_an_instant() -> None:
    begun = read_instant("2022-06-02T16:30")
    assert reckon_hours(begun, read_length("24小时")).due == dt.datetime(2022, 6, 3, 16, 30)  # noqa: DTZ001 - local
    for asked, said in ((read_length("15wd"), "from a day"), (read_length("3月"), "from a day")):
        with pytest.raises(PeriodRefused, match=said):
            reckon_hours(begun, asked)
    for day_only in (
        lambda: reckon(D("2022-06-02"), read_length("24小时")),
        lambda: read_instant("2022-06-02"),
    ):
        with pytest.raises(PeriodRefused, match=r"2022-05-16T14:30"):
            day_only()
    for wrong in ("2022-02-30T10:00", "2022-06-02T24:30", "2022-06-02 10:00"):
        with pytest.raises(PeriodRefused, match="no instant"):
            read_instant(wrong)
    with pytest.raises(PeriodRefused, match="744 hours"):
        read_length("745小时")


def test_too_far_either_way_and_an_unpublished_year_before() -> None:
    with pytest.raises(PeriodRefused, match="too far"):
        months_after(D("9990-01-01"), 120)
    with pytest.raises(PeriodRefused, match="counted back"):
        reckon_before(D("9000-05-16"), read_length("7wd"), calendar=Calendar()).insist()
