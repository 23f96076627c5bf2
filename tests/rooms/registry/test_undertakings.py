"""Promises, review findings, management, qualifications and reports issued: entered, proposed, shown, as they stood."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from bureau.kernel import clock
from bureau.people.models import Account, Unit
from bureau.registry import services
from bureau.registry.forms import OWN_FORMS
from bureau.registry.models import (
    FactProposal,
    Institution,
    ManagementFact,
    Promise,
    Qualification,
    ReviewFinding,
    StatedReports,
)
from bureau.registry.selectors import as_it_stood
from bureau.trail.verify import verify
from tests.cast import PROGRAM, MakeOfficer, client_for
from tests.english import english  # noqa: F401 - a fixture, which pytest finds here by name
from tests.factories import make_certificate, make_institution, make_signatory, make_site
from tests.rooms.files.handing_in import PDF

REVIEW = {"what": "期间核查没有记录", "clause": "4.4.3", "valid_from": "2021-05-18"}


def entering(client: Client, made: Institution, kind: str, **entered: object) -> list[str]:
    """The objections of the form, or none where it was recorded."""
    page = client.post(f"/institutions/{made.reference}/facts/{kind}/record/", entered)
    if page.status_code == 302:
        return []
    assert page.status_code == 422
    return [str(one) for errors in page.context["form"].errors.values() for one in errors]


@pytest.mark.usefixtures("english")
@pytest.mark.django_db
@pytest.mark.db
def test_entered_with_the_document_they_stand_in(district: Unit, officer: MakeOfficer) -> None:
    made, client = make_institution(unit=district), client_for(officer("office"))
    other = make_institution(unit=district)
    person = make_signatory(made, "韩雪", "food", clock.today()).person
    paper = services.add_document(institution=made, content=PDF, name="承诺书.pdf", by=PROGRAM)
    theirs = services.add_document(institution=other, content=PDF, name="别家.pdf", by=PROGRAM)
    promise = {"sort": "commitment", "matter": "staff", "what": "空缺期间不签发", "valid_from": "2021-05-08"}
    assert entering(client, made, "promise", **promise, document=theirs.pk) != []
    assert entering(client, made, "promise", **promise, document=paper.pk) == []
    assert entering(client, made, "promise", **(promise | {"matter": "weather"})) != []
    assert Promise.objects.get().document == paper
    assert entering(client, made, "reviewfinding", **REVIEW) == []
    assert entering(client, made, "statedreports", year=2021, domain="食品", reports=7) == []
    assert entering(client, made, "managementfact", aspect="audit", what="年度内部审核") == []
    assert entering(client, made, "qualification", person=person.pk, what="高级工程师") == []
    assert [model.objects.count() for model in (StatedReports, ManagementFact, Qualification)] == [1, 1, 1]
    page = client.get(f"/institutions/{made.reference}/?tab=undertakings").content.decode()
    for shown in (
        f"/files/{paper.reference}",
        "承诺书.pdf",
        "commitment text",
        "期间核查没有记录",
        "internal audit",
    ):
        assert shown in page, shown
    people = client.get(f"/institutions/{made.reference}/?tab=people").content.decode()
    assert "韩雪 高级工程师" in people
    for number in range(6):
        make_site(made.fresh(), address=f"临河街 {number} 号")
        make_certificate(made.fresh(), number=f"2205021104{number:02}")
    printed = client.get(f"/institutions/{made.reference}/print/").content.decode()
    assert "临河街 5 号" not in printed
    assert printed.count("and 3 more") == 1, "of seven sites"
    assert "Approved capabilities (6)" in printed, "of what is missing by name, how many"
    assert printed.count("and 2 more") == 1, "of six certificates"
    for shown in ("空缺期间不签发", "no correction on record", "2021 Food"):
        assert shown in printed, shown
    history = client.get(f"/institutions/{made.reference}/?tab=history").content.decode()
    assert "commitment text" in history
    assert "audit" in history
    assert verify().discrepancies == ()


@pytest.mark.usefixtures("english")
@pytest.mark.django_db
def test_what_cannot_be_is_said_beside_it(district: Unit, officer: MakeOfficer) -> None:
    made, client = make_institution(unit=district), client_for(officer("office"))
    refused = {
        "Say how it was corrected.": {"corrected_on": "2021-06-01"},
        "Say on which day it was corrected, before it was accepted.": {"accepted_on": "2021-06-01"},
        "It was corrected before it was found (2021-05-18).": {
            "correction": "补做",
            "corrected_on": "2021-05-17",
        },
        "It was accepted before it was corrected (2021-06-02).": {
            "correction": "补做",
            "corrected_on": "2021-06-02",
            "accepted_on": "2021-06-01",
        },
    }
    for said, more in refused.items():
        assert entering(client, made, "reviewfinding", **REVIEW, **more) == [said]
    next_year = {"year": clock.today().year + 1, "domain": "食品", "reports": 7}
    assert entering(client, made, "statedreports", **next_year) == [
        "This year has not begun yet; such as 2021."
    ]
    assert not ReviewFinding.objects.exists()


@pytest.mark.django_db
@pytest.mark.db
def test_as_they_stood_and_as_proposed(
    district: Unit, officer: MakeOfficer, institution_account: Account
) -> None:
    """A correction that came later is not there on the earlier day; an institution proposes without our documents."""
    made, office = make_institution(unit=district), officer("office")
    services.add_document(institution=made, content=PDF, name="内部材料.pdf", by=PROGRAM)
    day = clock.today() - dt.timedelta(days=30)
    with clock.standing_at(day.isoformat()):
        first = services.record_fact(
            fact=ReviewFinding(institution=made, what="期间核查没有记录", valid_from=day), by=PROGRAM
        )
    said = first.said | {"correction": "补做期间核查", "corrected_on": day + dt.timedelta(days=9)}
    services.record_fact(fact=ReviewFinding(institution=made, **said), by=PROGRAM, follows=first)
    (then,) = as_it_stood(made, day)["reviewfinding"]
    (now,) = as_it_stood(made, clock.today())["reviewfinding"]
    assert (then.is_corrected, now.is_corrected) == (False, True)
    client = client_for(office)
    earlier = client.get(f"/institutions/{made.reference}/?tab=undertakings&on={day}").content.decode()
    assert "期间核查没有记录" in earlier
    assert "补做期间核查" not in earlier
    services.link_account(institution=made.fresh(), account=institution_account, by=PROGRAM)
    speaker = client_for(institution_account)
    for kind in OWN_FORMS:
        form = speaker.get(f"/own-institution/facts/{kind}/propose/").content.decode()
        assert "内部材料" not in form, kind
    entered = {"year": 2021, "domain": "食品", "reports": 7}
    assert speaker.post("/own-institution/facts/statedreports/propose/", entered).status_code == 302
    proposal = FactProposal.objects.get()
    assert client.post(f"/fact-proposals/{proposal.reference}/accept/").status_code == 302
    stated = StatedReports.objects.get()
    assert (stated.domain, stated.reports, stated.source_kind) == ("food", 7, "institution")
