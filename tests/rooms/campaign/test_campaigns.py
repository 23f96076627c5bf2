"""Campaigns: each move and its guards, who sees them, what waits in the queues."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from bureau.campaign import services
from bureau.campaign.lifecycle import CampaignState
from bureau.campaign.models import Campaign, MemberRole
from bureau.campaign.selectors import campaign_of, campaigns_of, current_campaign, may_be_superior
from bureau.campaign.selectors.histories import history
from bureau.kernel import clock
from bureau.kernel.references import card_of
from bureau.kernel.refusals import MissingPermission, NotNow, Stale
from bureau.people.models import Unit
from bureau.registry.domains import FOCUS
from bureau.reminders.models import DueDate
from bureau.reminders.selectors import queue_of, waiting_for
from bureau.trail.verify import verify
from tests.cast import PROGRAM, MakeOfficer
from tests.english import english  # noqa: F401 - a fixture, which pytest finds here by name
from tests.rooms.campaign.running import (
    DAY,
    TODAY,
    dated,
    drafted,
    issued,
    phase_plan,
    plan,
    without_conditions,
)

pytestmark = [pytest.mark.django_db, pytest.mark.db]


@pytest.fixture(autouse=True)
def in_may() -> Iterator[None]:
    with clock.standing_at(TODAY):
        yield


def test_a_draft_has_three_phases_and_six_domains_preset(district: Unit, officer: MakeOfficer) -> None:
    campaign = drafted(district, officer("office"))
    assert campaign.reference == "C-150699-2022-01"
    assert [(one.number, one.name) for one in campaign.phases_now()] == [
        (1, "全面摸底"),
        (2, "集中整治"),
        (3, "巩固提升"),
    ]
    assert campaign.focus_now() == list(FOCUS)
    assert drafted(district).reference == "C-150699-2022-02"
    bare = services.draft_campaign(plan=plan(), unit=district, by=PROGRAM, preset=False)
    assert (bare.phases_now(), bare.focus_now()) == ([], [])
    assert verify().discrepancies == ()


def test_only_who_manages_campaigns_drafts_one(district: Unit, elsewhere: Unit, officer: MakeOfficer) -> None:
    for by in (officer("inspector"), officer("superior"), officer("office", elsewhere)):
        with pytest.raises(MissingPermission):
            services.draft_campaign(plan=plan(), unit=district, by=by)
    with pytest.raises(NotNow, match="before it begins"):
        drafted(district, ends_on=dt.date(2022, 5, 1))
    assert not Campaign.objects.exists()


def test_a_draft_is_amended_and_what_stood_before_stays(
    district: Unit, station: Unit, officer: MakeOfficer
) -> None:
    office = officer("office")
    campaign = services.draft_campaign(plan=plan(), unit=district, by=office, addressees=[district, station])
    amended = services.amend_campaign(
        campaign=campaign,
        plan=plan(title="另一个名称"),
        by=office,
        addressees=[station],
        base=campaign.version,
    )
    assert (amended.title, amended.addressees_now()) == ("另一个名称", [station])
    kept = services.amend_campaign(campaign=campaign, plan=plan(), by=office)
    assert kept.addressees_now() == [station]
    with pytest.raises(Stale):
        services.amend_campaign(campaign=campaign, plan=plan(), by=office, base=campaign.version)
    titles = [
        (diff.before, diff.after)
        for change in history(campaign)
        for diff in change.differs
        if diff.column == "title"
    ]
    assert titles[1] == ("云川区检验检测市场专项整治行动", "另一个名称")
    assert "draft_campaign" in {change.move for change in history(campaign)}


def test_what_stands_against_issuing_is_said_one_by_one(district: Unit, officer: MakeOfficer) -> None:
    leader = officer("leader")
    campaign = services.draft_campaign(plan=plan(document_number=""), unit=district, by=PROGRAM)

    def refused(words: str) -> None:
        with pytest.raises(NotNow, match=words):
            services.issue_campaign(campaign=campaign, by=leader)

    refused("no document number")
    services.amend_campaign(campaign=campaign, plan=plan(), by=leader)
    refused("addressed to no unit")
    services.amend_campaign(campaign=campaign, plan=plan(), by=leader, addressees=[district])
    refused("No working dates are set for: 全面摸底, 集中整治, 巩固提升")
    dated(campaign)
    refused("no leader or deputy")
    services.add_member(campaign=campaign, role=MemberRole.EXPERT, account=leader, by=leader)
    refused("no leader or deputy")
    services.add_member(campaign=campaign, role=MemberRole.DEPUTY, account=officer("leader"), by=leader)
    assert services.issue_campaign(campaign=campaign, by=leader).issued_by_name == leader.full_name
    with pytest.raises(NotNow, match="issued"):
        services.withdraw_campaign(campaign=campaign, by=leader, reason="写错了")
    bare = services.draft_campaign(
        plan=plan(), unit=district, by=PROGRAM, preset=False, addressees=[district]
    )
    with pytest.raises(NotNow, match="no phase yet"):
        services.issue_campaign(campaign=bare, by=leader)


def test_a_draft_is_withdrawn_and_stays(district: Unit, officer: MakeOfficer) -> None:
    campaign = drafted(district)
    services.withdraw_campaign(campaign=campaign, by=officer("office"), reason="并入市局行动")
    again = Campaign.objects.get(pk=campaign.pk)
    assert again.state == CampaignState.WITHDRAWN
    with pytest.raises(NotNow, match="The campaign is over"):
        services.add_phase(campaign=again, plan=phase_plan(again.phases_now()[0]), by=PROGRAM)
    with pytest.raises(NotNow, match="withdrawn"):
        services.amend_campaign(campaign=again, plan=plan(), by=PROGRAM)


def test_what_is_issued_is_amended_with_a_reason(district: Unit, officer: MakeOfficer) -> None:
    leader = officer("leader")
    campaign = issued(district, leader)
    changed = services.amend_issued_campaign(
        campaign=campaign, plan=plan(ends_on=dt.date(2022, 8, 15)), by=leader, reason="市局延长"
    )
    assert changed.ends_on == dt.date(2022, 8, 15)
    newest = history(campaign)[0]
    assert (newest.move, newest.reason, newest.differs[0].after) == (
        "amend_issued_campaign",
        "市局延长",
        "2022-08-15",
    )
    with pytest.raises(NotNow, match="keeps a document number"):
        services.amend_issued_campaign(
            campaign=campaign, plan=plan(document_number=""), by=leader, reason="写错了"
        )


def test_the_end_of_each_phase_waits_for_leader_and_office(
    district: Unit, station: Unit, officer: MakeOfficer
) -> None:
    leader, office = officer("leader"), officer("office")
    campaign = issued(district, leader)
    for by in (leader, office):
        queue = queue_of(waiting_for(by))
        assert [one.due_date.due_on for one in queue.overdue] == [dt.date(2022, 5, 15)]
        assert len(queue.later) == 2
    assert not queue_of(waiting_for(officer("inspector", station))).overdue
    second = campaign.phases.get(number=2)
    later = phase_plan(second, ends_on=dt.date(2022, 7, 5), dates_reason="市局推迟")
    services.amend_phase(phase=second, plan=later, by=office)
    open_ones = DueDate.objects.open().filter(subject=f"{campaign.reference}/2")
    assert [one.due_on for one in open_ones] == [dt.date(2022, 7, 5)]
    with pytest.raises(NotNow, match="keep working dates"):
        services.amend_phase(phase=second, plan=phase_plan(second, begins_on=None, ends_on=None), by=office)
    services.sign_off_phase(phase=without_conditions(campaign, 1), by=leader)
    assert not queue_of(waiting_for(office)).overdue
    added = services.add_phase(campaign=campaign, plan=later, by=office)
    assert DueDate.objects.open().filter(subject=added.reference).count() == 1
    services.withdraw_phase(phase=added, by=office, reason="不再需要")
    assert not DueDate.objects.open().filter(subject=added.reference).exists()


def test_a_campaign_is_closed_when_its_phases_are_signed_off(district: Unit, officer: MakeOfficer) -> None:
    leader = officer("leader")
    campaign = issued(district, leader)
    with pytest.raises(NotNow, match="Not signed off yet: 全面摸底, 集中整治, 巩固提升"):
        services.close_campaign(campaign=campaign, by=leader, reason="总结已报市局")
    for number in (1, 2, 3):
        services.sign_off_phase(phase=without_conditions(campaign, number), by=leader)
    closed = services.close_campaign(campaign=campaign, by=leader, reason="总结已报市局")
    assert closed.closed_at is not None
    assert not DueDate.objects.open().exists()
    assert verify().discrepancies == ()


def test_who_sees_which(
    city: Unit, district: Unit, station: Unit, elsewhere: Unit, officer: MakeOfficer
) -> None:
    leader = officer("leader")
    campaign, draft = issued(district, leader, station), drafted(district)
    above = services.draft_campaign(plan=plan(title="全市专项整治行动"), unit=city, by=PROGRAM)

    def seen(by: object) -> set[str]:
        return set(Campaign.objects.visible_to(by).values_list("reference", flat=True))

    superior, inspector = officer("superior", city), officer("inspector", station)
    assert seen(superior) == {campaign.reference, draft.reference, above.reference}
    assert seen(officer("office")) == {campaign.reference, draft.reference}
    assert seen(inspector) == {campaign.reference}  # it is addressed to the station
    stranger = officer("office", elsewhere)
    assert seen(stranger) == set()
    card = card_of(f"{campaign.reference}/2", for_=inspector)
    assert card is not None
    assert (card.title, card.note, card.tone) == (campaign.title, "云川市监发〔2022〕7号", "run")
    for by in (stranger, officer("administrator")):
        assert card_of(campaign.reference, for_=by) is None


def test_a_campaign_stands_under_one_of_a_unit_above(
    city: Unit, district: Unit, elsewhere: Unit, officer: MakeOfficer
) -> None:
    above = issued(city, officer("leader", city), city, district)
    office = officer("office")
    assert list(may_be_superior(district, office)) == [above]
    own = services.draft_campaign(plan=plan(superior=above), unit=district, by=office)
    assert own.superior == above
    for wrong in (drafted(elsewhere), own):
        with pytest.raises(NotNow, match="unit above"):
            services.draft_campaign(plan=plan(superior=wrong), unit=district, by=office)


def test_which_campaign_work_belongs_to(
    city: Unit, district: Unit, station: Unit, elsewhere: Unit, officer: MakeOfficer
) -> None:
    leader, today = officer("leader"), clock.today()
    assert current_campaign(district, today) is None
    drafted(district)
    above = issued(city, officer("leader", city))
    assert current_campaign(station, today) == above
    own = issued(district, leader)
    assert list(campaigns_of(station, today)) == [own, above]
    assert current_campaign(station, today) == own
    assert current_campaign(elsewhere, today) == above
    assert current_campaign(district, own.begins_on - DAY) is None
    assert campaign_of(own.reference, leader) == own
