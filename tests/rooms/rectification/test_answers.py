"""The institution answers by its account or on paper; what does not do goes back with a reason and a new deadline."""

from __future__ import annotations

import pytest

from bureau.files.intake import NotAccepted
from bureau.files.models import StoredFile
from bureau.files.policies import may_see
from bureau.kernel.refusals import MissingPermission, NotNow, Stale
from bureau.people.models import Unit
from bureau.rectification import services
from bureau.rectification.models import Answer
from bureau.rectification.services import Period
from bureau.registry import services as registry
from bureau.registry.models import Institution
from bureau.trail.histories import steps_since
from tests.cast import PROGRAM, make_institution_account, make_officer
from tests.factories import make_institution
from tests.rooms.rectification.register import REASON, TEN, Office, Upload, again, day

pytestmark = [pytest.mark.django_db, pytest.mark.db]


def test_its_account_answers_with_files(register: Office, elsewhere: Unit) -> None:
    done = register.answer(register.problem(), files=[Upload(), Upload("证书.pdf")])
    answer = Answer.objects.get()
    assert done.state == "to_verify"
    assert (answer.owner, answer.on_paper, answer.received_by) == (
        f"{done.reference}/a1",
        False,
        register.inspector,
    )
    assert answer.jurisdiction == register.district
    first, second = StoredFile.objects.order_by("reference")
    assert (first.owner, first.received_from, second.name) == (answer.owner, register.speaker, "证书.pdf")
    assert may_see(register.speaker, first)
    assert may_see(register.leader, first)
    assert not may_see(make_officer("stranger", "inspector", elsewhere), first)


def test_a_file_that_is_not_taken_leaves_nothing(register: Office) -> None:
    made = register.problem()
    with pytest.raises(NotAccepted):
        register.answer(made, files=[Upload(), Upload("x.exe", b"MZ" + bytes(64))])
    assert (again(made).state, Answer.objects.count(), StoredFile.objects.count()) == ("rectifying", 0, 0)


def test_another_institution_may_not_answer(register: Office) -> None:
    other = make_institution("云川别家检测有限公司", unit=register.district)
    account = make_institution_account("speaker-2", register.district)
    registry.link_account(institution=other, account=account, by=PROGRAM)
    with pytest.raises(NotNow, match="does not speak for this institution"):
        register.answer(register.problem(), by=account)
    with pytest.raises(MissingPermission):
        register.answer(register.problem(), by=register.inspector)


def test_after_a_merger_the_account_of_what_is_left_answers(register: Office) -> None:
    made = register.problem()
    kept = make_institution("云川衡新检测有限公司", unit=register.district, uscc="")
    account = make_institution_account("speaker-2", register.district)
    registry.link_account(institution=kept, account=account, by=PROGRAM)
    registry.unlink_account(
        institution=register.institution, account=register.speaker, by=PROGRAM, reason="合并登记"
    )
    registry.merge_institution(
        institution=Institution.objects.get(pk=register.institution.pk),
        into=Institution.objects.get(pk=kept.pk),
        by=PROGRAM,
        reason="合并登记",
    )
    assert register.answer(again(made), by=account).state == "to_verify"


def test_whoever_records_an_answer_on_paper_has_handled_it(register: Office) -> None:
    made = register.problem()
    with pytest.raises(NotNow, match="yet to come"):
        services.record_answer(problem=made, text="已整改。", given_on=day("06-21"), by=register.office)
    done = services.record_answer(
        problem=made, text="已整改。", given_on=day("06-19"), by=register.office, files=[Upload()]
    )
    answer = Answer.objects.get()
    assert (answer.on_paper, answer.received_by) == (True, register.office)
    with pytest.raises(NotNow, match=r"You handled the institution's answer.*副主任"):
        register.verify(done, by=register.office)
    assert register.verify(done, by=register.second).state == "to_close"


def test_whoever_is_responsible_received_it_and_does_not_verify(register: Office) -> None:
    with pytest.raises(NotNow, match=r"somebody else must verify it: 主任, 副主任"):
        register.verify(register.answered(), by=register.inspector)


def test_returned_with_a_reason_and_a_new_deadline(register: Office) -> None:
    back = services.return_answer(
        problem=register.answered(), period=Period(working_days=3), by=register.office, reason=REASON
    )
    assert (back.state, back.deadline_on) == ("returned", day("06-23"))
    answer = Answer.objects.get()
    assert (answer.returned_by, answer.returned_why) == (register.office, REASON)
    once_more = register.answer(back)
    assert [one.number for one in once_more.answers.all()] == [1, 2]
    with pytest.raises(NotNow, match="You handled"):
        register.verify(once_more, by=register.office)
    verified = register.verify(once_more, by=register.second)
    returned = services.return_answer(problem=verified, period=TEN, by=register.office, reason=REASON)
    assert returned.state == "returned"


def test_two_who_look_at_one_version(register: Office) -> None:
    made = register.answered()
    base = made.version
    services.return_answer(problem=made, period=TEN, by=register.office, reason=REASON)
    with pytest.raises(Stale) as stale:
        register.verify(made, by=register.second, base=base)
    assert [(one.actor, one.move, one.reason) for one in steps_since(stale.value.row, base)] == [
        ("office", "return_answer", REASON)
    ]
