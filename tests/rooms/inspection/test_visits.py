"""A visit is planned, amended, handed over, called off, begun and concluded; each objection in its sentence."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from bureau.inspection import services
from bureau.inspection.lifecycle import VISIT
from bureau.inspection.models import Visit, VisitItem
from bureau.inspection.services import Entry, Leaving
from bureau.kernel import clock
from bureau.kernel.access import Actor
from bureau.kernel.refusals import MissingPermission, NotNow, Stale
from bureau.people.models import Account, Unit
from bureau.people.services.accounts import Certificate
from bureau.registry import services as registry
from bureau.reminders.models import DueDate
from bureau.trail.verify import verify
from tests.cast import PROGRAM, MakeOfficer
from tests.factories import make_institution
from tests.rooms.inspection.going import CERTIFIED, ENTRY, LEAVING, Trip, Waiting, fresh

pytestmark = [pytest.mark.django_db, pytest.mark.db]
DAY = dt.timedelta(days=1)


def waiting_for(account: Account, visit: Visit) -> list[dt.date]:
    return [one.due_on for one in DueDate.objects.waiting_for(account).about(visit.reference)]


def refused(name: str, visit: Visit, by: Actor) -> str:
    said = VISIT.objection(name, fresh(visit), by)
    assert said
    return said


def test_a_planned_visit_waits_for_both(trip: Trip) -> None:
    day = clock.today() + 3 * DAY
    visit = trip.planned(planned_on=day, campaign="C-150602-2022-01")
    assert visit.reference == f"V-150699-{clock.today().year}-0001"
    assert (visit.state, visit.version) == ("planned", 1)
    assert waiting_for(trip.first, visit) == waiting_for(trip.second, visit) == [day]
    assert waiting_for(trip.reader, visit) == []
    assert trip.planned().reference.endswith("-0002")
    assert verify().discrepancies == ()


def test_two_different_officers(trip: Trip) -> None:
    with pytest.raises(NotNow, match="Two different officers"):
        trip.planned(second_officer=trip.first)
    assert not Visit.objects.exists()


def test_officers_who_may_there(trip: Trip, elsewhere: Unit, officer: MakeOfficer) -> None:
    stranger = officer("inspector", elsewhere, certificate=CERTIFIED)
    for other in (stranger, officer("leader", certificate=CERTIFIED)):
        with pytest.raises(NotNow, match="may not conduct visits of"):
            trip.planned(second_officer=other)


@pytest.mark.parametrize(
    ("certificate", "ahead"),
    [
        (Certificate(), 0),
        (Certificate("蒙K-9", None, dt.date(2020, 1, 1)), 0),
        (Certificate("蒙K-9", clock.today() + 2 * DAY, None), 1),
        (Certificate("蒙K-9", None, clock.today() + 2 * DAY), 3),
    ],
)
def test_certificates_in_force_that_day(
    certificate: Certificate, ahead: int, trip: Trip, officer: MakeOfficer
) -> None:
    other = officer("inspector", certificate=certificate)
    with pytest.raises(NotNow, match="is not in force on"):
        trip.planned(second_officer=other, planned_on=clock.today() + ahead * DAY)


def test_the_account_of_nobody_goes_nowhere(trip: Trip, institution_account: Account) -> None:
    with pytest.raises(NotNow, match="may not conduct"):
        trip.planned(second_officer=institution_account)


def test_only_a_dossier_that_is_kept(trip: Trip) -> None:
    registry.close_institution(institution=trip.institution, by=PROGRAM, reason="已注销登记")
    trip.institution = fresh(trip.institution)
    with pytest.raises(NotNow, match="closed or merged"):
        trip.planned()


def test_nobody_else_plans(trip: Trip, elsewhere: Unit, officer: MakeOfficer) -> None:
    for by in (trip.reader, officer("inspector", elsewhere)):
        with pytest.raises(MissingPermission):
            services.plan_visit(institution=trip.institution, unit=trip.unit, plan=trip.plan(), by=by)


def test_amended_it_waits_otherwise(trip: Trip, officer: MakeOfficer) -> None:
    visit, third = trip.planned(), officer("inspector", certificate=Certificate("蒙K-0003"))
    day = clock.today() + DAY
    plan = trip.plan(planned_on=day, second_officer=third, purpose="改为下周", kind="random")
    amended = services.amend_visit(visit=visit, plan=plan, by=trip.second, base=visit.version)
    assert (amended.kind, amended.purpose, amended.second_officer) == ("random", "改为下周", third)
    assert waiting_for(trip.first, visit) == waiting_for(third, visit) == [day]
    assert waiting_for(trip.second, visit) == []
    with pytest.raises(NotNow, match="Two different"):
        services.amend_visit(
            visit=visit, plan=trip.plan(first_officer=third, second_officer=third), by=trip.first
        )
    with pytest.raises(Stale):
        services.amend_visit(visit=visit, plan=trip.plan(), by=trip.first, base=visit.version)


def test_handed_over_to_another_unit(trip: Trip, station: Unit, officer: MakeOfficer) -> None:
    visit, third = trip.planned(), officer("inspector", station, certificate=Certificate("蒙K-0003"))
    handed = services.hand_over_visit(
        visit=visit,
        unit=station,
        first_officer=third,
        second_officer=trip.second,
        by=trip.second,
        reason="属地检查",
    )
    assert (handed.unit, handed.officers) == (station, (third, trip.second))
    assert waiting_for(trip.first, visit) == []
    assert waiting_for(third, visit) == [visit.planned_on]
    with pytest.raises(NotNow, match="may not conduct visits of"):
        services.hand_over_visit(
            visit=visit,
            unit=trip.unit,
            first_officer=third,
            second_officer=trip.second,
            by=trip.second,
            reason="退回",
        )


def test_called_off_its_items_are_open_again(trip: Trip, waiting: Waiting) -> None:
    visit, lead = trip.planned(), waiting.wait(trip.institution)
    trip.put_on(visit, kind="lead", origin=lead.reference)
    trip.put_on(visit)
    called = services.call_off_visit(visit=visit, by=trip.first, reason="疫情封控")
    assert (called.state, called.called_off_why) == ("called_off", "疫情封控")
    assert {one.state for one in VisitItem.objects.filter(visit=visit)} == {"withdrawn"}
    assert waiting.outcomes == [(lead.reference, f"{visit.reference}/1", "withdrawn")]
    assert waiting.on == {}
    assert waiting_for(trip.first, visit) == []
    assert "called off" in refused("begin_visit", visit, trip.first)


def test_not_called_off_once_something_was_looked_at(trip: Trip) -> None:
    visit, (item, _other) = trip.under_way(2)
    assert VISIT.objection("call_off_visit", visit, trip.first) == ""
    services.answer_item(item=item, answer="not_found", note="仪器送检", by=trip.first)
    with pytest.raises(NotNow, match="Conclude the visit instead"):
        services.call_off_visit(visit=visit, by=trip.first, reason="临时有事")


def test_the_entry_stands_on_record(trip: Trip) -> None:
    visit = trip.planned()
    begun = services.begin_visit(visit=visit, entry=ENTRY, by=trip.second, base=visit.version)
    assert (begun.state, begun.first_certificate, begun.second_certificate) == (
        "under_way",
        "蒙K-0001",
        "蒙K-0002",
    )
    assert (begun.certificates_shown, begun.rights_read, begun.prevention_met) == (True, True, True)
    assert begun.prevention_note == "扫码、测温"
    assert begun.entered_at is not None
    assert waiting_for(trip.first, visit) == [visit.planned_on]  # until it is concluded


@pytest.mark.parametrize("missing", ["certificates_shown", "rights_read", "prevention_met"])
def test_nothing_is_skipped_at_the_entry(missing: str, trip: Trip) -> None:
    said: dict[str, Any] = {
        "certificates_shown": True,
        "rights_read": True,
        "prevention_met": True,
        missing: False,
    }
    with pytest.raises(NotNow, match="before anything is looked at"):
        services.begin_visit(visit=trip.planned(), entry=Entry(**said), by=trip.first)


def test_only_the_two_begin_it_and_on_its_day(trip: Trip, officer: MakeOfficer) -> None:
    visit = trip.planned(planned_on=clock.today() + DAY)
    assert "Change the day first" in refused("begin_visit", visit, trip.first)
    third = officer("inspector", certificate=CERTIFIED)
    visit = trip.planned()
    assert "马强 and 方磊" in refused("begin_visit", visit, third)
    with pytest.raises(NotNow, match="Only the two officers"):
        services.begin_visit(visit=visit, entry=ENTRY, by=third)
    with pytest.raises(MissingPermission):
        services.begin_visit(visit=visit, entry=ENTRY, by=trip.reader)


@pytest.mark.parametrize(("hours", "said"), [(1, "has not come yet"), (-48, "before the planned day")])
def test_the_time_of_entry_is_possible(hours: int, said: str, trip: Trip) -> None:
    at = clock.now() + dt.timedelta(hours=hours)
    entry = Entry(certificates_shown=True, rights_read=True, prevention_met=True, at=at)
    with pytest.raises(NotNow, match=said):
        services.begin_visit(visit=trip.planned(), entry=entry, by=trip.first)


def test_a_certificate_that_ended_meanwhile(trip: Trip, officer: MakeOfficer) -> None:
    today = clock.today()
    third = officer("inspector", certificate=Certificate("蒙K-0003", None, today))
    visit = trip.planned(second_officer=third)
    later = (today + DAY).isoformat()
    with clock.standing_at(later):
        assert later in refused("begin_visit", visit, trip.first)


def test_a_merged_dossier_is_followed(trip: Trip) -> None:
    visit, kept = trip.planned(), make_institution("云川华衡检测集团有限公司", unit=trip.unit, uscc="")
    registry.merge_institution(institution=trip.institution, into=kept, by=PROGRAM, reason="重复建档")
    assert services.begin_visit(visit=visit, entry=ENTRY, by=trip.first).institution == kept


def test_concluded_it_leaves_the_queues_and_tells(trip: Trip, waiting: Waiting) -> None:
    visit, lead = trip.planned(), waiting.wait(trip.institution)
    item = trip.put_on(visit, kind="lead", origin=lead.reference)
    visit = services.begin_visit(visit=visit, entry=ENTRY, by=trip.first)
    services.answer_item(item=fresh(item), answer="explained", note="备用仪器", by=trip.second)
    done = services.conclude_visit(visit=visit, leaving=LEAVING, by=trip.first, base=visit.version)
    assert (done.state, done.attendant, done.remarks, done.conduct_confirmed) == (
        "concluded",
        "质量负责人",
        "无异议",
        True,
    )
    assert done.concluded_on == clock.today()
    assert waiting.outcomes == [(lead.reference, item.reference, "explained")]
    assert waiting_for(trip.first, visit) == waiting_for(trip.second, visit) == []
    assert verify().discrepancies == ()


def test_what_keeps_it_from_being_concluded(trip: Trip) -> None:
    empty, _none = trip.under_way(0)
    assert "There is no item" in refused("conclude_visit", empty, trip.first)
    visit, (one, two) = trip.under_way(2)
    assert refused("conclude_visit", visit, trip.first).startswith("2 items are not answered")
    services.withdraw_item(item=two, by=trip.first, reason="仪器不在现场")
    assert refused("conclude_visit", visit, trip.first).startswith("1 item is not answered")
    finding = trip.confirm(one)
    assert VISIT.objection("conclude_visit", fresh(visit), trip.first) == ""
    services.withdraw_finding(finding=finding, by=trip.first, reason="看错了仪器")
    with pytest.raises(NotNow, match="Item 1 is confirmed, but its finding was withdrawn"):
        services.conclude_visit(visit=visit, leaving=LEAVING, by=trip.first)
    assert "Only the two officers" in refused("conclude_visit", visit, PROGRAM)


@pytest.mark.parametrize(
    ("leaving", "said"),
    [
        (Leaving("质量负责人", True, at=dt.datetime(2020, 1, 1, tzinfo=dt.UTC)), "One leaves after"),
        (Leaving("质量负责人", True, at=dt.datetime(2999, 1, 1, tzinfo=dt.UTC)), "has not come yet"),
        (Leaving(" ", True), "who attended"),
    ],
)
def test_how_it_ended_is_possible(leaving: Leaving, said: str, trip: Trip) -> None:
    visit, (item,) = trip.under_way()
    services.answer_item(item=item, answer="explained", note="备用仪器", by=trip.first)
    with pytest.raises(NotNow, match=said):
        services.conclude_visit(visit=visit, leaving=leaving, by=trip.first)
