"""A merger is undone: both dossiers say again what they said, unless others have built on what it wrote."""

from __future__ import annotations

import datetime as dt
import html

import pytest

from bureau.kernel.refusals import NotNow
from bureau.people.models import Unit
from bureau.registry import services
from bureau.registry.lifecycle import InstitutionState
from bureau.registry.models import Capability, Certificate, Contact, Institution, Merger
from bureau.registry.selectors import dossier
from bureau.trail.verify import verify
from tests.cast import PROGRAM, MakeOfficer, client_for
from tests.english import english  # noqa: F401 - a fixture, which pytest finds here by name
from tests.factories import make_capability, make_certificate, make_contact, make_institution, state_domain
from tests.rooms.registry.test_import_undo import picture
from tests.rooms.registry.walking import REASON, entered_on

pytestmark = [pytest.mark.django_db, pytest.mark.db]
WHY = "不是同一家"


def two(district: Unit) -> tuple[Institution, Institution]:
    kept = make_institution("云川恒基检测有限公司", unit=district)
    double = make_institution("云川恒基检测公司", unit=district, uscc="")
    make_capability(make_certificate(double, number="220502110417"), "construction")
    state_domain(kept, "food")
    state_domain(double, "food")
    return kept, double


def merged(kept: Institution, double: Institution) -> Institution:
    services.merge_institution(institution=double, into=kept, by=PROGRAM, reason="同一家")
    return Institution.objects.get(pk=double.pk)


def test_both_are_as_they_were(district: Unit) -> None:
    kept, double = two(district)
    before = picture()
    gone = merged(kept, double)
    assert gone.merged_into == kept
    kept.refresh_from_db()
    services.record_fact(fact=Contact(institution=kept, name="韩雪", phone="13900002716"), by=PROGRAM)
    kept.refresh_from_db()
    assert kept.former_names == ["云川恒基检测公司"], "a later fact does not lose the name"
    back = services.unmerge_institution(institution=gone, by=PROGRAM, reason=WHY)
    assert (back.state, back.merged_into) == (InstitutionState.ACTIVE, None)
    kept.refresh_from_db()
    services.withdraw_fact(fact=kept.contact_facts.standing().get(), by=PROGRAM, reason="录错了一条")
    assert picture() == before
    merger = Merger.objects.get()
    assert (merger.undone_by, merger.undone_at is not None) == (PROGRAM.trail_name, True)
    assert verify().discrepancies == ()
    assert merged(kept, back).merged_into == kept, "and it can be merged once more"


def test_one_number_is_one_certificate(district: Unit, officer: MakeOfficer) -> None:
    """Both dossiers hold it with different terms: an officer says whose word stands, and undoing brings both back."""
    kept, double = two(district)
    number, client = "220502110417", client_for(officer("office"))
    own = make_certificate(kept, number=number, valid_to=dt.date(2026, 3, 1), authority="")
    theirs = Certificate.objects.standing().get(institution=double)
    before = picture()
    path = f"/institutions/{double.reference}/merge/"
    entered = {"into": kept.reference, "reason": "同一家机构重复建档"}
    refused = client.post(path, entered_on(client.get(path)) | entered)
    assert refused.status_code == 409
    page = html.unescape(refused.content.decode())
    for word in (number, str(own.valid_to), str(theirs.valid_to), "Say whose word stands"):
        assert word in page, "the conflict is put to the officer with both terms"
    assert picture() == before
    for differing, until in (("keep", own.valid_to), ("take", theirs.valid_to)):
        answer = client.post(path, entered_on(client.get(path)) | entered | {"differing": differing})
        assert answer.status_code == 302
        held = Certificate.objects.standing().get(institution=kept)
        assert (held.lineage, held.valid_to) == (own.lineage, until)
        assert held.authority == theirs.authority, "what one alone says is said"
        capability = Capability.objects.standing().get(institution=kept)
        assert capability.meant("certificate") == own.lineage
        assert Certificate.objects.standing().get(institution=double) == theirs, "its own history stays"
        gone = Institution.objects.get(pk=double.pk)
        assert Institution.objects.get(pk=kept.pk).missing == len(dossier(kept.fresh()).lacks)
        services.unmerge_institution(institution=gone, by=PROGRAM, reason=WHY)
        assert picture() == before
    assert verify().discrepancies == ()


def test_what_others_built_on_it_stops_that(district: Unit) -> None:
    kept, double = two(district)
    gone = merged(kept, double)
    copied = Certificate.objects.standing().get(institution=kept)
    make_capability(copied, "food")
    with pytest.raises(NotNow, match="rests on"):
        services.unmerge_institution(institution=gone, by=PROGRAM, reason=WHY)
    services.record_fact(
        fact=Certificate(institution=kept, number=copied.number, authority="某局"), follows=copied, by=PROGRAM
    )
    with pytest.raises(NotNow, match="was corrected or withdrawn"):
        services.unmerge_institution(institution=gone, by=PROGRAM, reason=WHY)
    assert Institution.objects.get(pk=gone.pk).state == InstitutionState.MERGED


def test_on_the_pages(district: Unit, officer: MakeOfficer) -> None:
    client = client_for(officer("office"))
    kept, double = two(district)
    make_contact(kept)
    page = client.get("/institutions/duplicates/")
    (pair,) = page.context["pairs"]
    assert (pair.first, pair.second, pair.may_merge) == (kept, double, True)
    assert "names alike to 100 of 100" in page.content.decode()
    path = f"/institutions/{double.reference}/merge/?into={kept.reference}"
    assert kept.reference in client.get(path).content.decode()
    assert client.post(path, REASON | {"into": kept.reference}).status_code == 302
    assert client.get("/institutions/duplicates/").context["pairs"] == []
    undo = f"/institutions/{double.reference}/unmerge/"
    assert undo in client.get(f"/institutions/{double.reference}/").content.decode()
    assert "is kept for itself again" in client.get(undo).content.decode()
    assert client.post(undo, REASON).status_code == 302
    assert Institution.objects.get(pk=double.pk).is_kept
    assert client.post(undo, REASON).status_code == 409


def test_dossiers_of_others_are_not_shown(district: Unit, elsewhere: Unit, officer: MakeOfficer) -> None:
    two(district)
    theirs = client_for(officer("office", elsewhere)).get("/institutions/duplicates/")
    assert theirs.context["pairs"] == []
