"""A unit that was shut: the due date leaves those days out, and so do the words that say how far off it is."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bureau.kernel import clock
from bureau.kernel.references import card_of
from bureau.rectification.services import Period
from bureau.rectification.templatetags.rectification import late_in_words, left
from bureau.reminders.counting import calendar_for
from bureau.reminders.lifecycle import Rung
from bureau.reminders.models import DueDate
from bureau.reminders.selectors import queue_of
from bureau.reminders.telling import rung_on
from tests.cast import client_for

if TYPE_CHECKING:
    from bureau.people.models import Account
    from bureau.rectification.models import Problem
    from tests.rooms.rectification.register import Office

pytestmark = [pytest.mark.django_db, pytest.mark.db]
SHUT = """
[["停办"]]
"单位" = ["{unit}"]
"自" = 2022-06-22
"至" = 2022-06-28
"事由" = "疫情防控"
"凭证" = "第3号通告"
"""
# Ten working days after 20 June, five of them shut: 4 to 11 July, and not 4 July as elsewhere.
SHUT_DUE, OPEN_DUE = dt.date(2022, 7, 11), dt.date(2022, 7, 4)


@pytest.fixture
def shut(register: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    """The station is shut for a week; the district is not."""
    monkeypatch.setenv("MINGJIAN_DATA", str(tmp_path))
    text = SHUT.format(unit=register.station.short_name)
    (tmp_path / "calendar.toml").write_text(text, encoding="utf-8")
    return register


def words_of(problem: Problem, by: Account) -> list[str]:
    """How far off its deadline is: in the queue of somebody, and in lists."""
    rows = DueDate.objects.open().about(problem.reference).filter(account=by)
    found = queue_of(rows)
    return [one.said for one in (*found.soon, *found.later, *found.overdue)] + [left(problem)]


def test_what_is_left_is_counted_as_the_due_date_was(shut: Office) -> None:
    there, here = shut.problem(unit=shut.station), shut.problem()
    assert (there.deadline_on, here.deadline_on) == (SHUT_DUE, OPEN_DUE)
    for problem in (there, here):
        for by in (shut.inspector, shut.speaker):
            assert words_of(problem, by) == ["10 working days left"] * 2
    page = client_for(shut.inspector).get(f"/problems/{there.reference}/").content.decode()
    assert "10 working days left" in page
    assert "15 working days left" not in page


def test_what_is_late_too_and_nobody_is_told_too_early(shut: Office) -> None:
    day = Period(on=dt.date(2022, 6, 21))
    there, here = shut.problem(unit=shut.station, period=day), shut.problem(period=day)
    with clock.standing_at("2022-06-29"):
        for problem, said, rung in (
            (there, "1 working day late", Rung.LATE),
            (here, "6 working days late", Rung.TO_LEADER),
        ):
            assert words_of(problem, shut.inspector)[0] == late_in_words(problem) == said
            card = card_of(problem.reference, for_=shut.leader)
            assert card is not None
            assert card.state == said
            rows = DueDate.objects.open().about(problem.reference).filter(account=shut.inspector)
            told = rung_on(rows.get().due_on, clock.today(), calendar_for(rows.get()))
            assert told == rung


def test_a_list_asks_for_the_calendar_of_a_unit_without_asking_for_each_row(register: Office) -> None:
    speaker, counts = client_for(register.speaker), []
    for number in (1, 8):
        for _one in range(number):
            register.problem()
        with CaptureQueriesContext(connection) as asked:
            assert speaker.get(reverse("rectification:own-problems")).status_code == 200
        counts.append(len(asked))
    assert counts[1] <= counts[0]
