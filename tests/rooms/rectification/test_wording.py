"""How a deadline was counted, with the unit, over weekends and holidays; and what moves are called."""

from __future__ import annotations

from bureau.rectification.wording import arithmetic, move_words
from tests.rooms.rectification.register import day

MONDAY = day("06-20")


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
