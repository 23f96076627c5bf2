"""Drawings: everything stands inside its picture, sums add up, and what does not fit is cut."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from bureau.ui.drawing import Count, Period, bars, spread, timeline, waterfall
from bureau.ui.drawing.timelines import LEFT, RIGHT

DAYS = st.dates(dt.date(2015, 1, 1), dt.date(2027, 1, 1))
FIRST, LAST = dt.date(2020, 1, 1), dt.date(2022, 7, 31)


@given(
    ends=st.lists(st.tuples(st.none() | DAYS, st.none() | DAYS, st.booleans()), max_size=6),
    first=DAYS,
    length=st.integers(0, 3000),
)
def test_every_period_stands_inside_the_picture(
    ends: list[tuple[dt.date | None, dt.date | None, bool]], first: dt.date, length: int
) -> None:
    last = first + dt.timedelta(days=length)
    periods = [Period(since, until, "一二三四五", gap) for since, until, gap in ends]
    drawn = timeline([("lane", periods)], first=first, last=last, today=first, said="x")
    for span in drawn.lanes[0].spans:
        assert LEFT <= span.x <= span.x + span.width <= RIGHT + 0.2
        assert span.width > 0
    assert all(LEFT <= tick.x <= RIGHT for tick in drawn.ticks)
    assert len(drawn.ticks) <= 10


def test_the_axis_is_marked_in_the_language_of_the_page() -> None:
    def marks(last: dt.date) -> list[str]:
        return [tick.text for tick in timeline([], first=FIRST, last=last, today=FIRST, said="").ticks]

    assert marks(dt.date(2020, 8, 1))[:3] == ["Jan 2020", "Feb", "Mar"]
    with translation.override("zh-hans"):
        assert marks(LAST)[:3] == ["2020年1月", "7月", "2021年1月"]


def test_today_outside_the_picture_is_not_drawn() -> None:
    drawn = timeline([("a", [])], first=FIRST, last=LAST, today=dt.date(2023, 1, 1), said="x")
    assert drawn.today_x is None
    assert drawn.bars == ()


def test_counts_under_the_lanes() -> None:
    counts = [
        Count(FIRST, dt.date(2020, 1, 31), 10, bad=4),
        Count(dt.date(2020, 2, 1), dt.date(2020, 2, 29), 0),
    ]
    drawn = timeline([], first=FIRST, last=LAST, today=FIRST, said="x", counts=counts, counts_title="Reports")
    full, empty = drawn.bars
    assert full.y + full.height == pytest.approx(drawn.foot)
    assert full.bad_height == pytest.approx(full.height * 0.4, abs=0.1)
    assert (empty.height, empty.bad_height) == (0, 0)
    assert full.said == "2020-01-01 — 2020-01-31: 10 (4)"


def test_a_text_that_does_not_fit_is_cut() -> None:
    short = Period(FIRST, dt.date(2020, 3, 1), "一二三四五六七八九十")
    tiny = Period(FIRST, dt.date(2020, 1, 5), "一二三四五六七八九十")
    drawn = timeline(
        [("很长很长很长很长很长很长很长的名称", [tiny, short])], first=FIRST, last=LAST, today=LAST, said=""
    )
    assert drawn.lanes[0].title.endswith("…")
    assert [span.text for span in drawn.lanes[0].spans] == ["", "一二…"]
    assert drawn.lanes[0].spans[1].said == "一二三四五六七八九十 2020-01-01 — 2020-03-01"


def test_the_last_text_stands_beside_where_it_does_not_fit() -> None:
    tiny = Period(FIRST, dt.date(2020, 1, 5), "一二三四五六七八九十")
    beyond = Period(LAST + dt.timedelta(days=1), None, "later")
    drawn = timeline([("a", [tiny, beyond])], first=FIRST, last=LAST, today=LAST, said="")
    (span,) = drawn.lanes[0].spans
    assert (span.text, span.text_x) == (tiny.text, span.x + span.width)


def test_each_term_begins_where_the_last_ended() -> None:
    drawn = waterfall([("a", 5.0, ""), ("b", 0.0, "none"), ("c", 2.5, "")], said="x")
    a, b, c = drawn.terms
    assert a.x + a.width == pytest.approx(c.x)
    assert b.width == 0
    assert drawn.sum.width == pytest.approx(a.width + c.width)
    assert drawn.sum.value == "7.5"
    assert waterfall([("a", 0.0, "")], said="x").sum.width == 0


def test_the_own_value_among_its_peers() -> None:
    drawn = spread(12.9, [0.0, 3.0, 13.4], own_said="12.9", median_said="median 3", said="x")
    assert (drawn.own_side, drawn.median, drawn.least) == ("end", "median 3", "0")
    crowded = spread(5.0, [5.0, 5.1, 9.0], own_said="5", median_said="median", said="x")
    assert (crowded.own_side, crowded.median) == ("mid", "")
    alone = spread(0.0, [], own_said="0", median_said="", said="x")
    assert (alone.peers, alone.own_side, alone.least) == ((), "", "")


def test_bars_from_zero() -> None:
    drawn = bars([("a", 4, "acc"), ("b", 2, "bad"), ("c", 0, "acc")], said="x")
    assert [bar.height for bar in drawn.bars] == [120, 60, 0]
    assert all(bar.y + bar.height == pytest.approx(drawn.foot) for bar in drawn.bars)
    assert bars([], said="x").bars == ()
