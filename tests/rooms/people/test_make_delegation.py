"""Delegation lends all roles of one officer to another between two days, and nothing is lent on."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from bureau.kernel import clock
from bureau.kernel.refusals import MissingPermission, NotNow
from bureau.people.lifecycle import DELEGATION
from bureau.people.models import Account, Delegation, Unit
from bureau.people.permissions import P
from bureau.people.services import close_account, make_delegation, withdraw_delegation, withdraw_role
from tests.cast import PROGRAM, MakeOfficer, make_officer, make_unit

pytestmark = [pytest.mark.django_db, pytest.mark.db]
DAY = dt.timedelta(days=1)
TODAY = dt.date(2022, 6, 20)


@pytest.fixture(autouse=True)
def a_day_in_june() -> object:
    with clock.standing_at(TODAY.isoformat()):
        yield


def lent(giver: Account, taker: Account, by: object, first: int = 0, last: int = 5) -> Delegation:
    return make_delegation(
        giver=giver,
        taker=taker,
        valid_from=TODAY + first * DAY,
        valid_to=TODAY + last * DAY,
        reason="leave",
        by=by,  # type: ignore[arg-type] # an actor
    )


def again(account: Account) -> Account:
    return Account.objects.get(pk=account.pk)


def test_the_taker_may_what_the_giver_may(station: Unit, officer: MakeOfficer) -> None:
    leader, deputy = officer("leader"), officer("inspector", station)
    assert not deputy.may(P.APPROVAL_DECIDE)
    lent(leader, deputy, by=leader)
    assert again(deputy).may(P.APPROVAL_DECIDE, at=station)
    withdraw_role(held=leader.roles_held.get(), by=PROGRAM, reason="retired")
    assert not again(deputy).may(P.APPROVAL_DECIDE)


def test_what_is_lent_is_not_lent_on(officer: MakeOfficer) -> None:
    leader, deputy, third = officer("leader"), officer("inspector"), officer(None)
    lent(leader, deputy, by=leader)
    lent(deputy, third, by=deputy)
    assert again(third).may(P.INSTITUTION_AMEND)
    assert not again(third).may(P.APPROVAL_DECIDE)
    deputy = again(deputy)
    with pytest.raises(NotNow, match="a leader must"):
        lent(leader, third, by=deputy)


def test_a_leader_arranges_for_others_and_nobody_else(elsewhere: Unit, officer: MakeOfficer) -> None:
    leader, giver, taker, peer = (officer(role) for role in ("leader", "inspector", None, "office"))
    with pytest.raises(NotNow, match="a leader must"):
        lent(giver, taker, by=peer)
    with pytest.raises(MissingPermission):
        lent(giver, taker, by=officer("leader", elsewhere))
    made = lent(giver, taker, by=leader)
    assert DELEGATION.objection("withdraw_delegation", made, peer)
    with pytest.raises(NotNow):
        withdraw_delegation(delegation=made, by=peer, reason="meddling")
    withdraw_delegation(delegation=made, by=giver, reason="back early")
    assert not again(taker).may(P.INSTITUTION_AMEND)


def test_only_active_officers_and_not_oneself(institution_account: Account, officer: MakeOfficer) -> None:
    giver, gone = officer("leader"), officer(None)
    close_account(account=gone, by=PROGRAM, reason="gone")
    for taker in (gone, institution_account):
        with pytest.raises(NotNow, match="not an officer"):
            lent(giver, taker, by=giver)
    with pytest.raises(NotNow, match="another officer"):
        lent(giver, giver, by=giver)


def test_not_into_the_past_and_not_twice(officer: MakeOfficer) -> None:
    giver, taker = officer("leader"), officer(None)
    with pytest.raises(NotNow, match="past"):
        lent(giver, taker, by=giver, first=-1)
    lent(giver, taker, by=giver, first=0, last=5)
    with pytest.raises(NotNow, match="already"):
        lent(giver, taker, by=giver, first=5, last=9)
    lent(giver, taker, by=giver, first=6, last=9)


def test_a_giver_whose_account_closes_lends_nothing(officer: MakeOfficer) -> None:
    giver, taker = officer("leader"), officer(None)
    lent(giver, taker, by=giver)
    close_account(account=giver, by=PROGRAM, reason="gone")
    assert not again(taker).may(P.APPROVAL_DECIDE)


class AnyDays(TestCase):
    """Days drawn by Hypothesis."""

    def setUp(self) -> None:
        """Two officers."""
        unit = make_unit("区局", "district", "150699")
        self.giver = make_officer("giver", "leader", unit)
        self.taker = make_officer("taker", None, unit)

    @given(
        first=st.integers(-3, 20),
        length=st.integers(0, 20),
        asked=st.integers(0, 45),
        ended=st.integers(0, 45),
    )
    def test_a_delegation_counts_on_its_days_and_no_other(
        self, first: int, length: int, asked: int, ended: int
    ) -> None:
        """In force exactly from the first day to the last, or to the day on which it was ended."""
        with clock.standing_at(TODAY.isoformat()):
            if first < 0:
                with pytest.raises(NotNow):
                    lent(self.giver, self.taker, by=PROGRAM, first=first, last=first + length)
                return
            made = lent(self.giver, self.taker, by=PROGRAM, first=first, last=first + length)
        with clock.standing_at((TODAY + asked * DAY).isoformat()):
            stands = first <= asked <= first + length
            assert again(self.taker).may(P.APPROVAL_DECIDE) is stands
            assert made.stands_on(clock.today()) is stands
        with clock.standing_at((TODAY + ended * DAY).isoformat()):
            over = withdraw_delegation(delegation=made, by=PROGRAM, reason="drawn")
            assert not again(self.taker).may(P.APPROVAL_DECIDE)
        assert over.valid_to is not None
        assert over.valid_from <= over.valid_to <= TODAY + (first + length) * DAY
        if first <= ended <= first + length:
            assert over.valid_to == TODAY + ended * DAY
