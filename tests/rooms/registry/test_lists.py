"""The list of institutions: views, conditions, paging, what may be exported; as many questions for many as for few."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bureau.kernel import clock
from bureau.people.models import Unit
from bureau.registry import services
from bureau.registry.models import Institution
from bureau.registry.selectors import find_institutions
from tests.cast import PROGRAM, MakeOfficer, client_for
from tests.english import english  # noqa: F401 - a fixture, which pytest finds here by name
from tests.factories import make_capability, make_certificate, make_contact, make_institution

pytestmark = pytest.mark.django_db
FORMULA = "=HYPERLINK(云川检测有限公司)"


def names(page: str, client: object) -> list[str]:
    answer = client.get(f"/institutions/{page}")  # type: ignore[attr-defined] # a test client
    return [one.name for one in answer.context["page"].rows]


@pytest.mark.db
def test_views_and_conditions(district: Unit, station: Unit, officer: MakeOfficer) -> None:
    office = officer("office")
    today = clock.today()
    plain = make_institution("甲检测有限公司", unit=district)
    tank = make_institution("乙检测有限公司", unit=district, domains=["tank"], kind="public_institution")
    ending = make_institution("丙检测有限公司", unit=district)
    make_certificate(ending, number="220502110417", valid_to=today + dt.timedelta(days=60))
    lapsed = make_institution("丁检测有限公司", unit=district)
    make_certificate(lapsed, valid_to=today - dt.timedelta(days=1))
    services.assign_institution(institution=tank, unit=station, officer=office, by=PROGRAM)
    client = client_for(office)
    wanted = {
        "": [plain, tank, ending, lapsed],
        "?view=mine": [tank],
        "?view=focus": [tank],
        "?view=ending": [ending],
        "?view=lapsed": [plain, tank, lapsed],
        "?view=unassigned": [plain, ending, lapsed],
        "?view=incomplete": [plain, tank, ending, lapsed],
        f"?unit={station.reference}": [tank],
        "?domain=tank": [tank],
        "?kind=public_institution": [tank],
        "?term=ended": [lapsed],
        "?term=unknown": [plain, tank],
        "?term=in_force": [ending],
        "?words=02110417": [ending],
        "?words=丙 检测": [ending],
        f"?words={(plain.uscc or '').lower()}": [plain],
        "?officer=office": [tank],
        "?view=nonsense&term=nonsense": [plain, tank, ending, lapsed],
    }
    for address, expected in wanted.items():
        assert sorted(names(address, client)) == sorted(one.name for one in expected), address
    views = client.get("/institutions/").context["views"]
    assert [one["count"] for one in views] == ["4", "1", "1", "3", "1", "3", "4"]
    # A count is what its address shows, conditions and all; how many there are altogether stands in the head.
    answer = client.get("/institutions/?term=ended")
    assert answer.context["total"] == "4"
    for one in answer.context["views"]:
        assert one["count"] == str(client.get(f"/institutions/{one['href']}").context["page"].total)


@pytest.mark.db
def test_pages_follow_one_another(district: Unit, officer: MakeOfficer) -> None:
    for number in range(60):
        make_institution(f"云川第{number:02}检测有限公司")
    client = client_for(officer("office"))
    first = client.get("/institutions/").context["page"]
    later = client.get(f"/institutions/?cursor={first.later}").context["page"]
    assert [len(first.rows), len(later.rows)] == [50, 10]
    assert not {one.pk for one in first.rows} & {one.pk for one in later.rows}


def test_as_many_questions_for_many_as_for_few(district: Unit, station: Unit, officer: MakeOfficer) -> None:
    client = client_for(officer("office"))

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/institutions/").status_code == 200
        return len(queries)

    make_institution(unit=district)
    asked()  # the first one begins the session
    few = asked()
    inspector = officer("inspector", station)
    for _ in range(30):
        make_institution(unit=station, officer=inspector, domains=["food"])
    assert asked() == few
    assert few <= 50


def rows_of(content: bytes) -> list[list[object]]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return [[cell.value for cell in row] for row in book.worksheets[1].iter_rows(min_row=2)]


def test_an_export_masks_contacts_and_runs_no_formula(district: Unit, officer: MakeOfficer) -> None:
    made = make_institution(FORMULA)
    make_contact(made, "+韩雪", "13900002716")
    leader = client_for(officer("leader"))
    answer = leader.get("/institutions/export/?words=HYPERLINK")
    ((*_rest,),) = rows_of(answer.content)
    assert FORMULA in _rest
    assert "13900002716" in _rest
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert all(
        cell.data_type != "f" for sheet in book.worksheets for row in sheet.iter_rows() for cell in row
    )
    about = {row[0].value: row[1].value for row in book.worksheets[0].iter_rows()}
    assert about["Find"] == "HYPERLINK"
    assert about["Drawn by"] == "leader-1 (leader-1)"
    assert client_for(officer("expert")).get("/institutions/export/").status_code == 403


def test_telephones_are_masked_for_whoever_may_not_call(
    district: Unit, officer: MakeOfficer, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bureau.people.permissions import P
    from bureau.people.roles import ROLES, Role

    monkeypatch.setitem(ROLES, Role.EXPERT, ROLES[Role.EXPERT] | {P.INSTITUTION_EXPORT})
    made = make_institution()
    make_contact(made)
    expert = client_for(officer("expert"))
    ((*cells,),) = rows_of(expert.get("/institutions/export/").content)
    assert "139****2716" in cells
    for page in ("", "?tab=people", "?tab=history", "print/"):
        shown = expert.get(f"/institutions/{made.reference}/{page}").content.decode()
        assert "13900002716" not in shown, page
    assert "139****2716" in expert.get(f"/institutions/{made.reference}/").content.decode()
    office = client_for(officer("office"))
    assert "13900002716" in office.get(f"/institutions/{made.reference}/").content.decode()


@pytest.mark.db
def test_the_search_box_finds_within_reach(district: Unit, elsewhere: Unit, officer: MakeOfficer) -> None:
    made = make_institution("云川华测（北）检测有限公司")
    make_capability(make_certificate(made, number="220502110417"))
    far = make_institution("临河华测检测有限公司", division="150698")
    by = officer("office")
    found = find_institutions("220502110417", for_=by)
    assert [(one.institution, one.exact) for one in found] == [(made, True)]
    assert [one.institution for one in find_institutions("华测", for_=by)] == [made]
    assert [one.institution for one in find_institutions("华测", for_=officer("office", elsewhere))] == [far]
    assert [one.where for one in find_institutions(made.uscc or "", for_=by)] == ["code"]
    assert Institution.objects.count() == 2
