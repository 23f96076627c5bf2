"""What a complete dossier has, as a table; what lists show of it follows the days and agrees with the page."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from bureau.kernel import clock
from bureau.people.models import Unit
from bureau.registry import services
from bureau.registry.completeness import REQUIREMENTS, Completeness, completeness, drawn_on
from bureau.registry.models import (
    Authorisation,
    Calibration,
    Capability,
    Certificate,
    Contact,
    Employment,
    Identity,
    Institution,
    Instrument,
    ManagementFact,
    Presence,
    Promise,
    Qualification,
    ReviewFinding,
    Site,
    Staff,
    StatedReports,
)
from bureau.registry.selectors import dossier
from bureau.registry.services import Identification
from bureau.registry.work import refresh_institutions
from bureau.trail.verify import verify
from tests.cast import PROGRAM, MakeOfficer, client_for
from tests.english import english  # noqa: F401 - a fixture, which pytest finds here by name
from tests.factories import (
    calibrate,
    make_code,
    make_complete,
    make_institution,
    make_instrument,
)

DAY = dt.date(2022, 6, 20)
A_DAY = dt.timedelta(days=1)
FOOD_AND_TANK = ("food", "tank")
PAPER, STAFF = uuid.uuid4(), Staff(name="韩雪")


def full() -> dict[str, list[Any]]:
    """Facts of a dossier that lacks nothing on the day."""
    certificate = Certificate(number="1", valid_from=DAY, valid_to=DAY, first_issued_on=dt.date(2018, 1, 9))
    instruments = [Instrument(name="天平", own_number=f"YQ-{number}") for number in range(5)]
    return {
        "identity": [Identity(name="甲", uscc="91", kind="enterprise", home_division="150699")],
        "site": [
            Site(division="150699", address="临河街 1 号", longitude=Decimal(107), latitude=Decimal(40))
        ],
        "certificate": [certificate],
        "capability": [Capability(certificate=certificate, domain=name) for name in FOOD_AND_TANK],
        "employment": [Employment(person=STAFF)],
        "authorisation": [Authorisation(person=STAFF, domain=name) for name in FOOD_AND_TANK],
        "qualification": [Qualification(person=STAFF, what="高级工程师", document_id=PAPER)],
        "instrument": instruments,
        "calibration": [Calibration(instrument=one, valid_from=DAY, valid_to=DAY) for one in instruments],
        "managementfact": [ManagementFact(aspect=one) for one in ("manual", "audit", "review", "control")],
        "promise": [
            Promise(sort=one, what="如实", document_id=PAPER) for one in ("commitment", "declaration")
        ],
        "reviewfinding": [
            ReviewFinding(
                what="期间核查没有记录",
                correction="已补做",
                corrected_on=DAY,
                accepted_on=DAY,
                document_id=PAPER,
            )
        ],
        "statedreports": [StatedReports(year=2021, domain=name, reports=9) for name in FOOD_AND_TANK],
        "contact": [Contact(phone="1")],
    }


def approved_long_ago() -> dict[str, list[Any]]:
    """The same capabilities under a certificate that was in force in the years before."""
    old = Certificate(
        number="1", valid_from=dt.date(2018, 1, 9), valid_to=DAY, first_issued_on=dt.date(2018, 1, 9)
    )
    return {
        "certificate": [old],
        "capability": [Capability(certificate=old, domain=name) for name in FOOD_AND_TANK],
    }


def of(facts: dict[str, list[Any]], day: dt.date = DAY, *, answered: bool = True) -> Completeness:
    """How complete a dossier with these facts is."""
    return completeness(facts, day, answered=answered)


@pytest.mark.usefixtures("english")
def test_what_is_missing_by_name() -> None:
    def said(day: dt.date = DAY, **changed: list[Any]) -> list[tuple[str, tuple[str, ...], int]]:
        found = of(full() | changed, day)
        return [(str(one.name), one.absent, one.more) for one in found.lacks]

    names = ("天平 YQ-0", "天平 YQ-1", "天平 YQ-2")
    signatories, calibrations = "Authorised signatories", "Calibrations in force"
    one, other = full()["instrument"][:2]
    failed = Calibration(instrument=one, valid_from=DAY, valid_to=DAY, passed=False)
    retired = Instrument(name="旧天平", valid_to=DAY - A_DAY)
    assert said() == []
    assert said(capability=[]) == [("Domains", (), 0), ("Approved capabilities", ("1",), 0)]
    assert said(authorisation=[]) == [(signatories, ("Food", "Atmospheric tanks for dangerous liquids"), 0)]
    assert said(authorisation=full()["authorisation"][:1]) == [
        (signatories, ("Atmospheric tanks for dangerous liquids",), 0)
    ]
    assert said(authorisation=[Authorisation(person=STAFF, domain="全部项目")]) == []
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


@pytest.mark.usefixtures("english")
def test_what_the_rest_of_a_dossier_lacks_by_name() -> None:
    """What supervision holds a body to: places, people, management, promises, findings, reports, papers."""

    def said(day: dt.date = DAY, **changed: list[Any]) -> list[tuple[str, str, tuple[str, ...]]]:
        lacks = of(full() | changed, day).lacks
        return [(one.key, str(one.supplier), one.absent) for one in lacks]

    body, office = "the institution", "the office"
    endless = Certificate(number="2", valid_from=DAY)
    assert said(identity=[]) == [
        ("code", body, ()),
        ("nature", body, ()),
        ("home_division", office, ()),
    ], "nobody's word stood on who it is"
    assert said(site=[Site(division="150699", address="临河街 1 号")]) == [
        ("position", "the station", ("临河街 1 号",))
    ]
    assert said(site=[], presence=[Presence(division="150699")]) == [], "without a site there is no position"
    assert said(certificate=[endless], capability=[Capability(certificate=endless, domain="food")]) == [
        ("certificate", body, ()),
        ("first_certificate", body, ()),
        ("capability_days", body, ("",)),
    ]
    other = Certificate(number="3", valid_from=DAY, valid_to=DAY)
    assert (
        said(certificate=[full()["certificate"][0], other], capability=full()["capability"])[0][0]
        == "capabilities"
    )


@pytest.mark.usefixtures("english")
def test_what_people_and_promises_lack_by_name() -> None:
    def said(day: dt.date = DAY, **changed: list[Any]) -> list[tuple[str, str, tuple[str, ...]]]:
        lacks = of(full() | changed, day).lacks
        return [(one.key, str(one.supplier), one.absent) for one in lacks]

    body, office = "the institution", "the office"
    found = {"what": "期间核查没有记录", "document_id": PAPER}
    corrected = found | {"correction": "已补做", "corrected_on": DAY}
    assert said(employment=[]) == [("staff", body, ())]
    assert said(qualification=[]) == [("qualifications", body, ("韩雪",))]
    assert said(managementfact=[ManagementFact(aspect="audit", valid_to=DAY - A_DAY)]) == [
        (
            "management",
            body,
            ("quality manual and procedures", "internal audit", "management review"),
        )
    ]
    assert said(promise=[Promise(sort="application", document_id=PAPER)]) == [("declaration", body, ())]
    assert said(promise=[Promise(sort="declaration", document_id=PAPER)]) == [("promises", body, ())]
    assert said(reviewfinding=[]) == [("review", office, ())]
    assert said(reviewfinding=[ReviewFinding(what="无", document_id=PAPER)]) == [], "nothing was found"
    assert said(reviewfinding=[ReviewFinding(**found)]) == [("corrections", body, ("期间核查没有记录",))]
    assert said(reviewfinding=[ReviewFinding(**corrected)]) == [
        ("acceptances", office, ("期间核查没有记录",))
    ]
    assert said(statedreports=[]) == [("reports", body, ("2021",))], "its fields of that year are not known"
    assert said(DAY, statedreports=[], **approved_long_ago()) == [
        ("reports", body, ("2021 Food", "2021 Atmospheric tanks for dangerous liquids"))
    ]
    assert said(promise=[Promise(sort=one, what="如实") for one in ("commitment", "declaration")]) == [
        ("documents", office, ("如实", "如实"))
    ]
    assert of(full(), answered=False).lacks[0].key == "officer"


def test_what_does_not_apply_is_not_asked() -> None:
    """It counts neither for nor against: a body of this year, one without a certificate, a day before the rule."""
    whole = of(full()).asked
    young = Certificate(number="1", valid_from=DAY, valid_to=DAY, first_issued_on=DAY)
    approved = [Capability(certificate=young, domain=one) for one in FOOD_AND_TANK]
    new = of(full() | {"certificate": [young], "capability": approved, "statedreports": []})
    assert (new.lacks, new.asked) == ((), whole - 1), (
        "it has issued no report in a year before its first certificate"
    )
    bare = of({"identity": full()["identity"]})
    assert not {"promises", "declaration", "review", "reports", "documents", "position"} & {
        one.key for one in bare.lacks
    }
    assert bare.asked == whole - len(
        {"position", "capability_days", "promises", "declaration", "review"}
    ) - len({"corrections", "acceptances", "reports", "documents"})
    before = of(full() | approved_long_ago(), dt.date(2021, 5, 31)).asked
    assert before == whole - 1, "no self-declaration was asked before the order"
    spring = of(full() | {"statedreports": []}, dt.date(2023, 3, 31)).lacks
    assert [one.absent[0][:4] for one in spring if one.key == "reports"] == ["2021"]
    assert drawn_on(dt.date(2022, 3, 31)) != drawn_on(dt.date(2022, 4, 1)), "rows are drawn again then"


def test_what_is_asked_stands_in_the_guide() -> None:
    """The table of the guide names every thing asked, in its order, with who supplies it."""
    guide = (Path(__file__).parents[3] / "docs/how-to/collect-what-is-missing.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \| .* \| (\S+) \| .* \|$", guide, re.MULTILINE)
    words = {"the institution": "机构", "the station": "监管所", "the office": "科室"}
    with translation.override("en"):
        assert rows == [(one.key, words[str(one.supplier)]) for one in REQUIREMENTS]


@pytest.mark.django_db
@pytest.mark.db
def test_a_past_day_asks_what_stood_on_it(district: Unit, officer: MakeOfficer) -> None:
    """Who it is and who answers for it are those of the day, whatever the row says now."""
    with clock.standing_at("2022-05-05"):
        made = make_institution(unit=district, uscc="", kind="", home_division="")
    with clock.standing_at("2022-05-10"):
        services.amend_institution(
            institution=made.fresh(),
            identification=Identification(made.name, make_code(7), "enterprise", "150699"),
            by=PROGRAM,
        )
        services.assign_institution(
            institution=made.fresh(), unit=district, officer=officer("office"), by=PROGRAM
        )
    now = made.fresh()

    def lacking(day: str) -> set[str]:
        found = dossier(now, clock.read_moment(day).date())
        return {one.key for one in found.lacks} & {"code", "nature", "home_division", "officer"}

    assert lacking("2022-05-06") == {"code", "nature", "home_division", "officer"}
    assert lacking("2022-05-11") == set()


def test_who_works_without_instruments() -> None:
    certificate = full()["certificate"][0]
    carbon: dict[str, list[Any]] = {
        "capability": [Capability(certificate=certificate, domain="carbon_verification")],
        "authorisation": [Authorisation(person=STAFF, domain="carbon_verification")],
        "certificate": [certificate],
        "instrument": [],
        "calibration": [],
    }
    found = of(full() | carbon)
    assert (found.lacks, found.asked) == ((), of(full()).asked - 2)


@pytest.mark.django_db
@pytest.mark.db
def test_what_lists_show_follows(district: Unit, officer: MakeOfficer) -> None:
    """A dossier is complete until its calibration ends; the page, the stored number and the list agree each day."""
    office, today = officer("office"), clock.today()
    made = make_institution(unit=district, officer=office)
    make_complete(made)
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
    assert with_old.drawn_by == drawn_on(clock.today())
    from bureau.trail.scope import scope

    with scope(actor="program", move="refresh_institution", reference=made.reference):
        with_old.drawn_by, with_old.missing = 1, 0
        with_old.save()
    refresh_institutions()
    now = Institution.objects.get(pk=made.pk)
    assert (now.drawn_by, now.missing) == (drawn_on(clock.today()), len(dossier(now).lacks))
    version = now.version
    refresh_institutions()
    assert Institution.objects.get(pk=made.pk).version == version, "nothing is written without a change"
