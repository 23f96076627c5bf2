"""Closing an account ends its roles and delegations with it; reopening brings none of them back."""

from __future__ import annotations

import datetime as dt

import pytest

from bureau.kernel import clock
from bureau.kernel.refusals import MissingPermission, NotNow
from bureau.people.lifecycle import ACCOUNT
from bureau.people.models import Account, Delegation, Unit
from bureau.people.permissions import P
from bureau.people.services import close_account, make_delegation, reopen_account
from bureau.trail.models import Entry
from bureau.trail.verify import verify
from tests.cast import PROGRAM, MakeOfficer

pytestmark = [pytest.mark.django_db, pytest.mark.db]


def test_everything_held_ends_in_one_entry(officer: MakeOfficer) -> None:
    admin, leaver, colleague = officer("administrator"), officer("inspector"), officer("inspector")
    today = clock.today()
    for giver, taker in ((leaver, colleague), (colleague, leaver)):
        make_delegation(
            giver=giver,
            taker=taker,
            valid_from=today + dt.timedelta(days=2),
            valid_to=today + dt.timedelta(days=9),
            reason="leave",
            by=PROGRAM,
        )
    close_account(account=leaver, by=admin, reason="transferred")
    assert not leaver.roles_held.standing_after(today).exists()
    assert not Delegation.objects.standing_after(today).exists()
    assert Entry.objects.get(move="close_account").images.count() == 4
    assert not Account.objects.get(pk=leaver.pk).is_active
    opened = reopen_account(account=leaver, by=admin, reason="returned")
    back = Account.objects.get(pk=leaver.pk)
    assert back.is_active
    assert back.check_password(opened.one_time_password)
    assert not any(back.may(permission) for permission in P)
    assert verify().discrepancies == ()


def test_nobody_closes_their_own(officer: MakeOfficer) -> None:
    admin = officer("administrator")
    with pytest.raises(NotNow) as refused:
        close_account(account=admin, by=admin, reason="tired")
    assert "your own" in refused.value.sentence
    assert ACCOUNT.objection("close_account", admin, admin) == refused.value.sentence


def test_whose_role_reaches_further_is_closed_from_there(
    city: Unit, district: Unit, station: Unit, officer: MakeOfficer
) -> None:
    here, above = officer("administrator", station), officer("administrator", city)
    leader = officer("leader", station, role_at=district)
    with pytest.raises(NotNow, match="an administrator there"):
        close_account(account=leader, by=here, reason="a coup")
    close_account(account=leader, by=above, reason="retired")


def test_others_may_not(station: Unit, elsewhere: Unit, officer: MakeOfficer) -> None:
    worker = officer("inspector", station)
    for stranger in (officer("office"), officer("administrator", elsewhere)):
        with pytest.raises(MissingPermission):
            close_account(account=worker, by=stranger, reason="a grudge")


def test_a_closed_account_may_nothing_at_once(officer: MakeOfficer) -> None:
    worker = officer("office")
    assert worker.may(P.ANNEX_SUBMIT)
    close_account(account=worker, by=PROGRAM, reason="gone")
    assert not worker.may_now(P.ANNEX_SUBMIT)


def test_an_open_account_is_not_reopened(officer: MakeOfficer) -> None:
    worker = officer("office")
    with pytest.raises(NotNow, match="active"):
        reopen_account(account=worker, by=PROGRAM, reason="by mistake")
