"""The pages: who opens which, what a stranger learns, what an institution sees, and that nothing entered is lost."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation

from bureau.kernel import clock
from bureau.people.models import Unit
from bureau.screening import services
from bureau.screening.models import HandIn, Hit, Question
from bureau.screening.services.ledgers import hand_in_ledger
from tests.cast import MakeOfficer, client_for
from tests.rooms.screening.conftest import Screened
from tests.rooms.screening.ledgers import as_files, as_zip, codes_of, sample, work_off

pytestmark = [pytest.mark.django_db]
REASON = {"reason": "as the head decided"}
# Every page about one thing, a role that it opens for, and one that is there without the permission.
ONE_THING = [
    ("ledger", "leader", "superior"),
    ("ledger-faults", "expert", "superior"),
    ("put-ledger-aside", "inspector", "leader"),
    ("run", "leader", "superior"),
    ("run-verdict", "expert", "administrator"),
    ("hit", "leader", "superior"),
    ("hit-rows", "expert", "administrator"),
    ("accept-hit", "inspector", "leader"),
    ("join-hit", "office", "leader"),
    ("ask-institution", "office", "expert"),
    ("dismiss-hit", "inspector", "leader"),
    ("reopen-hit", "inspector", "leader"),
    ("lead", "leader", "superior"),
    ("hand-over-lead", "office", "leader"),
    ("close-lead", "office", "expert"),
    ("question", "office", "leader"),
    ("answer-question", "office", "leader"),
    ("withdraw-question", "office", "leader"),
]
MANY = [
    ("ledgers", "leader", "superior"),
    ("hand-in-ledger", "inspector", "leader"),
    ("ledger-template", "inspector", "leader"),
    ("runs", "leader", "superior"),
    ("start-run", "office", "inspector"),
    ("hits", "leader", "superior"),
    ("export-hits", "expert", "superior"),
    ("leads", "expert", "superior"),
    ("questions", "office", "leader"),
]


@pytest.fixture
def paths(screened: Screened) -> dict[str, str]:
    """Where the pages about one thing are."""
    hit = screened.hit("dates.order")
    asked = screened.hit("raw.missing")
    lead = services.accept_hit(hit=hit, officer=screened.office, by=screened.office)
    question = services.ask_institution(
        hit=asked, text="请说明原始记录", report_numbers=["A-1"], due_on=_soon(), by=screened.office
    )
    named: dict[str, list[Any]] = {"run-verdict": [screened.run.reference, hit.uscc]}
    found = {}
    for name, _holder, _other in ONE_THING:
        if "question" in name:
            arguments: list[Any] = [question.reference]
        elif "lead" in name:
            arguments = [lead.reference]
        elif "ledger" in name:
            arguments = [screened.handin.reference]
        elif name.startswith("run"):
            arguments = named.get(name, [screened.run.reference])
        else:
            arguments = [screened.hit().reference]
        found[name] = reverse(f"screening:{name}", args=arguments)
    return found


def _soon() -> dt.date:
    return clock.today() + dt.timedelta(days=10)


def test_pages_about_one_thing(
    screened: Screened, paths: dict[str, str], elsewhere: Unit, officer: MakeOfficer
) -> None:
    own = {"ledger", "ledger-faults", "put-ledger-aside", "question", "answer-question"}
    for name, holder, other in ONE_THING:
        path = paths[name]
        assert Client().get(path).status_code == 302, name
        stranger = client_for(officer(holder, elsewhere))
        assert stranger.get(path).status_code == 404, name
        assert stranger.post(path, REASON).status_code in {404, 405}, name
        assert client_for(officer(other)).get(path).status_code == 403, name
        assert client_for(officer(holder)).get(path).status_code == 200, name
        expected = {200, 404} if name in own else {403}
        assert client_for(screened.speaker).get(path).status_code in expected, name


def test_pages_about_many(screened: Screened, officer: MakeOfficer) -> None:
    for name, holder, other in MANY:
        path = reverse(f"screening:{name}")
        assert Client().get(path).status_code == 302, name
        assert client_for(officer(other)).get(path).status_code == 403, name
        assert client_for(officer(holder)).get(path).status_code == 200, name
    for name in ("ledgers", "hand-in-ledger", "questions"):
        assert client_for(screened.speaker).get(reverse(f"screening:{name}")).status_code == 200, name
    for name in ("runs", "hits", "leads", "start-run", "export-hits"):
        assert client_for(screened.speaker).get(reverse(f"screening:{name}")).status_code == 403, name


def test_every_hit_is_told_in_both_languages(screened: Screened) -> None:
    client = client_for(screened.office)
    for rule in Hit.objects.order_by("rule").values_list("rule", flat=True).distinct():
        path = reverse("screening:hit", args=[screened.hit(rule).reference])
        with translation.override("en"):
            english = client.get(path).content.decode()
        assert 'lang="zh"' not in english.split("<main", 1)[-1].split("</main>")[0], rule
        assert "style=" not in english, rule
        assert f"{screened.hit(rule).uscc}/" not in english, rule


def test_what_the_page_of_a_hit_holds(screened: Screened) -> None:
    hit = screened.hit("instrument.double_booked")
    page = client_for(screened.office).get(reverse("screening:hit", args=[hit.reference])).content.decode()
    assert "<svg" in page
    for words in ("What it means", "It may be nothing", "What to look at on site", "Explained before"):
        assert words in page
    assert hit.report_no in page


def test_an_institution_sees_its_receipt_and_faults_and_nothing_else(
    screened: Screened, district: Unit
) -> None:
    client = client_for(screened.speaker)
    body = screened.faulty
    broken = sample() | {"reports": b"report_id\nx\n"}
    handin = hand_in_ledger(files=as_files(broken), unit=district, by=screened.speaker, institution=body)
    work_off()
    shown = client.get(reverse("screening:ledger", args=[handin.reference])).content.decode()
    assert "Nothing of it was taken" in shown
    for word in ("hit", "Hit", "lead", "screen"):
        assert f">{word}" not in shown.split("<main", 1)[-1]
    others = client.get(reverse("screening:ledger", args=[screened.handin.reference]))
    assert others.status_code == 404


def test_a_receipt_leads_an_officer_to_its_hits(screened: Screened) -> None:
    page = reverse("screening:ledger", args=[screened.handin.reference])
    assert "Hits that came of it" in client_for(screened.office).get(page).content.decode()


def test_handing_in_on_the_page(district: Unit, screened: Screened) -> None:
    client = client_for(screened.office)
    path = reverse("screening:hand-in-ledger")
    assert client.post(path, {}).status_code == 422
    wrong = {"file": SimpleUploadedFile("a.csv", b"\x00\x01\x02"), "first_day": "2022-05-01", "last_day": ""}
    assert client.post(path, wrong).status_code == 422
    answer = client.post(path, {"file": as_files(screened.tables)}, follow=True)
    assert "handed in before" in answer.content.decode()
    assert screened.handin.reference in answer.content.decode()


def test_an_institution_hands_in_its_own_on_the_page(screened: Screened) -> None:
    client = client_for(screened.speaker)
    path = reverse("screening:hand-in-ledger")
    stranger = next(one for one in screened.bodies if one.pk != screened.faulty.pk)
    refused = client.post(path, {"file": as_zip(screened.tables), "institution": stranger.reference})
    assert refused.status_code == 422
    answer = client.post(
        path, {"file": as_zip(screened.tables), "institution": screened.faulty.reference}, follow=True
    )
    assert "holds reports of others" in answer.content.decode()


def test_deciding_on_the_pages(screened: Screened, officer: MakeOfficer) -> None:
    client = client_for(screened.office)
    hit = screened.hit("raw.reused")
    path = reverse("screening:dismiss-hit", args=[hit.reference])
    base = {"base": str(hit.version)}
    assert client.post(path, base).status_code == 422
    held = client.post(path, base | {"reason": "同一批样品，原始记录合页", "until": "2001-01-01"})
    assert held.status_code == 409
    assert "同一批样品" in held.content.decode()
    until = {"until": _soon().isoformat()}
    assert client.post(path, base | until | {"reason": "同一批样品"}).status_code == 302
    stale = client.post(path, base | until | {"reason": "迟了"})
    assert stale.status_code == 409
    (other,) = stale.context["form"].clash.others
    assert (other.name, stale.context["form"].clash.clashes) == (screened.office.full_name, ())
    reopen = reverse("screening:reopen-hit", args=[hit.reference])
    assert client.post(reopen, REASON).status_code == 302
    accept = reverse("screening:accept-hit", args=[hit.reference])
    answer = client.post(accept, {"officer": screened.office.username, "reason": "x"}, follow=True)
    assert "working days left" in answer.content.decode()
    hit.refresh_from_db()
    assert hit.lead is not None
    second = screened.hit("raw.missing")
    join = reverse("screening:join-hit", args=[second.reference])
    assert client.post(join, {"lead": hit.lead.reference}).status_code == 302
    other = officer("inspector")
    over = reverse("screening:hand-over-lead", args=[hit.lead.reference])
    assert client.post(over, REASON | {"officer": other.username}).status_code == 302
    close = reverse("screening:close-lead", args=[hit.lead.reference])
    assert client.post(close, REASON).status_code == 302
    assert client.get(close).status_code == 200


def test_several_at_once(screened: Screened) -> None:
    client = client_for(screened.office)
    path = reverse("screening:decide-hits")
    names = list(Hit.objects.filter(rule="raw.reused").values_list("reference", flat=True))
    assert client.get(path).status_code == 302
    assert client.get(path, {"hit": names}).status_code == 200
    assert client.get(path, {"hit": ["H-1"]}).status_code == 404
    entered = {"hit": names, "decision": "accept", "reason": "同一原始记录", "until": _soon().isoformat()}
    assert client.post(path, entered).status_code == 302
    assert Hit.objects.filter(reference__in=names, lead__isnull=False).count() == len(names)
    again = client.post(path, entered | {"decision": "dismiss"})
    assert again.status_code == 409


def test_a_question_on_the_pages(screened: Screened) -> None:
    office, speaker = client_for(screened.office), client_for(screened.speaker)
    hit = screened.hit("raw.missing")
    path = reverse("screening:ask-institution", args=[hit.reference])
    entered = {
        "text": "请说明 2022 年 4 月的原始记录存放在何处。",
        "reports": "A-1，A-2",
        "due_on": _soon().isoformat(),
    }
    assert office.post(path, entered).status_code == 302
    question = Question.objects.get()
    assert question.report_numbers == ["A-1", "A-2"]
    asked = reverse("screening:question", args=[question.reference])
    shown = speaker.get(asked).content.decode()
    assert "A-2" in shown
    for hidden in (hit.reference, hit.rule, "raw record", "/hits/"):
        assert hidden not in shown
    assert question.reference in speaker.get("/").content.decode()
    answer = reverse("screening:answer-question", args=[question.reference])
    assert speaker.post(answer, {"answer": "存放在档案室。"}).status_code == 302
    assert speaker.post(answer, {"answer": "又存放在别处。"}).status_code == 409
    assert "存放在档案室" in office.get(reverse("screening:hit", args=[hit.reference])).content.decode()


def test_the_list_filters_and_exports(screened: Screened) -> None:
    client = client_for(screened.office)
    path = reverse("screening:hits")
    shown = client.get(path, {"rule": "raw.reused"})
    assert {one.rule for one in shown.context["page"].rows} == {"raw.reused"}
    assert "Drop" in client.get(path, {"report": "nothing-so"}).content.decode()
    assert client.get(path, {"view": "gone"}).status_code == 200
    name = screened.faulty.name
    assert client.get(path, {"institution": name, "conduct": "F1", "unit": ""}).context["page"].rows
    export = client.get(reverse("screening:export-hits"), {"rule": "raw.reused"})
    assert export["Content-Type"].endswith("sheet")
    leads = reverse("screening:leads")
    assert client.get(leads, {"state": "lead_open", "officer": "x", "institution": "y"}).status_code == 200


def test_codes_of_the_sample(screened: Screened) -> None:
    assert len(codes_of(screened.tables)) == HandIn.objects.get(pk=screened.handin.pk).parts.count() == 2
