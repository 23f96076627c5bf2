"""A proposal is decided by somebody else, on exactly what was proposed, by a power that is not the proposer's."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bureau.approvals import kinds
from bureau.approvals.kinds import Kind, UnknownKindError, declare, digest_of
from bureau.approvals.lifecycle import PROPOSAL
from bureau.approvals.models import Proposal
from bureau.approvals.selectors import approval_of, proposal_page, waiting_for
from bureau.approvals.services import (
    approve_proposal,
    propose,
    refuse_proposal,
    void_if_changed,
    withdraw_proposal,
)
from bureau.kernel import clock
from bureau.kernel.access import TheProgram
from bureau.kernel.refusals import MissingPermission, NotNow, Stale
from bureau.people.models import Account
from bureau.people.permissions import P
from bureau.people.services import make_delegation
from bureau.trail.models import Entry
from bureau.trail.scope import scope
from bureau.trail.verify import verify
from tests.rooms.approvals.matters import CONTENT, MATTER, declared, proposed

if TYPE_CHECKING:
    from collections.abc import Callable

    from bureau.people.models import Account, Unit
    from tests.cast import MakeOfficer

pytestmark = [pytest.mark.django_db, pytest.mark.db]


def lend(giver: Account, taker: Account) -> None:
    day = clock.today()
    make_delegation(
        giver=giver, taker=taker, valid_from=day, valid_to=day + dt.timedelta(days=3), reason="away", by=giver
    )


def refused(proposal: Proposal, by: Account) -> str:
    """What is said; the button says the same."""
    with pytest.raises(NotNow) as said:
        approve_proposal(proposal=proposal, by=by)
    assert PROPOSAL.objection("approve_proposal", proposal, by) == said.value.sentence
    proposal.refresh_from_db()
    assert proposal.state == "proposed"
    assert proposal not in waiting_for(by) or "changed" in said.value.sentence
    return said.value.sentence


def test_somebody_else_approves(officer: MakeOfficer, district: Unit) -> None:
    proposal = proposed(officer("office"), district)
    leader = officer("leader")
    assert list(waiting_for(leader)) == [proposal]
    found = approve_proposal(proposal=proposal, by=leader, remark="Agreed.", base=proposal.version)
    assert (found.state, found.decided_by, found.decided_for, found.remark) == (
        "approved",
        leader,
        None,
        "Agreed.",
    )
    assert found.reference.startswith(f"A-{district.division}-{clock.today().year}-0001")
    assert list(waiting_for(leader)) == []
    assert Entry.objects.filter(move="approve_proposal", reference=found.reference, actor=leader.username)
    assert verify().discrepancies == ()


def test_not_the_proposer(officer: MakeOfficer, district: Unit) -> None:
    by = officer("office")
    assert "yourself" in refused(proposed(by, district), by)


def test_not_without_the_permission_it_asks_for(
    officer: MakeOfficer, district: Unit, elsewhere: Unit
) -> None:
    proposal = proposed(officer("office"), district, permission=P.ROSTER_UNDO)
    assert "role does not include" in refused(proposal, officer("leader"))
    with pytest.raises(MissingPermission):
        approve_proposal(proposal=proposal, by=officer("leader", elsewhere))
    with pytest.raises(MissingPermission):
        approve_proposal(proposal=proposal, by=officer("inspector"))


def test_a_lent_power_decides_and_is_named(officer: MakeOfficer, district: Unit) -> None:
    leader, deputy = officer("leader"), officer("inspector")
    proposal = proposed(officer("office"), district)
    lend(leader, deputy)
    found = approve_proposal(proposal=proposal, by=deputy)
    assert (found.decided_by, found.decided_for) == (deputy, leader)


def test_a_delegate_who_proposed_is_refused(officer: MakeOfficer, district: Unit) -> None:
    leader, deputy = officer("leader"), officer("office")
    lend(leader, deputy)
    assert "yourself" in refused(proposed(deputy, district), deputy)


def test_acting_for_the_proposer_is_refused(officer: MakeOfficer, district: Unit) -> None:
    proposer, friend = officer("office"), officer("inspector")
    lend(proposer, friend)
    proposal = proposed(proposer, district)
    assert proposer.full_name in refused(proposal, friend)
    lend(officer("leader"), friend)
    assert approve_proposal(proposal=proposal, by=friend).decided_for != proposer


def test_whose_power_proposed_it_does_not_decide(officer: MakeOfficer, district: Unit) -> None:
    leader, friend = officer("leader"), officer("expert")
    lend(leader, friend)
    proposal = proposed(friend, district)
    assert proposal.proposed_for == leader
    assert "in your name" in refused(proposal, leader)
    assert "yourself" in refused(proposal, friend)
    another = officer("expert")
    lend(leader, another)
    assert leader.full_name in refused(proposal, another)
    assert approve_proposal(proposal=proposal, by=officer("leader")).state == "approved"


def test_of_several_who_lent_it_none_who_proposed_is_named(officer: MakeOfficer, district: Unit) -> None:
    one, two, friend, deputy = officer("leader"), officer("leader"), officer("expert"), officer("inspector")
    first, second = sorted((one, two), key=lambda account: (account.full_name, account.pk))
    lend(first, friend)
    for giver in (first, second):
        lend(giver, deputy)
    proposal = proposed(friend, district)
    assert proposal.proposed_for == first
    assert approve_proposal(proposal=proposal, by=deputy).decided_for == second


def test_who_drew_it_up_does_not_decide_whoever_proposes_it(
    officer: MakeOfficer, district: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    maker, leader, friend = officer("leader"), officer("leader"), officer("inspector")
    kind = replace(declared(), made_by=lambda _reference: maker.pk)
    monkeypatch.setitem(kinds._kinds, MATTER, kind)
    proposal = proposed(officer("office"), district)
    assert "drew this up yourself" in refused(proposal, maker)
    lend(maker, friend)
    assert maker.full_name in refused(proposal, friend)
    assert approve_proposal(proposal=proposal, by=leader).state == "approved"


def test_an_own_power_counts_before_a_lent_one(officer: MakeOfficer, district: Unit) -> None:
    proposer, leader = officer("office"), officer("leader")
    lend(proposer, leader)
    assert approve_proposal(proposal=proposed(proposer, district), by=leader).decided_for is None


def test_what_changed_is_void_and_not_approved(officer: MakeOfficer, district: Unit) -> None:
    proposal, leader = proposed(officer("office"), district), officer("leader")
    CONTENT["M-1"]["count"] = 64
    assert "changed" in PROPOSAL.objection("approve_proposal", proposal, leader)
    with pytest.raises(NotNow, match="void"):
        approve_proposal(proposal=proposal, by=leader)
    proposal.refresh_from_db()
    assert proposal.state == "void"
    assert proposed(officer("office"), district).state == "proposed"


def test_a_change_after_the_approval_voids_it(officer: MakeOfficer, district: Unit) -> None:
    proposal = approve_proposal(proposal=proposed(officer("office"), district), by=officer("leader"))
    changer = officer("inspector")
    assert void_if_changed(kind=MATTER, subject="M-1", by=changer) == []
    CONTENT["M-1"]["count"] = 64
    assert void_if_changed(kind=MATTER, subject="M-1", by=changer) == [proposal]
    proposal.refresh_from_db()
    assert (proposal.state, proposal.decided_by is not None) == ("void", True)
    assert Entry.objects.get(move="void_if_changed").actor == changer.username
    assert void_if_changed(kind=MATTER, subject="M-1", by=TheProgram()) == []


def test_an_approval_is_asked_for_as_the_thing_is_now(officer: MakeOfficer, district: Unit) -> None:
    proposal, leader = proposed(officer("office"), district), officer("leader")
    assert approval_of(MATTER, "M-1") is None
    approve_proposal(proposal=proposal, by=leader)
    assert approval_of(MATTER, "M-1") == proposal
    assert not proposal_page(proposal, leader).changed
    CONTENT["M-1"]["count"] = 64  # by a room that forgot to say so
    assert approval_of(MATTER, "M-1") is None
    assert proposal_page(proposal, leader).changed


def test_a_power_is_lent_between_two_days_both_included(officer: MakeOfficer, district: Unit) -> None:
    leader, deputy = officer("leader"), officer("inspector")
    day = clock.today()
    first, last = day + dt.timedelta(days=1), day + dt.timedelta(days=3)
    make_delegation(giver=leader, taker=deputy, valid_from=first, valid_to=last, reason="away", by=leader)
    decided = {}
    for number in (0, 1, 3, 4):
        CONTENT[f"M-{number}"] = {"count": number}
        today = (day + dt.timedelta(days=number)).isoformat()
        deputy = Account.objects.get(
            pk=deputy.pk
        )  # an account knows the roles of the day it was first asked on
        with clock.standing_at(today):
            proposal = proposed(officer("office"), district, f"M-{number}")
            waits = proposal in waiting_for(deputy)
            try:
                approve_proposal(proposal=proposal, by=deputy)
            except (MissingPermission, NotNow):
                decided[today] = False
            else:
                decided[today] = True
            assert waits is decided[today]
    assert list(decided.values()) == [False, True, True, False]


def test_what_follows_happens_with_it_or_not_at_all(
    officer: MakeOfficer, district: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    followed: list[str] = []

    def effect(proposal: Proposal, by: Account) -> None:
        followed.append(f"{proposal.subject} {by.username}")
        if len(followed) == 1:
            raise NotNow("The number could not be given.")

    monkeypatch.setattr(kinds, "_kinds", {MATTER: declared(effect)})
    proposal, leader = proposed(officer("office"), district), officer("leader")
    with pytest.raises(NotNow, match="number"):
        approve_proposal(proposal=proposal, by=leader)
    proposal.refresh_from_db()
    assert proposal.state == "proposed"
    approve_proposal(proposal=proposal, by=leader)
    assert followed == [f"M-1 {leader.username}"] * 2


def test_one_question_at_a_time(officer: MakeOfficer, district: Unit) -> None:
    first = proposed(officer("office"), district)
    with pytest.raises(NotNow, match=first.reference):
        proposed(officer("office"), district)
    assert proposed(officer("office"), district, subject="M-2").state == "proposed"


def test_refused_with_a_reason(officer: MakeOfficer, district: Unit) -> None:
    proposal = proposed(officer("office"), district)
    found = refuse_proposal(proposal=proposal, by=officer("leader"), reason="Two lines are missing.")
    assert (found.state, found.remark) == ("refused", "Two lines are missing.")
    with pytest.raises(NotNow, match="yourself"):
        refuse_proposal(
            proposal=proposed(proposal.proposer, district), by=proposal.proposer, reason="changed my mind"
        )


def test_withdrawn_by_whoever_proposed_it(officer: MakeOfficer, district: Unit) -> None:
    by = officer("office")
    proposal = proposed(by, district)
    for other in (officer("leader"), officer("office")):
        with pytest.raises(NotNow, match="may withdraw"):
            withdraw_proposal(proposal=proposal, by=other, reason="not needed")
    assert withdraw_proposal(proposal=proposal, by=by, reason="not needed").state == "withdrawn"


def test_two_who_looked_at_the_same_version(officer: MakeOfficer, district: Unit) -> None:
    proposal = proposed(officer("office"), district)
    base = proposal.version
    approve_proposal(proposal=proposal, by=officer("leader"), base=base)
    with pytest.raises(Stale):
        refuse_proposal(proposal=proposal, by=officer("leader"), reason="too late", base=base)


def test_proposing_needs_the_permission_there(officer: MakeOfficer, district: Unit, elsewhere: Unit) -> None:
    with pytest.raises(MissingPermission):
        proposed(officer("office", elsewhere), district)
    with pytest.raises(UnknownKindError):
        propose(
            kind="nobody.declares",
            subject="x",
            title="x",
            unit=district,
            permission=P.ANNEX_SUBMIT,
            by=officer("office"),
        )


def test_a_kind_is_declared_once(matter: Kind) -> None:
    assert declare(matter) is matter
    with pytest.raises(ValueError, match="two rooms"):
        declare(declared())


def test_equal_contents_have_one_hash() -> None:
    CONTENT["M-2"] = {"by": "甲", "count": 63}
    assert digest_of(MATTER, "M-1") == digest_of(MATTER, "M-2")
    CONTENT["M-2"]["count"] = "63"
    assert digest_of(MATTER, "M-1") != digest_of(MATTER, "M-2")


def test_the_database_refuses_contradictions(officer: MakeOfficer, district: Unit) -> None:
    proposal = proposed(officer("office"), district)
    wrongs: list[dict[str, Any]] = [
        {"state": "approved"},
        {"state": "lost"},
        {"state": "approved", "decided_by": proposal.proposer, "decided_at": clock.now()},
    ]
    for wrong in wrongs:
        held = Proposal.objects.get(pk=proposal.pk)
        for name, value in wrong.items():
            setattr(held, name, value)
        with pytest.raises(IntegrityError), transaction.atomic(), scope(actor="tester", move="attempt"):
            held.save()


MOVES = ("approve", "refuse", "withdraw", "change", "void")


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=st.lists(st.sampled_from(MOVES), max_size=6), own=st.booleans())
def test_no_contradictory_state_is_reached(
    officer: MakeOfficer, district: Unit, moves: list[str], own: bool
) -> None:
    by, leader = officer("office"), officer("leader")
    subject = f"M-{by.username}"
    CONTENT[subject] = {"count": 0}
    proposal = proposed(by, district, subject=subject)
    acts: dict[str, Callable[[], object]] = {
        "approve": lambda: approve_proposal(proposal=proposal, by=by if own else leader),
        "refuse": lambda: refuse_proposal(proposal=proposal, by=by if own else leader, reason="no"),
        "withdraw": lambda: withdraw_proposal(proposal=proposal, by=by, reason="no"),
        "change": lambda: CONTENT[subject].update(count=CONTENT[subject]["count"] + 1),
        "void": lambda: void_if_changed(kind=MATTER, subject=subject, by=by),
    }
    for move in moves:
        before = proposal.state
        with suppress(NotNow):
            acts[move]()
        proposal.refresh_from_db()
        assert proposal.decided_by_id != by.pk
        if proposal.state in {"approved", "refused"}:
            assert proposal.decided_by == leader
        if before in PROPOSAL.finals:
            assert proposal.state == before
        if proposal.state == "approved" and move != "change":
            assert digest_of(MATTER, subject) == proposal.digest or move in {"refuse", "withdraw"}
