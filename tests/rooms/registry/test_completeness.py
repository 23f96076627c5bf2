"""What a complete dossier has, as a table; what lists show of it follows the days and agrees with the page."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest

from bureau.kernel import clock
from bureau.people.models import Unit
from bureau.registry.completeness import DRAWN_BY, completeness
from bureau.registry.models import (
    Authorisation,
    Calibration,
    Capability,
    Certificate,
    Contact,
    Institution,
    Instrument,
    Site,
    Staff,
)
from bureau.registry.selectors import dossier
from bureau.registry.work import refresh_institutions
from bureau.trail.verify import verify
from tests.cast import MakeOfficer, client_for
from tests.english import english  # noqa: F401 - a fixture, which pytest finds here by name
from tests.factories import (
    calibrate,
    make_capability,
    make_certificate,
    make_contact,
    make_institution,
    make_instrument,
    make_signatory,
)

DAY = dt.date(2022, 6, 20)
A_DAY = dt.timedelta(days=1)
BODY: Any = SimpleNamespace(uscc="91", kind="enterprise", home_division="150699", officer_id=1)


def full() -> dict[str, list[Any]]:
    """Facts of a dossier that lacks nothing on the day."""
    certificate = Certificate(number="1", valid_from=DAY, valid_to=DAY, first_issued_on=DAY)
    instruments = [Instrument(name="天平", own_number=f"YQ-{number}") for number in range(5)]
    return {
        "site": [Site(division="150699")],
        "certificate": [certificate],
        "capability": [Capability(certificate=certificate, domain=name) for name in ("food", "tank")],
        "authorisation": [Authorisation(person=Staff(), domain=name) for name in ("food", "tank")],
        "instrument": instruments,
        "calibration": [Calibration(instrument=one, valid_from=DAY, valid_to=DAY) for one in instruments],
        "contact": [Contact(phone="1")],
    }


@pytest.mark.usefixtures("english")
def test_what_is_missing_by_name() -> None:
    def said(day: dt.date = DAY, **changed: list[Any]) -> list[tuple[str, tuple[str, ...], int]]:
        found = completeness(BODY, full() | changed, day)
        return [(str(one.name), one.absent, one.more) for one in found.lacks]

    names = ("天平 YQ-0", "天平 YQ-1", "天平 YQ-2")
    signatories, calibrations = "Authorised signatories", "Calibrations in force"
    one, other = full()["instrument"][:2]
    failed = Calibration(instrument=one, valid_from=DAY, valid_to=DAY, passed=False)
    retired = Instrument(name="旧天平", valid_to=DAY - A_DAY)
    assert said() == []
    assert said(capability=[]) == [("Domains", (), 0), ("Approved capabilities", (), 0)]
    assert said(authorisation=[]) == [(signatories, ("Food", "Atmospheric tanks for dangerous liquids"), 0)]
    assert said(authorisation=full()["authorisation"][:1]) == [
        (signatories, ("Atmospheric tanks for dangerous liquids",), 0)
    ]
    assert said(authorisation=[Authorisation(person=Staff(), domain="全部项目")]) == []
    assert said(instrument=[], calibration=[]) == [("Instruments", (), 0), (calibrations, (), 0)]
    assert said(calibration=[]) == [(calibrations, names, 2)]
    assert said(instrument=[one], calibration=[failed]) == [(calibrations, names[:1], 0)]
    assert said(instrument=[one, other], calibration=[Calibration(instrument=one)]) == [
        (calibrations, names[1:2], 0)
    ], "a calibration says of which instrument it is"
    assert said(instrument=[one, retired], calibration=[Calibration(instrument=one)]) == []
    assert [name for name, _absent, _more in said(DAY + A_DAY)] == [
        "Approved capabilities",
        calibrations,
    ], "what ended yesterday is missing today; who may sign what is approved no more is not asked"


def test_who_works_without_instruments() -> None:
    certificate = full()["certificate"][0]
    carbon: dict[str, list[Any]] = {
        "capability": [Capability(certificate=certificate, domain="carbon_verification")],
        "authorisation": [Authorisation(person=Staff(), domain="carbon_verification")],
        "certificate": [certificate],
        "instrument": [],
        "calibration": [],
    }
    found = completeness(BODY, full() | carbon, DAY)
    assert (found.lacks, found.asked) == ((), completeness(BODY, full(), DAY).asked - 2)


@pytest.mark.django_db
@pytest.mark.db
def test_what_lists_show_follows(district: Unit, officer: MakeOfficer) -> None:
    """A dossier is complete until its calibration ends; the page, the stored number and the list agree each day."""
    office, today = officer("office"), clock.today()
    made = make_institution(unit=district, officer=office)
    make_capability(make_certificate(made), "food")
    make_signatory(made, "韩雪", "food", today)
    make_contact(made)
    calibrate(make_instrument(made), today, today + A_DAY)

    def shown() -> tuple[int, int, int]:
        now = Institution.objects.get(pk=made.pk)
        listed = (
            client_for(office).get("/institutions/?view=incomplete").content.decode().count(now.reference)
        )
        return now.missing, len(dossier(now).lacks), min(listed, 1)

    assert shown() == (0, 0, 0)
    with clock.standing_at((today + 2 * A_DAY).isoformat()):
        refresh_institutions()
        assert shown() == (1, 1, 1)
        page = client_for(office).get(f"/institutions/{made.reference}/").content.decode()
        assert "抗渗仪" in page
        assert f"/institutions/{made.reference}/facts/calibration/record/" in page
    assert len(dossier(made, today).lacks) == 0
    assert verify().discrepancies == ()


@pytest.mark.django_db
@pytest.mark.db
def test_dossiers_that_earlier_rules_drew_are_drawn_again(district: Unit) -> None:
    made = make_institution(unit=district)
    with_old = made.fresh()
    assert with_old.drawn_by == DRAWN_BY
    from bureau.trail.scope import scope

    with scope(actor="program", move="refresh_institution", reference=made.reference):
        with_old.drawn_by, with_old.missing = 1, 0
        with_old.save()
    refresh_institutions()
    now = Institution.objects.get(pk=made.pk)
    assert (now.drawn_by, now.missing) == (DRAWN_BY, len(dossier(now).lacks))
    version = now.version
    refresh_institutions()
    assert Institution.objects.get(pk=made.pk).version == version, "nothing is written without a change"
