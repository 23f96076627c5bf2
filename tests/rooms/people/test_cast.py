"""The cast that other tests call on is real: opened by services, recorded, able to sign in."""

from __future__ import annotations

import pytest

from bureau.people.models import Account, Unit
from bureau.people.permissions import P
from bureau.trail.verify import verify
from tests.cast import PASSWORD, MakeOfficer

pytestmark = [pytest.mark.django_db, pytest.mark.db]


def test_everybody_stands_where_they_should(
    officer: MakeOfficer, station: Unit, elsewhere: Unit, institution_account: Account
) -> None:
    inspector = officer("inspector", station)
    assert inspector.may(P.INSTITUTION_AMEND, at=station)
    assert not inspector.may(P.INSTITUTION_AMEND, at=elsewhere)
    assert not inspector.may(P.INSTITUTION_AMEND, at=station.parent)
    assert inspector.check_password(PASSWORD)
    assert institution_account.may(P.FACT_PROPOSE)
    assert verify().discrepancies == ()
