"""The stage of this room: a ledger of two institutions that was taken and screened."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from bureau.people.models import Account, Unit
from bureau.registry.models import Institution
from bureau.registry.services import link_account
from bureau.screening import services
from bureau.screening.models import HandIn, Hit, Run
from tests.cast import PROGRAM, MakeOfficer
from tests.english import english  # noqa: F401 - a fixture, which pytest finds here by name
from tests.rooms.screening.ledgers import Tables, as_files, register, sample, work_off


@dataclass
class Screened:
    """What stands there."""

    tables: Tables
    bodies: list[Institution]
    handin: HandIn
    office: Account
    speaker: Account

    @property
    def faulty(self) -> Institution:
        """The institution with hits."""
        return Institution.objects.get(pk=self.hit().institution_id)

    @property
    def run(self) -> Run:
        """The newest run."""
        found: Run = Run.objects.latest("started_at", "id")
        return found

    def hit(self, rule: str = "") -> Hit:
        """A hit, of a rule if one is named."""
        rows = Hit.objects.filter(rule=rule) if rule else Hit.objects.all()
        found: Hit = rows.order_by("reference")[0]
        return found


@pytest.fixture
def screened(district: Unit, officer: MakeOfficer, institution_account: Account) -> Screened:
    """A ledger handed in by the office, taken, and screened; the faulty institution has an account."""
    tables = sample()
    bodies = register(tables, district)
    office = officer("office")
    handin = services.hand_in_ledger(files=as_files(tables), unit=district, by=office)
    work_off()
    handin.refresh_from_db()
    stage = Screened(tables, bodies, handin, office, institution_account)
    link_account(institution=stage.faulty, account=institution_account, by=PROGRAM)
    return stage
