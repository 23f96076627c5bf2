"""A finding is amended, signed by the other officer, handed on or withdrawn; what the rooms above ask is answered."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404

from bureau.inspection import services
from bureau.inspection.lifecycle import FINDING
from bureau.inspection.models import Finding
from bureau.inspection.selectors import established_findings, finding_of, visits_between
from bureau.kernel import clock
from bureau.kernel.access import Actor
from bureau.kernel.references import card_of
from bureau.kernel.refusals import MissingPermission, NotNow, Stale
from bureau.people.models import Account, Unit
from bureau.registry import services as registry
from bureau.reminders.models import DueDate
from bureau.trail.models import Link
from bureau.trail.scope import scope
from bureau.trail.verify import verify
from tests.cast import PROGRAM, MakeOfficer
from tests.factories import make_institution
from tests.rooms.inspection.going import LEAVING, Trip, fresh, photo, stated

pytestmark = [pytest.mark.django_db, pytest.mark.db]


def drafted(trip: Trip) -> Finding:
    _visit, (item,) = trip.under_way()
    return trip.confirm(item)


def waits_for(account: Account, finding: Finding) -> bool:
    found: bool = DueDate.objects.waiting_for(account).about(finding.reference).exists()
    return found


def refused(finding: Finding, by: Actor) -> str:
    """Why it cannot be signed."""
    with pytest.raises(NotNow) as said:
        services.establish_finding(finding=finding, by=by)
    assert FINDING.objection("establish_finding", fresh(finding), by) == said.value.sentence
    return said.value.sentence


def test_a_sampled_report_and_a_lead_give_what_they_know(trip: Trip) -> None:
    visit = trip.planned()
    trip.put_on(visit, kind="report", origin="HH-9", domain="food", conduct="F2")
    services.begin_visit(visit=visit, entry=services.Entry(True, True, True), by=trip.first)
    finding = trip.confirm(visit.items.get())
    assert (finding.reports, finding.domain, finding.conduct) == (["HH-9"], "food", "F2")


def test_the_other_officer_signs(trip: Trip) -> None:
    finding = drafted(trip)
    assert waits_for(trip.second, finding)
    assert not waits_for(trip.first, finding)
    services.amend_finding(finding=finding, statement=stated(), by=trip.first, base=finding.version)
    assert "the other officer signs: 方磊" in refused(finding, trip.first)
    signed = services.establish_finding(finding=fresh(finding), by=trip.second)
    assert (signed.state, signed.established_by) == ("established", trip.second)
    (file,) = finding.files
    assert signed.evidence == [{"reference": file.reference, "sha256": file.sha256}]
    assert not waits_for(trip.second, finding)
    assert verify().discrepancies == ()


def test_whoever_writes_last_does_not_sign(trip: Trip) -> None:
    finding = drafted(trip)
    services.amend_finding(finding=finding, statement=stated(), by=trip.second)
    assert waits_for(trip.first, finding)
    assert not waits_for(trip.second, finding)
    assert "You wrote it yourself" in refused(finding, trip.second)
    assert services.establish_finding(finding=fresh(finding), by=trip.first).conduct_to == dt.date(
        2022, 4, 11
    )


def test_what_is_signed_is_complete(trip: Trip, officer: MakeOfficer) -> None:
    finding = drafted(trip)
    assert "conduct is not chosen" in refused(finding, trip.second)
    services.amend_finding(finding=finding, statement=stated(conduct_from=None), by=trip.first)
    assert "day of the conduct is not entered" in refused(finding, trip.second)
    assert "Only the two officers" in refused(finding, officer("inspector"))
    with pytest.raises(MissingPermission):
        services.establish_finding(finding=finding, by=trip.reader)
    services.amend_finding(finding=finding, statement=stated(), by=trip.first)
    item = finding.item
    item.reference += "0"  # as if its photo belonged to another item
    with scope(actor="test", move="test"):
        item.save()
    assert "neither a photo nor a document" in refused(fresh(finding), trip.second)


def test_documents_come_with_it_until_it_is_signed(trip: Trip) -> None:
    finding = drafted(trip)
    services.add_proof(finding=finding, files=[photo("铭牌.png")], by=trip.second)
    services.amend_finding(finding=finding, statement=stated(), by=trip.first)
    signed = services.establish_finding(finding=finding, by=trip.second)
    assert len(signed.evidence) == 2
    with pytest.raises(NotNow, match="established"):
        services.add_proof(finding=finding, files=[photo()], by=trip.first)


def test_a_problem_takes_it_over(trip: Trip) -> None:
    finding = trip.established()
    with pytest.raises(MissingPermission):
        services.hand_on_finding(finding=finding, to="P-150699-2022-0001", by=trip.reader)
    handed = services.hand_on_finding(finding=finding, to="P-150699-2022-0001", by=trip.first)
    assert (handed.state, handed.handed_on_to) == ("handed_on", "P-150699-2022-0001")
    assert Link.objects.filter(source=finding.reference, target="P-150699-2022-0001", kind="became").exists()
    for move in (services.hand_on_finding, services.withdraw_finding):
        more: dict[str, Any] = {"to": "P-2"} if move is services.hand_on_finding else {"reason": "撤回"}
        with pytest.raises(NotNow, match="taken over as a problem"):
            move(finding=finding, by=trip.first, **more)


def test_withdrawn_with_its_reason(trip: Trip) -> None:
    finding = drafted(trip)
    with pytest.raises(Stale):
        services.withdraw_finding(finding=finding, by=trip.first, reason="认错仪器", base=0)
    gone = services.withdraw_finding(finding=finding, by=trip.second, reason="认错仪器", base=finding.version)
    assert (gone.state, gone.withdrawn_why) == ("withdrawn", "认错仪器")
    assert not waits_for(trip.second, finding)
    with pytest.raises(NotNow, match="none yet"):
        item = finding.item
        item.answer = "explained"
        services.draft_finding(item=item, by=trip.first)


def test_a_draft_can_be_signed_after_the_visit(trip: Trip) -> None:
    finding = drafted(trip)
    services.amend_finding(finding=finding, statement=stated(), by=trip.first)
    services.conclude_visit(visit=fresh(finding.visit), leaving=LEAVING, by=trip.second)
    assert services.establish_finding(finding=fresh(finding), by=trip.second).state == "established"


def test_what_the_room_above_asks(trip: Trip, elsewhere: Unit, officer: MakeOfficer) -> None:
    finding, stranger = trip.established(), officer("inspector", elsewhere)
    drafted(trip)
    assert list(established_findings(trip.reader)) == [finding]
    assert list(established_findings(stranger)) == []
    kept = make_institution("云川华衡检测集团有限公司", unit=trip.unit, uscc="")
    assert list(established_findings(trip.first, kept)) == []
    registry.merge_institution(institution=fresh(trip.institution), into=kept, by=PROGRAM, reason="重复建档")
    assert list(established_findings(trip.first, kept)) == [finding]
    assert finding_of(finding.reference, trip.first) == finding
    with pytest.raises(Http404):
        finding_of(finding.reference, stranger)


def test_visits_that_count_as_coverage(trip: Trip, city: Unit, elsewhere: Unit) -> None:
    visit, today = trip.concluded(), clock.today()
    trip.under_way()
    (done,) = visits_between(city, today, today)
    assert (done.reference, done.institution, done.concluded_on, done.unit) == (
        visit.reference,
        trip.institution,
        today,
        trip.unit,
    )
    assert visits_between(elsewhere, today, today) == []
    assert visits_between(city, today - dt.timedelta(days=9), today - dt.timedelta(days=1)) == []


def test_cards_of_the_chain(
    trip: Trip, elsewhere: Unit, officer: MakeOfficer, institution_account: Account
) -> None:
    finding = trip.established()
    visit, item = finding.visit, finding.item
    for reference, stage, words in (
        (visit.reference, "visit", "云川华衡"),
        (item.reference, "visit", "第 1 问"),
        (finding.reference, "finding", "没有运行记录"),
    ):
        card = card_of(reference, for_=trip.reader)
        assert card is not None
        assert (card.reference, card.stage) == (reference, stage)
        assert words in card.title
        for nobody in (officer("inspector", elsewhere), officer("superior"), institution_account):
            assert card_of(reference, for_=nobody) is None
    assert card_of("V-150699-2022-9999/1", for_=trip.reader) is None


@pytest.mark.parametrize(
    "broken",
    [
        {"state": "established"},
        {"state": "handed_on"},
        {"state": "withdrawn"},
        {"conduct": "X9"},
        {"conduct_to": dt.date(2022, 4, 1)},
        {"conduct_from": dt.date(2022, 4, 2), "conduct_to": dt.date(2022, 4, 1)},
        {"domain": "magic"},
    ],
)
def test_the_database_refuses_what_contradicts_itself(broken: dict[str, Any], trip: Trip) -> None:
    finding = drafted(trip)
    for name, value in broken.items():
        setattr(finding, name, value)
    with pytest.raises(IntegrityError), transaction.atomic(), scope(actor="x", move="x"):
        finding.save()
