"""Items are put on, withdrawn, answered by whichever of the two, corrected; photos stay whatever is answered."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from bureau.files.intake import NotAccepted
from bureau.files.models import StoredFile
from bureau.inspection import origins, services
from bureau.inspection.lifecycle import ITEM
from bureau.inspection.models import Finding, VisitItem
from bureau.inspection.origins import open_origins
from bureau.inspection.services import Question
from bureau.kernel.refusals import MissingPermission, NotNow, Stale
from bureau.trail.models import Entry, Link
from bureau.trail.scope import scope
from bureau.trail.verify import verify
from tests.cast import MakeOfficer
from tests.factories import make_institution
from tests.rooms.inspection.going import LEAVING, Trip, Waiting, fresh, photo

pytestmark = [pytest.mark.django_db, pytest.mark.db]


def test_items_are_numbered_and_a_report_is_linked(trip: Trip) -> None:
    visit = trip.planned()
    one = trip.put_on(visit)
    services.withdraw_item(item=one, by=trip.first, reason="重复了")
    two = trip.put_on(visit, kind="report", origin="HH-2022-0457", domain="food")
    assert (two.reference, two.number, two.version) == (f"{visit.reference}/2", 2, 1)
    assert Link.objects.filter(source="HH-2022-0457", target=two.reference, kind="put_on").exists()
    with pytest.raises(NotNow, match="stands on this visit already, as item 2"):
        trip.put_on(visit, kind="report", origin="HH-2022-0457")
    assert trip.put_on(visit).number == 3


def test_an_origin_hears_that_it_was_put_on(trip: Trip, waiting: Waiting) -> None:
    visit, lead = trip.planned(), waiting.wait(trip.institution)
    assert open_origins(trip.institution, for_=trip.first) == [lead]
    item = trip.put_on(visit, kind="lead", origin=lead.reference, conduct=lead.conduct)
    assert waiting.on == {lead.reference: item.reference}
    assert open_origins(trip.institution, for_=trip.first) == []
    with pytest.raises(NotNow, match="stands on another visit"):
        trip.put_on(trip.planned(), kind="lead", origin=lead.reference)
    assert VisitItem.objects.count() == 1
    services.withdraw_item(item=item, by=trip.first, reason="先核对台账")
    assert waiting.outcomes == [(lead.reference, item.reference, "withdrawn")]
    assert trip.put_on(visit, kind="lead", origin=lead.reference).number == 2


def test_an_origin_is_about_this_institution_and_to_be_seen(trip: Trip, waiting: Waiting) -> None:
    visit = trip.planned()
    other = waiting.wait(make_institution("别家检测有限公司", unit=trip.unit), "Y-150699-2022-0001")
    with pytest.raises(NotNow, match="is about 别家检测有限公司"):
        trip.put_on(visit, kind="lead", origin=other.reference)
    with pytest.raises(NotNow, match="There is no Y-150699-2022-0999"):
        trip.put_on(visit, kind="lead", origin="Y-150699-2022-0999")
    with pytest.raises(ValueError, match="two sources"):
        origins.add_source(Waiting())


def test_nothing_comes_or_goes_once_the_visit_is_over(trip: Trip) -> None:
    visit = trip.concluded()
    with pytest.raises(NotNow, match="Plan another visit"):
        trip.put_on(visit)
    with pytest.raises(MissingPermission):
        services.add_item(visit=trip.planned(), question=Question("一问"), by=trip.reader)
    item = visit.items.get()
    assert "looked at" in ITEM.objection("withdraw_item", item, trip.first)


@pytest.mark.parametrize(
    ("answer", "note", "said"),
    [
        ("confirmed", "日志为空", "needs at least one photo"),
        ("confirmed", " ", "Write what you saw"),
        ("explained", "", "Write how it was explained"),
        ("not_found", "", "Write why it could not"),
        ("perhaps", "x", "one of the three"),
    ],
)
def test_what_an_answer_needs(answer: str, note: str, said: str, trip: Trip) -> None:
    _visit, (item,) = trip.under_way()
    with pytest.raises(NotNow, match=said):
        services.answer_item(item=item, answer=answer, note=note, by=trip.first)
    assert fresh(item).state == "unanswered"


def test_confirmed_it_is_a_finding_at_once(trip: Trip) -> None:
    visit, (item,) = trip.under_way()
    finding = trip.confirm(item, note="运行日志 4 月为空")
    answered = fresh(item)
    assert (answered.state, answered.answer, answered.answered_by) == ("answered", "confirmed", trip.first)
    assert (finding.state, finding.what, finding.drafted_by) == ("drafted", "运行日志 4 月为空", trip.first)
    assert (finding.visit, finding.institution) == (visit, trip.institution)
    assert Link.objects.filter(source=item.reference, target=finding.reference, kind="found").exists()
    assert verify().discrepancies == ()


def test_only_the_two_and_only_on_site(trip: Trip, officer: MakeOfficer) -> None:
    planned = trip.put_on(trip.planned())
    with pytest.raises(NotNow, match="The visit has not begun"):
        services.answer_item(item=planned, answer="explained", note="x", by=trip.first)
    with pytest.raises(NotNow, match="The visit has not begun"):
        services.add_evidence(item=planned, files=[photo()], by=trip.first)
    visit, (item,) = trip.under_way()
    with pytest.raises(NotNow, match="Only the two officers"):
        services.answer_item(item=item, answer="explained", note="x", by=officer("inspector"))
    with pytest.raises(MissingPermission):
        services.answer_item(item=item, answer="explained", note="x", by=trip.reader)
    with pytest.raises(NotNow, match="Only the two officers"):
        services.add_evidence(item=item, files=[photo()], by=trip.reader)
    services.answer_item(item=item, answer="explained", note="有备用", by=trip.second)
    services.conclude_visit(visit=visit, leaving=LEAVING, by=trip.first)
    with pytest.raises(NotNow, match="its record stays as it is"):
        services.correct_answer(item=item, answer="not_found", note="x", by=trip.first, reason="看错")
    with pytest.raises(NotNow, match="its record stays as it is"):
        services.add_evidence(item=item, files=[photo()], by=trip.first)


def test_two_who_answer_differently(trip: Trip) -> None:
    _visit, (item,) = trip.under_way()
    opened = item.version
    services.answer_item(item=item, answer="explained", note="有备用仪器", by=trip.second, base=opened)
    with pytest.raises(Stale) as met:
        services.answer_item(item=item, answer="not_found", note="仪器送检", by=trip.first, base=opened)
    assert (met.value.row.answer, met.value.row.note) == ("explained", "有备用仪器")
    assert fresh(item).answer == "explained"
    services.correct_answer(
        item=item,
        answer="not_found",
        note="仪器送检",
        by=trip.first,
        reason="备用仪器也不在",
        base=met.value.row.version,
    )
    assert fresh(item).answer == "not_found"
    assert Entry.objects.get(move="correct_answer").reason == "备用仪器也不在"


def test_a_correction_takes_its_draft_along(trip: Trip) -> None:
    _visit, (item,) = trip.under_way()
    finding = trip.confirm(item)
    services.correct_answer(
        item=item, answer="explained", note="另有日志本", by=trip.second, reason="找到日志本"
    )
    assert (fresh(finding).state, fresh(finding).withdrawn_why) == ("withdrawn", "找到日志本")
    services.correct_answer(
        item=item, answer="confirmed", note="日志本是后补的", by=trip.first, reason="墨迹未干"
    )
    new = Finding.objects.get(item=item, state="drafted")
    assert new.what == "日志本是后补的"
    services.correct_answer(
        item=item, answer="confirmed", note="日志本后补，共 7 页", by=trip.first, reason="补记页数"
    )
    assert Finding.objects.filter(item=item).count() == 2


def test_no_correction_under_a_signature(trip: Trip) -> None:
    finding = trip.established()
    item = finding.item
    with pytest.raises(NotNow, match=f"{finding.reference} is established"):
        services.correct_answer(item=item, answer="explained", note="x", by=trip.first, reason="看错")
    services.withdraw_finding(finding=finding, by=trip.second, reason="仪器认错")
    services.correct_answer(item=item, answer="explained", note="另一台", by=trip.first, reason="仪器认错")
    assert fresh(item).answer == "explained"


def test_photos_are_kept_with_their_day_and_hostile_ones_are_not(trip: Trip) -> None:
    _visit, (item,) = trip.under_way()
    (kept,) = services.add_evidence(
        item=item, files=[photo("../../日志\u202egnp.exe")], by=trip.first, use="picture"
    )
    assert (kept.owner, kept.policy, kept.media_type) == (item.reference, "inspection.visit", "image/png")
    assert "/" not in kept.name
    assert kept.name.endswith(".png")
    for content in (b"MZ\x90\x00program", b"<svg onload=alert(1)>", b"", b"PK\x03\x04 cut off"):
        with pytest.raises(NotAccepted):
            services.add_evidence(item=item, files=[photo("a.png", content)], by=trip.first)
    with pytest.raises(NotAccepted):
        services.add_evidence(
            item=item, files=[photo("a.png", b"%PDF-1.4\n%%EOF")], by=trip.first, use="picture"
        )
    assert StoredFile.objects.of(item.reference).count() == 1
    services.withdraw_item(item=item, by=trip.first, reason="不看了")
    with pytest.raises(NotNow, match="was withdrawn"):
        services.add_evidence(item=fresh(item), files=[photo()], by=trip.first)


@pytest.mark.parametrize(
    "broken",
    [
        {"answer": "explained"},
        {"state": "answered"},
        {"state": "withdrawn"},
        {"origin_kind": "lead"},
        {"state": "lost"},
        {"domain": "magic"},
    ],
)
def test_the_database_refuses_what_contradicts_itself(broken: dict[str, str], trip: Trip) -> None:
    item = trip.put_on(trip.planned())
    for name, value in broken.items():
        setattr(item, name, value)
    with pytest.raises(IntegrityError), transaction.atomic(), scope(actor="x", move="x"):
        item.save()
