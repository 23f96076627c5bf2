"""What an institution enters is a proposal: it overwrites nothing until an officer accepts it."""

from __future__ import annotations

import uuid

import pytest

from bureau.kernel.refusals import MissingPermission, NotNow
from bureau.people.models import Account, Unit
from bureau.registry import services
from bureau.registry.lifecycle import ProposalState
from bureau.registry.models import Certificate, Contact, FactProposal, Institution
from bureau.registry.selectors import own_institution, waiting_for
from bureau.registry.selectors.proposals import followed_by
from bureau.trail.verify import verify
from tests.cast import PROGRAM, MakeOfficer
from tests.english import english  # noqa: F401 - a fixture, which pytest finds here by name
from tests.factories import make_certificate, make_contact, make_institution, record

pytestmark = [pytest.mark.django_db, pytest.mark.db]
ENTERED = {"name": "韩雪", "phone": "13900002716"}


@pytest.fixture
def own(district: Unit, institution_account: Account) -> Institution:
    """An institution for which the account speaks."""
    made = make_institution("云川华衡检测有限公司", unit=district)
    services.link_account(institution=made, account=institution_account, by=PROGRAM)
    return Institution.objects.get(pk=made.pk)


def propose(own: Institution, by: Account, **more: object) -> FactProposal:
    fields = {"kind": "contact", "entered": ENTERED} | more
    return services.propose_fact(institution=own, by=by, **fields)  # type: ignore[arg-type] # as in the fixture


def test_nothing_is_overwritten_before_an_officer_accepts(
    own: Institution, institution_account: Account, officer: MakeOfficer
) -> None:
    stands = make_contact(own, "旧联系人", "13900000001")
    made = propose(own, institution_account, follows=stands.lineage)
    assert made.reference.startswith("FP-")
    assert list(Contact.objects.standing()) == [stands]
    inspector = officer("inspector")
    assert list(waiting_for(inspector, None)) == [made]
    assert followed_by(made) == stands
    fact = Contact(institution=own, **ENTERED)
    services.accept_fact(proposal=made, fact=fact, follows=stands, by=inspector)
    now = Contact.objects.standing().get()
    assert (now.name, now.source_kind, now.source_reference) == ("韩雪", "institution", made.reference)
    made.refresh_from_db()
    assert (made.state, made.fact, made.decided_by) == ("accepted", now.pk, inspector.username)
    assert list(waiting_for(inspector, None)) == []
    assert verify().discrepancies == ()


def test_returned_with_the_reason(
    own: Institution, institution_account: Account, officer: MakeOfficer
) -> None:
    made = propose(own, institution_account)
    services.return_fact(proposal=made, by=officer("office"), reason="电话打不通")
    page = own_institution(institution_account)
    assert page is not None
    assert [(one.state, one.reason) for one in page.proposals] == [("returned", "电话打不通")]
    with pytest.raises(NotNow, match="returned"):
        services.withdraw_proposal(proposal=made, by=institution_account)


def test_taken_back(own: Institution, institution_account: Account) -> None:
    made = propose(own, institution_account)
    with pytest.raises(NotNow, match="proposed already"):
        propose(own, institution_account)
    services.withdraw_proposal(proposal=made, by=institution_account)
    made.refresh_from_db()
    assert made.state == ProposalState.WITHDRAWN
    propose(own, institution_account)


def test_who_may_not(
    own: Institution, institution_account: Account, elsewhere: Unit, officer: MakeOfficer
) -> None:
    other = make_institution("别家检测有限公司")
    with pytest.raises(NotNow, match="does not speak"):
        propose(other, institution_account)
    with pytest.raises(MissingPermission):
        propose(own, officer("office"))
    made = propose(own, institution_account)
    fact = Contact(institution=own, **ENTERED)
    for by in (institution_account, officer("leader"), officer("inspector", elsewhere)):
        with pytest.raises(MissingPermission):
            services.accept_fact(proposal=made, fact=fact, follows=None, by=by)
        with pytest.raises(MissingPermission):
            services.return_fact(proposal=made, by=by, reason="不行")


def test_what_it_would_amend_was_corrected_meanwhile(
    own: Institution, institution_account: Account, officer: MakeOfficer
) -> None:
    certificate = make_certificate(own)
    entered = {"number": certificate.number, "valid_to": "2030-01-01"}
    made = propose(own, institution_account, kind="certificate", entered=entered, follows=certificate.lineage)
    renewed = record(Certificate(institution=own, number=certificate.number), follows=certificate)
    assert followed_by(made) == renewed, "the lineage goes on; the officer sees what stands now"
    services.withdraw_fact(fact=renewed, by=PROGRAM, reason="误录")
    assert followed_by(made) is None
    with pytest.raises(NotNow, match="no longer stands"):
        fact = Certificate(institution=own, number=certificate.number)
        services.accept_fact(proposal=made, fact=fact, follows=None, by=officer("office"))
    assert FactProposal.objects.get().state == ProposalState.PROPOSED


def test_nothing_is_proposed_to_a_closed_dossier(own: Institution, institution_account: Account) -> None:
    made = propose(own, institution_account)
    services.close_institution(institution=own, by=PROGRAM, reason="停业")
    closed = Institution.objects.get(pk=own.pk)
    with pytest.raises(NotNow, match="closed"):
        propose(closed, institution_account, follows=uuid.uuid4())
    with pytest.raises(NotNow, match="closed"):
        fact = Contact(institution=closed, **ENTERED)
        services.accept_fact(proposal=made, fact=fact, follows=None, by=PROGRAM)
