"""Who sees a problem: officers who read the register of its unit, and its institution what concerns itself."""

from __future__ import annotations

import pytest

from bureau.files.models import StoredFile
from bureau.files.policies import may_see
from bureau.kernel import clock
from bureau.kernel.references import card_of
from bureau.people.models import Account, Unit
from bureau.people.services import grant_role
from bureau.rectification import services
from bureau.rectification.models import Problem
from bureau.rectification.selectors import of_institution, problem_counts
from bureau.rectification.selectors.counts import Count3
from tests.cast import PROGRAM, make_institution_account, make_officer
from tests.rooms.rectification.register import REASON, TEN, Office, Upload

pytestmark = [pytest.mark.django_db, pytest.mark.db]


def seen_by(account: Account) -> int:
    return Problem.objects.visible_to(Account.objects.get(pk=account.pk)).count()


def test_own_unit_and_below(register: Office, elsewhere: Unit, city: Unit) -> None:
    register.problem()
    own = make_officer("own", "inspector", register.station)
    register.problem(unit=register.station, officer=own, by=register.office)
    superior = make_officer("superior", "superior", city)
    assert [seen_by(one) for one in (register.leader, own, superior)] == [2, 1, 0]
    assert seen_by(make_officer("stranger", "inspector", elsewhere)) == 0
    # Reading the register of one district opens no other, however far another role reaches.
    grant_role(account=superior, role="inspector", unit=elsewhere, by=PROGRAM)
    assert seen_by(superior) == 0


def test_an_institution_sees_its_own(register: Office) -> None:
    made = register.problem()
    assert of_institution(register.speaker) == (register.institution, [made])
    other = make_institution_account("speaker-2", register.district)
    assert of_institution(other) == (None, [])
    assert card_of(made.reference, for_=register.speaker) is None


def test_evidence_of_a_verification_is_for_officers(register: Office) -> None:
    register.verify(register.answered(), files=[Upload()])
    file = StoredFile.objects.get()
    assert file.policy == "rectification.verification"
    assert may_see(register.leader, file)
    assert not may_see(register.speaker, file)


def test_its_card(register: Office, elsewhere: Unit) -> None:
    made = register.problem()
    card = card_of(made.reference, for_=register.leader)
    assert card is not None
    assert (card.stage, card.title, card.tone, card.by) == ("problem", made.title, "run", "监管员")
    assert card_of("P-150699-2022-9999", for_=register.leader) is None
    assert card_of(made.reference, for_=make_officer("stranger", "inspector", elsewhere)) is None
    closed = register.closed()
    card = card_of(closed.reference, for_=register.leader)
    assert card is not None
    assert (card.tone, card.by) == ("good", "closed by 组长")
    gone = services.withdraw_problem(problem=made, by=register.leader, reason=REASON)
    card = card_of(gone.reference, for_=register.leader)
    assert card is not None
    assert (card.tone, card.note) == ("idle", REASON)


def test_counts_for_the_progress_of_a_campaign(register: Office, elsewhere: Unit) -> None:
    register.problem(domain="food", campaign="C-150699-2022-01")
    register.closed(domain="food", campaign="C-150699-2022-01")
    own = make_officer("own", "inspector", register.station)
    register.problem(unit=register.station, officer=own, by=register.office)
    gone = register.problem(campaign="C-150699-2022-01")
    services.withdraw_problem(problem=gone, by=register.leader, reason=REASON)
    late = Problem.objects.get(unit=register.station)
    found = problem_counts(register.leader)
    assert found.together == Count3(3, 1, 0)
    assert found.by_unit == {
        register.district.reference: Count3(2, 1, 0),
        register.station.reference: Count3(1, 0, 0),
    }
    assert found.by_domain["food"] == Count3(2, 1, 0)
    assert problem_counts(register.leader, register.station).together == Count3(1, 0, 0)
    assert problem_counts(register.leader, campaign="C-150699-2022-01").together == Count3(2, 1, 0)
    stranger = make_officer("stranger", "inspector", elsewhere)
    assert problem_counts(stranger, register.district).together == Count3(0, 0, 0)
    with clock.standing_at("2022-09-01"):
        assert problem_counts(register.leader, late.unit).together == Count3(1, 0, 1)


def test_the_answers_of_another_turn_bind_nobody(register: Office) -> None:
    relapsed = services.reopen_problem(
        problem=register.closed(), period=TEN, by=register.inspector, reason=REASON
    )
    # The office verified the first turn; nothing hinders it in the second.
    assert register.verify(register.answer(relapsed), by=register.office).state == "to_close"
