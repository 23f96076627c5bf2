"""The evidence pictures: what is drawn, where it is cut, and that every text is escaped."""

from __future__ import annotations

import re
from datetime import date, datetime
from xml.etree import ElementTree as ET

import pytest

from screener.charts import (
    Booking,
    Load,
    Numbered,
    Period,
    compared,
    copies,
    links,
    numbers,
    periods,
    thin_bar,
    timeline,
)
from screener.charts.timeline import Stretch, counted
from screener.phrases import Phrase

DAY = Phrase("试验日", "tested")
LOAD = Load(1, Phrase("同时在做", "At once"), "", Phrase("组", "tests"))


def booking(start: str, end: str, key: str = "a") -> Booking:
    return Booking(key, "", datetime.fromisoformat(start), datetime.fromisoformat(end), key)


def drawn(svg: str) -> ET.Element:
    """The picture, which must be well-formed and carry no style."""
    root = ET.fromstring(svg)  # noqa: S314 - our own picture
    assert "style" not in {name for element in root.iter() for name in element.attrib}
    return root


def widths(svg: str, css: str) -> list[float]:
    return [
        float(element.attrib["width"])
        for element in drawn(svg).iter("rect")
        if element.attrib["class"] == css
    ]


def test_a_count_of_what_runs_at_once_is_half_open() -> None:
    first, second = booking("2022-01-01", "2022-01-02"), booking("2022-01-02", "2022-01-03", "b")
    assert {one.count for one in counted([first, second])} == {1}
    overlapping = counted([first, booking("2022-01-01T12:00", "2022-01-03", "b")])
    assert [one.count for one in overlapping] == [1, 2, 1]
    assert overlapping[1].high - overlapping[1].low == 12 * 3_600
    assert [one.count for one in counted([first, booking("2022-01-01T12:00", "2022-01-03", "a")])] == [1]
    assert counted([booking("2022-01-02", "2022-01-01"), booking("2022-01-01", "2022-01-01")]) == []
    assert isinstance(overlapping[0], Stretch)


def test_the_overlap_is_shaded_and_measured() -> None:
    svg = timeline(
        [booking("2022-01-01", "2022-01-03"), booking("2022-01-02", "2022-01-04", "b")],
        labelled_by="t",
        load=LOAD,
    )
    assert len(widths(svg, "f-badsoft")) == 1
    assert "2 组，24 小时" in svg
    assert "2 tests, 24 h" in svg


def test_a_test_that_ends_before_it_begins_is_drawn_backwards() -> None:
    svg = timeline([booking("2022-01-03", "2022-01-01")], labelled_by="t")
    assert widths(svg, "f-bad")
    assert "←" in svg
    assert timeline([], labelled_by="t") == ""


@pytest.mark.parametrize(
    ("low", "high"),
    [("2022-01-01T09:00", "2022-01-01T09:01"), ("2022-01-01", "2022-12-31"), ("1999-01-01", "2022-01-01")],
)
def test_an_axis_has_few_round_marks(low: str, high: str) -> None:
    svg = timeline([booking(low, high)], labelled_by="t")
    assert 1 <= len([1 for element in drawn(svg).iter("line") if element.attrib["class"] == "s-line"]) <= 8


def test_an_open_period_reaches_the_edge_and_a_far_one_is_cut() -> None:
    open_ended = periods(
        [Period("a", "", date(2020, 1, 1), None)], day=date(2022, 1, 1), day_label=DAY, labelled_by="t"
    )
    assert "2020-01-01 — …" in open_ended
    far = [
        Period("a", "", date.min, date.max, "good"),
        Period("b", "", date(2022, 2, 1), date(2022, 2, 1), "bad"),
    ]
    svg = periods(far, day=date(2022, 1, 1), day_label=DAY, labelled_by="t")
    assert widths(svg, "f-acc")[0] < 700
    assert "试验日 2022-01-01" in svg
    assert periods([], day=date(2022, 1, 1), day_label=DAY, labelled_by="t") == ""


def test_what_does_not_fit_is_counted() -> None:
    svg = copies(
        [("A", "1"), ("B", "2"), ("C", "3"), ("D", "4")], [("x", "1.0")] * 40, total=50, labelled_by="t"
    )
    assert svg.count("＝") == 24
    assert "另有 38 个数据也相同" in svg
    assert "38 more values are equal" in svg
    assert "另有 3 个" in links(("a", "b"), [("x", "y", "bad")] * 11, labelled_by="t")


def test_bars_start_from_zero() -> None:
    svg = compared([("a", -5, "-5", "f-bad"), ("b", 10, "10", "f-acc")], labelled_by="t")
    assert widths(svg, "f-bad") == [2.0]
    assert widths(thin_bar(1, 4), "f-acc") == [25.0]
    assert widths(thin_bar(7, 4), "f-acc") == [100.0]
    assert widths(thin_bar(0, 0), "f-acc") == [0.0]


def test_a_number_out_of_step_stands_apart() -> None:
    points = [
        Numbered("N-1", datetime.fromisoformat("2022-05-20"), "row"),
        Numbered("N-2", datetime.fromisoformat("2022-05-01"), "earlier"),
    ]
    root = drawn(numbers(points, labelled_by="t"))
    places = [float(element.attrib["cx"]) for element in root.iter("circle")]
    assert places[0] > places[1]
    assert numbers([], labelled_by="t") == ""


def test_text_is_escaped_and_cut() -> None:
    hostile = "<b>&\"'\u202e" + "长" * 500
    svg = links((hostile, hostile), [(hostile, hostile, "bad")], labelled_by='"><script>')
    drawn(svg)
    assert "<b>" not in svg
    assert "<script>" not in svg
    assert "\u202e" not in svg
    assert "⟨U+202E⟩" in svg
    assert max(len(text) for text in re.findall(r">([^<]*)</text>", svg)) < 120
