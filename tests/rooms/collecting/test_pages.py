"""The pages of collections: who is asked is shown first, progress with telephones for those who may read them."""

from __future__ import annotations

import csv
import datetime as dt
import io

import openpyxl
import pytest
from django.test import Client

from bureau.collecting.forms import MOST, StartForm
from bureau.collecting.models import Collection, Part
from bureau.kernel import clock
from bureau.kernel.references import card_of
from bureau.people.models import Unit
from bureau.registry.models import Institution
from tests.cast import client_for, make_officer
from tests.english import english  # noqa: F401 - a fixture, which pytest finds here by name
from tests.factories import make_certificate, make_institution
from tests.rooms.collecting.asking import Asked, build

pytestmark = [pytest.mark.django_db, pytest.mark.db, pytest.mark.usefixtures("english")]


@pytest.fixture
def asked(district: Unit, station: Unit) -> Asked:
    return build(district, station)


@pytest.fixture
def office(asked: Asked) -> Client:
    return client_for(asked.office)


def form(**more: object) -> dict[str, object]:
    day = clock.today() + dt.timedelta(days=9)
    return {
        "title": "补齐档案",
        "due_on": day.isoformat(),
        "asked": ["code", "contact"],
        "units_too": "on",
    } | more


def test_who_is_asked_is_shown_before_anything_is_sent(asked: Asked, office: Client) -> None:
    shown = office.post("/collections/start/", form()).content.decode()
    assert "2 institutions are asked" in shown
    assert "1 of them has no account." in shown
    assert not Collection.objects.exists()
    answer = office.post("/collections/start/", form(confirmed="yes"), follow=True)
    assert answer.redirect_chain
    assert Part.objects.count() == 2
    assert Collection.objects.get().officer == asked.office


def test_only_those_who_are_meant(asked: Asked, office: Client) -> None:
    office.post("/collections/start/", form(confirmed="yes", words="北辰"))
    assert [one.institution for one in Part.objects.all()] == [asked.silent]


def test_a_form_that_means_nobody_says_so(office: Client) -> None:
    nobody = office.post("/collections/start/", form(words="没有这一家", confirmed="yes"))
    assert "nothing is to be asked" in nobody.content.decode()
    past = office.post("/collections/start/", form(due_on="2020-01-01"))
    assert (past.status_code, "This day has passed" in past.content.decode()) == (422, True)
    assert not Collection.objects.exists()


def test_more_than_can_be_asked_at_once(asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    make_institution("云川第三检测有限公司", unit=asked.station)
    entered = form()
    assert StartForm(entered, by=asked.office, unit=asked.unit).is_valid()
    assert MOST == 200
    monkeypatch.setattr("bureau.collecting.forms.MOST", 2)
    refused = StartForm(entered, by=asked.office, unit=asked.unit)
    assert "More than 2 institutions" in str(refused.errors)


def test_telephones_are_for_those_who_may_read_them(asked: Asked, office: Client) -> None:
    row = asked.start()
    path = f"/collections/{row.reference}/"
    assert "13800001234" in office.get(path).content.decode()
    expert = client_for(make_officer("expert", "expert", asked.unit))
    page = expert.get(path).content.decode()
    assert "云川北辰检测有限公司" in page
    assert "13800001234" not in page
    assert expert.get(f"{path}export/xlsx/").status_code == 403


def test_the_late_are_named_with_whom_to_call(asked: Asked, office: Client) -> None:
    row = asked.start(days=1)
    assert "whom to call" not in office.get(f"/collections/{row.reference}/").content.decode()
    with clock.standing_at((clock.today() + dt.timedelta(days=2)).isoformat()):
        page = client_for(asked.office).get(f"/collections/{row.reference}/").content.decode()
    assert "3 are late" in page


def test_taken_away_as_workbook_and_csv(asked: Asked, office: Client) -> None:
    row = asked.start()
    path = f"/collections/{row.reference}/export/"
    book = openpyxl.load_workbook(io.BytesIO(office.get(f"{path}xlsx/").content))
    lines = list(book["Rows"].values)
    assert lines[0][:4] == ("Number", "Unit", "Asked of", "State")
    assert [(line[2], line[9]) for line in lines[1:]] == [
        ("云川华衡检测有限公司", ""),
        ("云川北辰检测有限公司", "13800001234"),
        ("城北市场监管所", ""),
    ]
    text = office.get(f"{path}csv/").content.decode("utf-8-sig")
    assert [line[2] for line in csv.reader(io.StringIO(text))][1:] == [line[2] for line in lines[1:]]
    assert office.get(f"{path}pdf/").status_code == 404


def test_a_stranger_learns_nothing(asked: Asked, elsewhere: Unit) -> None:
    row = asked.start()
    stranger = client_for(make_officer("stranger", "office", elsewhere))
    part = asked.part(asked.silent)
    for path in (f"/collections/{row.reference}/", f"/collection-parts/{part.reference}/"):
        assert stranger.get(path).status_code == 404
    assert "补齐档案" not in stranger.get("/collections/").content.decode()
    assert client_for(asked.speaker).get(f"/own-parts/{part.reference}/").status_code == 404


def test_a_certificate_without_its_first_date_is_corrected_not_doubled(asked: Asked) -> None:
    held = make_certificate(Institution.objects.get(pk=asked.spoken.pk), first_issued_on=None)
    asked.start(("first_certificate",))
    part, client = asked.part(asked.spoken), client_for(asked.speaker)
    page = client.get(f"/own-parts/{part.reference}/").content.decode()
    assert f"facts/certificate/?follows={held.lineage}" in page
    assert client.get(f"/own-parts/{part.reference}/facts/site/").status_code == 404, "it was not asked"


def test_an_institution_proposes_its_code_on_its_own_page(asked: Asked) -> None:
    client = client_for(asked.speaker)
    answer = client.post("/own-institution/facts/identity/propose/", {})
    assert "Enter the code, the nature, or both." in answer.content.decode()
    answer = client.post("/own-institution/facts/identity/propose/", {"uscc": "91150602MA0000000Y"})
    assert answer.status_code == 422
    client.post("/own-institution/facts/identity/propose/", {"kind": "other"})
    office = client_for(asked.office)
    made = asked.spoken.proposals.get()
    page = office.get(f"/fact-proposals/{made.reference}/").content.decode()
    assert "third party" in page
    assert "<strong>other</strong>" in page
    office.post(f"/fact-proposals/{made.reference}/accept/", {"base": made.version})
    assert Institution.objects.get(pk=asked.spoken.pk).kind == "other"


def test_the_dossier_leads_to_what_is_asked(asked: Asked, office: Client) -> None:
    path = f"/institutions/{asked.silent.reference}/"
    assert "Asked to fill in" not in office.get(path).content.decode()
    asked.start()
    assert f"/collection-parts/{asked.part(asked.silent).reference}/" in office.get(path).content.decode()


def test_a_number_leads_to_its_page(asked: Asked, elsewhere: Unit) -> None:
    row = asked.start()
    part = asked.part(asked.silent)
    stranger = make_officer("stranger", "office", elsewhere)
    for reference, url in (
        (row.reference, f"/collections/{row.reference}/"),
        (part.reference, f"/collection-parts/{part.reference}/"),
    ):
        card = card_of(reference, for_=asked.office)
        assert card
        assert card.url == url
        assert card_of(reference, for_=stranger) is None
    assert card_of("G-150699-2026-999", for_=asked.office) is None
