"""Numbers of the rooms above on a dossier: each opens exactly the rows that it counts, on any day."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import resolve

from bureau.kernel import clock
from bureau.people.models import Unit
from bureau.rectification.models import Problem
from bureau.rectification.services import Period, record_problem
from bureau.registry import services
from bureau.registry.figures import Issued, Number, dossier_figures, issued_reports
from bureau.registry.models import Institution, StatedReports
from bureau.registry.selectors import issued_lines
from bureau.screening.selectors import reports_by_year
from tests.cast import PROGRAM, MakeOfficer, client_for
from tests.english import english  # noqa: F401 - a fixture, which pytest finds here by name
from tests.factories import make_institution, record
from tests.rooms.inspection.going import Trip
from tests.rooms.screening.conftest import Screened, screened  # noqa: F401 - a fixture, as above
from tests.rooms.screening.ledgers import as_files, only, work_off


def rows_behind(client: Client, number: Number) -> int:
    """How many rows the address of a number shows."""
    page: Any = client.get(number.url)
    assert page.status_code == 200, number.url
    assert resolve(number.url.partition("?")[0]).url_name
    return len(page.context["page"].rows)


@pytest.mark.usefixtures("english")
@pytest.mark.django_db
@pytest.mark.db
def test_each_number_opens_its_rows(district: Unit, officer: MakeOfficer) -> None:
    today = clock.today()
    with clock.standing_at((today - dt.timedelta(days=9)).isoformat()):
        trip, double = Trip(district), make_institution("云川华衡检测公司", unit=district, uscc="")
    trip.established()
    trip.concluded()
    trip.planned()
    body = Institution.objects.get(pk=trip.institution.pk)

    def problem(of: Institution, days: int) -> None:
        made = Problem(
            institution=Institution.objects.get(pk=of.pk),
            unit=district,
            title="未检定",
            what="未检定",
            measure="停用",
            officer=trip.first,
        )
        record_problem(problem=made, period=Period(on=clock.today() + dt.timedelta(days=days)), by=trip.first)

    with clock.standing_at((today - dt.timedelta(days=9)).isoformat()):
        problem(body, 2)
    problem(body, 9)
    problem(double, 9)
    problem(make_institution(unit=district), 9)
    services.merge_institution(institution=double, into=body, by=PROGRAM, reason="同一家检测公司")
    client = client_for(officer("office"))
    page = client.get(f"/institutions/{body.reference}/")
    numbers = {str(one.title): one for one in page.context["numbers"]}
    assert {title: one.value for title, one in numbers.items()} == {
        "Visits concluded": 1,
        "Findings": 1,
        "Problems": 3,
        "Problems overdue": 1,
        "Hits to be judged": 0,
        "Leads under way": 0,
    }
    assert {title: rows_behind(client, one) for title, one in numbers.items()} == {
        title: one.value for title, one in numbers.items()
    }
    assert numbers["Problems overdue"].url.replace("&", "&amp;") in page.content.decode()
    day = (today - dt.timedelta(days=5)).isoformat()
    past = client.get(f"/institutions/{body.reference}/?on={day}").context["numbers"]
    assert [(str(one.title), one.value) for one in past] == [("Visits concluded", 0), ("Problems", 1)]
    assert [rows_behind(client, one) for one in past] == [0, 1]
    assert "Problems 3" in client.get(f"/institutions/{body.reference}/print/").content.decode()
    admin = client_for(officer("expert"))
    seen = {str(one.title) for one in admin.get(f"/institutions/{body.reference}/").context["numbers"]}
    assert seen <= set(numbers), "who may not read a register is shown no number of it"


def test_a_name_is_counted_once() -> None:
    with pytest.raises(ValueError, match="two rooms count"):
        dossier_figures("rectification")(lambda _one, _by, _until: ())
    with pytest.raises(ValueError, match="two rooms count"):
        issued_reports("screening")(lambda _one, _by, _until: ())


@pytest.mark.usefixtures("english")
@pytest.mark.django_db
@pytest.mark.db
def test_reports_by_year_from_the_ledgers_that_count(screened: Screened) -> None:  # noqa: F811 - a fixture
    """As the lines of the ledger themselves add up; what was handed in twice counts once."""
    from bureau.screening import services as screening

    body = screened.faulty
    header, *lines = screened.tables["reports"].decode().splitlines()
    at = {name: header.split(",").index(name) for name in ("uscc", "domain", "issued_at")}
    wanted: dict[tuple[int, str], int] = {}
    for line in lines:
        cells = line.split(",")
        if cells[at["uscc"]] == body.uscc:
            key = (int(cells[at["issued_at"]][:4]), cells[at["domain"]])
            wanted[key] = wanted.get(key, 0) + 1

    def counted(until: dt.date | None = None) -> dict[tuple[int, str], int]:
        return {(one.year, one.domain): one.reports for one in reports_by_year(body, until=until)}

    assert counted() == wanted
    assert counted(dt.date(1999, 1, 1)) == {}
    own = only(screened.tables, str(body.uscc))
    changed = own | {"results": own["results"].rstrip(b"\n") + b"\n"}
    screening.hand_in_ledger(files=as_files(changed), unit=screened.handin.unit, by=screened.office)
    work_off()
    assert counted() == wanted
    (year, domain), number = next(iter(wanted.items()))
    record(StatedReports(institution=body, year=year, domain=domain, reports=number + 5))
    page = client_for(screened.office).get(f"/institutions/{body.reference}/?tab=undertakings")
    line = next(one for one in page.context["issued"] if (one.year, one.domain) == (year, domain))
    assert (line.counted, line.exceeds, line.falls_short) == (number, False, True)
    assert issued_lines([], line.stated)[0].counted is None
    more = issued_lines([Issued(year, domain, number + 6)], line.stated)[0]
    assert (more.exceeds, more.falls_short) == (True, False)
    assert line.told_by[0][1] in page.content.decode()
