"""Periodic rounds: made when due, once however many workers look, and missed when they stop coming."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from bureau.jobs import kinds, periodics
from bureau.jobs.models import Periodic
from bureau.jobs.periodics import beat, run_due_rounds
from bureau.jobs.selectors import late_periodics, seconds_since_a_worker
from bureau.kernel import clock

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = [pytest.mark.django_db, pytest.mark.db]


@pytest.fixture
def hourly(monkeypatch: pytest.MonkeyPatch) -> Callable[[kinds.Round], str]:
    monkeypatch.setattr(kinds, "_rounds", {})
    monkeypatch.setattr(kinds, "_load", lambda: None)

    def declare(make: kinds.Round) -> str:
        kinds.every(minutes=60)(make)
        return kinds.rounds()[0].name

    return declare


def ago(**fields: float) -> None:
    Periodic.objects.update(**{name: clock.ticking() - dt.timedelta(minutes=m) for name, m in fields.items()})


def test_it_is_made_when_due(hourly: Callable[[kinds.Round], str]) -> None:
    made: list[int] = []
    hourly(lambda: made.append(1))
    assert [run_due_rounds(), run_due_rounds()] == [1, 0]
    ago(started_at=61)
    assert run_due_rounds() == 1
    assert made == [1, 1]


def test_one_that_stops_coming_is_noticed(hourly: Callable[[kinds.Round], str]) -> None:
    name = hourly(lambda: None)
    assert [(late.name, late.last) for late in late_periodics()] == [(name, None)]
    run_due_rounds()
    assert late_periodics() == []
    ago(ended_at=120)
    assert late_periodics() == []
    ago(ended_at=126)
    assert [late.name for late in late_periodics()] == [name]


def test_one_that_fails_is_noticed_with_its_number(
    hourly: Callable[[kinds.Round], str], caplog: pytest.LogCaptureFixture
) -> None:
    hourly(lambda: 1 / 0)
    assert run_due_rounds() == 1
    ago(first_seen_at=126)
    (late,) = late_periodics()
    assert late.error_number in caplog.text
    assert late.last is None


def test_two_rounds_of_one_name_are_refused(hourly: Callable[[kinds.Round], str]) -> None:
    hourly(lambda: None)
    with pytest.raises(ValueError, match="two rounds"):
        kinds.every(minutes=5)(lambda: None)


def test_a_worker_tells_that_it_lives() -> None:
    assert seconds_since_a_worker() is None
    beat()
    beat()
    assert 0 <= (seconds_since_a_worker() or 0) < 60
    assert Periodic.objects.get().pk == periodics.WORKER
