"""More of the pages: files, faults taken away, runs started, questions taken back; workbooks with real dates."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation

from bureau.jobs.models import Job
from bureau.kernel import clock
from bureau.people.models import Unit
from bureau.screening import services
from bureau.screening.ledgers.changing import MOST, changes_of
from bureau.screening.ledgers.telling import (
    conduct_name,
    looks_of,
    outcome_name,
    reason_name,
    rule_name,
    title_of,
)
from bureau.screening.models import HandIn, Hit, Question, Run
from bureau.screening.selectors import ledger_page
from tests.cast import MakeOfficer, client_for
from tests.rooms.registry.walking import downloaded
from tests.rooms.screening.conftest import Screened
from tests.rooms.screening.ledgers import as_files, as_zip, sample, with_line, work_off
from tests.rooms.screening.test_triage import later

pytestmark = [pytest.mark.django_db]


def test_who_takes_the_files_away(screened: Screened, elsewhere: Unit, officer: MakeOfficer) -> None:
    file = next(one for one in screened.handin.files if one.name == "reports.csv")
    path = reverse("files:download", args=[file.reference])
    assert downloaded(client_for(officer("leader")), file.reference) == screened.tables["reports"]
    assert client_for(officer("office", elsewhere)).get(path).status_code == 404
    assert client_for(screened.speaker).get(path).status_code in {403, 404}


def test_faults_are_taken_away_and_a_ledger_is_checked_again(
    screened: Screened, district: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, by = client_for(screened.office), screened.office
    broken = screened.tables | {"reports": with_line(screened.tables["reports"], 1, issued_at="2022/1/1")}
    faulty = services.hand_in_ledger(files=as_files(broken), unit=district, by=by)
    for language in ("zh-hans", "en"):
        by.language = language
        answer = client.get(reverse("screening:ledger-faults", args=[faulty.reference]))
        assert answer["Content-Type"].endswith("sheet")
    assert client.get(reverse("screening:ledger", args=[faulty.reference])).status_code == 200
    monkeypatch.setattr("bureau.jobs.services.enqueue", lambda _key: None)
    waiting = services.hand_in_ledger(files=[as_zip(sample(600, 1, seed=4))], unit=district, by=by)
    shown = client.get(reverse("screening:ledger", args=[waiting.reference])).content.decode()
    assert "You may leave this page" in shown
    Job.objects.unfinished().moved("cancel_waiting", ended_at=clock.now())
    assert (
        "Check it again" in client.get(reverse("screening:ledger", args=[waiting.reference])).content.decode()
    )
    assert client.post(reverse("screening:check-ledger", args=[waiting.reference])).status_code == 302
    aside = reverse("screening:put-ledger-aside", args=[waiting.reference])
    assert client.post(aside, {"reason": "交错了"}).status_code == 302
    assert HandIn.objects.get(pk=waiting.pk).state == "ledger_put_aside"


def test_screening_once_more_on_the_page(screened: Screened, officer: MakeOfficer) -> None:
    client = client_for(screened.office)
    path = reverse("screening:start-run")
    assert client.get(path).status_code == 200
    answer = client.post(path, {}, follow=True)
    assert answer.status_code == 200
    assert Run.objects.count() == 2
    work_off()
    run = Run.objects.latest("started_at", "id")
    assert client.get(reverse("screening:run", args=[run.reference])).status_code == 200
    missing = reverse("screening:run-verdict", args=[run.reference, "91150602MA0000000X"])
    assert client.get(missing).status_code == 404


def test_a_conflict_tells_an_institution_nothing_of_who(screened: Screened) -> None:
    speaker, hit = client_for(screened.speaker), screened.hit("raw.missing")
    asked = services.ask_institution(
        hit=hit,
        text="请说明原始记录存放何处。",
        report_numbers=[],
        due_on=clock.today() + dt.timedelta(days=7),
        by=screened.office,
    )
    place = reverse("screening:answer-question", args=[asked.reference])
    base = speaker.get(place).context["form"].initial["base"]
    services.withdraw_question(question=asked, by=screened.office, reason="内部核对已清楚")
    answer = speaker.post(place, {"answer": "在档案室。", "base": base})
    assert answer.status_code == 409
    assert answer.context["form"].clash.others == ()
    for hidden in (screened.office.full_name, "内部核对已清楚"):
        assert hidden not in answer.content.decode()


def test_a_question_is_taken_back_on_the_page(screened: Screened) -> None:
    client, hit = client_for(screened.office), screened.hit()
    question = services.ask_institution(
        hit=hit, text="请说明", report_numbers=["A-1"], due_on=later(5), by=screened.office
    )
    second = services.put_question(
        hit=Hit.objects.get(pk=hit.pk), text="再说明", report_numbers=[], due_on=later(6), by=screened.office
    )
    path = reverse("screening:withdraw-question", args=[question.reference])
    assert client.post(path, {"reason": "不必了"}).status_code == 302
    assert client.post(path, {"reason": "不必了"}).status_code == 409
    assert Hit.objects.get(pk=hit.pk).state == "hit_asked"  # another still waits
    assert client.get(reverse("screening:hit", args=[hit.reference])).status_code == 200
    assert str(second) == Question.objects.get(pk=second.pk).reference


def test_a_lead_leads_on_to_a_visit_until_it_is_over(screened: Screened, officer: MakeOfficer) -> None:
    lead = services.accept_hit(hit=screened.hit(), officer=screened.office, by=screened.office, reason="x")
    path = reverse("screening:lead", args=[lead.reference])
    plan = f"{reverse('inspection:plan-visit')}?institution={lead.body.reference}"
    assert plan in client_for(screened.office).get(path).content.decode()
    assert plan not in client_for(officer("expert")).get(path).content.decode()
    services.close_lead(lead=lead, by=screened.office, reason="已说明")
    assert plan not in client_for(screened.office).get(path).content.decode()


def test_what_was_read_is_named_in_the_readers_language(screened: Screened) -> None:
    path = reverse("screening:ledger", args=[screened.handin.reference])
    assert reverse("screening:runs") in client_for(screened.office).get(path).content.decode()
    handin = HandIn.objects.get(pk=screened.handin.pk)
    assert "instruments" in dict(ledger_page(handin, for_=screened.office).rows)
    with translation.override("zh-hans"):
        assert "仪器设备 instruments" in dict(ledger_page(handin, for_=screened.office).rows)


def test_a_lead_that_is_late_says_so(screened: Screened) -> None:
    lead = services.accept_hit(hit=screened.hit(), officer=screened.office, by=screened.office, reason="x")
    client = client_for(screened.office)
    with clock.standing_at((lead.due_on + dt.timedelta(days=9)).isoformat()):
        client = client_for(screened.office)
        shown = client.get(reverse("screening:lead", args=[lead.reference])).content.decode()
        assert "working days late" in shown
        assert "late" in client.get(reverse("screening:leads")).content.decode()
    services.close_lead(lead=lead, by=screened.office, reason="已说明")
    closed = (
        client_for(screened.office).get(reverse("screening:lead", args=[lead.reference])).content.decode()
    )
    assert "已说明" in closed
    assert (
        "No lead is running" in client_for(screened.office).get(reverse("screening:leads")).content.decode()
    )


def test_several_institutions_are_no_one_lead(screened: Screened) -> None:
    hits = list(Hit.objects.order_by("reference")[:2])
    stranger = next(one for one in screened.bodies if one.pk != screened.faulty.pk)
    from bureau.trail.scope import scope

    with scope(actor="program", move="find_hit", reference="x"):
        held = hits[1].fresh()
        held.institution = stranger
        held.save()
    entered: dict[str, Any] = {
        "hit": [one.reference for one in hits],
        "decision": "accept",
        "reason": "一并看",
    }
    answer = client_for(screened.office).post(
        reverse("screening:decide-hits"), entered | {"until": later(5).isoformat()}
    )
    assert answer.status_code == 409
    assert "several institutions" in answer.content.decode()
    dismissed = entered | {"decision": "dismiss", "until": later(5).isoformat()}
    assert client_for(screened.office).post(reverse("screening:decide-hits"), dismissed).status_code == 302


def test_workbooks_that_cannot_be_read(district: Unit, officer: MakeOfficer) -> None:
    memory = io.BytesIO()
    with xlsxwriter.Workbook(memory, {"in_memory": True}) as book:
        for name in ("reports", "检验检测报告"):
            book.add_worksheet(name).write_row(0, 0, ["report_id"])
    twice = SimpleUploadedFile("x.xlsx", memory.getvalue())
    handin = services.hand_in_ledger(files=[twice], unit=district, by=officer("office"))
    work_off()
    handin.refresh_from_db()
    assert "the same table" in handin.refusal["en"]
    assert ledger_page(handin, for_=officer("office")).refusal


def test_words_for_what_is_not_known() -> None:
    assert looks_of("raw.missing")
    assert looks_of("no.such") == ()
    assert title_of("no.such", {}, "x") == rule_name("no.such") == "no.such"
    assert (conduct_name("??"), outcome_name("??"), reason_name("")) == ("??", "??", "")
    assert (changes_of({}, {}, "x"), MOST) == ([], 500)
