"""One box finds whatever has a number, and the hits of a report; a stranger finds nothing."""

from __future__ import annotations

import pytest

from bureau.people.models import Unit
from bureau.screening import services
from tests.cast import MakeOfficer, client_for
from tests.rooms.screening.conftest import Screened, screened  # noqa: F401 - a fixture, found here by its name

pytestmark = [pytest.mark.django_db, pytest.mark.db]


def test_a_number_jumps_to_what_bears_it(screened: Screened) -> None:  # noqa: F811 - the fixture above
    hit, client = screened.hit(), client_for(screened.office)
    lead = services.accept_hit(hit=hit, officer=screened.office, by=screened.office, reason="两次试验重叠")
    for reference, address in (
        (hit.reference, f"/hits/{hit.reference}/"),
        (lead.reference.lower(), f"/leads/{lead.reference}/"),
        (screened.handin.reference, f"/ledgers/{screened.handin.reference}/"),
    ):
        found = client.get("/search/", {"q": f" {reference} "})
        assert (found.status_code, found["Location"]) == (302, address)


def test_a_report_lists_its_hits(
    screened: Screened,  # noqa: F811 - the fixture above
    officer: MakeOfficer,
    elsewhere: Unit,
) -> None:
    hit = screened.hit("raw.missing")
    page = client_for(screened.office).get("/search/", {"q": hit.report_no})
    assert hit.reference in page.content.decode()
    for stranger in (officer("office", elsewhere), officer("superior", elsewhere)):
        for words in (hit.report_no, hit.reference):
            found = client_for(stranger).get("/search/", {"q": words})
            assert found.status_code == 200
            assert found.context["hits"] == []
            assert f"/hits/{hit.reference}/" not in found.content.decode()
