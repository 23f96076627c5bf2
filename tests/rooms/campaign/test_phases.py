"""Phases, domains of focus and lead group: each move and its guards; gaps and overlaps; where today stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bureau.campaign import services
from bureau.campaign.exits import Standing, kinds
from bureau.campaign.models import MemberRole, Phase
from bureau.campaign.selectors.seams import Seam, Stretch, outside, place_of, seams
from bureau.campaign.services import PhasePlan
from bureau.kernel import clock
from bureau.kernel.refusals import MissingPermission, NotNow, Stale
from bureau.people.models import Unit
from bureau.trail.verify import verify
from tests.cast import PROGRAM, MakeOfficer
from tests.english import english  # noqa: F401 - a fixture, which pytest finds here by name
from tests.factories import make_complete, make_institution
from tests.rooms.campaign.running import DAY, TODAY, drafted, issued, phase_plan, without_conditions

D = dt.date
FIRST, LAST = D(2022, 5, 5), D(2022, 7, 31)


@pytest.fixture(autouse=True)
def in_may() -> Iterator[None]:
    with clock.standing_at(TODAY):
        yield


days = st.integers(0, 60).map(lambda number: D(2022, 5, 1) + number * DAY)


@st.composite
def stretches(draw: st.DrawFn) -> list[Stretch]:
    """Up to five named stretches anywhere."""
    pairs = draw(st.lists(st.tuples(days, days), max_size=5))
    return [Stretch(f"S{number}", min(pair), max(pair)) for number, pair in enumerate(pairs)]


@given(stretches(), days, days)
def test_every_day_is_said_to_be_what_it_is(listed: list[Stretch], one: dt.date, other: dt.date) -> None:
    first, last = min(one, other), max(one, other)
    found = seams(listed, first, last)
    said: dict[dt.date, tuple[str, ...]] = {}
    for seam in found:
        for number in range(seam.days):
            assert seam.since + number * DAY not in said
            said[seam.since + number * DAY] = seam.names
    for number in range(62):
        day = D(2022, 5, 1) + number * DAY
        here = tuple(each.name for each in listed if each.since <= day <= each.until)
        expected = len(here) > 1 or (not here and first <= day <= last)
        assert (day in said) == expected
        assert said.get(day, here) == here
    assert found == sorted(found, key=lambda seam: seam.since)


def test_gaps_and_overlaps_in_words() -> None:
    listed = [Stretch("甲", D(2022, 5, 5), D(2022, 5, 16)), Stretch("乙", D(2022, 5, 16), D(2022, 6, 30))]
    listed.append(Stretch("丙", D(2022, 7, 25), D(2022, 8, 2)))
    found = [seam.said for seam in seams(listed, FIRST, LAST)]
    assert found == [
        "Overlap: 2022-05-16 belongs to “甲”, “乙”.",
        "Gap: 24 days belong to no phase, 2022-07-01 to 2022-07-24.",
    ]
    assert outside(listed, FIRST, LAST) == ["“丙” lies partly outside the campaign's period."]
    assert Seam(FIRST, FIRST, ()).said == "Gap: 2022-05-05 belongs to no phase."
    assert Seam(FIRST, FIRST + DAY, ("甲", "乙")).said.startswith("Overlap: 2 days belong to “甲”, “乙”")


@pytest.mark.django_db
def test_where_today_stands(district: Unit, officer: MakeOfficer) -> None:
    campaign = drafted(district)

    def said(day: dt.date) -> str:
        return place_of(campaign, campaign.phases_now(), day)

    assert said(D(2022, 5, 20)) == "No working dates are set for its phases yet."
    campaign = issued(district, officer("leader"))
    assert said(D(2022, 4, 25)) == "Its days lie ahead: it begins on 2022-05-05, 10 days after today."
    assert said(D(2022, 6, 23)) == "Today is day 39 of “集中整治”; 5 working days are left."
    assert said(D(2022, 8, 1)) == "The last phase ended on 2022-07-31."
    second = campaign.phases.get(number=2)
    dates = {"begins_on": D(2022, 5, 20), "dates_reason": "推迟", "ends_on": D(2028, 6, 30)}
    services.amend_phase(phase=second, plan=phase_plan(second, **dates), by=PROGRAM)
    assert said(D(2022, 5, 18)) == "Today belongs to no phase."
    assert "which ends on 2028-06-30" in said(D(2022, 5, 21))


@pytest.mark.django_db
def test_working_dates_come_in_pairs_in_order_and_with_a_reason(district: Unit, officer: MakeOfficer) -> None:
    phase: Phase = drafted(district).phases_now()[0]
    office = officer("office")
    for dates, words in (
        ({"begins_on": FIRST}, "pairs"),
        ({"begins_on": LAST, "ends_on": FIRST, "dates_reason": "按通知"}, "before it begins"),
        ({"begins_on": FIRST, "ends_on": LAST}, "Say why"),
        ({"conditions": ("nobody_declares_this",)}, "cannot be computed here: nobody_declares_this"),
    ):
        with pytest.raises(NotNow, match=words):
            services.amend_phase(phase=phase, plan=phase_plan(phase, **dates), by=office)
    saved = services.amend_phase(
        phase=phase, plan=phase_plan(phase, words="5月中旬"), by=office, base=phase.version
    )
    assert saved.words == "5月中旬"
    with pytest.raises(Stale):
        services.amend_phase(phase=phase, plan=phase_plan(phase), by=office, base=phase.version)
    with pytest.raises(MissingPermission):
        services.amend_phase(phase=phase, plan=phase_plan(phase), by=officer("inspector"))


@pytest.mark.django_db
def test_phases_are_added_and_withdrawn_but_one_stays(district: Unit) -> None:
    campaign = drafted(district)
    added = services.add_phase(campaign=campaign, plan=PhasePlan("回头看"), by=PROGRAM)
    assert added.reference == f"{campaign.reference}/4"
    for phase in campaign.phases_now()[1:]:
        services.withdraw_phase(phase=phase, by=PROGRAM, reason="并入第一阶段")
    (last,) = campaign.phases_now()
    with pytest.raises(NotNow, match="only phase"):
        services.withdraw_phase(phase=last, by=PROGRAM, reason="不要了")
    assert services.add_phase(campaign=campaign, plan=PhasePlan("再来"), by=PROGRAM).number == 5


@pytest.mark.django_db
@pytest.mark.db
def test_what_stands_against_signing_off(district: Unit, officer: MakeOfficer) -> None:
    leader, office = officer("leader", full_name="组长甲"), officer("office")
    make_institution(unit=district)
    draft = drafted(district)
    with pytest.raises(NotNow, match="only while it is issued"):
        services.sign_off_phase(phase=draft.phases_now()[0], by=leader)
    campaign = issued(district, leader)
    first, second = campaign.phases.get(number=1), campaign.phases.get(number=2)
    with pytest.raises(NotNow, match="“全面摸底” comes before it"):
        services.sign_off_phase(phase=second, by=leader)
    with pytest.raises(NotNow, match="3 exit conditions are not met yet: The annex form was submitted, "):
        services.sign_off_phase(phase=first, by=leader)
    first = without_conditions(campaign, 1)
    for by in (office, officer("leader"), PROGRAM):
        with pytest.raises(NotNow, match="signs this off: 组长甲"):
            services.sign_off_phase(phase=first, by=by)
    with pytest.raises(MissingPermission):
        services.sign_off_phase(phase=first, by=officer("inspector"))
    signed = services.sign_off_phase(phase=first, by=leader, base=first.version)
    assert (signed.signed_off_by_name, signed.is_signed_off) == ("组长甲", True)
    with pytest.raises(NotNow, match="signed off"):
        services.amend_phase(phase=first, plan=phase_plan(first), by=office)
    assert verify().discrepancies == ()


@pytest.mark.django_db
def test_a_deputy_signs_off_while_a_member(district: Unit, officer: MakeOfficer) -> None:
    leader, deputy = officer("leader"), officer("leader")
    campaign = issued(district, leader)
    member = services.add_member(campaign=campaign, role=MemberRole.DEPUTY, account=deputy, by=PROGRAM)
    services.sign_off_phase(phase=without_conditions(campaign, 1), by=deputy)
    services.end_member(member=member, by=PROGRAM, reason="调离", on=clock.today() - DAY)
    assert member.fresh().valid_to == clock.today()  # not before the first day
    with clock.standing_at("2022-05-21"), pytest.raises(NotNow, match="signs this off"):
        services.sign_off_phase(phase=without_conditions(campaign, 2), by=deputy)


@pytest.mark.django_db
def test_the_lead_group_by_post_and_by_account(district: Unit, officer: MakeOfficer) -> None:
    office, campaign = officer("office"), drafted(district)
    add = services.add_member
    expert = add(campaign=campaign, role=MemberRole.EXPERT, post="技术专家", by=office)
    add(
        campaign=campaign,
        role=MemberRole.LEADER,
        account=officer("leader", full_name="甲"),
        post="局长",
        by=office,
    )
    member = add(campaign=campaign, role=MemberRole.MEMBER, account=office, by=office)
    assert [one.called for one in campaign.members_on(clock.today())] == ["局长", "技术专家", str(office)]
    with pytest.raises(NotNow, match="Choose an account"):
        add(campaign=campaign, role=MemberRole.MEMBER, by=office)
    with pytest.raises(NotNow, match="belongs to the lead group already"):
        add(campaign=campaign, role=MemberRole.DEPUTY, account=office, by=office)
    with pytest.raises(NotNow, match="before it begins"):
        add(campaign=campaign, role=MemberRole.MEMBER, post="甲", by=office, until=clock.today() - DAY)
    services.end_member(member=member, by=office, reason="另有任务")
    again = add(
        campaign=campaign, role=MemberRole.MEMBER, account=office, by=office, since=clock.today() + DAY
    )
    assert (str(again), str(expert)) == (str(office), "技术专家")


@pytest.mark.django_db
def test_domains_come_into_focus_and_leave(district: Unit, officer: MakeOfficer) -> None:
    office, campaign = officer("office"), drafted(district)
    with pytest.raises(NotNow, match="of focus already"):
        services.focus_domain(campaign=campaign, domain="food", reason="再来一次", by=office)
    added = services.focus_domain(campaign=campaign, domain="vehicle", reason="群众投诉多", by=office)
    assert campaign.focus_now()[-1] == "vehicle"
    services.withdraw_domain(focus=added, by=office, reason="另有专项")
    assert "vehicle" not in campaign.focus_now()
    services.focus_domain(campaign=campaign, domain="vehicle", reason="又投诉", by=office)
    with pytest.raises(MissingPermission):
        services.focus_domain(campaign=campaign, domain="health", reason="想看", by=officer("expert"))


@pytest.mark.django_db
@pytest.mark.db
def test_nothing_is_met_of_no_bodies_and_a_survey_is_computed(district: Unit) -> None:
    """A registry without a body has not been surveyed; a body is surveyed when what the notice asks is on record."""
    campaign = drafted(district)
    names = ("all_surveyed", "all_complete", "all_responsible", "all_visited")

    def standing(name: str) -> Standing:
        return kinds()[name].compute(campaign, clock.today())

    assert [standing(name).met for name in names] == [False] * len(names)
    made = make_institution(unit=district)
    assert (standing("all_surveyed").now, standing("all_surveyed").of) == (0, 1)
    make_complete(made)
    found = standing("all_surveyed")
    assert (found.now, found.of, found.met) == (1, 1, True)
    assert not standing("all_complete").met, "a dossier is complete with instruments and an officer only"
