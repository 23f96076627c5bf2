"""Pages on which a dossier changes hands or ends: assigned, linked, merged, put aside, undone, taken back."""

from __future__ import annotations

import pytest

from bureau.people.models import Unit
from bureau.registry import services
from bureau.registry.lifecycle import InstitutionState, ProposalState, RosterState
from bureau.registry.models import FactProposal, Institution, RosterImport
from bureau.trail.verify import verify
from tests.cast import PROGRAM, MakeOfficer, client_for, make_institution_account
from tests.english import english  # noqa: F401 - a fixture, which pytest finds here by name
from tests.factories import make_institution, roster_line, take_in
from tests.rooms.registry.walking import REASON, Stage, entered_on, stage

pytestmark = [pytest.mark.django_db, pytest.mark.db]

__all__ = ["stage"]


def test_handed_over_on_a_page(stage: Stage, station: Unit, officer: MakeOfficer) -> None:
    inspector, client = officer("inspector", station), client_for(officer("leader"))
    path = stage.path("assign-institution")
    entered = entered_on(client.get(path)) | {"unit": station.reference, "officer": inspector.username}
    assert client.post(path, entered | {"officer": "nobody"}).status_code == 422
    assert client.post(path, entered).status_code == 302
    now = Institution.objects.get(pk=stage.institution.pk)
    assert (now.unit, now.officer) == (station, inspector)
    assert client.post(path, entered | {"base": now.version}).status_code == 409
    assert inspector.full_name in client.get(stage.path("institution")).content.decode()


def test_an_account_is_linked_and_ended_on_pages(stage: Stage, district: Unit, officer: MakeOfficer) -> None:
    client = client_for(officer("leader"))
    other = make_institution("云川另一家检测有限公司", unit=district)
    free = make_institution_account("institution-2", district)
    path = f"/institutions/{other.reference}/accounts/link/"
    offered = client.get(path).context["form"].fields["account"].queryset
    assert list(offered) == [free], "one that speaks for another is not offered"
    assert client.post(path, {"account": free.username}).status_code == 302
    assert client_for(free).get("/own-institution/").context["institution"] == other
    ended = f"/institutions/{other.reference}/accounts/{free.username}/unlink/"
    assert client.post(ended, {"reason": "x"}).status_code == 422
    assert client.post(ended, REASON).status_code == 302
    assert client.get(ended).status_code == 404


def test_a_duplicate_is_merged_on_a_page(stage: Stage, district: Unit, officer: MakeOfficer) -> None:
    client = client_for(officer("office"))
    double = make_institution("云川华衡检测公司", unit=district, uscc="")
    path = f"/institutions/{double.reference}/merge/"
    wrong = client.post(path, REASON | {"into": "I-000000-0001"})
    assert wrong.status_code == 422
    assert "no dossier of this number" in wrong.content.decode()
    assert client.post(path, REASON | {"into": double.reference}).status_code == 409
    into = stage.institution.reference.lower()
    assert client.post(path, REASON | {"into": into}).status_code == 302
    assert Institution.objects.get(pk=double.pk).state == InstitutionState.MERGED
    assert stage.institution.reference in client.get(f"/institutions/{double.reference}/").content.decode()
    assert verify().discrepancies == ()


def test_a_roster_is_put_aside_or_undone_on_a_page(
    stage: Stage, district: Unit, officer: MakeOfficer
) -> None:
    client = client_for(officer("office"))
    assert client.post(stage.path("withdraw-roster"), REASON).status_code == 302
    assert client.post(stage.path("withdraw-roster"), REASON).status_code == 409
    roster = take_in(district, [roster_line("云川第三检测有限公司")])
    path = f"/rosters/{roster.reference}/"
    assert "Undo the import" in client.get(path).content.decode()
    assert client.post(f"{path}undo/", REASON).status_code == 302
    states = RosterImport.objects.order_by("received_at", "id").values_list("state", flat=True)
    assert list(states) == [RosterState.WITHDRAWN, RosterState.UNDONE]
    assert client.get(path).status_code == 200


def test_a_proposal_is_taken_back_or_no_longer_fits(stage: Stage, officer: MakeOfficer) -> None:
    own, office = client_for(stage.account), client_for(officer("office"))
    assert own.post(stage.path("withdraw-proposal")).status_code == 302
    assert FactProposal.objects.get().state == ProposalState.WITHDRAWN
    made = services.propose_fact(
        institution=stage.institution,
        kind="capability",
        entered={"certificate": str(stage.contact.pk), "domain": "食品", "parameter": "铅", "method": "GB"},
        by=stage.account,
    )
    page = office.get(f"/fact-proposals/{made.reference}/").content.decode()
    assert "can no longer be recorded as it was entered" in page
    accept = f"/fact-proposals/{made.reference}/accept/"
    answer = office.post(accept, entered_on(office.get(accept)))
    assert answer.status_code == 422
    assert "Return it with the reason" in answer.content.decode()


def test_a_closed_dossier_takes_nothing(stage: Stage, officer: MakeOfficer) -> None:
    services.close_institution(institution=stage.institution, by=PROGRAM, reason="停业")
    client = client_for(officer("office"))
    for name in ("record-fact", "assign-institution", "link-account", "merge-institution"):
        shown = client.get(stage.path(name)).content.decode()
        assert "this can be done only while it is" in shown, name
    assert "/record/" not in client.get(stage.path("institution")).content.decode()
    listed = client.get("/institutions/").context["page"].rows
    assert stage.institution not in listed
