"""Amending an account: the officer follows; another unit needs a say there too; two cannot save one version."""

from __future__ import annotations

import pytest

from bureau.kernel.refusals import MissingPermission, Stale
from bureau.people.models import Account, Unit
from bureau.people.services import Certificate, amend_account
from bureau.trail.verify import verify
from tests.cast import MakeOfficer

pytestmark = [pytest.mark.django_db, pytest.mark.db]


def test_officer_and_unit_follow(district: Unit, station: Unit, section: Unit, officer: MakeOfficer) -> None:
    worker = officer("inspector", station)
    amend_account(
        account=worker,
        full_name="李四",
        unit=section,
        post="科员",
        certificate=Certificate("1506"),
        by=officer("administrator"),
    )
    now = Account.objects.get(pk=worker.pk)
    assert (now.full_name, now.officer.post, now.officer.certificate_no) == ("李四", "科员", "1506")
    assert now.jurisdiction == section
    assert verify().discrepancies == ()


def test_moving_somebody_away_needs_a_say_there(station: Unit, elsewhere: Unit, officer: MakeOfficer) -> None:
    worker = officer("inspector", station)
    with pytest.raises(MissingPermission):
        amend_account(account=worker, full_name="李四", unit=elsewhere, by=officer("administrator"))
    assert Account.objects.get(pk=worker.pk).jurisdiction == station


def test_an_institutions_account_changes_its_keeper(
    station: Unit, institution_account: Account, officer: MakeOfficer
) -> None:
    amend_account(account=institution_account, full_name="王五", unit=station, by=officer("administrator"))
    assert Account.objects.get(pk=institution_account.pk).keeper == station


def test_two_who_looked_at_the_same_version(station: Unit, officer: MakeOfficer) -> None:
    worker, admin = officer("inspector", station), officer("administrator")
    base = worker.version
    amend_account(account=worker, full_name="甲", unit=station, by=admin, base=base)
    with pytest.raises(Stale):
        amend_account(account=worker, full_name="乙", unit=station, by=admin, base=base)
    assert Account.objects.get(pk=worker.pk).full_name == "甲"
