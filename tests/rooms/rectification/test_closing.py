"""Three officers stand behind a closing; in a unit of few, the third is of the unit above."""

from __future__ import annotations

import datetime as dt

import pytest

from bureau.kernel import clock
from bureau.kernel.refusals import MissingPermission, NotNow
from bureau.people.models import Account, Unit
from bureau.people.permissions import P
from bureau.people.services import grant_role, make_delegation
from bureau.rectification import hands, services
from bureau.rectification.lifecycle import PROBLEM
from bureau.rectification.models import Problem
from tests.cast import PROGRAM, MakeOfficer, make_officer, make_unit
from tests.rooms.rectification.register import TEN, Office, Upload, day

pytestmark = [pytest.mark.django_db, pytest.mark.db]


def close(problem: Problem, by: Account) -> Problem:
    return services.close_problem(problem=problem, by=by, remark="材料齐全")


def test_verified_on_site_with_evidence_and_closed_by_a_third(register: Office) -> None:
    answered = register.answered()
    with pytest.raises(NotNow, match="yet to come"):
        register.verify(answered, verified_on=day("06-21"))
    verified = register.verify(answered, way="site", files=[Upload("现场照片.pdf")])
    row = verified.verifications.get()
    assert (verified.state, row.way, row.verified_by, row.answer.number) == (
        "to_close",
        "site",
        register.office,
        1,
    )
    done = close(verified, register.leader)
    assert (done.state, done.closed_by) == ("struck_off", register.leader)


def test_each_who_had_a_hand_in_it_is_told_who_is_left(register: Office) -> None:
    grant_role(account=register.inspector, role="office", unit=register.district, by=PROGRAM)
    by_office = register.verify(register.answered(by=register.office), by=register.second)
    for account, sentence in (
        (register.second, "You verified this"),
        (register.inspector, "You handled the institution's answer"),
        (register.office, "You recorded this problem"),
    ):
        said = PROBLEM.objection("close_problem", by_office, account)
        assert said.startswith(sentence), said
        assert "副组长" in said
        with pytest.raises(NotNow, match=sentence):
            close(by_office, account)
    assert close(by_office, register.leader).state == "struck_off"


def test_who_may_not_close(register: Office) -> None:
    verified = register.verify(register.answered())
    with pytest.raises(MissingPermission):
        close(verified, register.inspector)
    with pytest.raises(NotNow, match="only while"):
        close(register.answered(), register.leader)


def station_problem(register: Office, officer: Account) -> Problem:
    row = register.problem(by=officer, officer=officer, unit=register.station)
    return register.verify(register.answer(row), by=register.office)


def test_a_unit_of_few_leaves_it_to_the_unit_above(register: Office) -> None:
    own = make_officer("own", "inspector", register.station, full_name="所监管员")
    head = make_officer("head", "leader", register.station, full_name="所长")
    verified = station_problem(register, own)
    assert hands.is_small(register.station)
    with pytest.raises(NotNow, match=r"has under 4 officers.*somebody of the unit above.*组长") as refused:
        close(verified, head)
    assert "所长" not in str(refused.value)
    assert close(verified, register.leader).state == "struck_off"


def test_a_role_above_does_not_help_who_works_in_the_small_unit(register: Office) -> None:
    own = make_officer("own", "inspector", register.station)
    within = make_officer("within", "leader", register.station, role_at=register.district)
    with pytest.raises(NotNow, match="has under 4 officers"):
        close(station_problem(register, own), within)


def test_with_four_officers_it_closes_itself(register: Office) -> None:
    own = [make_officer(f"own-{n}", "inspector", register.station) for n in range(3)]
    head = make_officer("head", "leader", register.station)
    assert close(station_problem(register, own[0]), head).state == "struck_off"


def test_the_highest_unit_has_none_above(officer: MakeOfficer) -> None:
    top = make_unit("甘泉自治区市场监督管理局", "region", "990000")
    assert not hands.is_small(top)


def test_power_lent_by_who_had_a_hand_in_it_does_not_close(register: Office) -> None:
    verified = register.verify(register.answered())
    with clock.standing_at("2022-06-20"):
        make_delegation(
            giver=register.office,
            taker=register.inspector,
            valid_from=day("06-20"),
            valid_to=day("06-30"),
            reason="出差",
            by=register.office,
        )
    helper = make_officer("helper", "inspector", register.district, full_name="帮办")
    with pytest.raises(MissingPermission):
        close(verified, helper)
    make_delegation(
        giver=register.office,
        taker=helper,
        valid_from=day("06-20"),
        valid_to=day("06-30"),
        reason="出差",
        by=register.office,
    )
    helper = Account.objects.get(pk=helper.pk)
    with pytest.raises(NotNow, match="only for 主任, who had a hand in it"):
        close(verified, helper)


def test_lent_by_somebody_else_it_closes(register: Office) -> None:
    verified = register.verify(register.answered())
    helper = make_officer("helper", "inspector", register.district)
    make_delegation(
        giver=register.deputy,
        taker=helper,
        valid_from=day("06-20"),
        valid_to=day("06-30"),
        reason="出差",
        by=register.deputy,
    )
    assert close(verified, Account.objects.get(pk=helper.pk)).state == "struck_off"


def test_where_nobody_is_left_it_says_whom_to_ask(register: Office) -> None:
    assert "ask your administrator" in hands.said([])
    names = [make_officer(f"n{n}", None, register.district) for n in range(6)]
    assert hands.said(names) == "n0, n1, n2, n3 and others"


def test_extended_with_a_reason_and_the_history_kept(register: Office) -> None:
    made = register.problem()
    with pytest.raises(MissingPermission):
        services.extend_deadline(problem=made, period=TEN, by=register.office, reason="设备待修")
    longer = services.extend_deadline(problem=made, period=TEN, by=register.leader, reason="设备待修")
    assert (longer.state, longer.deadline_on) == ("extended", day("07-18"))  # counted from 4 July
    first, second = longer.deadlines.all()
    assert (first.on, second.counted_from, second.reason) == (day("07-04"), day("07-04"), "设备待修")
    with pytest.raises(NotNow, match="later than 2022-07-18"):
        services.extend_deadline(
            problem=longer, period=services.Period(on=day("07-10")), by=register.leader, reason="设备待修"
        )
    assert register.answer(longer).state == "to_verify"


def test_an_extension_that_would_end_in_the_past(register: Office) -> None:
    made = register.problem(period=services.Period(working_days=1))
    with clock.standing_at("2022-08-01"), pytest.raises(NotNow, match="2022-06-22, which is past"):
        services.extend_deadline(
            problem=made, period=services.Period(working_days=1), by=register.leader, reason="设备待修"
        )


def test_holders_of_a_permission_the_nearest_first(register: Office, station: Unit) -> None:
    near = make_officer("near", "inspector", station)
    assert hands.holders_at(P.PROBLEM_RECORD, station)[0] == near
    assert near not in hands.holders_at(P.PROBLEM_RECORD, register.district)
    assert dt.date(2022, 6, 20) == clock.today()
