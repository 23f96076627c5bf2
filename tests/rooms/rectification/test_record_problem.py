"""A problem is recorded by whoever may, about a dossier that is kept, once for what it comes from."""

from __future__ import annotations

import pytest
from django.db import IntegrityError

from bureau.kernel.refusals import MissingPermission, NotNow
from bureau.people.models import Unit
from bureau.rectification import services, sources
from bureau.rectification.models import Problem
from bureau.rectification.services import Period
from bureau.rectification.sources import Offered, Source, TwoSourcesError, waiting_to_be_taken_over
from bureau.registry import services as registry
from bureau.registry.models import Institution
from bureau.trail.models import Link
from bureau.trail.scope import scope
from bureau.trail.verify import verify
from tests.cast import PROGRAM, make_officer
from tests.factories import make_institution
from tests.rooms.rectification.register import REASON, Office, again, day

pytestmark = [pytest.mark.django_db, pytest.mark.db]


def test_it_has_a_number_a_deadline_and_who_is_responsible(register: Office) -> None:
    made = register.problem()
    other = register.problem(by=register.office)
    assert (made.reference, other.reference) == ("P-150699-2022-0001", "P-150699-2022-0002")
    assert (made.state, made.turn, made.officer, made.recorded_by) == (
        "rectifying",
        1,
        register.inspector,
        register.inspector,
    )
    assert made.deadline_on == day("07-04")  # ten working days after 20 June, the weekends left out
    first = made.deadlines.get()
    assert (first.counted_from, first.working_days, first.on) == (day("06-20"), 10, day("07-04"))
    assert str(made) == made.title
    assert verify().discrepancies == ()


def test_a_deadline_may_be_a_day_but_no_past_one(register: Office) -> None:
    assert register.problem(period=Period(on=day("07-15"))).deadline_on == day("07-15")
    for wrong in (Period(on=day("06-20")), Period()):
        with pytest.raises(NotNow, match="later than 2022-06-20"):
            register.problem(period=wrong)
    with pytest.raises(NotNow, match="cannot be counted yet"):
        register.problem(period=Period(working_days=2000))
    assert Problem.objects.count() == 1


def test_who_may_not(register: Office, elsewhere: Unit) -> None:
    with pytest.raises(MissingPermission):
        register.problem(by=register.leader)
    with pytest.raises(MissingPermission):
        register.problem(by=make_officer("stranger", "inspector", elsewhere))
    with pytest.raises(NotNow, match="may not handle problems of"):
        register.problem(officer=register.leader)


def test_a_dossier_that_is_closed_or_merged_takes_none(register: Office) -> None:
    kept = register.institution
    closed = make_institution("云川旧检测有限公司", unit=register.district)
    registry.close_institution(institution=closed, by=PROGRAM, reason="已注销")
    with pytest.raises(NotNow, match="is closed"):
        register.problem(institution=Institution.objects.get(pk=closed.pk))
    double = make_institution("云川华衡检测公司", unit=register.district, uscc="")
    registry.merge_institution(institution=double, into=kept, by=PROGRAM, reason="同一机构")
    with pytest.raises(NotNow, match=f"merged into .*{kept.reference}"):
        register.problem(institution=Institution.objects.get(pk=double.pk))


def test_taken_over_from_a_finding_once(register: Office) -> None:
    finding = Offered("Z-150699-2022-0031", register.institution, "未检定")
    register.findings.offered[finding.reference] = finding
    assert waiting_to_be_taken_over(register.inspector, register.district) == [finding]
    made = register.problem(source=finding.reference)
    assert register.findings.became == [(finding.reference, made.reference)]
    link = Link.objects.get()
    assert (link.source, link.target, link.kind, link.by) == (
        finding.reference,
        made.reference,
        "became",
        "inspector",
    )
    assert waiting_to_be_taken_over(register.inspector, register.district) == []
    with pytest.raises(NotNow, match=f"became {made.reference} already"):
        register.problem(source=finding.reference)
    services.withdraw_problem(problem=made, by=register.office, reason="登记到了别的机构")
    register.problem(source=finding.reference)


def test_what_no_room_offers_cannot_be_taken_over(register: Office) -> None:
    for nonsense in ("Z-1", "Q-1"):
        with pytest.raises(NotNow, match=f"no {nonsense}"):
            register.problem(source=nonsense)
    sources.tell_source("Q-1", "P-1", register.office)  # nobody listens
    with pytest.raises(TwoSourcesError):
        sources.add_source(
            Source("Z-", lambda _r, _f: None, lambda _f, _u: [], lambda _r, _p, _b: None, lambda *_: None)
        )


def test_withdrawn_by_somebody_else_with_the_reason(register: Office) -> None:
    by_office = register.problem(by=register.office)
    with pytest.raises(NotNow, match="You recorded this problem"):
        services.withdraw_problem(problem=by_office, by=register.office, reason=REASON)
    with pytest.raises(MissingPermission):
        services.withdraw_problem(problem=by_office, by=register.inspector, reason=REASON)
    done = services.withdraw_problem(problem=by_office, by=register.leader, reason=REASON)
    assert (done.state, done.withdrawn_why) == ("withdrawn", REASON)
    with pytest.raises(NotNow, match="withdrawn"):
        register.answer(done)


def test_opened_again_it_is_another_turn(register: Office) -> None:
    closed = register.closed()
    with pytest.raises(NotNow, match="closed"):
        register.answer(closed)
    relapsed = services.reopen_problem(
        problem=closed, period=Period(working_days=5), by=register.office, reason="复查时又未检定"
    )
    assert (relapsed.state, relapsed.turn, relapsed.closed_by, relapsed.reopened_by) == (
        "reopened",
        2,
        None,
        register.office,
    )
    verified = register.verify(register.answer(relapsed), by=register.second)
    with pytest.raises(NotNow, match="You recorded this problem"):
        services.close_problem(problem=verified, by=register.office)
    assert services.close_problem(problem=verified, by=register.leader).state == "struck_off"


def test_the_database_holds_the_rest(register: Office) -> None:
    row = again(register.problem())
    for column, value in (("state", "nonsense"), ("origin", "rumour"), ("conduct", "Z9"), ("title", "")):
        spoiled = again(row)
        setattr(spoiled, column, value)
        with pytest.raises(IntegrityError), scope(actor="program", move="spoil"):
            spoiled.save()
    alone = again(register.verify(register.answer(row)))
    alone.state, alone.closed_by, alone.closed_at = "struck_off", row.recorded_by, row.recorded_at
    with pytest.raises(IntegrityError), scope(actor="program", move="spoil"):
        alone.save()
