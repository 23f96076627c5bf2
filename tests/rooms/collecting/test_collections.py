"""A collection asks each body and unit for what its dossiers lack, and runs until it is closed or withdrawn."""

from __future__ import annotations

import datetime as dt

import pytest

from bureau.collecting import services
from bureau.collecting.lacking import lacking, lacks_of
from bureau.collecting.models import Collection, Part
from bureau.collecting.selectors import progress_of
from bureau.kernel import clock
from bureau.kernel.refusals import MissingPermission, NotNow, Stale
from bureau.people.handovers import Change, hand_everything_over
from bureau.people.models import Unit
from bureau.registry.completeness import REQUIREMENTS, completeness
from bureau.registry.models import Institution
from bureau.registry.selectors.facts import facts_of
from bureau.registry.services import assign_institution
from bureau.reminders.models import DueDate, Reminder
from bureau.reminders.telling import remind
from bureau.trail.verify import verify
from tests.cast import make_officer
from tests.english import english  # noqa: F401 - a fixture, which pytest finds here by name
from tests.factories import make_capability, make_certificate, make_instrument
from tests.rooms.collecting.asking import ASKED, EVERYTHING, Asked, build

pytestmark = [pytest.mark.django_db, pytest.mark.db, pytest.mark.usefixtures("english")]


@pytest.fixture
def asked(district: Unit, station: Unit) -> Asked:
    return build(district, station)


def waiting(who: object, subject: str) -> list[str]:
    return [one.why for one in DueDate.objects.waiting_for(who).about(subject)]


def test_requirements_have_keys_that_are_told_apart() -> None:
    keys = [one.key for one in REQUIREMENTS]
    assert len(set(keys)) == len(keys)
    assert {one.kind for one in REQUIREMENTS if one.key in {"code", "nature"}} == {"identity"}


def test_each_is_asked_only_for_what_it_lacks(asked: Asked) -> None:
    made = asked.start()
    assert made.reference.startswith("G-150699-")
    assert asked.part(asked.spoken).asked == {asked.spoken.reference: ["contact"]}
    assert asked.part(asked.silent).asked == {asked.silent.reference: ["code", "nature"]}
    of_station = asked.part(None)
    assert of_station.unit == asked.station
    assert of_station.asked == {one.reference: ["officer"] for one in (asked.spoken, asked.silent)}
    assert verify().discrepancies == ()


def test_a_part_waits_for_whoever_must_act(asked: Asked) -> None:
    asked.start()
    spoken, silent, station = (asked.part(one) for one in (asked.spoken, asked.silent, None))
    assert waiting(asked.speaker, spoken.reference) == [
        "The supervising unit asks your institution for this."
    ]
    assert waiting(asked.speaker, silent.reference) == []
    assert "has no account" in waiting(asked.station_office, silent.reference)[0]
    assert "asks yours" in waiting(asked.station_office, station.reference)[0]
    assert waiting(asked.station_office, spoken.reference) == []


def test_what_stays_overdue_is_told_upwards(asked: Asked) -> None:
    leader = make_officer("leader", "leader", asked.unit)
    asked.start(days=1)
    with clock.standing_at((clock.today() + dt.timedelta(days=20)).isoformat()):
        remind()
    told = set(Reminder.objects.filter(account=leader).values_list("subject", flat=True))
    assert told == set(Part.objects.values_list("reference", flat=True))


def test_an_account_opened_meanwhile_gets_what_waits(asked: Asked) -> None:
    from bureau.registry.services import link_account
    from tests.cast import PROGRAM, make_institution_account

    asked.start()
    part = asked.part(asked.silent)
    late = make_institution_account("late", asked.unit)
    link_account(institution=asked.silent, account=late, by=PROGRAM)
    assert len(waiting(late, part.reference)) == 1
    assert waiting(asked.station_office, part.reference) == []


def test_another_unit_answers_from_now_on(asked: Asked) -> None:
    asked.start()
    part = asked.part(asked.silent)
    assign_institution(
        institution=Institution.objects.get(pk=asked.silent.pk),
        unit=asked.unit,
        officer=None,
        by=asked.office,
    )
    assert asked.part(asked.silent).unit == asked.unit
    assert waiting(asked.station_office, part.reference) == []
    assert len(waiting(asked.office, part.reference)) == 1


def test_the_officer_who_answers_is_asked_alone(asked: Asked) -> None:
    row = Institution.objects.get(pk=asked.silent.pk)
    assign_institution(institution=row, unit=asked.station, officer=asked.station_office, by=asked.office)
    asked.start()
    part = asked.part(asked.silent)
    assert len(waiting(asked.station_office, part.reference)) == 1
    assert waiting(asked.office, part.reference) == [], "not everybody of the unit is"
    heir = make_officer("heir", "inspector", asked.station)
    row = Institution.objects.get(pk=asked.silent.pk)
    assign_institution(institution=row, unit=asked.station, officer=heir, by=asked.office)
    assert (waiting(asked.station_office, part.reference), len(waiting(heir, part.reference))) == ([], 1)


def test_refused_before_anything_is_written(asked: Asked) -> None:
    rows = lacking(Institution.objects.all(), EVERYTHING, units_too=False)
    yesterday = clock.today() - dt.timedelta(days=1)
    with pytest.raises(NotNow, match="passed already"):
        services.start_collection(
            asking=services.Asking("甲", yesterday, ASKED), lacking=rows, unit=asked.unit, by=asked.office
        )
    asking = services.Asking("甲", clock.today(), ASKED)
    with pytest.raises(NotNow, match="nothing to collect"):
        services.start_collection(asking=asking, lacking=[], unit=asked.unit, by=asked.office)
    with pytest.raises(MissingPermission):
        services.start_collection(asking=asking, lacking=rows, unit=asked.station, by=asked.station_office)
    assert not Collection.objects.exists()


def test_closing_ends_what_was_not_sent_in(asked: Asked) -> None:
    row = asked.start()
    services.send_in_part(part=asked.part(asked.spoken), by=asked.speaker, note="联系人待定")
    with pytest.raises(NotNow, match="1 parts were sent in"):
        services.close_collection(collection=row, by=asked.office, reason="到期")
    services.accept_part(part=asked.part(asked.spoken), by=asked.station_office)
    with pytest.raises(Stale):
        services.close_collection(collection=row, by=asked.office, reason="到期", base=row.version + 1)
    services.close_collection(collection=row, by=asked.office, reason="到期")
    assert asked.part(asked.spoken).state == "accepted"
    assert {asked.part(one).state for one in (asked.silent, None)} == {"withdrawn"}
    assert not DueDate.objects.open().filter(subject__startswith=row.reference).exists()
    with pytest.raises(NotNow):
        services.withdraw_collection(collection=row, by=asked.office, reason="到期")


def test_withdrawing_ends_every_part(asked: Asked) -> None:
    row = asked.start()
    services.send_in_part(part=asked.part(asked.spoken), by=asked.speaker, note="联系人待定")
    services.withdraw_collection(collection=row, by=asked.office, reason="发错了")
    assert set(Part.objects.values_list("state", flat=True)) == {"withdrawn"}


def test_it_goes_over_with_everything_else(asked: Asked) -> None:
    row = asked.start()
    heir = make_officer("heir", "office", asked.unit)
    with pytest.raises(NotNow, match="in charge of it already"):
        services.hand_over_collection(collection=row, officer=asked.office, by=asked.office, reason="调离")
    with pytest.raises(NotNow, match="may not collect"):
        services.hand_over_collection(
            collection=row, officer=asked.station_office, by=asked.office, reason="调离"
        )
    told = hand_everything_over(Change(asked.office, heir, heir, "调离"))
    assert [(one.kind.name, one.held.reference, one.why_not) for one in told] == [
        ("collections", row.reference, "")
    ]
    row.refresh_from_db()
    assert row.officer == heir


def test_progress_counts_by_unit(asked: Asked) -> None:
    row = asked.start(days=1)
    services.send_in_part(part=asked.part(asked.spoken), by=asked.speaker, note="联系人待定")
    services.return_part(part=asked.part(asked.spoken), by=asked.station_office, reason="请填联系人")
    services.report_part(part=asked.part(None), by=asked.station_office, note="待分工")
    with clock.standing_at((clock.today() + dt.timedelta(days=3)).isoformat()):
        found = progress_of(row, asked.office)
    (line,) = found.units
    counts = (line.asked, line.sent_in, line.returned, line.accepted, line.late)
    assert (line.unit, counts) == (asked.station, (3, 1, 1, 0, 2))
    assert {one.part.institution: one.contact and one.contact.phone for one in found.late} == {
        asked.spoken: None,
        asked.silent: "13800001234",
    }


def test_what_many_lack_is_what_each_lacks(asked: Asked) -> None:
    certificate = make_certificate(Institution.objects.get(pk=asked.spoken.pk))
    make_capability(certificate)
    make_instrument(Institution.objects.get(pk=asked.spoken.pk))
    rows = list(Institution.objects.all())
    alone = {
        one.pk: completeness(facts_of(one), clock.today(), answered=one.officer_id is not None).lacks
        for one in rows
    }
    assert lacks_of(rows) == alone
    assert {lack.absent for lack in alone[asked.spoken.pk]} > {()}, "something is missing by name"
