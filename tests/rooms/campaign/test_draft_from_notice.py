"""From a notice to a draft: what is kept, what is shown beside which sentence, what is cited, who may."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from bureau.campaign import services
from bureau.campaign.models import Campaign, Notice
from bureau.campaign.notice_texts import text_of
from bureau.campaign.selectors.notices import cites_of, notices_waiting
from bureau.files.intake import NotAccepted
from bureau.files.store import open_content
from bureau.kernel import clock
from bureau.kernel.refusals import MissingPermission, NotNow
from bureau.people.models import Account, Unit
from tests.cast import MakeOfficer, client_for, make_unit
from tests.rooms.campaign.running import TODAY, issued
from tests.rooms.files.handing_in import PDF

pytestmark = [pytest.mark.django_db, pytest.mark.db]
TEXT = (Path(__file__).parent / "notices" / "district.txt").read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def in_may() -> Iterator[None]:
    with clock.standing_at(TODAY):
        yield


@pytest.fixture
def office(officer: MakeOfficer) -> Account:
    return officer("office", username="the-office")


def word_file(text: str = TEXT) -> bytes:
    document = docx.Document()
    for line in text.splitlines():
        document.add_paragraph(line)
    document.add_table(rows=1, cols=2).rows[0].cells[0].text = "序号"
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def posted(notice: Notice, client: Client, **changed: Any) -> dict[str, Any]:
    """What a browser would send back: the form as the page shows it, with changes."""
    form = client.get(reverse("campaign:notice", args=[notice.reference])).context["form"]
    held = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in (held | changed).items() if value is not None}


@pytest.mark.parametrize("kind", ["word", "windows", "pasted", "pdf"])
def test_the_original_is_kept_with_its_hash_and_its_text_is_read(
    kind: str, district: Unit, office: Account
) -> None:
    content, name, pasted = {
        "word": (word_file(), "通知.docx", ""),
        "windows": (TEXT.encode("gb18030"), "通知.txt", ""),
        "pasted": (None, "", TEXT),
        "pdf": (PDF, "通知.pdf", TEXT),
    }[kind]
    made = services.keep_notice(unit=district, by=office, content=content, name=name, pasted=pasted)
    row = Notice.objects.get(pk=made.pk)
    expected = content if content is not None else TEXT.encode()
    assert row.file.sha256 == hashlib.sha256(expected).hexdigest()
    with open_content(row.file.sha256) as kept:
        assert kept.read() == expected
    assert "".join(TEXT.split()) in "".join(text_of(row).split())


@pytest.mark.parametrize(
    ("content", "name", "pasted"),
    [
        (PDF, "通知.pdf", ""),
        (b"MZ" + bytes(100), "通知.docx", ""),
        (None, "", "太短"),
        (word_file(""), "空.docx", ""),
    ],
)
def test_what_holds_no_text_is_refused_and_nothing_is_recorded(
    content: bytes | None, name: str, pasted: str, district: Unit, office: Account
) -> None:
    with pytest.raises((NotNow, NotAccepted)):
        services.keep_notice(unit=district, by=office, content=content, name=name, pasted=pasted)
    assert not Notice.objects.exists()


def test_every_proposal_stands_beside_its_sentence(district: Unit, office: Account, section: Unit) -> None:
    row = services.keep_notice(unit=district, by=office, pasted=TEXT)
    answer = client_for(office).get(reverse("campaign:notice", args=[row.reference]))
    form = answer.context["form"]
    beside = {one.field.name: one.said for one in form.rows()}
    assert beside["document_number"].quote == "云川区市监发〔2022〕21号"
    assert (beside["focus"].place, beside["principles"].place) == ("四", "一")
    assert len(form["focus"].value()) == 6
    assert form["addressees"].value() == [section.reference]
    page = answer.content.decode()
    assert "六个领域" in page


def test_confirmed_it_is_a_draft_that_cites_its_clauses(
    district: Unit, office: Account, section: Unit
) -> None:
    row = services.keep_notice(unit=district, by=office, content=word_file(), name="通知.docx")
    client = client_for(office)
    sent = posted(row, client, principles="问题导向、依法监管")
    answer = client.post(reverse("campaign:notice", args=[row.reference]), sent)
    assert answer.status_code == 302, answer.context["form"].errors
    campaign = Campaign.objects.get()
    assert (campaign.document_number, campaign.principles) == (
        "云川区市监发〔2022〕21号",
        "问题导向、依法监管",
    )
    assert [one.words for one in campaign.phases_now()] == [
        "2022年5月5 — 2022年5月中旬",
        "2022年5月中旬 — 6月底",
        "2022年7月底",
    ]
    assert set(campaign.phases_now()[1].conditions) == {"all_visited", "focus_visited"}
    cites = cites_of(campaign)
    assert (cites["principles"].corrected, cites["title"].corrected) == (True, False)
    assert (cites["phase/1"].place, cites["phase/2/all_visited"].place, cites["focus/food"].place) == (
        "三（一）",
        "四",
        "四",
    )
    assert "填写《检验检测机构基本情况汇总表》" in cites["phase/1/annex_submitted"].quote
    plan = client.get(reverse("campaign:campaign", args=[campaign.reference]) + "?tab=plan").content.decode()
    assert "三（一）" in plan
    assert "通知.docx" in plan
    assert not notices_waiting(office).exists()
    again = client.post(reverse("campaign:notice", args=[row.reference]), sent)
    assert again.status_code == 409
    assert Campaign.objects.count() == 1


def test_the_superiors_campaign_is_found_by_its_number(
    city: Unit, district: Unit, office: Account, officer: MakeOfficer
) -> None:
    above = issued(city, officer("leader", city), district, document_number="鄂川市监发〔2022〕12号")
    row = services.keep_notice(unit=district, by=office, pasted=TEXT)
    form = client_for(office).get(reverse("campaign:notice", args=[row.reference])).context["form"]
    assert form["superior"].value() == above.reference


def test_a_notice_of_another_unit_is_said_to_be_one(district: Unit, office: Account) -> None:
    own = TEXT.replace("北原自治区鄂川市云川区市场监督管理局", district.name)
    for text, other in ((TEXT, True), (own, False)):
        row = services.keep_notice(unit=district, by=office, pasted=text)
        answer = client_for(office).get(reverse("campaign:notice", args=[row.reference]))
        assert answer.context["another_issuer"] is other


def test_one_without_any_plan_falls_back_on_the_presets(district: Unit, office: Account) -> None:
    text = "关于加强监管的通知\n各市场监管所：\n请各所结合实际加强日常监管，发现问题及时报告。"
    row = services.keep_notice(unit=district, by=office, pasted=text)
    form = client_for(office).get(reverse("campaign:notice", args=[row.reference])).context["form"]
    assert [form[f"phase_{n}_name"].value() for n in (1, 2, 3)] == ["全面摸底", "集中整治", "巩固提升"]
    assert not form["begins_on"].value()


def test_dates_of_a_phase_are_wanted_in_pairs_with_their_reason(district: Unit, office: Account) -> None:
    row = services.keep_notice(unit=district, by=office, pasted=TEXT)
    client = client_for(office)
    sent = posted(row, client, phase_1_ends_on="", phase_2_dates_reason="")
    answer = client.post(reverse("campaign:notice", args=[row.reference]), sent)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"phase_1_ends_on", "phase_2_dates_reason"}
    assert not Campaign.objects.exists()


def test_handing_in_by_the_page(district: Unit, office: Account) -> None:
    client, at = client_for(office), reverse("campaign:keep-notice")
    assert client.post(at, {}).status_code == 422
    both = {"file": SimpleUploadedFile("通知.docx", word_file()), "pasted": TEXT}
    assert client.post(at, both).status_code == 422
    wrong = client.post(at, {"file": SimpleUploadedFile("通知.docx", b"MZ" + bytes(64))})
    assert wrong.status_code == 422
    answer = client.post(at, {"file": SimpleUploadedFile("通知.docx", word_file())})
    assert answer.headers["Location"] == reverse("campaign:notice", args=[Notice.objects.get().reference])


def test_who_may_open_what(
    district: Unit, office: Account, officer: MakeOfficer, elsewhere: Unit, section: Unit
) -> None:
    row = services.keep_notice(unit=district, by=office, pasted=TEXT)
    pages = [reverse(f"campaign:{name}", args=[row.reference]) for name in ("notice", "withdraw-notice")]
    file = reverse("files:download", args=[row.file.reference])
    stranger, expert = client_for(officer("office", elsewhere)), client_for(officer("expert"))
    assert [stranger.get(page).status_code for page in (*pages, file)] == [404, 404, 404]
    assert [expert.get(page).status_code for page in pages] == [403, 403]
    handed_out: Any = expert.get(file)
    assert b"".join(handed_out.streaming_content) == TEXT.encode()
    with pytest.raises(MissingPermission):
        services.keep_notice(unit=district, by=officer("inspector"), pasted=TEXT)
    services.withdraw_notice(notice=row, by=office, reason="交错了文件")
    with pytest.raises(NotNow):
        services.withdraw_notice(notice=row, by=office, reason="再撤一次")


def test_addressees_are_the_units_of_the_kinds_it_names(district: Unit, office: Account) -> None:
    station = make_unit("城南市场监管所", "station", "150699", district)
    section = make_unit("信用监管股", "section", "150699", district)
    row = services.keep_notice(unit=district, by=office, pasted=TEXT)
    form = client_for(office).get(reverse("campaign:notice", args=[row.reference])).context["form"]
    assert set(form["addressees"].value()) == {station.reference, section.reference}
