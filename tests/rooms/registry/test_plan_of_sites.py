"""Sites with coordinates are drawn on a plain plan; coordinates that cannot be right are refused."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bureau.people.models import Unit
from bureau.registry.models import Site
from bureau.trail.verify import verify
from tests.cast import MakeOfficer, client_for
from tests.english import english  # noqa: F401 - a fixture, which pytest finds here by name
from tests.factories import make_institution, record

pytestmark = [pytest.mark.django_db, pytest.mark.db]


def test_sites_are_drawn_where_they_are(district: Unit, officer: MakeOfficer) -> None:
    client, body = client_for(officer("office")), make_institution("云川华衡建材检测有限公司", unit=district)
    other = make_institution("云川另一检测有限公司", unit=district)
    record(
        Site(
            institution=other,
            division="150602",
            address="乙路",
            longitude=Decimal("110.01"),
            latitude=Decimal("39.80"),
        )
    )
    path = f"/institutions/{body.reference}/facts/site/record/"
    entered = {"division": "150602", "address": "创业路116号", "longitude": "39.81", "latitude": "109.98"}
    swapped = client.post(path, entered)
    assert (swapped.status_code, "exchanged" in swapped.content.decode()) == (422, True)
    assert client.post(path, entered | {"longitude": ""}).status_code == 422
    assert client.post(path, entered | {"longitude": "10.0", "latitude": "50.0"}).status_code == 422
    assert client.post(path, entered | {"longitude": "109.98", "latitude": "39.81"}).status_code == 302
    page = client.get(f"/institutions/{body.reference}/?tab=places")
    drawn = page.context["plan"]
    assert [one.said for one in drawn.own] == ["创业路116号"]
    assert "<circle" in page.content.decode()
    assert len(drawn.others) == 1, "another body near by, without its name"
    assert client.get(f"/institutions/{body.reference}/?tab=places&on=2022-05-10").context["plan"] is None
    assert verify().discrepancies == ()
