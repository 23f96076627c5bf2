"""A problem is handed over or corrected: with a reason, on the record, in the right queue, and still by three."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from bureau.kernel import clock
from bureau.kernel.refusals import MissingPermission, NotNow, Stale
from bureau.people.models import Account
from bureau.rectification import services
from bureau.rectification.lifecycle import PROBLEM
from bureau.rectification.models import Problem, Revision
from bureau.rectification.services import Period, Words
from bureau.reminders.models import DueDate, Reminder
from bureau.trail.models import Entry
from bureau.trail.scope import scope
from bureau.trail.verify import verify
from tests.cast import client_for, make_officer
from tests.rooms.rectification.register import REASON, TEN, Office, again, day

pytestmark = [pytest.mark.django_db, pytest.mark.db]


def waits_for(account: Account, problem: Problem) -> bool:
    found: bool = DueDate.objects.open().filter(account=account).about(problem.reference).exists()
    return found


def told(account: Account) -> list[str]:
    return list(Reminder.objects.filter(account=account).values_list("why", flat=True))


def words(problem: Problem, **more: str) -> Words:
    fields = {
        name: getattr(problem, name) for name in ("title", "what", "measure", "basis", "conduct", "domain")
    }
    return Words(**(fields | more))


def hand_over(register: Office, problem: Problem, to: Account, **more: Any) -> Problem:
    fields: dict[str, Any] = {"by": register.inspector, "reason": REASON}
    return services.hand_over_problem(problem=problem, officer=to, **(fields | more))


def test_handed_over_with_its_reminders(register: Office) -> None:
    made = register.problem()
    handed = hand_over(register, made, register.second)
    assert (handed.officer, handed.state) == (register.second, "rectifying")
    assert (waits_for(register.inspector, made), waits_for(register.second, made)) == (False, True)
    assert waits_for(register.speaker, made)
    assert "handed over to you" in told(register.second)[0]
    assert told(register.inspector) == []
    revision = made.revisions.get()
    assert (revision.former_officer, revision.reason, revision.made_by) == (
        register.inspector,
        REASON,
        register.inspector,
    )
    entry = Entry.objects.filter(reference=made.reference, move="hand_over_problem").get()
    assert (entry.actor, entry.reason) == ("inspector", REASON)
    assert verify().discrepancies == ()


def test_an_answered_one_is_handed_over_too(register: Office) -> None:
    handed = hand_over(register, register.answered(), register.second, by=register.leader)
    assert handed.state == "to_verify"
    assert not waits_for(register.second, handed)
    assert "any more" in told(register.inspector)[0]


def test_who_was_responsible_neither_verifies_nor_closes(register: Office) -> None:
    handed = hand_over(register, register.problem(by=register.second), register.second)
    answered = register.answer(handed)
    with pytest.raises(NotNow, match="You were responsible"):
        register.verify(answered, by=register.inspector)
    with pytest.raises(NotNow, match="You handled"):
        register.verify(answered, by=register.second)
    verified = register.verify(answered)
    for closer in (register.second, register.office):
        with pytest.raises(NotNow, match="third officer"):
            services.close_problem(problem=verified, by=closer)
    assert services.close_problem(problem=verified, by=register.leader).state == "struck_off"


def test_whom_it_is_not_handed_to(register: Office) -> None:
    made = register.problem()
    with pytest.raises(NotNow, match="responsible for it already"):
        hand_over(register, made, register.inspector)
    with pytest.raises(NotNow, match="may not handle problems"):
        hand_over(register, made, register.leader)
    verified = register.verify(register.answer(made))
    with pytest.raises(NotNow, match="主任 verified this"):
        hand_over(register, verified, register.office)
    assert again(made).officer == register.inspector


def test_who_does_not_hand_it_over(register: Office) -> None:
    made, colleague = register.problem(), make_officer("colleague", "inspector", register.district)
    with pytest.raises(NotNow, match="Only 监管员"):
        hand_over(register, made, register.second, by=colleague)
    with pytest.raises(MissingPermission):
        hand_over(register, made, register.second, by=register.speaker)
    closed = services.close_problem(problem=register.verify(register.answer(made)), by=register.leader)
    assert "can be done only while" in PROBLEM.objection("hand_over_problem", closed, register.leader)


def test_corrected_with_what_stood_there_before(register: Office) -> None:
    made = register.problem()
    reason = "条款抄错"
    corrected = services.correct_problem(
        problem=made,
        words=words(made, basis="第二十六条", measure="停用并送检。", conduct="U2"),
        by=register.inspector,
        reason=reason,
    )
    assert (corrected.basis, corrected.measure, corrected.conduct) == ("第二十六条", "停用并送检。", "U2")
    assert corrected.deadline_on == made.deadline_on
    revision = made.revisions.get()
    assert revision.before == {"basis": "", "measure": made.measure, "conduct": ""}
    assert revision.reason == reason
    assert "Please read it again" in told(register.speaker)[0]
    page = client_for(register.office).get(f"/problems/{made.reference}/").content.decode()
    for said in ("Handed over and corrected", made.measure, "停用并送检。", reason, "监管员 corrected"):
        assert said in page
    own = client_for(register.speaker).get(f"/own-problems/{made.reference}/answer/").content.decode()
    assert "停用并送检。" in own
    assert reason not in own
    assert verify().discrepancies == ()


def test_the_deadline_is_corrected_on_the_first_day_only(register: Office) -> None:
    made = register.problem()
    short = services.correct_problem(
        problem=made, words=words(made), period=Period(working_days=5), by=register.inspector, reason=REASON
    )
    assert short.deadline_on == day("06-27")
    assert [one.move for one in short.deadlines.all()] == ["record_problem", "correct_problem"]
    assert set(DueDate.objects.open().about(made.reference).values_list("due_on", flat=True)) == {
        day("06-27")
    }
    with clock.standing_at("2022-06-21"), pytest.raises(NotNow, match="only on the day"):
        services.correct_problem(
            problem=short, words=words(short), period=TEN, by=register.inspector, reason=REASON
        )


def test_what_is_not_corrected(register: Office) -> None:
    made = register.problem()
    with pytest.raises(NotNow, match="Nothing differs"):
        services.correct_problem(problem=made, words=words(made), by=register.inspector, reason=REASON)
    with pytest.raises(MissingPermission):
        services.correct_problem(
            problem=made, words=words(made, basis="一"), by=register.speaker, reason=REASON
        )
    with pytest.raises(Stale):
        services.correct_problem(
            problem=made, words=words(made, basis="一"), by=register.inspector, reason=REASON, base=99
        )
    answered = register.answer(made)
    with pytest.raises(NotNow, match="only while"):
        services.correct_problem(
            problem=answered, words=words(made, basis="一"), by=register.inspector, reason=REASON
        )


def test_who_corrected_does_not_close(register: Office) -> None:
    made = register.problem()
    services.correct_problem(problem=made, words=words(made, basis="一"), by=register.second, reason=REASON)
    verified = register.verify(register.answer(again(made)))
    with pytest.raises(NotNow, match="You corrected this problem"):
        services.close_problem(problem=verified, by=register.second)


def test_the_pages(register: Office) -> None:
    made = register.problem()
    inspector = client_for(register.inspector)
    place = f"/problems/{made.reference}/hand-over/"
    assert inspector.post(place, {"officer": "second", "reason": ""}).status_code == 422
    assert inspector.post(place, {"officer": "inspector", "reason": REASON}).status_code == 422
    base = inspector.get(place).context["form"].initial["base"]
    assert inspector.post(place, {"officer": "second", "reason": REASON, "base": base}).status_code == 302
    place = f"/problems/{made.reference}/correct/"
    form = inspector.get(place).context["form"]
    given = {name: form.initial[name] for name in ("title", "what", "measure", "basis", "conduct", "domain")}
    given |= {"reason": REASON, "base": base}
    conflict = inspector.post(place, given | {"basis": "第二十六条"})
    assert conflict.status_code == 409
    assert "responsible officer: 监管员 → 副主任" in conflict.content.decode()
    clash = conflict.context["form"].clash
    assert (clash.only.theirs, clash.only.mine) == ("—", "第二十六条")
    given["base"] = str(again(made).version)
    assert inspector.post(place, given).status_code == 409  # nothing differs
    assert inspector.post(place, given | {"title": ""}).status_code == 422
    done = inspector.post(place, given | {"basis": "第二十六条", "deadline_on": "2022-07-15"})
    assert done.status_code == 302
    assert again(made).deadline_on == day("07-15")
    with clock.standing_at("2022-06-22"):
        later = client_for(register.inspector).get(place)
    assert "deadline_on" not in later.context["form"].fields
    assert "only on the day" in later.content.decode()


def test_the_database_keeps_who_and_why(register: Office) -> None:
    made = register.problem()
    hand_over(register, made, register.second)
    revision = Revision.objects.get()
    for wrong in ({"reason": ""}, {"move": "correct_problem"}, {"move": "x"}):
        row = Revision.objects.get(pk=revision.pk)
        for name, value in wrong.items():
            setattr(row, name, value)
        with pytest.raises(IntegrityError), transaction.atomic(), scope(actor="tester", move="attempt"):
            row.save()
