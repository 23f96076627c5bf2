"""The leads of an officer who leaves go over with everything else."""

from __future__ import annotations

import pytest

from bureau.people.handovers import Change, hand_everything_over
from bureau.people.roles import Role
from bureau.screening import services
from tests.cast import make_officer
from tests.rooms.screening.conftest import Screened

pytestmark = [pytest.mark.django_db, pytest.mark.db]


def test_leads_go_over(screened: Screened) -> None:
    lead = services.accept_hit(hit=screened.hit(), officer=screened.office, by=screened.office, reason="x")
    unit = screened.office.jurisdiction
    assert unit is not None
    taker = make_officer("heir", Role.OFFICE, unit)
    lines = hand_everything_over(Change(screened.office, taker, screened.office, "调离"))
    assert [(one.kind.name, one.held.reference, one.why_not) for one in lines] == [
        ("leads", lead.reference, "")
    ]
    lead.refresh_from_db()
    assert lead.officer == taker
