"""What an origin knows of reports and days is proposed to the finding, says where it comes from, and may be changed."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bureau.inspection import leads, services
from bureau.inspection.models import Finding
from bureau.inspection.origins import Known, Origin
from bureau.screening.ledgers.dating import conduct_day
from tests.cast import client_for
from tests.rooms.inspection.going import ENTRY, Trip, Waiting, fresh, stated

pytestmark = [pytest.mark.django_db, pytest.mark.db]
KNOWN = (
    Known("H-1", "HH-2", dt.date(2022, 4, 12), "started_at"),
    Known("H-2", "HH-1", dt.date(2022, 4, 11), "issued_at"),
    Known("H-3", "HH-1"),
    Known("H-4"),
)


@pytest.fixture
def finding(trip: Trip, waiting: Waiting) -> Finding:
    """A finding that came of an item on which an origin stands that knows of three hits."""
    visit, origin = trip.planned(), waiting.wait(trip.institution)
    waiting.origins[origin.reference] = Origin(origin.reference, trip.institution, "一致？", known=KNOWN)
    trip.put_on(visit, kind="lead", origin=origin.reference)
    services.begin_visit(visit=visit, entry=ENTRY, by=trip.first)
    return trip.confirm(visit.items.get())


def page(trip: Trip, finding: Finding, name: str = "finding") -> str:
    client: Client = client_for(trip.first)
    return client.get(reverse(f"inspection:{name}", args=[finding.reference])).content.decode()


def test_the_finding_begins_with_what_is_known(finding: Finding) -> None:
    assert finding.reports == ["HH-2", "HH-1"]
    assert (finding.conduct_from, finding.conduct_to) == (dt.date(2022, 4, 11), dt.date(2022, 4, 12))
    assert [one["source"] for one in finding.proposed] == ["H-1", "H-2", "H-3"]


def test_every_value_says_where_it_comes_from(trip: Trip, finding: Finding) -> None:
    asked = page(trip, finding, "amend-finding")
    assert "Proposed: HH-2, from H-1; HH-1, from H-2 and 1 more. Change it" in asked
    assert "2022-04-11 issue of the report, from H-2; 2022-04-12 start of the test, from H-1" in asked
    assert page(trip, finding).count("as proposed: ") == 4


def test_it_may_be_changed_and_the_page_says_so(trip: Trip, finding: Finding) -> None:
    other = stated(conduct_from=dt.date(2022, 4, 12), reports=("HH-1", "HH-7"))
    services.amend_finding(finding=finding, statement=other, by=trip.first)
    shown = page(trip, fresh(finding))
    assert "proposed, and not kept: HH-2<" in shown
    assert "proposed, and not kept: 2022-04-11 issue of the report<" in shown
    assert "as proposed: 2022-04-12 start of the test<" in shown


def test_what_nothing_is_known_of_stays_open(trip: Trip) -> None:
    _visit, (item,) = trip.under_way()
    plain = trip.confirm(item)
    assert (plain.reports, plain.conduct_from, plain.proposed) == ([], None, [])
    assert "Proposed:" not in page(trip, plain, "amend-finding")


@pytest.mark.parametrize(
    ("evidence", "day", "column"),
    [
        ({"row": {"result_id": "R", "started_at": "2022-04-12T08:30:00"}}, "2022-04-12", "started_at"),
        (
            {"row": {"issued_at": "2022-04-15T09:00:00", "received_at": "2022-04-01"}},
            "2022-04-15",
            "issued_at",
        ),
        ({"on": "2022-04-13", "row": {"issued_at": "2022-04-13T01:00:00"}}, "2022-04-13", "issued_at"),
        ({"on": "2022-04-13", "row": {"result_id": "R"}}, "2022-04-13", "started_at"),
        ({"on": "2022-04-13"}, "2022-04-13", "issued_at"),
        ({"row": {"received_at": "2022-04-01T09:00:00"}}, None, ""),
        ({"row": {"started_at": "？"}}, None, ""),
        ({}, None, ""),
    ],
)
def test_the_day_of_the_conduct(evidence: dict[str, Any], day: str | None, column: str) -> None:
    found = conduct_day(evidence)
    assert (found and found[0].isoformat(), found[1] if found else "") == (day, column)


def test_a_lead_knows_the_reports_and_days_of_its_hits() -> None:
    hit: Any = SimpleNamespace(
        reference="H-1", report_no="HH-2", evidence={"row": {"started_at": "2022-04-12T08:30:00"}}
    )
    assert leads._known(hit) == KNOWN[0]
    hit.evidence = {}
    assert leads._known(hit) == Known("H-1", "HH-2")


def test_a_conflict_shows_both_values_of_a_list(trip: Trip, finding: Finding) -> None:
    client: Client = client_for(trip.second)
    place = reverse("inspection:amend-finding", args=[finding.reference])
    assert ">\nHH-2\nHH-1</textarea>" in client.get(place).content.decode()
    services.amend_finding(finding=finding, statement=stated(reports=("HH-1", "HH-7")), by=trip.first)
    given = {"what": "4月11日至17日没有运行记录", "conduct": "F1", "conduct_from": "2022-04-11"}
    answer = client.post(place, given | {"reports": "HH-1\nHH-8", "base": finding.version})
    assert answer.status_code == 409
    clash = answer.context["form"].clash
    assert [(one.label, one.theirs, one.mine) for one in clash.clashes] == [
        ("to", "2022-04-11", "—"),
        ("Reports concerned", "HH-1、HH-7", "HH-1、HH-8"),
    ]
    (other,) = clash.others
    assert other.name == "马强"
    assert ("reports concerned", "HH-2、HH-1", "HH-1、HH-7") in other.changes
