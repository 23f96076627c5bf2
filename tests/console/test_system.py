"""The page about the server says what is wrong in plain words, with the cure, and that all is well where it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from bureau.console.system import Fact, facts
from bureau.jobs.models import Periodic
from bureau.jobs.periodics import beat, run_due_rounds
from bureau.kernel import clock
from bureau.papers.word import faces, pdf
from bureau.people.models import Unit
from tests.cast import MakeOfficer, client_for, make_institution_account
from tests.english import english  # noqa: F401 - a fixture, which pytest finds here by name

pytestmark = [pytest.mark.django_db, pytest.mark.db, pytest.mark.usefixtures("english")]


def fact(name: str) -> Fact:
    return next(one for one in facts() if one.name == name)


@pytest.fixture(autouse=True)
def found_anew() -> None:
    """What was found out about this machine is asked again."""
    pdf.walls.cache_clear()
    faces.installed.cache_clear()


def test_a_system_without_namespaces_is_told_with_the_cure(
    monkeypatch: pytest.MonkeyPatch, officer: MakeOfficer
) -> None:
    monkeypatch.setattr(pdf, "ALONE", (("--no-such-wall",),))
    monkeypatch.setattr(pdf, "program", lambda: "/usr/bin/soffice")
    said = fact("Walls around LibreOffice")
    assert (said.tone, said.word) == ("warn", "to be looked at")
    assert "This system gives no namespaces" in said.said
    assert "user.max_user_namespaces" in said.cure
    page = client_for(officer("administrator")).get("/system/").content.decode()
    assert "want attention" in page
    assert page.index("Walls around LibreOffice") < page.index("No mail server is set"), "the worst first"
    for words in ("This system gives no namespaces", "kernel.unprivileged_userns_clone=1"):
        assert words in page
    pdf.walls.cache_clear()


def test_walls_without_processes_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "program", lambda: "/usr/bin/soffice")
    monkeypatch.setattr(pdf, "walls", lambda: ("unshare", "--net"))
    assert "may go on after it was stopped" in fact("Walls around LibreOffice").said
    monkeypatch.setattr(pdf, "walls", lambda: ("unshare", "--net", *pdf.WITH_ALL_IT_STARTED))
    assert fact("Walls around LibreOffice").tone == "good"


def test_without_libreoffice_there_is_nothing_to_wall_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    said = fact("PDF of papers")
    assert (said.tone, "Install libreoffice-writer" in said.cure) == ("bad", True)
    assert "Walls around LibreOffice" not in [one.name for one in facts()]
    assert fact("Chinese faces for PDF").tone == "bad"


def test_the_worker_and_its_rounds() -> None:
    assert fact("Work in the background").tone == "bad"
    beat()
    run_due_rounds()
    assert (fact("Work in the background").tone, fact("Rounds").tone) == ("good", "good")
    Periodic.objects.exclude(pk="worker").update(ended_at=None, first_seen_at=clock.read_moment("2020-01-01"))
    Periodic.objects.filter(pk="files.sweep_orphans").update(error_number="E-1")
    assert "files.sweep_orphans (E-1)" in fact("Rounds").said


def test_the_calendar(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MINGJIAN_DATA", str(tmp_path))
    with clock.standing_at("2022-12-01"):
        assert fact("Calendar").tone == "good"
    with clock.standing_at("2190-05-01"):
        assert (fact("Calendar").tone, "arrangement of 2190" in fact("Calendar").said) == ("warn", True)
    (tmp_path / "calendar.toml").write_text("年 = 1", encoding="utf-8")
    assert fact("Calendar").tone == "bad"


def test_mail(settings: object) -> None:
    assert "reminders stand in the queue only" in fact("Mail").said
    settings.EMAIL_HOST = "mail.example"  # type: ignore[attr-defined] # of pytest-django
    assert fact("Mail").said == "Reminders are sent by mail, too."


def test_who_may_not_ask(officer: MakeOfficer, district: Unit) -> None:
    assert Client().get("/system/").status_code == 302
    assert client_for(officer("inspector")).get("/system/").status_code == 403
    assert client_for(make_institution_account("speaker", district)).get("/system/").status_code == 403
