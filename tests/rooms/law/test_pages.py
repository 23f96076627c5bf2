"""The pages of the law: every law can be opened, in either language, and a lead shows how its last day came about."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from bureau.kernel import clock
from bureau.kernel.calendars import Calendar
from bureau.kernel.lengths import read_length
from bureau.kernel.periods import Extension, Stop, reckon
from bureau.law.reading import read_book
from bureau.law.selectors.faces import Face, face_of
from bureau.people.roles import Role
from tests.cast import client_for

if TYPE_CHECKING:
    from bureau.people.models import Account
    from tests.cast import MakeOfficer

D = dt.date.fromisoformat


def page(officer: Account, name: str, *keys: object) -> str:
    answer = client_for(officer).get(reverse(name, args=keys))
    assert answer.status_code == 200
    return str(answer.content.decode())


@pytest.mark.django_db
@pytest.mark.db
def test_the_list_names_every_law_and_what_is_not_sure(officer: MakeOfficer) -> None:
    shown = page(officer(), "law:laws")
    for law in read_book().laws:
        assert law.name in shown
    assert "entries not printed unconfirmed" in shown
    assert "since when, the source does not say" in shown
    assert "special law" in shown


@pytest.mark.django_db
def test_every_law_has_its_page(officer: MakeOfficer) -> None:
    by = officer()
    for law in read_book().laws:
        shown = page(by, "law:law", law.file.removesuffix(".toml"))
        assert law.name in shown
        for version in law.versions:
            assert version.source in shown
            assert all(term.name in shown for term in version.terms)


@pytest.mark.django_db
def test_a_law_shows_both_numberings_the_newest_first(officer: MakeOfficer) -> None:
    shown = page(officer(), "law:law", "order-39")
    assert shown.index("Version 2025") < shown.index("Version 2021")
    for part in ("article 15(1)", "article 14(1)", "up to 100,000 yuan", "30,000 yuan", "D inference"):
        assert part in shown


@pytest.mark.django_db
def test_what_is_not_in_force_today_is_folded(officer: MakeOfficer) -> None:
    with clock.standing_at("2022-06-20"):
        by = officer()
    for day, open_, folded, said in (
        ("2022-06-20", "Version 2021", "Version 2025", "not in force before 2025-05-01"),
        ("2026-11-27", "Version 2025", "Version 2021", "in force until 2025-04-30"),
    ):
        with clock.standing_at(day):
            shown = page(by, "law:law", "order-39")
        assert shown.count("in force today") == 1
        outside = re.sub(
            r'<details class="folded"><summary><b>Version.*?</div></details>', "", shown, flags=re.DOTALL
        )
        assert (f"<h2>{open_}</h2>" in outside, folded in outside) == (True, False)
        assert said in shown
    with clock.standing_at("2022-06-20"):
        assert "None of the versions here is in force on 2022-06-20" in page(by, "law:law", "ecological-code")


@pytest.mark.django_db
def test_a_law_that_is_not_there(officer: MakeOfficer) -> None:
    assert client_for(officer()).get(reverse("law:law", args=["order-40"])).status_code == 404


@pytest.mark.django_db
def test_who_reads_no_law(officer: MakeOfficer) -> None:
    by = officer(role=Role.ADMINISTRATOR)
    assert client_for(by).get(reverse("law:laws")).status_code == 403


def kinds(face: Face) -> dict[str, str]:
    """The kind of each day of a face of one month."""
    (month,) = face.months
    return {one["day"]: one["kind"] for week in month.weeks for one in week if one["day"]}


def test_a_face_has_every_kind_of_day() -> None:
    stop = Stop(D("2022-06-14"), D("2022-06-15"), "检测委托书")
    more = Extension(read_length("2wd"), D("2022-06-13"), "负责人批准")
    found = reckon(D("2022-06-08"), read_length("6wd"), stops=[stop], extensions=[more])
    face = face_of(found, D("2022-06-13"))
    told = kinds(face)
    assert {day: told[day] for day in ("8", "9", "11", "13", "14", "16", "22")} == {
        "8": "start",
        "9": "past",
        "11": "rest",
        "13": "today",
        "14": "stop",
        "16": "on",
        "22": "due",
    }
    assert told["7"] == told["23"] == ""
    assert [(one["what"], one["how"], one["day"]) for one in face.lines] == [
        ("Counted from", "the day itself is not counted", "2022-06-08"),
        ("Add", "6 working days", ""),
        ("Extended", "2 working days, approved on 2022-06-13: 负责人批准", ""),
        ("deducted", "2022-06-14 to 2022-06-15: 检测委托书", ""),
        ("Not counted", "4 days of rest", ""),
    ]
    assert face.total == {"how": "the end of that day", "day": "2022-06-22"}
    assert ("stop", "deducted") in face.key
    assert {one["title"] for week in face.months[0].weeks for one in week} == {"", "检测委托书"}


def test_a_face_over_months_tells_that_it_moved_on() -> None:
    face = face_of(reckon(D("2022-07-05"), read_length("90d")), D("2022-06-13"))
    assert [one.title for one in face.months] == ["Jul 2022", "Aug 2022", "Sep 2022", "Oct 2022"]
    assert face.lines[-1] == {"what": "Moved on", "how": "it ended on a day of rest", "day": "2022-10-03"}
    assert "National Day" in {one["title"] for week in face.months[-1].weeks for one in week}


def test_a_face_past_the_published_calendar_promises_nothing() -> None:
    face = face_of(reckon(D("9000-07-05"), read_length("5wd"), calendar=Calendar()), D("9000-07-01"))
    assert "not before 9000-07-10" in face.total["day"]
