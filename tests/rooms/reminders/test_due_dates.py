"""Due dates wait for one person or a pool until they are done or withdrawn, and are counted by when they are due."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bureau.kernel import clock
from bureau.kernel.access import TheProgram
from bureau.kernel.lateness import how_far
from bureau.kernel.refusals import NotNow
from bureau.people.permissions import P
from bureau.reminders.lifecycle import DUE_DATE
from bureau.reminders.models import DueDate
from bureau.reminders.selectors import Counts, queue_counts, queue_of, waiting_about, waiting_for
from bureau.reminders.services import add_due_date, finish_due_date, withdraw_due_date
from bureau.trail.models import Entry
from bureau.trail.scope import scope
from bureau.trail.verify import verify

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bureau.people.models import Unit
    from tests.cast import MakeOfficer

pytestmark = [pytest.mark.django_db, pytest.mark.db]
TODAY = dt.date(2022, 6, 20)
PROGRAM = TheProgram()


@pytest.fixture(autouse=True)
def that_day() -> Iterator[None]:
    with clock.standing_at("2022-06-20"):
        yield


def due(days: int = 0, **more: Any) -> DueDate:
    fields: dict[str, Any] = {
        "subject": "I-150699-0001",
        "title": "Recheck",
        "why": "You keep this dossier.",
        "address": "/institutions/I-150699-0001/",
        "due_on": TODAY + dt.timedelta(days=days),
        "by": PROGRAM,
    }
    return add_due_date(**(fields | more))


def test_it_waits_for_one_person(officer: MakeOfficer) -> None:
    mine, other = officer("inspector"), officer("inspector")
    row = due(account=mine)
    assert [one.due_date for one in queue_of(waiting_for(mine)).today] == [row]
    assert queue_counts(other).total == 0


def test_it_waits_for_whoever_holds_the_permission_there(
    officer: MakeOfficer, district: Unit, station: Unit, elsewhere: Unit
) -> None:
    due(permission=P.FACT_ACCEPT, unit=station)
    assert queue_counts(officer("office", district)).total == 1
    assert queue_counts(officer("inspector", station)).total == 1
    assert queue_counts(officer("leader", district)).total == 0
    assert queue_counts(officer("office", elsewhere)).total == 0


def test_it_is_placed_by_its_day(officer: MakeOfficer) -> None:
    mine = officer()
    for days in (-40, -1, 0, 1, 7, 8):
        due(days, account=mine)
    queue = queue_of(waiting_for(mine))
    assert [one.late for one in (*queue.overdue, *queue.today)] == [True, True, False]
    today = clock.today()
    assert [one.said for one in queue.overdue] == [
        how_far(one.due_date.due_on, today) for one in queue.overdue
    ]
    assert [
        [one.due_date.due_on.day for one in place] for place in (queue.today, queue.soon, queue.later)
    ] == [
        [20],
        [21, 27],
        [28],
    ]
    assert queue.counts == queue_counts(mine) == Counts(2, 1, 2, 1)
    assert list(DueDate.objects.overdue(TODAY).order_by("due_on").values_list("due_on__day", flat=True)) == [
        11,
        19,
    ]
    assert DueDate.objects.due_on(TODAY).count() == 1


def test_it_is_quiet_once_done(officer: MakeOfficer) -> None:
    mine, other = officer("inspector"), officer("inspector")
    row = finish_due_date(due_date=due(-3, account=mine), by=other)
    assert (row.state, row.ended_by_name) == ("done", other.full_name)
    assert row.ended_at == clock.now()
    assert queue_counts(mine).total == 0
    assert not waiting_about(row.subject).exists()
    assert Entry.objects.filter(move="finish_due_date", actor=other.username).exists()
    assert verify().discrepancies == ()


def test_it_is_quiet_once_withdrawn(officer: MakeOfficer) -> None:
    mine = officer()
    row = due(account=mine)
    assert list(waiting_about(row.subject)) == [row]
    withdraw_due_date(due_date=row, by=PROGRAM, reason="The institution closed.")
    assert queue_counts(mine).total == 0
    with pytest.raises(NotNow, match="withdrawn"):
        finish_due_date(due_date=row, by=PROGRAM)


def test_it_waits_for_somebody_and_not_for_both(officer: MakeOfficer, station: Unit) -> None:
    for nobody in (
        {},
        {"permission": P.FACT_ACCEPT},
        {"unit": station, "account": None},
        {"account": officer(), "permission": P.FACT_ACCEPT, "unit": station},
    ):
        with pytest.raises(NotNow, match="one person"):
            due(**nobody)


@pytest.mark.parametrize(
    "wrong", [{"permission": "x"}, {"state": "late"}, {"ended_at": dt.datetime(2022, 6, 20, tzinfo=dt.UTC)}]
)
def test_the_database_refuses_contradictions(officer: MakeOfficer, wrong: dict[str, Any]) -> None:
    row = due(account=officer())
    for name, value in wrong.items():
        setattr(row, name, value)
    with pytest.raises(IntegrityError), transaction.atomic(), scope(actor="tester", move="attempt"):
        row.save()


def test_an_account_beside_a_unit_only_says_where(officer: MakeOfficer, station: Unit) -> None:
    assert due(account=officer(), unit=station).unit == station


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=st.lists(st.sampled_from(["finish_due_date", "withdraw_due_date"]), max_size=5))
def test_no_contradictory_state_is_reached(officer: MakeOfficer, moves: list[str]) -> None:
    row = due(account=officer())
    for move in moves:
        open_before = row.state == "open"
        try:
            with DUE_DATE.moving(move, row, by=PROGRAM) as held:
                held.ended_at = clock.now()
        except NotNow:
            assert not open_before
        row.refresh_from_db()
        assert (row.ended_at is None) == (row.state == "open")
