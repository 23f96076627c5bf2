"""Coverage: told once, taken back, counted distinct by domain and unit; exit conditions and figures from above."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from bureau.campaign import exits, figures, services
from bureau.campaign.exits import Standing, condition, standings_of
from bureau.campaign.figures import Figures, Number
from bureau.campaign.models import Campaign, Coverage, Phase
from bureau.campaign.selectors import coverage_of, uncovered
from bureau.campaign.selectors.progress import progress_of
from bureau.kernel import clock
from bureau.kernel.refusals import NotNow
from bureau.people.models import Account, Unit
from bureau.registry import services as registry
from bureau.registry.models import Institution
from bureau.registry.selectors import annex_of_unit, undoing
from bureau.trail.verify import verify
from tests.cast import PROGRAM, MakeOfficer, make_unit
from tests.english import english  # noqa: F401 - a fixture, which pytest finds here by name
from tests.factories import hand_in, make_code, make_institution, roster_line
from tests.rooms.campaign.running import TODAY, drafted, issued, phase_plan, without_conditions

pytestmark = [pytest.mark.django_db, pytest.mark.db]


@pytest.fixture(autouse=True)
def in_may() -> Iterator[None]:
    with clock.standing_at(TODAY):
        yield


@pytest.fixture
def leader(officer: MakeOfficer) -> Account:
    return officer("leader")


def cover(campaign: Campaign, institution: Institution, reference: str = "V-1", day: int = 18) -> Coverage:
    return services.record_coverage(
        campaign=campaign, institution=institution, on=dt.date(2022, 5, day), reference=reference, by=PROGRAM
    )


def test_coverage_is_told_once_and_taken_back(
    district: Unit, station: Unit, leader: Account, officer: MakeOfficer
) -> None:
    body = make_institution(unit=district)
    with pytest.raises(NotNow, match="only while it is issued"):
        cover(drafted(district), body)
    campaign = issued(district, leader)
    inspector = officer("inspector", station)
    first = services.record_coverage(
        campaign=campaign, institution=body, on=clock.today(), reference="V-1", by=inspector
    )
    assert cover(campaign, body) == first
    assert first.recorded_by_name == inspector.full_name
    cover(campaign, body, "V-2")
    assert not uncovered(campaign, leader).exists()
    assert (
        len(services.withdraw_coverage(campaign=campaign, reference="V-1", by=inspector, reason="作废")) == 1
    )
    assert services.withdraw_coverage(campaign=campaign, reference="V-1", by=inspector, reason="作废") == []
    assert not uncovered(campaign, leader).exists()  # the second still covers it
    services.withdraw_coverage(campaign=campaign, reference="V-2", by=inspector, reason="作废")
    assert list(uncovered(campaign, leader)) == [body]
    assert cover(campaign, body) != first
    assert verify().discrepancies == ()


def test_who_is_due(
    district: Unit, station: Unit, elsewhere: Unit, leader: Account, officer: MakeOfficer
) -> None:
    campaign = issued(district, leader, station)
    here, assigned = make_institution(unit=district), make_institution(unit=station)
    make_institution(unit=elsewhere, division="150698")
    gone = make_institution(unit=district)
    registry.close_institution(institution=gone, by=PROGRAM, reason="已注销登记")
    assert set(uncovered(campaign, leader)) == {here, assigned}
    assert set(uncovered(campaign, officer("inspector", station))) == {assigned}


def test_one_that_was_merged_covers_the_one_it_went_into(district: Unit, leader: Account) -> None:
    campaign = issued(district, leader)
    twin, kept = make_institution(unit=district, uscc=""), make_institution(unit=district)
    cover(campaign, twin)
    registry.merge_institution(institution=twin, into=kept, by=PROGRAM, reason="同一家")
    assert not uncovered(campaign, leader).exists()
    assert [one.by_reference for one in coverage_of(campaign, [kept])[kept.pk]] == ["V-1"]


def test_undoing_the_import_leaves_open_what_was_covered(
    district: Unit, leader: Account, officer: MakeOfficer
) -> None:
    office = officer("office")
    roster = hand_in(district, [roster_line("云川新检测有限公司", make_code(900_001))], by=office)
    registry.import_roster(roster=roster, by=office)
    campaign = issued(district, leader)
    cover(campaign, Institution.objects.get(name="云川新检测有限公司"))
    (staying,) = undoing(roster).staying
    assert f"云川新检测有限公司 counts as visited in {campaign.reference}" in staying.work[0]
    assert registry.undo_roster(roster=roster, by=office, reason="名录有误").state == "undone"
    assert Institution.objects.get(name="云川新检测有限公司").is_kept


def test_lines_count_and_feet_count_once(
    district: Unit, station: Unit, elsewhere: Unit, leader: Account
) -> None:
    campaign = issued(district, leader)
    both = make_institution(unit=station, domains=["food", "tank"])
    food = make_institution(unit=station, domains=["food"])
    other = make_institution(unit=None, domains=["vehicle"])
    own = make_institution(unit=district)
    far = make_institution(unit=elsewhere)  # works here, another district answers for it
    for body in (both, other):
        cover(campaign, body)
    found = progress_of(campaign, for_=leader).coverage
    lines = {line.title: (line.due, line.covered, line.uncovered) for line in found.domains}
    assert (lines["Food"], lines["Atmospheric tanks for dangerous liquids"]) == ((2, 1, 1), (1, 1, 0))
    assert (found.focus.due, found.focus.covered) == (2, 1)
    assert [(line.title, line.due, line.covered) for line in found.units] == [
        (station.short_name, 2, 1),
        (district.short_name, 1, 0),
        ("units of other areas", 1, 0),
        ("nobody answers for it", 1, 1),
    ]
    assert (found.total.due, found.total.covered, found.unanswered) == (5, 2, 5)
    assert {food, own, far} == set(uncovered(campaign, leader))


def standing(campaign: Campaign, number: int) -> dict[str, tuple[int, int, str]]:
    phase: Phase = campaign.phases.get(number=number)
    found = {one.kind: one for one in standings_of(phase)}
    return {
        kind: (one.standing.now, one.standing.of, one.state) for kind, one in found.items() if one.standing
    }


def test_exit_conditions_are_computed_from_what_is_recorded(
    district: Unit, station: Unit, leader: Account, officer: MakeOfficer
) -> None:
    campaign = issued(district, leader)
    food, other = make_institution(unit=station, domains=["food"]), make_institution(unit=district)
    assert standing(campaign, 1) == {  # the phase ended on 05-15
        "annex_submitted": (0, 1, "hard"),
        "all_responsible": (0, 2, "hard"),
        "all_complete": (0, 2, "hard"),
    }
    assert standing(campaign, 2) == {"all_visited": (0, 2, "hard"), "focus_visited": (0, 1, "hard")}
    cover(campaign, food)
    assert standing(campaign, 2) == {"all_visited": (1, 2, "unmet"), "focus_visited": (1, 1, "met")}
    registry.assign_institution(
        institution=other, unit=station, officer=officer("inspector", station), by=PROGRAM
    )
    registry.submit_annex(
        annex=annex_of_unit(district, clock.today()), unit=district, reported_on=clock.today(), by=leader
    )
    now = standing(campaign, 1)
    assert (now["annex_submitted"], now["all_responsible"]) == ((1, 1, "met"), (1, 2, "hard"))
    with clock.standing_at("2022-05-15"):
        assert standing(campaign, 1)["all_responsible"] == (1, 2, "unmet")


def test_a_condition_of_a_room_above(
    district: Unit, leader: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    campaign = issued(district, leader)
    monkeypatch.setattr(exits, "_kinds", dict(exits.kinds()))
    condition("none_overdue", "No problem is overdue")(lambda _campaign, _day: Standing(1, 1))
    with pytest.raises(ValueError, match="two rooms"):
        condition("none_overdue", "No problem is overdue")(lambda _campaign, _day: Standing(0, 1))
    phase = without_conditions(campaign, 3)
    phase = services.amend_phase(
        phase=phase, plan=phase_plan(phase, conditions=("none_overdue",)), by=PROGRAM
    )
    assert [one.state for one in standings_of(phase)] == ["met"]
    monkeypatch.delitem(exits._kinds, "none_overdue")
    (unknown,) = standings_of(phase)
    assert (unknown.state, unknown.met) == ("unknown", False)
    assert "none_overdue" in phase.unmet()[0]
    services.amend_phase(phase=phase, plan=phase_plan(phase), by=PROGRAM)  # what stands may stay


def test_figures_of_rooms_above_are_columns(
    district: Unit, station: Unit, leader: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    campaign = issued(district, leader, goal_deter="曝光典型案例")
    make_institution(unit=station, domains=["food"])
    monkeypatch.setattr(figures, "_sources", {})
    assert progress_of(campaign, for_=leader).coverage.columns == ()

    @figures.figures("problems", "Problems")
    def problems(_campaign: Campaign, _for: object) -> Figures:
        return Figures(
            Number(9, "/p/"),
            Number(5),
            {"food": Number(7, "/p/?domain=food", late=True)},
            {station.pk: Number(8, "/p/?unit=1")},
        )

    figures.figures("deterred", "Published")(lambda _campaign, _for: Figures(Number(2, "/cases/")))
    with pytest.raises(ValueError, match="two rooms"):
        figures.figures("problems", "Problems")(lambda _campaign, _for: Figures())
    progress = progress_of(campaign, for_=leader)
    found = progress.coverage
    assert [column.name for column in found.columns] == ["problems"]
    assert [line.cells[0].value for line in found.domains][:2] == [7, 0]
    assert [line.cells[0].value for line in (found.focus, found.units[0], found.total)] == [5, 8, 9]
    assert [(goal.name, goal.number and goal.number.value) for goal in progress.goals] == [
        ("规范一批", None),
        ("查办一批", None),
        ("震慑一批", 2),
    ]


def test_the_figures_of_a_city_are_summed_by_district(
    city: Unit, district: Unit, elsewhere: Unit, officer: MakeOfficer, monkeypatch: pytest.MonkeyPatch
) -> None:
    station = make_unit("城北市场监管所", "station", "150699", district)
    leader = officer("leader", city)
    campaign = issued(city, leader)
    for unit in (district, station):
        make_institution(unit=unit)
    make_institution(unit=elsewhere, division="150698")
    monkeypatch.setattr(figures, "_sources", {})
    by_unit = {district.pk: Number(2, "/p/"), station.pk: Number(3, "/q/", late=True)}
    figures.figures("problems", "Problems")(lambda _campaign, _for: Figures(by_unit=by_unit))
    units = {line.title: line for line in progress_of(campaign, for_=leader).coverage.units}
    assert [(units[one.short_name].due) for one in (district, elsewhere)] == [2, 1]
    assert units[district.short_name].cells == (Number(5, late=True),)
    assert units[elsewhere.short_name].cells == (Number(0),)


def test_a_closed_campaign_is_counted_as_on_its_last_day(district: Unit, leader: Account) -> None:
    campaign = issued(district, leader)
    make_institution(unit=district)
    for number in (1, 2, 3):
        services.sign_off_phase(phase=without_conditions(campaign, number), by=leader)
    closed = services.close_campaign(campaign=campaign, by=leader, reason="总结已报市局")
    with clock.standing_at("2023-05-20"):
        progress = progress_of(closed, for_=leader)
    assert (progress.present, progress.conditions, progress.coverage.total.due) == (None, (), 1)
    assert progress.drawing is not None
    first = progress.drawing.courses[0]
    assert (first.kind, first.words[0].text) == ("done", "signed off 2022-05-20, 5 working days late")
