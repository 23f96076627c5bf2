"""Whatever is tried in whatever order, nothing is closed by fewer than three officers, each with a part of it."""

from __future__ import annotations

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bureau.kernel import clock
from bureau.kernel.refusals import Refusal
from bureau.people.models import Account
from bureau.people.services import grant_role
from bureau.rectification import services
from bureau.rectification.models import Problem
from bureau.trail.models import Entry
from tests.cast import PROGRAM, make_officer
from tests.rooms.rectification.register import REASON, TEN, Office, again

pytestmark = [pytest.mark.django_db, pytest.mark.db]

MOVES = ("answer", "paper", "return", "verify", "close", "extend", "reopen", "hand over", "correct")
STEPS = st.lists(st.tuples(st.sampled_from(MOVES), st.integers(0, 3)), min_size=4, max_size=14)


def tried(register: Office, problem: Problem, move: str, by: Account) -> None:
    """Try one move; a refusal changes nothing."""
    row = again(problem)
    try:
        with transaction.atomic():
            if move == "answer":
                register.answer(row)
            elif move == "paper":
                services.record_answer(problem=row, text="已整改。", given_on=clock.today(), by=by)
            elif move == "verify":
                register.verify(row, by=by)
            elif move == "close":
                services.close_problem(problem=row, by=by)
            elif move == "hand over":
                given = (
                    Account.objects.exclude(pk=row.officer_id).filter(kind="officer").order_by("pk").first()
                )
                assert given is not None
                services.hand_over_problem(problem=row, officer=given, by=by, reason=REASON)
            elif move == "correct":
                words = services.Words(title=f"{row.title}。"[:100], what=row.what, measure=row.measure)
                services.correct_problem(problem=row, words=words, by=by, reason=REASON)
            else:
                act = {
                    "return": services.return_answer,
                    "extend": services.extend_deadline,
                    "reopen": services.reopen_problem,
                }[move]
                act(problem=row, period=TEN, by=by, reason=REASON)
    except Refusal:
        pass


def all_powerful(register: Office) -> list[Account]:
    """Four officers who may do everything: only the guards are left to stop them."""
    people = [register.inspector, register.office, register.second, register.leader]
    for one in people:
        for role in {"office", "leader"} - set(one.roles_held.values_list("role", flat=True)):
            grant_role(account=one, role=role, unit=register.district, by=PROGRAM)
    return [Account.objects.get(pk=one.pk) for one in people]


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS, recorder=st.integers(0, 3), responsible=st.integers(0, 3))
def test_no_order_of_moves_closes_with_fewer_than_three(
    register: Office, steps: list[tuple[str, int]], recorder: int, responsible: int
) -> None:
    with transaction.atomic():
        people = all_powerful(register)
        problem = register.problem(by=people[recorder], officer=people[responsible])
        # What was drawn, and then everybody tries to verify and close what is left open.
        rest = [(move, one) for move in ("answer", "verify", "close") for one in range(4)]
        for move, one in [*steps, *rest]:
            tried(register, problem, move, people[one])
            row = again(problem)
            if row.closed_by_id is not None:
                behind_it(row)
        transaction.set_rollback(True)


def behind_it(row: Problem) -> None:
    """Who received, who verified, who closed are three; and who closed did not open it."""
    answer = row.answers.latest("number")
    verification = row.verifications.latest("number")
    three = {answer.received_by_id, verification.verified_by_id, row.closed_by_id}
    assert len(three) == 3
    assert row.closed_by_id not in {row.recorded_by_id, row.reopened_by_id, row.officer_id}
    turn = row.revisions.filter(turn=row.turn)
    formers = turn.exclude(former_officer=None).values_list("former_officer", flat=True)
    assert not {verification.verified_by_id, row.closed_by_id} & {row.officer_id, *formers}
    assert not row.revisions.filter(former_officer=None, made_by=row.closed_by_id).exists()
    assert Entry.objects.filter(reference=row.reference, move="close_problem").exists()


def test_there_is_an_order_that_closes(register: Office) -> None:
    people = all_powerful(register)
    problem = register.problem(by=people[0], officer=people[0])
    for move, one in (("answer", 0), ("verify", 1), ("close", 2)):
        tried(register, problem, move, people[one])
    row = again(problem)
    assert row.state == "struck_off"
    behind_it(row)


def test_two_officers_never_do(register: Office) -> None:
    pair = all_powerful(register)[:2]
    problem = register.problem(by=pair[0], officer=pair[0])
    for move in ("answer", "verify", "close", "return", "paper", "verify", "close"):
        for one in pair:
            tried(register, problem, move, one)
    assert again(problem).closed_by is None


def test_a_fourth_is_needed_only_where_one_returned(register: Office) -> None:
    people = all_powerful(register)
    extra = make_officer("extra", "office", register.district)
    problem = register.problem(by=people[0], officer=people[0])
    for move, by in (
        ("answer", people[0]),
        ("return", people[1]),
        ("answer", people[0]),
        ("verify", people[2]),
        ("close", extra),
    ):
        tried(register, problem, move, by)
    assert again(problem).closed_by == extra
