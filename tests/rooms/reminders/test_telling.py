"""What is due is told once on each rung: by mail where there is a server, to deputy and leader, and quiet when done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from bureau.kernel import clock
from bureau.kernel.access import TheProgram
from bureau.people.permissions import P
from bureau.reminders import superiors, telling
from bureau.reminders.lifecycle import Rung
from bureau.reminders.models import DueDate, Reminder
from bureau.reminders.selectors import new_reminders
from bureau.reminders.services import add_due_date, finish_due_date
from bureau.reminders.telling import remind, rung_on
from bureau.trail.verify import verify
from tests.mailserver import Server, listening

if TYPE_CHECKING:
    from pytest_django.fixtures import Settings

    from bureau.people.models import Account, Unit
    from tests.cast import MakeOfficer

D = dt.date.fromisoformat
PROGRAM = TheProgram()
# Monday; the period ends on Friday of the week after.
MONDAY, DUE = D("2026-11-02"), D("2026-11-13")


@pytest.mark.parametrize(
    ("day", "rung"),
    [
        ("2026-11-02", Rung.BEGUN),
        ("2026-11-09", Rung.BEGUN),
        ("2026-11-10", Rung.SOON),
        ("2026-11-13", Rung.TODAY),
        ("2026-11-15", Rung.TODAY),  # a Sunday: no working day has passed
        ("2026-11-16", Rung.LATE),
        ("2026-11-17", Rung.TO_DEPUTY),
        ("2026-11-20", Rung.TO_LEADER),
    ],
)
def test_how_far_on_which_day(day: str, rung: Rung) -> None:
    assert rung_on(DUE, D(day)) == rung


def test_years_that_no_calendar_knows_are_counted_in_days() -> None:
    found = [rung_on(D("9000-05-16"), D("9000-05-16") + dt.timedelta(days=n)) for n in (-9, -3, 0, 1, 2, 5)]
    assert found == [Rung.BEGUN, Rung.SOON, Rung.TODAY, Rung.LATE, Rung.TO_DEPUTY, Rung.TO_LEADER]


@pytest.fixture
def server(settings: Settings) -> Iterator[Server]:
    """A mail server, and an office that knows it."""
    with listening() as found:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", found.port
        settings.EMAIL_TIMEOUT = 10
        settings.OFFICE_ADDRESS = "https://office.example"
        yield found


@pytest.fixture
def people(officer: MakeOfficer) -> tuple[Account, Account]:
    """An inspector and the leader, with mail addresses, since before the period began."""
    with clock.standing_at("2026-10-08"):
        mine = officer("inspector", email="inspector@office.example")
        return mine, officer("leader", email="leader@office.example")


def due(account: Account | None = None, **more: object) -> DueDate:
    fields = {"subject": "L-1", "title": "瑶光检测同一台设备", "why": "x", "address": "/leads/L-1/"} | more
    return add_due_date(due_on=DUE, account=account, by=PROGRAM, **fields)  # type: ignore[arg-type] # as above


def told_on(*days: str) -> list[int]:
    found = []
    for day in days:
        with clock.standing_at(day):
            found.append(remind())
    return found


@pytest.mark.django_db
@pytest.mark.db
@pytest.mark.loopback
def test_mail_goes_out_once_on_each_rung_and_names_nobody(
    people: tuple[Account, Account], server: Server
) -> None:
    mine, leader = people
    row = due(mine)
    days = ("2026-11-02", "2026-11-03", "2026-11-10", "2026-11-13", "2026-11-16", "2026-11-17", "2026-11-20")
    assert told_on(*days) == [1, 0, 1, 1, 1, 1, 1]
    to = [str(one["To"]) for one in server.received]
    assert to == ["inspector@office.example"] * 4 + ["leader@office.example"]
    bodies = [one.get_content() for one in server.received]
    assert all("https://office.example/leads/L-1/" in body and "2026-11-13" in body for body in bodies)
    assert all("瑶光" not in f"{one['Subject']}{one.get_content()}" for one in server.received)
    assert "9 working days left" in bodies[0]
    assert "2 working days late" in bodies[-1]  # nobody is deputy: the leader is told first, and once
    assert [one.due_date for one in new_reminders(leader)] == [row]
    with clock.standing_at("2026-11-20"):
        finish_due_date(due_date=row, by=mine)
        assert not new_reminders(leader).exists()
        assert Reminder.objects.get().state == "over"
        assert remind() == 0
    assert verify().discrepancies == ()


@pytest.mark.django_db
@pytest.mark.db
@pytest.mark.loopback
def test_what_the_server_does_not_take_is_tried_again(
    people: tuple[Account, Account], server: Server
) -> None:
    due(people[0])
    server.refuses = True
    assert told_on("2026-11-02") == [0]
    server.refuses = False
    assert told_on("2026-11-02") == [1]
    assert len(server.received) == 1


@pytest.mark.django_db
@pytest.mark.db
def test_without_a_server_the_queue_tells_and_only_what_stays_overdue_is_a_message(
    people: tuple[Account, Account], district: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine, leader = people
    with clock.standing_at("2026-10-08"):
        due(permission=P.HIT_TRIAGE, unit=district)
    monkeypatch.setattr(superiors, "_namings", [lambda _unit, rung: [mine] if rung == Rung.TO_DEPUTY else []])
    assert told_on("2026-11-02", "2026-11-13", "2026-11-16", "2026-11-17") == [0, 0, 0, 1]
    assert (new_reminders(mine).count(), new_reminders(leader).count()) == (1, 0)
    assert "deputy" in new_reminders(mine).get().why
    assert told_on("2026-11-19", "2026-11-20", "2026-11-30") == [0, 1, 0]
    assert (new_reminders(mine).count(), new_reminders(leader).count()) == (1, 1)


@pytest.mark.django_db
@pytest.mark.db
@pytest.mark.loopback
def test_a_round_goes_on_where_the_last_one_stopped(
    people: tuple[Account, Account], server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(telling, "MOST", 2)
    for number in range(5):
        due(people[0], subject=f"L-{number}")
    assert told_on("2026-11-02", "2026-11-02", "2026-11-02", "2026-11-02") == [2, 2, 1, 0]
    assert len(server.received) == 5


@pytest.mark.django_db
@pytest.mark.db
def test_a_leader_who_is_told_in_place_of_deputies_is_not_called_one(
    people: tuple[Account, Account], district: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    with clock.standing_at("2026-10-08"):
        due(permission=P.HIT_TRIAGE, unit=district)
    monkeypatch.setattr(superiors, "_namings", [])
    assert told_on("2026-11-17") == [1]
    assert "you lead the unit" in new_reminders(people[1]).get().why
