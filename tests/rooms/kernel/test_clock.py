"""The clock tells days in Shanghai, stands still when told to, and says how to write the moment."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bureau.kernel import clock


def test_a_day_is_nine_in_the_morning_there() -> None:
    assert clock.read_moment("2022-06-20") == dt.datetime(2022, 6, 20, 1, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2022-06-20T14:30", dt.datetime(2022, 6, 20, 6, 30, tzinfo=dt.UTC)),
        ("2022-06-20T14:30+00:00", dt.datetime(2022, 6, 20, 14, 30, tzinfo=dt.UTC)),
    ],
)
def test_an_instant_without_a_zone_is_local(text: str, utc: dt.datetime) -> None:
    assert clock.read_moment(text) == utc


@pytest.mark.parametrize("text", ["2022-13-01", "yesterday", "2022-02-30", "20 June 22"])
def test_an_unreadable_moment_says_how_to_write_it(text: str) -> None:
    with pytest.raises(clock.UnreadableMomentError, match="2022-06-20"):
        clock.read_moment(text)


def test_the_environment_stops_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINGJIAN_NOW", "2022-06-20")
    assert clock.today() == dt.date(2022, 6, 20)
    assert clock.now() == clock.now()
    monkeypatch.delenv("MINGJIAN_NOW")
    assert clock.stopped_at() is None
    assert clock.now() <= clock.now()


def test_a_day_begins_at_midnight_in_shanghai() -> None:
    with clock.standing_at("2022-06-19T23:59:59"):
        assert clock.today() == dt.date(2022, 6, 19)
    with clock.standing_at("2022-06-20T00:00"):
        assert clock.today() == dt.date(2022, 6, 20)


@given(st.datetimes(timezones=st.just(clock.SHANGHAI)))
def test_any_local_instant_falls_on_its_own_day(local: dt.datetime) -> None:
    assert clock.day_of(local) == local.date()


def test_entries_take_their_instant_from_the_clock() -> None:
    from bureau.trail import moment

    with clock.standing_at("2022-06-20") as instant:
        assert moment.now() == instant
