"""An anomaly goes the way of every hit: from the ledgers into the list, onto its page with its picture, to a lead."""

from __future__ import annotations

import pytest
from django.urls import reverse

from bureau.people.models import Unit
from bureau.people.roles import Role
from bureau.screening import services
from bureau.screening.models import Hit
from tests.cast import client_for, make_officer
from tests.rooms.screening.ledgers import as_files, register, sample, work_off

pytestmark = [pytest.mark.django_db, pytest.mark.db]


def test_an_anomaly_goes_the_way_of_every_hit(district: Unit) -> None:
    # In this sample one institution's few operators write twice as much a day as others do.
    tables = sample(40_000, 40, planted=False)
    office = make_officer("office7", Role.OFFICE, district)
    register(tables, district)
    services.hand_in_ledger(files=as_files(tables), unit=district, by=office)
    work_off()
    hit = Hit.objects.get(grade="anomaly")
    assert (hit.rule, hit.report_id) == ("workload.too_high", "")
    client = client_for(office)
    for language, words in (("zh-hans", "和同行相比不寻常"), ("en", "improbable beside its peers")):
        client.post("/switch/language/", {"language": language})
        shown = client.get(reverse("screening:hit", args=[hit.reference]))
        page = shown.content.decode()
        assert shown.status_code == 200
        assert "<svg" in page
        assert words in page
    assert hit.reference in client.get(reverse("screening:hits")).content.decode()
    lead = services.accept_hit(hit=hit, officer=office, by=office)
    assert client.get(reverse("screening:lead", args=[lead.reference])).status_code == 200
