"""The register and its pages: lists, what may be done and why not, forms that answer 200, 422 and 409."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from bureau.kernel import clock
from bureau.people.models import Account, Unit
from bureau.rectification import services
from bureau.rectification.models import Problem
from bureau.rectification.sources import Offered
from tests.cast import client_for, make_officer
from tests.factories import make_institution
from tests.rooms.files.handing_in import PDF
from tests.rooms.rectification.register import REASON, TEN, Office, again, day

pytestmark = [pytest.mark.django_db, pytest.mark.db]
MOVES = ("record-answer", "return", "verify", "close", "extend", "withdraw", "reopen")
Answer = Any  # the test client's kind of answer


def text(answer: Answer) -> str:
    page: str = answer.content.decode()
    return page


def references(answer: Answer) -> list[str]:
    return [one.reference for one in answer.context["page"].rows]


def file() -> SimpleUploadedFile:
    return SimpleUploadedFile("整改照片.pdf", PDF)


@pytest.fixture
def office(register: Office) -> Client:
    return client_for(register.office)


def entered(register: Office, **more: str) -> dict[str, str]:
    return {
        "institution": register.institution.reference,
        "title": "检测视频保存不足",
        "what": "6月1日至6月5日的视频未保存。",
        "measure": "按规定期限保存。",
        "officer": register.inspector.username,
        "working_days": "15",
        "origin": "inspection",
    } | more


def test_an_empty_register_says_what_will_fill_it(office: Client, register: Office) -> None:
    page = office.get("/problems/")
    assert "No problem has been recorded yet." in text(page)
    assert "Export" not in text(page)
    made = register.problem()
    assert references(office.get("/problems/")) == [made.reference]
    assert "No problem is overdue." in text(office.get("/problems/?view=overdue"))
    assert "No problem is in this view." in text(office.get("/problems/?view=closed"))
    assert "Nothing fits this condition." in text(office.get("/problems/?words=nothing"))


def test_views_conditions_and_the_word_late(register: Office, office: Client) -> None:
    late = register.problem(period=services.Period(working_days=1), domain="food", conduct="U2")
    mine = register.problem(officer=register.office, title="报告未列明标准编号")
    waiting = register.answered()
    to_close = register.verify(register.answered())
    closed = register.closed()
    gone = services.withdraw_problem(problem=register.problem(), by=register.leader, reason=REASON)
    with clock.standing_at("2022-06-28"):
        later = client_for(register.office)
        shown = {
            view: references(later.get(f"/problems/?view={view}"))
            for view in ("", "mine", "overdue", "week", "verify", "close", "closed", "all")
        }
        page = text(later.get("/problems/"))
    assert shown["mine"] == [mine.reference]
    assert shown["overdue"] == [late.reference]
    assert shown["week"] == [mine.reference]
    assert shown["verify"] == [waiting.reference]
    assert shown["close"] == [to_close.reference]
    assert shown["closed"] == [closed.reference]
    assert set(shown[""]) == {one.reference for one in (late, mine, waiting, to_close)}
    assert gone.reference not in shown["all"]
    assert 'class="late"' in page
    assert "5 working days late" in page

    def found(query: str) -> list[str]:
        return references(office.get(f"/problems/?{query}"))

    assert found("state=withdrawn") == [gone.reference]
    assert found("state=withdrawn&view=closed") == [gone.reference]
    assert found("state=struck_off") == [closed.reference]
    assert found("domain=food") == found("conduct=U2") == [late.reference]
    assert found("officer=主任") == [mine.reference]
    assert found("words=标准编号+华衡") == [mine.reference]
    assert found(f"words={late.reference}") == [late.reference]
    assert found(f"words={register.institution.reference.lower()}&view=close") == [to_close.reference]
    assert found(f"unit={register.station.reference}") == []
    assert found("sort=-number")[0] == to_close.reference
    assert len(found("sort=institution&view=all")) == 5


def test_export_says_what_it_holds(register: Office, office: Client) -> None:
    closed = register.closed(conduct="U2", domain="food")
    register.problem()
    services.withdraw_problem(problem=register.problem(), by=register.leader, reason=REASON)
    with clock.standing_at("2022-07-08"):
        later = client_for(register.office)
        book = openpyxl.load_workbook(io.BytesIO(later.get("/problems/export/?view=all").content))
    about = {row[0]: row[1] for row in book["About"].iter_rows(values_only=True)}
    assert about["Withdrawn ones"] == "left out"
    assert about["Rows"] == "2"
    rows = {row[0]: row for row in book["Rows"].iter_rows(values_only=True)}
    assert rows[closed.reference][-3:] == ("closed", "2022-06-20", "组长")
    assert "U2 untrue: instruments not verified or calibrated" in rows[closed.reference]
    late = next(row for ref, row in rows.items() if ref not in {closed.reference, "Number"})
    assert "4 working days late" in late
    book = openpyxl.load_workbook(io.BytesIO(office.get("/problems/export/?state=withdrawn").content))
    about = {row[0]: row[1] for row in book["About"].iter_rows(values_only=True)}
    assert about["Withdrawn ones"] == "these only"


def test_on_paper_it_is_a_ruled_register(
    register: Office, office: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, other = register.problem(), register.problem()
    with clock.standing_at("2022-07-08"):
        page = text(client_for(register.office).get("/problems/print/?view=overdue"))
    assert "print-wide" in page
    assert made.measure in page
    assert "4 working days late" in page
    monkeypatch.setattr("bureau.rectification.views.register.MOST_PRINTED", 1)
    assert "Only the first 1 rows are here." in text(office.get("/problems/print/"))
    assert other.reference not in text(office.get("/problems/print/"))
    assert "No problem is in this view." in text(office.get("/problems/print/?view=closed"))


def test_a_problem_is_recorded_on_its_page(register: Office, office: Client) -> None:
    place = f"/problems/record/?institution={register.institution.reference}"
    assert office.get(place).context["form"].initial["institution"] == register.institution.reference
    wrong = office.post("/problems/record/", entered(register, title="", deadline_on="2022-07-30"))
    assert wrong.status_code == 422
    assert {"title", "working_days"} <= set(wrong.context["form"].errors)
    assert "按规定期限保存" in text(wrong)
    past = entered(register, working_days="", deadline_on="2022-06-20")
    refused = office.post("/problems/record/", past)
    assert (refused.status_code, "later than 2022-06-20" in text(refused)) == (409, True)
    assert office.post("/problems/record/", entered(register, working_days="x")).status_code == 422
    done = office.post("/problems/record/", entered(register))
    made = Problem.objects.get()
    assert done["Location"] == f"/problems/{made.reference}/"
    assert made.unit == register.district
    assert office.get("/problems/record/?institution=I-1").status_code == 404
    nobody = client_for(make_officer("nobody", None, register.district))
    assert nobody.get("/problems/record/").status_code == 403


def test_taken_over_from_a_finding(register: Office, office: Client) -> None:
    one = Offered(
        "Z-150699-2022-0031/1",
        make_institution("云川清源检测有限公司", unit=None, domains=["food"], officer=None),
        "冷藏箱无温度记录",
        "抽查 20 份缺 14 份",
        conduct="U1",
        self_found=True,
    )
    register.findings.offered[one.reference] = one
    assert one.title in text(office.get("/problems/"))
    place = f"/problems/record/?source={one.reference}"
    begun = office.get(place)
    form = begun.context["form"]
    assert (form.initial["title"], form.initial["domain"], form.initial["conduct"]) == (
        one.title,
        "food",
        "U1",
    )
    given = entered(register, institution=one.institution.reference, source=one.reference)
    assert office.post(place, given | {"title": one.title}).status_code == 302
    made = Problem.objects.get()
    assert (made.source, made.unit) == (one.reference, register.district)
    assert office.post(place, given).status_code == 409
    assert office.get("/problems/record/?source=D-2").status_code == 404
    assert one.reference in text(office.get(f"/problems/{made.reference}/"))


def test_strangers_readers_and_holders(register: Office, elsewhere: Unit, city: Unit) -> None:
    made = register.problem()
    stranger = client_for(make_officer("stranger", "office", elsewhere))
    reader = client_for(make_officer("reader", "expert", register.district))
    superior = client_for(make_officer("superior", "superior", city))
    assert stranger.get(f"/problems/{made.reference}/").status_code == 404
    assert reader.get(f"/problems/{made.reference}/").status_code == 200
    assert superior.get(f"/problems/{made.reference}/").status_code == 403
    assert client_for(register.speaker).get(f"/problems/{made.reference}/").status_code == 403
    for move in MOVES:
        place = f"/problems/{made.reference}/{move}/"
        assert reader.get(place).status_code == reader.post(place).status_code == 403, move
        assert stranger.get(place).status_code == (403 if move == "extend" else 404), move


def test_the_page_greys_what_cannot_be_done_and_says_why(register: Office, office: Client) -> None:
    made = register.answered()
    own = text(client_for(register.inspector).get(f"/problems/{made.reference}/"))
    assert "somebody else must verify it: 主任, 副主任" in own
    assert 'aria-disabled="true"' in own
    assert f"/problems/{made.reference}/verify/" in text(office.get(f"/problems/{made.reference}/"))
    refused = client_for(register.inspector).get(f"/problems/{made.reference}/verify/")
    assert "You handled the institution" in text(refused)


def post(account: Account, row: Problem, move: str, given: dict[str, Any]) -> Answer:
    return client_for(account).post(f"/problems/{row.reference}/{move}/", given)


def test_every_move_on_its_page(register: Office) -> None:
    row = register.problem()
    paper = {"given_on": "2022-06-19", "text": "已检定，见附件。", "proof": [file(), file()]}
    assert post(register.inspector, row, "record-answer", {}).status_code == 422
    late = post(register.inspector, row, "record-answer", paper | {"given_on": "2022-06-21"})
    assert late.status_code == 422
    paper["proof"] = [file(), file()]
    assert post(register.inspector, row, "record-answer", paper).status_code == 302
    back = {"reason": REASON, "working_days": "3"}
    assert post(register.office, row, "return", back | {"working_days": ""}).status_code == 422
    assert post(register.office, row, "return", back).status_code == 302
    assert post(register.leader, row, "extend", back).status_code == 302
    register.answer(again(row))
    seen = {"way": "site", "verified_on": "2022-06-20", "remark": "现场查看铭牌与证书一致。"}
    assert post(register.office, row, "verify", seen).status_code == 409
    assert post(register.second, row, "verify", seen | {"proof": [file()]}).status_code == 302
    assert post(register.second, row, "close", {}).status_code == 409
    page = text(client_for(register.leader).get(f"/problems/{row.reference}/"))
    assert "现场查看铭牌" in page
    assert REASON in page
    assert post(register.leader, row, "close", {}).status_code == 302
    assert post(register.inspector, row, "reopen", back).status_code == 302
    assert "relapsed" in text(client_for(register.leader).get(f"/problems/{row.reference}/"))
    assert post(register.leader, row, "withdraw", {"reason": REASON}).status_code == 302
    gone = text(client_for(register.leader).get(f"/problems/{row.reference}/"))
    assert "Withdrawn; it counts nowhere." in gone


def test_a_file_that_is_not_taken(register: Office) -> None:
    row = register.problem()
    given = {"given_on": "2022-06-19", "text": "已检定。", "proof": [SimpleUploadedFile("a.exe", b"MZ" * 40)]}
    refused = post(register.inspector, row, "record-answer", given)
    assert (refused.status_code, "Nothing was kept" in text(refused)) == (422, True)
    given["proof"] = [file() for _ in range(21)]
    assert "20 files at most" in text(post(register.inspector, row, "record-answer", given))
    assert again(row).state == "rectifying"


def test_a_conflict_shows_both_values(register: Office) -> None:
    row = register.problem()
    leader = client_for(register.leader)
    place = f"/problems/{row.reference}/extend/"
    base = leader.get(place).context["form"].initial["base"]
    services.extend_deadline(problem=row, period=TEN, by=register.deputy, reason="设备送修")
    given = {"reason": REASON, "deadline_on": "2022-07-29", "base": base}
    conflict = leader.post(place, given)
    page = text(conflict)
    assert conflict.status_code == 409
    clash = conflict.context["form"].clash
    assert (clash.only.theirs, clash.only.mine) == ("2022-07-18", "2022-07-29")
    assert [(one.name, one.reason) for one in clash.others] == [("副组长", "设备送修")]
    assert "副组长 saved it at" in page
    assert "deadline: 2022-07-04 → 2022-07-18" in page
    assert "Keep 2022-07-18" in page
    assert "Change to 2022-07-29" in page
    held = conflict.context["form"].data["base"]
    in_days = leader.post(place, {"reason": REASON, "working_days": "9", "base": base})
    assert "Change to 9 working days" in text(in_days)
    assert leader.post(place, given | {"base": held}).status_code == 302
    assert again(row).deadline_on == day("07-29")


def test_the_institution_sees_what_is_asked_and_nothing_else(register: Office) -> None:
    row = register.problem()
    own = client_for(register.speaker)
    place = f"/own-problems/{row.reference}/answer/"
    assert row.title in text(own.get("/own-problems/"))
    assert own.post(place, {}).status_code == 422
    done = own.post(place, {"text": "已于 6 月 18 日检定。", "proof": [file()]})
    assert done["Location"] == "/own-problems/"
    services.return_answer(problem=again(row), period=TEN, by=register.office, reason=REASON)
    page = text(own.get(place))
    assert REASON in page
    assert "整改照片.pdf" in page
    register.answer(again(row))
    register.verify(again(row), by=register.second, remark="内部意见不可外传")
    services.return_answer(problem=again(row), period=TEN, by=register.office, reason="仍需补充材料")
    services.extend_deadline(problem=again(row), period=TEN, by=register.leader, reason="内部延期理由")
    register.answer(again(row))
    register.verify(again(row), by=register.second, remark="内部意见不可外传")
    pages = text(own.get(place)) + text(own.get("/own-problems/"))
    for name in ("主任", "副主任", "组长", "监管员", "内部意见", "内部延期", "to be closed", "verified"):
        assert name not in pages, name
    assert "answered; the office looks at it" in pages
    assert own.post(place, {"text": "再次说明。"}).status_code == 409


def test_a_conflict_tells_the_institution_nothing_of_who(register: Office) -> None:
    row = register.problem()
    own = client_for(register.speaker)
    place = f"/own-problems/{row.reference}/answer/"
    base = own.get(place).context["form"].initial["base"]
    services.extend_deadline(problem=row, period=TEN, by=register.leader, reason="内部延期理由")
    conflict = own.post(place, {"text": "已检定合格。", "base": base})
    assert conflict.status_code == 409
    assert "2022-07-18" in text(conflict)
    assert "组长" not in text(conflict)
    assert "内部延期" not in text(conflict)


def test_other_institutions_and_accounts_without_one(register: Office, institution_account: Account) -> None:
    row = register.problem()
    other = client_for(institution_account)
    assert "does not speak for an institution yet" in text(other.get("/own-problems/"))
    assert other.get(f"/own-problems/{row.reference}/answer/").status_code == 404
    services.withdraw_problem(problem=row, by=register.leader, reason=REASON)
    page = text(client_for(register.speaker).get(f"/own-problems/{row.reference}/answer/"))
    assert "There is nothing to answer now." in page
    assert REASON not in page


def test_the_form_begins_with_who_answers_for_the_institution(register: Office, office: Client) -> None:
    body = make_institution(
        "云川禾信检测有限公司", unit=register.district, officer=register.second, domains=["food", "health"]
    )
    form = office.get(f"/problems/record/?institution={body.reference}").context["form"]
    assert (form.initial["officer"], form.initial["domain"]) == (register.second.username, "")
    plain = office.get("/problems/record/").context["form"]
    assert (plain.initial["officer"], plain.initial["working_days"]) == (register.office.username, 15)
