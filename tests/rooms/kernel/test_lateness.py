"""How far off a day is: in working days, with the unit; over weekends, holidays and years not yet published."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bureau.kernel.calendars import Calendar
from bureau.kernel.lateness import how_far, late_words, left_words
from tests.english import english  # noqa: F401 - a fixture, which pytest finds here by name

MONDAY = dt.date(2022, 6, 20)
SATURDAY = dt.date(2022, 6, 18)


@pytest.mark.parametrize(
    ("due_on", "today", "said"),
    [
        (dt.date(2022, 6, 14), MONDAY, "4 working days late"),
        (dt.date(2022, 6, 17), MONDAY, "1 working day late"),
        (dt.date(2022, 6, 17), SATURDAY, "1 day late"),  # no working day has passed
        (dt.date(2040, 1, 2), dt.date(2040, 1, 6), "4 days late"),  # nobody knows that year's holidays
        (MONDAY, MONDAY, "today"),
        (dt.date(2022, 6, 24), MONDAY, "4 working days left"),
        (dt.date(2022, 6, 21), MONDAY, "1 working day left"),
        (SATURDAY, dt.date(2022, 6, 17), "1 day left"),
        (dt.date(2040, 1, 6), dt.date(2040, 1, 2), "4 days left"),
    ],
)
def test_in_words_with_the_unit(due_on: dt.date, today: dt.date, said: str) -> None:
    assert how_far(due_on, today) == said


@given(st.dates(dt.date(2020, 1, 1), dt.date(2023, 12, 31)), st.integers(1, 60))
def test_what_is_late_says_so_and_never_nought(day: dt.date, days: int) -> None:
    later = day + dt.timedelta(days=days)
    for said, word in ((late_words(day, later), "late"), (left_words(later, day), "left")):
        assert word in said
        assert int(said.split()[0]) > 0


def test_days_on_which_a_unit_was_shut_are_no_working_days() -> None:
    shut = Calendar(local={"城北所": dict.fromkeys((dt.date(2022, 6, 16), dt.date(2022, 6, 17)), "停电")})
    assert how_far(dt.date(2022, 6, 14), MONDAY, shut) == "4 working days late"
    assert how_far(dt.date(2022, 6, 14), MONDAY, shut.of(["城北所"])) == "2 working days late"
    assert shut.of(["城北所", "别处"]) is shut.of(["城北所"])  # read once, not for every row of a list
    assert shut.of(["别处"]) is shut
