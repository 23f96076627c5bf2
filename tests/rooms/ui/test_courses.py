"""Courses: every stretch within the drawing and as long as its days, today where it is, words where there is room."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bureau.ui.drawing import Course, courses
from bureau.ui.drawing.courses import APART, RIGHT, breadth
from bureau.ui.drawing.timelines import WIDTH
from tests.english import english  # noqa: F401 - a fixture, which pytest finds here by name

D = dt.date
DAY = dt.timedelta(days=1)
days = st.integers(0, 400).map(lambda number: D(2022, 1, 1) + number * DAY)
stretches = st.lists(
    st.tuples(days, days, st.booleans(), st.text("甲b", max_size=60), st.text("乙", max_size=9)),
    min_size=1,
    max_size=5,
)


@given(stretches, days)
def test_everything_lies_within_the_drawing(
    listed: list[tuple[dt.date, dt.date, bool, str, str]], today: dt.date
) -> None:
    made = [Course("甲", min(a, b), max(a, b), done, text, warning) for a, b, done, text, warning in listed]
    drawn = courses(made, today=today, said="x")
    for one, course in zip(drawn.courses, made, strict=True):
        assert 0 <= one.x <= one.x + one.width <= RIGHT + 0.11
        assert 0 <= one.gone <= one.width + 0.11
        assert one.kind == ("done" if course.done else "now" if course.since <= today else "ahead")
        assert one.kind != "ahead" or one.gone == 0
        assert one.y < drawn.foot <= drawn.height
    marks = [tick.x for tick in drawn.ticks]
    assert all(later - earlier >= APART for earlier, later in itertools.pairwise(marks))
    if drawn.today is not None:
        assert 0 < drawn.today.x <= RIGHT


@pytest.mark.parametrize(
    ("course", "paint", "after"),
    [
        (Course("甲", D(2022, 5, 5), D(2022, 5, 16), done=True, text="done"), "halo", True),
        (Course("甲", D(2022, 5, 5), D(2022, 6, 30), text="41 of 62"), "w", False),
        (Course("甲", D(2022, 6, 19), D(2022, 6, 30), text="41 of 62"), "halo", True),
        (Course("甲", D(2022, 6, 21), D(2022, 7, 30), text="not begun"), "t", False),
        (Course("甲", D(2022, 7, 29), D(2022, 7, 31), text="not begun but soon"), "halo end", False),
    ],
)
def test_words_stand_where_there_is_room(course: Course, paint: str, after: bool) -> None:
    whole = Course("乙", D(2022, 5, 5), D(2022, 7, 31), done=True)
    drawn = courses([whole, course], today=D(2022, 6, 20), said="x").courses[1]
    (words,) = drawn.words
    assert words.paint == paint
    assert (words.x > drawn.x + drawn.width) == after


def test_a_warning_follows_the_text_and_keys_are_months_and_days() -> None:
    course = Course("甲", D(2022, 5, 5), D(2022, 5, 16), text="4", warning="late")
    whole = Course("乙", D(2022, 5, 5), D(2022, 7, 31))
    drawn = courses([course, whole], today=D(2022, 8, 20), said="x")
    text, warning = drawn.courses[0].words
    assert (text.paint, warning.paint) == ("w", "r")
    done = courses(
        [Course("甲", D(2022, 5, 5), D(2022, 5, 16), done=True, text="4", warning="late"), whole],
        today=D(2022, 5, 6),
        said="x",
    )
    text, warning = done.courses[0].words
    assert warning.x >= text.x + breadth("4")
    assert warning.x < WIDTH
    assert drawn.today is None
    assert [tick.text for tick in drawn.ticks] == ["5 May", "31 July"]
    over = courses([Course("甲", D(2021, 12, 1), D(2022, 2, 1))], today=D(2022, 1, 1), said="x")
    assert over.ticks[0].text == "1 December 2021"
