"""Messages are read by whom they were written to; the page says what waits, why, and how late it is."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from bureau.kernel import clock
from bureau.kernel.access import TheProgram
from bureau.kernel.lateness import late_words
from bureau.kernel.refusals import NotNow
from bureau.reminders.models import Reminder
from bureau.reminders.selectors import new_reminders
from bureau.reminders.services import add_due_date, notify, read_reminder
from tests.cast import client_for

if TYPE_CHECKING:
    from bureau.people.models import Account
    from tests.cast import MakeOfficer

pytestmark = [pytest.mark.django_db, pytest.mark.db]


def message(account: Account, by: Account | TheProgram | None = None) -> Reminder:
    return notify(
        account=account,
        subject="A-1",
        title="Your proposal was refused",
        why="You proposed it.",
        address="/approvals/A-1/",
        by=by or TheProgram(),
    )


def test_one_is_new_until_its_reader_has_read_it(officer: MakeOfficer) -> None:
    mine, other = officer(), officer("inspector")
    sent = message(mine, other)
    assert sent.sent_by_name == other.full_name
    assert list(new_reminders(mine)) == [sent]
    assert list(new_reminders(other)) == []
    with pytest.raises(NotNow, match=mine.full_name):
        read_reminder(reminder=sent, by=other)
    read = read_reminder(reminder=sent, by=mine)
    assert (read.state, read.read_at is not None) == ("read", True)
    assert list(new_reminders(mine)) == []


def test_the_page_says_what_waits(officer: MakeOfficer) -> None:
    mine = officer()
    message(mine)
    for days in (-2, 0, 3):
        add_due_date(
            subject="I-1",
            title=f"Matter {days}",
            why="You keep this dossier.",
            address="/institutions/I-1/",
            due_on=clock.today() + dt.timedelta(days=days),
            account=mine,
            by=TheProgram(),
        )
    page = client_for(mine).get(reverse("reminders:reminders")).content.decode()
    for said in (
        "3 matters",
        "1 overdue",
        late_words(clock.today() - dt.timedelta(days=2), clock.today()),
        "You keep this dossier.",
        "Your proposal was refused",
    ):
        assert said in page
    assert page.index("Matter -2") < page.index("Matter 0") < page.index("Matter 3")


def test_an_empty_queue_says_what_will_fill_it(officer: MakeOfficer) -> None:
    assert (
        "Nothing waits for you" in client_for(officer()).get(reverse("reminders:reminders")).content.decode()
    )


@pytest.mark.parametrize(("sent", "to"), [({}, "/reminders/"), ({"go": "1"}, "/approvals/A-1/")])
def test_a_message_is_put_away_or_followed(officer: MakeOfficer, sent: dict[str, str], to: str) -> None:
    mine = officer()
    address = reverse("reminders:read-reminder", args=[message(mine).pk])
    assert client_for(officer("leader")).post(address, sent).status_code == 404
    assert client_for(mine).get(address).status_code == 405
    answer = client_for(mine).post(address, sent)
    assert (answer.status_code, answer["Location"]) == (302, to)
    assert client_for(mine).post(address, sent).status_code == 404


def test_much_that_waits_comes_a_page_at_a_time(officer: MakeOfficer) -> None:
    mine = officer()
    today = clock.today()
    for number in range(53):
        add_due_date(
            subject=f"I-{number}",
            title=f"Matter {number}",
            why="You keep this dossier.",
            address="/",
            due_on=today + dt.timedelta(days=number),
            account=mine,
            by=TheProgram(),
        )
    client = client_for(mine)
    first = client.get(reverse("reminders:reminders"))
    rows = [row.due_date.subject for place in first.context["places"] for row in place[1]]
    later = client.get(reverse("reminders:reminders"), {"cursor": first.context["page"].later})
    rows += [row.due_date.subject for place in later.context["places"] for row in place[1]]
    assert rows == [f"I-{number}" for number in range(53)]
    assert first.context["counts"].total == later.context["counts"].total == 53
