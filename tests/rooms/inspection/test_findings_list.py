"""The list of findings: views, conditions, counts, pages, the export, and what an empty one says."""

from __future__ import annotations

import io
from functools import partial

import pytest
from django.test import Client
from openpyxl import load_workbook

from bureau.inspection import services
from bureau.inspection.models import Finding
from bureau.inspection.selectors import findings_waiting
from bureau.inspection.views import found as view
from bureau.people.models import Unit
from bureau.ui import paging
from tests.cast import MakeOfficer, client_for
from tests.rooms.inspection.going import Trip, fresh, stated

pytestmark = [pytest.mark.django_db, pytest.mark.db]


@pytest.fixture
def found(trip: Trip, officer: MakeOfficer) -> dict[str, Finding]:
    """One finding in each state."""
    _visit, items = trip.under_way(5)
    made = [trip.confirm(item, note=f"第{number}项属实") for number, item in enumerate(items, 1)]
    _drafted, established, taken, closed, withdrawn = made
    for one in (established, taken, closed):
        services.amend_finding(finding=one, statement=stated(what=f"{one.what}，见照片"), by=trip.first)
        services.establish_finding(finding=fresh(one), by=trip.second)
    services.hand_on_finding(finding=fresh(taken), to="P-150699-2022-0001", by=trip.first)
    leader = officer("leader", trip.unit)
    services.close_finding(finding=fresh(closed), by=leader, reason="当场改正")
    services.withdraw_finding(finding=withdrawn, by=trip.first, reason="认错仪器")
    names = ("drafted", "established", "handed_on", "closed", "withdrawn")
    return {name: fresh(one) for name, one in zip(names, made, strict=True)}


def shown(client: Client, query: str = "") -> set[str]:
    page = client.get(f"/findings/{query}")
    assert page.status_code == 200
    return {row.state for row in page.context["page"].rows}


def test_views_and_their_counts(trip: Trip, found: dict[str, Finding]) -> None:
    second = client_for(trip.second)
    assert shown(second) == set(found) - {"withdrawn"}
    views = {
        "mine": {"drafted"},
        "drafted": {"drafted"},
        "unassigned": {"established"},
        "taken-over": {"handed_on"},
        "closed": {"closed"},
        "withdrawn": {"withdrawn"},
    }
    for name, states in views.items():
        assert shown(second, f"?view={name}") == states, name
    page = second.get("/findings/")
    assert [one["count"] for one in page.context["views"]] == ["4", "1", "1", "1", "1", "1", "1"]
    assert shown(client_for(trip.first), "?view=mine") == set()
    said = page.content.decode()
    assert "1 without a problem yet" in said
    assert "P-150699-2022-0001" in said
    assert f"?source={found['established'].reference}" in said
    assert "?source=" not in client_for(trip.reader).get("/findings/").content.decode()


def test_conditions(trip: Trip, found: dict[str, Finding], station: Unit) -> None:
    client = client_for(trip.first)
    assert shown(client, "?state=withdrawn") == {"withdrawn"}
    assert shown(client, "?conduct=F1") == {"established", "handed_on", "closed"}
    assert shown(client, f"?visit={found['drafted'].visit.reference.lower()}") == set(found) - {"withdrawn"}
    assert shown(client, "?visit=V-1") == set()
    assert shown(client, "?institution=华衡 第1项") == {"drafted"}
    assert shown(client, f"?institution={found['closed'].reference}") == {"closed"}
    assert shown(client, f"?unit={station.reference}") == set()
    assert shown(client, "?domain=food") == set()
    assert shown(client, "?state=nonsense") == set(found) - {"withdrawn"}


def test_pages_of_the_list(trip: Trip, found: dict[str, Finding], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(view, "page", partial(paging.page, size=3))
    client = client_for(trip.first)
    first = client.get("/findings/").context["page"]
    rest = client.get(f"/findings/?cursor={first.later}").context["page"]
    assert [len(first.rows), len(rest.rows)] == [3, 1]
    references = [one.reference for one in (*first.rows, *rest.rows)]
    assert references == sorted(
        (one.reference for key, one in found.items() if key != "withdrawn"), reverse=True
    )


def test_the_workbook(trip: Trip, found: dict[str, Finding]) -> None:
    answer = client_for(trip.first).get("/findings/export/?view=closed&conduct=F1")
    book = load_workbook(io.BytesIO(answer.content))
    about = {row[0].value: row[1].value for row in book.worksheets[0].iter_rows() if row[0].value}
    assert about["View"] == "Closed without a problem"
    cells = [[cell.value for cell in row] for row in book.worksheets[1].iter_rows()]
    (line,) = [row for row in cells if row[0] == found["closed"].reference]
    for value in (
        found["closed"].what,
        "2022-04-11",
        "HH-1",
        "马强",
        "方磊",
        "当场改正",
    ):
        assert value in line


def test_three_kinds_of_nothing(
    trip: Trip, found: dict[str, Finding], officer: MakeOfficer, station: Unit
) -> None:
    client = client_for(trip.first)
    assert client.get("/findings/?visit=V-1").context["filters"].count == 1
    assert "No finding waits for your signature" in client.get("/findings/?view=mine").content.decode()
    services.hand_on_finding(finding=found["established"], to="P-2", by=trip.first)
    said = client.get("/findings/?view=unassigned").content.decode()
    assert "Every signed finding has become a problem or was closed" in said
    services.establish_finding(finding=fresh(_complete(trip, found["drafted"])), by=trip.second)
    assert "No finding stands in this view" in client.get("/findings/?view=drafted").content.decode()
    nobody = client_for(officer("office", station))
    assert "Nothing was found yet" in nobody.get("/findings/").content.decode()


def _complete(trip: Trip, finding: Finding) -> Finding:
    return services.amend_finding(finding=finding, statement=stated(), by=trip.first)


def test_what_waits_for_whom(trip: Trip, found: dict[str, Finding], institution_account: object) -> None:
    def waits(by: object) -> set[str]:
        return {one.state for one in findings_waiting(by, trip.unit)}  # type: ignore[arg-type] # an account

    assert waits(trip.second) == {"drafted", "established"}
    assert waits(trip.first) == {"established"}
    assert waits(trip.reader) == set()
    assert client_for(institution_account).get("/findings/").status_code == 403  # type: ignore[arg-type] # as above
