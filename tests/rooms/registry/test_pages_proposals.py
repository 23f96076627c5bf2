"""An institution's own page and the officer's: proposed, compared, decided; identity numbers stand nowhere."""

from __future__ import annotations

import pytest

from bureau.people.models import Account
from bureau.registry.models import (
    Contact,
    Employment,
    FactProposal,
)
from tests.cast import MakeOfficer, client_for
from tests.english import english  # noqa: F401 - a fixture, which pytest finds here by name
from tests.rooms.registry.walking import ID_NUMBER, REASON, Stage, entered_on, stage

pytestmark = [pytest.mark.django_db, pytest.mark.db]

__all__ = ["stage"]


def test_the_number_of_an_identity_card_is_nowhere(stage: Stage, officer: MakeOfficer) -> None:
    from bureau.trail.models import Image

    client = client_for(officer("office"))
    entry = {"name": "周启明", "number": ID_NUMBER}
    assert client.post(f"{stage.path('institution')}facts/employment/record/", entry).status_code == 302
    proposer = client_for(stage.account)
    assert proposer.post("/own-institution/facts/employment/propose/", entry).status_code == 302
    person = Employment.objects.get().person
    assert str(person) == "周启明 (002X)"
    kept = [image.values or "" for image in Image.objects.all()]
    assert not any(ID_NUMBER in text for text in kept)
    proposal = FactProposal.objects.get(kind="employment")
    assert "number" not in proposal.entered
    page = client.get(f"/fact-proposals/{proposal.reference}/").content.decode()
    assert "…002X" in page
    assert person.identity_hash not in page
    accept = f"/fact-proposals/{proposal.reference}/accept/"
    assert client.post(accept, entered_on(client.get(accept))).status_code == 302
    assert Employment.objects.filter(person=person).count() == 2


def test_an_institution_proposes_and_an_officer_decides(stage: Stage, officer: MakeOfficer) -> None:
    own, office = client_for(stage.account), client_for(officer("office"))
    page = own.get("/own-institution/").content.decode()
    assert stage.proposal.reference in page
    assert "13900002716" in page
    path = "/own-institution/facts/contact/propose/"
    follow = f"{path}?follows={stage.contact.lineage}"
    assert own.get(follow).status_code == 200
    assert own.post(follow, {"name": "李工", "phone": "13900009999"}).status_code == 302
    assert own.post(follow, {"name": "李工", "phone": "13900009999"}).status_code == 409
    assert own.get("/own-institution/facts/contact/propose/?follows=nonsense").status_code == 404
    made = FactProposal.objects.get(kind="contact")
    assert Contact.objects.standing().get() == stage.contact
    shown = office.get(f"/fact-proposals/{made.reference}/")
    assert ("Name", "韩雪", "李工") in shown.context["compared"]
    accept = f"/fact-proposals/{made.reference}/accept/"
    assert office.post(accept, entered_on(office.get(accept))).status_code == 302
    assert Contact.objects.standing().get().name == "李工"
    assert office.post(accept, {}).status_code == 409
    back = f"/fact-proposals/{stage.proposal.reference}/return/"
    assert office.post(back, REASON).status_code == 302
    assert REASON["reason"] in own.get("/own-institution/").content.decode()
    assert own.get(f"/fact-proposals/{stage.proposal.reference}/withdraw/").status_code == 200
    assert own.post(f"/fact-proposals/{stage.proposal.reference}/withdraw/").status_code == 409
    assert own.get(f"/fact-proposals/{made.reference}/accept/").status_code == 403


def test_an_account_without_an_institution(institution_account: Account) -> None:
    client = client_for(institution_account)
    assert "does not speak for an institution yet" in client.get("/own-institution/").content.decode()
    assert client.get("/own-institution/facts/contact/propose/").status_code == 404
