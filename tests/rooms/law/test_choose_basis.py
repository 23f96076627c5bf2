"""An officer chooses a basis for a finding or a problem, with a reason; documents cite what is sure or confirmed."""

from __future__ import annotations

import datetime as dt
import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from bureau.kernel.access import TheProgram
from bureau.kernel.references import card_of
from bureau.kernel.refusals import MissingPermission, NotNow
from bureau.law import subjects
from bureau.law.entries import Entry, doubtful_entries, entries_of
from bureau.law.models import Choice, Confirmation
from bureau.law.reading import TEXTS, read_book
from bureau.law.selectors import find_term, propose
from bureau.law.selectors.choices import choices_about, standing_choice
from bureau.law.selectors.lines import candidate_lines
from bureau.law.selectors.printing import choice_not_printable, not_printable
from bureau.law.services import confirm_entry, take_back_choice, withdraw_confirmation
from bureau.law.subjects import Subject, subject_of
from bureau.trail.models import Entry as Trailed
from bureau.trail.scope import scope
from bureau.trail.verify import verify
from tests.cast import client_for
from tests.rooms.law.choosing import choose

if TYPE_CHECKING:
    from bureau.people.models import Unit
    from tests.cast import MakeOfficer

D = dt.date.fromisoformat
pytestmark = [pytest.mark.django_db, pytest.mark.db]


@pytest.fixture
def subject(district: Unit, monkeypatch: pytest.MonkeyPatch) -> Subject:
    """Something of an upper room, told of by its prefix."""
    made = Subject(
        "ZZ-1", "One tested of a hundred", "/zz/1/", district, "F1", "agriculture", D("2024-05-01")
    )
    monkeypatch.setitem(subjects._tellers, "ZZ-", lambda reference, _by: replace(made, reference=reference))
    return made


def test_a_choice_is_kept_with_everything_that_was_offered(
    officer: MakeOfficer, subject: Subject, elsewhere: Unit
) -> None:
    by = officer("inspector")
    first = choose(subject, by)
    assert (first.reference, first.state) == (f"B-150699-{first.chosen_at.year}-0001", "basis_chosen")
    assert (first.law, first.handled_by) == ("中华人民共和国农产品质量安全法", "transfer:agriculture")
    assert len(first.offered) == len(propose("F1", "agriculture", first=D("2024-05-01")).candidates) > 1
    card = card_of(first.reference, for_=by)
    assert card is not None
    assert first.law in card.title
    assert card_of(first.reference, for_=officer("inspector", elsewhere)) is None
    second = choose(subject, by, 1)
    first.refresh_from_db()
    assert (first.state, first.replaced_by) == ("basis_replaced", second.reference)
    assert standing_choice(subject) == second
    assert choices_about(subject) == [second, first]
    later = replace(subject, reference="ZZ-2", earlier=("ZZ-1",))
    assert standing_choice(later) == second
    taken = take_back_choice(choice=second, reason="案由有误", by=by)
    assert (taken.state, standing_choice(subject)) == ("basis_taken_back", None)
    moves = (
        Trailed.objects.filter(reference__startswith="B-").order_by("sequence").values_list("move", flat=True)
    )
    assert list(moves) == ["choose_basis", "replace_choice", "choose_basis", "take_back_choice"]
    assert verify().discrepancies == ()


def test_what_cannot_be_chosen(officer: MakeOfficer, subject: Subject, elsewhere: Unit) -> None:
    by = officer("inspector")
    for asked, said in (
        ({"digest": "0" * 64}, "not among those offered"),
        ({"conduct": "F2"}, "On record is conduct F1"),
        ({"first": D("2024-05-02")}, "other days of the conduct"),
    ):
        with pytest.raises(NotNow, match=said):
            choose(subject, by, **asked)
    with pytest.raises(NotNow, match="withdrawn"):
        choose(replace(subject, closed="It was withdrawn."), by)
    for stranger in (officer("leader"), officer("inspector", elsewhere)):
        with pytest.raises(MissingPermission):
            choose(subject, stranger)
    assert not Choice.objects.exists()
    made = choose(subject, by)
    for wrong in ({"state": "x"}, {"reason": ""}, {"conduct_to": D("2024-04-01")}, {"taken_back_why": "x"}):
        row = Choice.objects.get(pk=made.pk)
        for name, value in wrong.items():
            setattr(row, name, value)
        with pytest.raises(IntegrityError), transaction.atomic(), scope(actor="tester", move="attempt"):
            row.save()


DAY = D("2022-05-16")


def doubtful() -> Entry:
    return next(one for one in doubtful_entries(read_book()) if one.domain and not one.undated)


def test_a_doubtful_entry_is_printed_once_somebody_answers_for_it(officer: MakeOfficer) -> None:
    entry, by = doubtful(), officer("leader")
    assert "before a named officer" in not_printable(entry, DAY)
    with pytest.raises(MissingPermission):
        confirm_entry(entry=entry, grounds="公报", by=officer("inspector"))
    made = confirm_entry(entry=entry, grounds="已读公报所载文本", by=by)
    assert (made.digest, not_printable(entry, DAY)) == (entry.digest, "")
    assert (made.text["law"], made.confidence) == (entry.law.name, "D")
    with pytest.raises(NotNow, match=by.full_name):
        confirm_entry(entry=entry, grounds="又一次", by=officer("office"))
    sure = next(one for one in entries_of(read_book()) if not one.doubtful)
    assert not_printable(sure, DAY) == ""
    with pytest.raises(NotNow, match="sure already"):
        confirm_entry(entry=sure, grounds="已读", by=by)
    withdrawn = withdraw_confirmation(confirmation=made, reason="读错了条", by=by)
    assert withdrawn.withdrawn_why == "读错了条"
    assert not_printable(entry, DAY)
    assert Trailed.objects.filter(move="confirm_entry", actor=by.username, reference=made.reference).exists()
    assert verify().discrepancies == ()


def test_a_changed_text_needs_a_new_confirmation_and_an_ended_one_does_not(
    officer: MakeOfficer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, subject: Subject
) -> None:
    copy = Path(shutil.copytree(TEXTS, tmp_path / "texts"))
    monkeypatch.setenv("MINGJIAN_LAW", str(copy))
    path = copy / "double-publicity.toml"
    entry = find_term("double_publicity", D("2022-05-16")).entry
    confirm_entry(entry=entry, grounds="已读公报所载文本", by=officer("leader"))
    assert not_printable(find_term("double_publicity", D("2022-05-16")).entry, DAY) == ""
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"号" = "double_publicity"', '"至" = 2030-12-31\n"号" = "double_publicity"'))
    assert not_printable(find_term("double_publicity", D("2022-05-16")).entry, DAY) == ""
    path.write_text(text.replace("7个工作日", "8个工作日"))
    assert "named officer" in not_printable(find_term("double_publicity", D("2022-05-16")).entry, DAY)
    made = choose(subject, officer("inspector"))
    assert choice_not_printable(made) == ""
    farm = copy / "farm-produce.toml"
    farm.write_text(farm.read_text(encoding="utf-8").replace("5 至 10 倍", "6 至 10 倍"))
    assert "choose again" in choice_not_printable(made)


def test_the_page_asks_offers_and_records(officer: MakeOfficer, subject: Subject) -> None:
    by = officer("inspector")
    browser, address = client_for(by), reverse("law:choose-basis", args=["ZZ-1"])
    shown = browser.get(address).content.decode()
    for part in ("农产品质量安全法", "检验检测机构监督管理办法", "transferred to agriculture", "Time bar"):
        assert part in shown
    proposal = propose("F1", "agriculture", first=D("2024-05-01"))
    good = {"domain": "agriculture", "candidate": proposal.candidates[0].entry.digest, "reason": "特别法优先"}
    assert browser.post(address, good | {"reason": ""}).status_code == 422
    answer = browser.post(address, good | {"candidate": "x"})
    assert (answer.status_code, "Choose one of them" in answer.content.decode()) == (422, True)
    for asked, said in (
        ({"decided": "2024-04-30"}, "is before the conduct of 2024-05-01"),
        ({"decided": "2024-02-30"}, "There is no such day"),
        ({"domain": "cosmetics"}, "cosmetics is not one of the available choices"),
    ):
        assert said in browser.get(address, {"domain": "agriculture"} | asked).content.decode()
    assert browser.post(address, good)["Location"] == "/zz/1/"
    made = Choice.objects.get()
    assert made.reason == "特别法优先"
    page = browser.get(reverse("law:choice", args=[made.reference])).content.decode()
    assert page.count("农产品质量安全法") >= 2
    assert "is chosen now" in browser.get(address).content.decode()
    back = reverse("law:take-back-choice", args=[made.reference])
    assert browser.post(back, {"reason": "案由有误", "base": made.version}).status_code == 302
    assert "taken back" in browser.get(back).content.decode()
    assert browser.get(reverse("law:choose-basis", args=["QQ-1"])).status_code == 404
    assert subject_of("QQ-1", for_=TheProgram()) is None


def test_the_pages_of_doubtful_entries(officer: MakeOfficer) -> None:
    by, entry = officer("leader"), doubtful()
    browser = client_for(by)
    shown = browser.get(reverse("law:entries")).content.decode()
    assert shown.count("nobody yet") == len(doubtful_entries(read_book()))
    address = reverse("law:confirm-entry", args=[entry.digest])
    assert browser.post(address, {"grounds": ""}).status_code == 422
    assert browser.post(address, {"grounds": "已读公报所载文本"}).status_code == 302
    assert browser.post(address, {"grounds": "已读公报所载文本"}).status_code == 409
    assert by.full_name in browser.get(reverse("law:entries")).content.decode()
    drop = reverse("law:withdraw-confirmation", args=[entry.digest])
    assert browser.post(drop, {"reason": "读错了条", "base": 1}).status_code == 302
    assert Confirmation.objects.get().state == "entry_unconfirmed"
    assert browser.get(reverse("law:confirm-entry", args=["0" * 64])).status_code == 404
    assert client_for(officer("inspector")).get(address).status_code == 403


def undated() -> Entry:
    """The law on product quality, whose source does not say since when it reads so."""
    entries = [one for one in entries_of(read_book()) if one.undated and one.confidence == "A"]
    return next(one for one in entries if one.law.file == "product-quality.toml")


def test_a_text_without_a_first_day_is_printed_from_the_day_that_somebody_has_read(
    officer: MakeOfficer,
) -> None:
    """Whatever its letter: it was not looked up for the day of the conduct before a named officer says so."""
    entry, by = undated(), officer("leader")
    assert entry.doubtful
    assert "was not looked up for 2022-05-16" in not_printable(entry, DAY)
    with pytest.raises(NotNow, match="Enter the first day that you have read"):
        confirm_entry(entry=entry, grounds="已读公报所载文本", by=by)
    made = confirm_entry(entry=entry, grounds="已读公报所载文本", by=by, in_force_from=D("2022-05-16"))
    assert not_printable(entry, DAY) == ""
    assert "in force from 2022-05-16, and the conduct began on 2022-05-15" in not_printable(
        entry, D("2022-05-15")
    )
    question = propose("F1", "product", first=D("2022-05-15"))
    before = next(
        one for one in candidate_lines(question.candidates, D("2022-05-15")) if one.digest == entry.digest
    )
    after = next(one for one in candidate_lines(question.candidates, DAY) if one.digest == entry.digest)
    assert (before.printable, after.printable) == (False, True)
    withdraw_confirmation(confirmation=made, reason="读错了日期", by=by)
    assert "withdrew" in not_printable(entry, DAY)


def test_the_page_asks_for_the_first_day_and_for_none_to_come(officer: MakeOfficer) -> None:
    entry, browser = undated(), client_for(officer("leader"))
    address = reverse("law:confirm-entry", args=[entry.digest])
    said = {"grounds": "已读公报所载文本"}
    assert browser.post(address, said).status_code == 422
    late = browser.post(address, said | {"in_force_from": "9999-01-01"})
    assert (late.status_code, "yet to come" in late.content.decode()) == (422, True)
    assert browser.post(address, said | {"in_force_from": "2018-12-29"}).status_code == 302
    assert Confirmation.objects.get().in_force_from == D("2018-12-29")
    assert "in force from 2018" in browser.get(reverse("law:entries")).content.decode()
