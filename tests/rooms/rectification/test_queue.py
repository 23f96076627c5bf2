"""What a problem waits for stands in the right queue until it is done, and says there that it is late."""

from __future__ import annotations

import pytest

from bureau.kernel import clock
from bureau.people.models import Account
from bureau.rectification import services
from bureau.registry import services as registry
from bureau.reminders.selectors import Counts, queue_counts, queue_of, waiting_about, waiting_for
from tests.cast import make_officer
from tests.rooms.rectification.register import REASON, TEN, Office, again, day

pytestmark = [pytest.mark.django_db, pytest.mark.db]
NOTHING = Counts(0, 0, 0, 0)


def total(account: Account) -> int:
    return queue_counts(Account.objects.get(pk=account.pk)).total


def test_it_goes_from_queue_to_queue(register: Office) -> None:
    made = register.problem()
    due = {one.account: one for one in waiting_about(made.reference)}
    assert set(due) == {register.speaker, register.inspector}
    assert due[register.speaker].address == f"/own-problems/{made.reference}/answer/"
    assert due[register.inspector].address == f"/problems/{made.reference}/"
    assert {one.due_on for one in due.values()} == {made.deadline_on}

    answered = register.answer(made)
    to_verify = waiting_about(made.reference).get()
    assert (to_verify.permission, to_verify.unit, to_verify.due_on) == (
        "problem.verify",
        register.district,
        day("06-27"),
    )
    assert (total(register.speaker), total(register.office), total(register.leader)) == (0, 1, 0)

    verified = register.verify(answered)
    to_close = waiting_about(made.reference).get()
    assert to_close.permission == "problem.close"
    assert (total(register.office), total(register.leader)) == (1, 1)

    services.close_problem(problem=verified, by=register.leader)
    assert not waiting_about(made.reference).exists()


def test_who_begins_to_speak_for_it_later_finds_what_waits(register: Office) -> None:
    made, answered = register.problem(), register.answered()
    body = made.institution
    later = registry.open_institution_account(
        institution=body, username="later.lab", full_name="质量负责人", by=register.office
    ).account
    (waits,) = waiting_for(Account.objects.get(pk=later.pk))
    assert (waits.subject, waits.due_on) == (made.reference, made.deadline_on)
    assert waits.address == f"/own-problems/{made.reference}/answer/"
    assert answered.reference != made.reference
    registry.unlink_account(institution=body, account=later, by=register.office, reason="换人联系")
    registry.link_account(institution=body, account=later, by=register.office)
    assert waiting_about(made.reference).filter(account=later).count() == 1


def test_returned_extended_and_opened_again_it_waits_anew(register: Office) -> None:
    back = services.return_answer(problem=register.answered(), period=TEN, by=register.office, reason=REASON)
    longer = services.extend_deadline(problem=back, period=TEN, by=register.leader, reason=REASON)
    waiting = waiting_about(back.reference)
    assert {(one.account, one.due_on) for one in waiting} == {
        (register.speaker, longer.deadline_on),
        (register.inspector, longer.deadline_on),
    }
    closed = services.close_problem(
        problem=register.verify(register.answer(longer), by=register.second), by=register.leader
    )
    services.reopen_problem(problem=closed, period=TEN, by=register.inspector, reason=REASON)
    assert waiting_about(back.reference).count() == 2


def test_withdrawn_it_leaves_every_queue(register: Office) -> None:
    made = register.problem()
    services.withdraw_problem(problem=made, by=register.leader, reason=REASON)
    assert not waiting_about(made.reference).exists()


def test_overdue_in_the_queue_of_both(register: Office) -> None:
    made = register.problem()
    with clock.standing_at("2022-07-08"):
        for account in (register.speaker, register.inspector):
            (late,) = queue_of(waiting_for(account)).overdue
            assert (late.due_date.subject, late.said) == (made.reference, "4 working days late")
        register.answer(again(made))
        assert queue_counts(register.speaker) == NOTHING
        # The pool that verifies holds whoever is responsible too; the page tells them that it must be another.
        assert queue_counts(register.inspector) == Counts(0, 0, 1, 0)


def test_closing_for_a_small_unit_waits_at_the_unit_above(register: Office) -> None:
    own = make_officer("own", "inspector", register.station)
    head = make_officer("head", "leader", register.station)
    row = register.problem(by=own, officer=own, unit=register.station)
    register.verify(register.answer(row), by=register.office)
    assert waiting_about(row.reference).get().unit == register.district
    assert queue_counts(head) == NOTHING
    assert total(register.leader) == 1
