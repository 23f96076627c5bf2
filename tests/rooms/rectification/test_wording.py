"""How late something is and how its deadline was counted, with the unit; over weekends, holidays and unknown years."""

from __future__ import annotations

import datetime as dt

from bureau.rectification.wording import arithmetic, late_words, move_words, short_words
from tests.rooms.rectification.register import day

MONDAY = day("06-20")


def test_late_in_working_days() -> None:
    assert late_words(day("06-14"), MONDAY) == "4 working days late"
    assert late_words(day("06-17"), MONDAY) == "1 working day late"
    assert late_words(day("06-17"), day("06-18")) == "1 day late"  # a Saturday: no working day has passed
    assert late_words(dt.date(2040, 1, 2), dt.date(2040, 1, 6)) == "4 days late"


def test_short_for_a_narrow_column() -> None:
    assert [short_words(on, MONDAY) for on in (day("06-14"), MONDAY, day("06-24"), day("07-04"))] == [
        "4 d late",
        "today",
        "4 d left",
        "10 d left",
    ]
    assert short_words(day("06-18"), day("06-17")) == "1 d left"


def test_the_arithmetic() -> None:
    lines = list(arithmetic(day("04-29"), day("05-10"), 5))
    assert [line["how"] for line in lines] == [
        "that day itself is not counted",
        "5 working days",
        "6 days of rest do not count",
    ]
    assert [line["what"] for line in arithmetic(MONDAY, day("07-15"), None)] == ["Counted from", "Set"]


def test_what_is_no_move_stays_as_it_is() -> None:
    assert move_words("close_problem") == "closed"
    assert move_words("something_else") == "something_else"
