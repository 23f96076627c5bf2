"""Working days are counted by the published calendar, and nothing is promised beyond it."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bureau.kernel.workdays import (
    Due,
    UnpublishedYear,
    is_working_day,
    working_days_after,
    working_days_between,
)

DAYS = st.dates(dt.date(2005, 1, 1), dt.date(2025, 6, 1))


@pytest.mark.parametrize(
    ("begins", "count", "ends"),
    [
        ("2022-05-16", 15, "2022-06-07"),  # over the Dragon Boat days
        ("2022-04-25", 15, "2022-05-18"),  # over Labour Day, 05-07 is worked
        ("2022-04-29", 15, "2022-05-24"),
        ("2022-05-16", 30, "2022-06-28"),
        ("2022-09-05", 5, "2022-09-13"),  # over Mid-Autumn
    ],
)
def test_periods_looked_up_elsewhere(begins: str, count: int, ends: str) -> None:
    assert working_days_after(dt.date.fromisoformat(begins), count) == Due(dt.date.fromisoformat(ends))


def test_a_make_up_saturday_is_worked_and_a_holiday_monday_is_not() -> None:
    assert is_working_day(dt.date(2022, 5, 7))
    assert not is_working_day(dt.date(2022, 5, 2))


@given(DAYS, st.integers(1, 60))
def test_the_last_day_is_worked_and_so_many_lie_between(begins: dt.date, count: int) -> None:
    due = working_days_after(begins, count)
    assert due.published
    assert is_working_day(due.on)
    assert working_days_between(begins, due.on) == count
    assert working_days_between(begins, due.on - dt.timedelta(days=1)) == count - 1


def test_beyond_the_published_calendar_nothing_is_promised() -> None:
    due = working_days_after(dt.date(9990, 1, 1), 3)
    assert due == Due(dt.date(9990, 1, 4), published=False)
    assert "9990-01-04" in str(due)
    assert str(due) != "9990-01-04"
    assert working_days_between(dt.date(9990, 1, 1), dt.date(9990, 1, 4)) is None
    with pytest.raises(UnpublishedYear):
        is_working_day(dt.date(9990, 1, 1))


def test_a_published_day_is_written_as_a_day() -> None:
    assert str(Due(dt.date(2022, 6, 7))) == "2022-06-07"


def test_nothing_lies_between_a_day_and_itself() -> None:
    assert working_days_between(dt.date(2022, 6, 7), dt.date(2022, 6, 7)) == 0


def test_a_period_of_no_days_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="at least one"):
        working_days_after(dt.date(2022, 6, 7), 0)
