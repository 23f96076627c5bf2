"""Periods end on the day that the law says, and every day on the way is told."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bureau.kernel.calendars import PUBLISHED, Calendar, Kind
from bureau.kernel.lengths import Length, PeriodRefused, Unit, read_length
from bureau.kernel.periods import Extension, Roll, Stop, What, read_day, reckon

VECTORS = list(
    csv.DictReader((Path(__file__).parent / "deadlines.csv").read_text(encoding="utf-8").splitlines())
)
DAY = dt.timedelta(days=1)
D = dt.date.fromisoformat
DAYS = st.dates(dt.date(2005, 1, 1), dt.date(2023, 12, 31))
DAYED = (Unit.WORKING, Unit.CALENDAR)
LENGTHS = st.builds(Length, st.integers(1, 120), st.sampled_from(DAYED))
ROLLS = st.sampled_from(Roll)


@st.composite
def stops_after(draw: st.DrawFn, trigger: dt.date) -> list[Stop]:
    """A few stops, overlapping or not, around the period."""
    found = []
    for _ in range(draw(st.integers(0, 3))):
        first = trigger + DAY * draw(st.integers(-10, 150))
        found.append(Stop(first, first + DAY * draw(st.integers(0, 30)), "检测委托书"))
    return found


@pytest.mark.parametrize("vector", VECTORS, ids=[one["case"] for one in VECTORS])
def test_every_vector(vector: dict[str, str]) -> None:
    unit = {"wd": "wd", "cal": "d"}[vector["unit"]]
    trigger, length = D(vector["trigger_date(not counted)"]), read_length(vector["length"] + unit)
    rolled = reckon(trigger, length, calendar=PUBLISHED)
    raw = reckon(trigger, length, roll=Roll.NEVER, calendar=PUBLISHED)
    assert rolled.insist() == D(vector["due_date_rolled_to_workday"])
    assert raw.insist() == D(vector["due_date_raw"])


def test_there_are_vectors() -> None:
    assert len(VECTORS) == 7


def test_extensions_add_up_as_the_vectors_do() -> None:
    clue = reckon(D("2022-05-16"), read_length("15wd"), extensions=[approved("15wd", "2022-06-07")])
    case = reckon(D("2022-06-08"), read_length("90d"), extensions=[approved("30d", "2022-09-06")])
    assert (clue.insist(), clue.total) == (D("2022-06-28"), 30)
    assert (case.insist(), case.total) == (D("2022-10-08"), 120)


def approved(length: str, day: str, approval: str = "负责人批准") -> Extension:
    return Extension(read_length(length), D(day), approval)


@given(DAYS, LENGTHS, ROLLS, st.data())
def test_the_days_of_the_explanation_add_up(
    trigger: dt.date, length: Length, roll: Roll, data: st.DataObject
) -> None:
    stops = data.draw(stops_after(trigger))
    found = reckon(trigger, length, stops=stops, roll=roll)
    days = [one.day for one in found.steps]
    assert days == [trigger + DAY * number for number in range(1, len(days) + 1)]
    assert days[-1] == found.due.on
    counted = [one.number for one in found.steps if one.what is What.COUNTED]
    assert counted == list(range(1, length.count + 1))
    assert all(one.number == 0 for one in found.steps if one.what is not What.COUNTED)
    for one in found.steps:
        stopped = any(stop.first <= one.day <= stop.last for stop in stops)
        if one.what is What.STOPPED:
            assert stopped
            assert one.document == "检测委托书"
        if one.what is What.COUNTED:
            assert not stopped


@given(DAYS, LENGTHS, st.data())
def test_a_period_that_begins_later_never_ends_sooner(
    trigger: dt.date, length: Length, data: st.DataObject
) -> None:
    stops = data.draw(stops_after(trigger))
    assert reckon(trigger, length, stops=stops).due.on <= reckon(trigger + DAY, length, stops=stops).due.on


@given(DAYS, LENGTHS, st.data())
def test_a_longer_period_never_ends_sooner(trigger: dt.date, length: Length, data: st.DataObject) -> None:
    stops = data.draw(stops_after(trigger))
    longer = Length(length.count + 1, length.unit)
    assert reckon(trigger, length, stops=stops).due.on <= reckon(trigger, longer, stops=stops).due.on


@given(DAYS, LENGTHS, ROLLS, st.data())
def test_another_stop_never_shortens(
    trigger: dt.date, length: Length, roll: Roll, data: st.DataObject
) -> None:
    some, more = data.draw(stops_after(trigger)), data.draw(stops_after(trigger))
    with_some = reckon(trigger, length, stops=some, roll=roll).due.on
    assert with_some <= reckon(trigger, length, stops=some + more, roll=roll).due.on


@given(DAYS, st.integers(1, 90), st.integers(1, 60))
def test_an_extension_ends_where_the_sum_of_both_does(trigger: dt.date, count: int, longer: int) -> None:
    for unit in DAYED:
        whole = reckon(trigger, Length(count + longer, unit))
        extended = reckon(
            trigger, Length(count, unit), extensions=[Extension(Length(longer, unit), trigger, "批准")]
        )
        assert extended.due == whole.due
        assert [one.day for one in extended.steps] == [one.day for one in whole.steps]


@given(DAYS, LENGTHS)
def test_it_ends_on_a_working_day_unless_told_otherwise(trigger: dt.date, length: Length) -> None:
    assert PUBLISHED.kind_of(reckon(trigger, length, calendar=PUBLISHED).insist()).works


@given(DAYS, st.integers(1, 200))
def test_calendar_days_without_rolling_are_plain_sums(trigger: dt.date, count: int) -> None:
    found = reckon(trigger, Length(count, Unit.CALENDAR), roll=Roll.NEVER)
    assert found.due.on == trigger + DAY * count


@given(DAYS, LENGTHS, st.integers(0, 120), st.integers(0, 20))
def test_a_stop_inside_moves_the_end_by_what_it_took(
    trigger: dt.date, length: Length, begins: int, lasts: int
) -> None:
    before = reckon(trigger, length, roll=Roll.NEVER)
    first = trigger + DAY * (1 + begins)
    assume(first <= before.due.on)
    stop = Stop(first, first + DAY * lasts, "中止决定书")
    after = reckon(trigger, length, stops=[stop], roll=Roll.NEVER)
    if length.unit is Unit.CALENDAR:
        assert (after.due.on - before.due.on).days == lasts + 1
    assert sum(one.what is What.STOPPED for one in after.steps) == lasts + 1


def test_a_roll_that_meets_a_stop_goes_past_it() -> None:
    stop = Stop(D("2022-10-08"), D("2022-10-09"), "中止决定书")
    found = reckon(D("2022-07-05"), read_length("90d"), stops=[stop])
    assert found.insist() == D("2022-10-10")
    assert [one.what for one in found.steps[-7:]] == [What.ROLLED] * 7


@pytest.mark.parametrize(
    ("trigger", "roll", "ends"),
    [
        (
            "2022-06-02",
            Roll.HOLIDAY,
            "2022-06-06",
        ),  # the first day is a holiday's; the day after it is a Monday
        ("2022-06-10", Roll.HOLIDAY, "2022-06-11"),  # an ordinary Saturday is no holiday
        ("2022-06-10", Roll.WORKING_DAY, "2022-06-13"),
        ("2022-05-06", Roll.WORKING_DAY, "2022-05-07"),  # a make-up Saturday is worked
        ("2022-06-10", Roll.NEVER, "2022-06-11"),
    ],
)
def test_where_a_day_of_rest_leads(trigger: str, roll: Roll, ends: str) -> None:
    assert reckon(D(trigger), read_length("1d"), roll=roll).insist() == D(ends)


def test_a_local_closure_does_not_count_and_names_its_document() -> None:
    shut = Calendar(
        closures={D("2022-05-17"): "疫情防控（第3号通告）", D("2022-05-18"): "疫情防控（第3号通告）"}
    )
    found = reckon(D("2022-05-16"), read_length("15wd"), calendar=shut)
    assert found.insist() == D("2022-06-09")
    assert found.steps[0].kind.kind is Kind.CLOSED
    assert "第3号通告" in str(found.steps[0].kind.name)
    assert found.steps[0].what is What.RESTED


@pytest.mark.parametrize(
    ("trigger", "length", "roll", "certain"),
    [
        ("9997-12-20", "5wd", Roll.WORKING_DAY, False),
        ("9000-12-20", "5d", Roll.WORKING_DAY, False),
        ("9000-12-20", "5d", Roll.NEVER, True),
        ("2022-12-20", "5wd", Roll.WORKING_DAY, True),
    ],
)
def test_a_year_without_a_calendar_is_not_promised(
    trigger: str, length: str, roll: Roll, certain: bool
) -> None:
    if trigger.startswith("9997"):
        with pytest.raises(PeriodRefused, match="too far"):
            reckon(D(trigger), read_length(length), roll=roll)
        return
    found = reckon(D(trigger), read_length(length), roll=roll)
    assert found.due.published is certain


def test_the_refusal_names_the_year_and_the_earliest_day() -> None:
    found = reckon(D("8999-12-20"), read_length("15wd"))
    assert found.due.on == D("9000-01-04")
    with pytest.raises(PeriodRefused, match=r"8999.*not before 9000-01-04"):
        found.insist()


def test_a_roll_into_an_unknown_year_is_not_promised() -> None:
    rest = Calendar(holidays={D("8999-12-30"): "假", D("8999-12-31"): "假"}, years={8999: "通知"})
    found = reckon(D("8999-12-29"), read_length("1d"), calendar=rest)
    assert (found.due.on, found.due.published) == (D("9000-01-01"), False)
    assert reckon(D("8999-12-26"), read_length("1d"), calendar=rest).due.published


def test_days_of_a_stop_need_no_calendar() -> None:
    """Nothing is counted on them, so nobody needs to know what kind of days they are."""
    stop = Stop(D("8999-01-01"), D("8999-12-28"), "中止决定书")
    only = Calendar({9000: "通知"}, {D("8999-12-29"): "假"})
    found = reckon(D("8998-12-31"), read_length("2wd"), stops=[stop], calendar=only)
    assert not found.due.published
    rest = Calendar({9000: "通知"}, {D("8999-12-29") + DAY * number: "假" for number in range(3)})
    assert reckon(D("8998-12-31"), read_length("2wd"), stops=[stop], calendar=rest).due.published


@pytest.mark.parametrize("text", ["15wd", "15 WD", "+15wd", "15个工作日", "15工作日"])
def test_working_days_are_read(text: str) -> None:
    assert read_length(text) == Length(15, Unit.WORKING)


@pytest.mark.parametrize("text", ["90d", "90日", "90天", "90个自然日", "90自然日"])
def test_calendar_days_are_read(text: str) -> None:
    assert read_length(text) == Length(90, Unit.CALENDAR)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "cannot be read"),
        ("wd", "cannot be read"),
        ("1.5wd", "cannot be read"),
        ("15", "unit"),
        ("15x", "“x”"),
        ("15weeks", "“weeks”"),
        ("0wd", "one day or more"),
        ("-5wd", "one day or more"),
        ("−5wd", "one day or more"),
        ("99999d", "too long"),
        ("9999999999d", "cannot be read"),
    ],
)
def test_a_length_that_is_none(text: str, said: str) -> None:
    with pytest.raises(PeriodRefused, match=said):
        read_length(text)


@pytest.mark.parametrize(
    "text", ["2022-02-30", "2022-13-01", "20220516", "2022-5-16", "2022-W20-1", "", "今天"]
)
def test_a_day_that_is_none(text: str) -> None:
    with pytest.raises(PeriodRefused, match="no day"):
        read_day(text)


def test_a_day_is_read() -> None:
    assert read_day("2024-02-29") == dt.date(2024, 2, 29)


@pytest.mark.parametrize("document", ["", "  "])
def test_a_stop_needs_a_document(document: str) -> None:
    with pytest.raises(PeriodRefused, match="names no document"):
        Stop(D("2022-06-10"), D("2022-06-24"), document)


def test_a_stop_ends_after_it_begins() -> None:
    with pytest.raises(PeriodRefused, match="before it begins"):
        Stop(D("2022-06-10"), D("2022-06-09"), "委托书")


@pytest.mark.parametrize(
    ("length", "day", "said"),
    [
        ("15d", "2022-05-20", "another unit"),
        ("15wd", "2022-05-15", "before the period began"),
        ("15wd", "2022-06-08", "cannot be extended any more"),
    ],
)
def test_an_extension_that_is_none(length: str, day: str, said: str) -> None:
    with pytest.raises(PeriodRefused, match=said):
        reckon(D("2022-05-16"), read_length("15wd"), extensions=[approved(length, day)])


def test_an_extension_needs_an_approval() -> None:
    with pytest.raises(PeriodRefused, match="names no approval"):
        approved("15wd", "2022-05-20", "")


def test_a_second_extension_may_be_approved_while_the_first_runs() -> None:
    both = [approved("15wd", "2022-06-07"), approved("15wd", "2022-06-28")]
    assert reckon(D("2022-05-16"), read_length("15wd"), extensions=both).total == 45
    with pytest.raises(PeriodRefused, match="2022-06-28"):
        reckon(D("2022-05-16"), read_length("15wd"), extensions=[both[0], approved("15wd", "2022-06-29")])


def test_a_further_extension_is_not_approved_before_the_one_that_it_follows() -> None:
    both = [approved("15wd", "2022-06-07"), approved("15wd", "2022-06-01")]
    with pytest.raises(PeriodRefused, match="before the one that it follows"):
        reckon(D("2022-05-16"), read_length("15wd"), extensions=both)
    same = [approved("15wd", "2022-06-07"), approved("15wd", "2022-06-07")]
    assert reckon(D("2022-05-16"), read_length("15wd"), extensions=same).total == 45


def test_a_stop_outside_the_period_leaves_nothing_out() -> None:
    before, within, after = (
        Stop(D(first), D(last), "委托书")
        for first, last in (
            ("2022-05-01", "2022-05-16"),
            ("2022-05-17", "2022-05-18"),
            ("2022-07-01", "2022-07-03"),
        )
    )
    found = reckon(D("2022-05-16"), read_length("15wd"), stops=[before, within, after])
    assert found.idle_stops == (before, after)
    assert found.due.on == reckon(D("2022-05-16"), read_length("15wd"), stops=[within]).due.on


def test_where_the_end_is_unknown_an_approval_is_not_held_to_be_late() -> None:
    found = reckon(D("8999-12-20"), read_length("5wd"), extensions=[approved("5wd", "9001-01-01")])
    assert found.total == 10


def test_stops_without_end_are_refused() -> None:
    stop = Stop(D("2022-06-10"), D("2099-06-24"), "委托书")
    with pytest.raises(PeriodRefused, match="too far"):
        reckon(D("2022-05-16"), read_length("90d"), stops=[stop])


def test_it_is_said_with_its_unit() -> None:
    assert str(read_length("15wd")) == "15wd"
    assert read_length("15wd").words.zh == "15 个工作日"
    assert read_length("90d").words.zh == "90 个自然日"
