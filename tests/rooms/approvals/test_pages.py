"""The pages of approvals: what waits, one proposal, and each decision with its confirmation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from tests.cast import client_for
from tests.rooms.approvals.matters import CONTENT, proposed

if TYPE_CHECKING:
    from bureau.approvals.models import Proposal
    from bureau.people.models import Unit
    from tests.cast import MakeOfficer

pytestmark = [pytest.mark.django_db, pytest.mark.db]


def to(name: str, proposal: Proposal) -> str:
    return reverse(f"approvals:{name}", args=[proposal.reference])


def test_what_waits_and_what_is_ones_own(officer: MakeOfficer, district: Unit, elsewhere: Unit) -> None:
    by = officer("office")
    proposal = proposed(by, district)
    page = client_for(officer("leader")).get(reverse("approvals:proposals")).content.decode()
    assert proposal.reference in page
    assert by.full_name in page
    own = client_for(by).get(reverse("approvals:proposals")).content.decode()
    assert "Nothing waits for your decision" in own
    assert proposal.reference in own
    stranger = client_for(officer("leader", elsewhere)).get(reverse("approvals:proposals")).content.decode()
    assert proposal.reference not in stranger


def test_one_proposal_shows_what_may_be_done_and_why_not(officer: MakeOfficer, district: Unit) -> None:
    by = officer("office")
    proposal = proposed(by, district)
    page = client_for(officer("leader")).get(to("proposal", proposal)).content.decode()
    assert "/matters/M-1/" in page
    assert to("approve-proposal", proposal) in page
    assert to("withdraw-proposal", proposal) not in page
    own = client_for(by).get(to("proposal", proposal)).content.decode()
    assert "You proposed this yourself" in own
    assert to("approve-proposal", proposal) not in own
    assert to("withdraw-proposal", proposal) in own


def test_strangers_find_nothing(officer: MakeOfficer, district: Unit, elsewhere: Unit) -> None:
    proposal = proposed(officer("office"), district)
    client = client_for(officer("leader", elsewhere))
    for name in ("proposal", "approve-proposal", "refuse-proposal", "withdraw-proposal"):
        assert client.get(to(name, proposal)).status_code == 404
    assert client_for(officer("expert")).get(to("proposal", proposal)).status_code == 403


@pytest.mark.parametrize(
    ("name", "sent", "state"),
    [
        ("approve-proposal", {}, "approved"),
        ("refuse-proposal", {"reason": "Two lines are missing."}, "refused"),
    ],
)
def test_it_is_decided(
    officer: MakeOfficer, district: Unit, name: str, sent: dict[str, str], state: str
) -> None:
    proposal = proposed(officer("office"), district)
    client = client_for(officer("leader"))
    assert client.get(to(name, proposal)).status_code == 200
    answer = client.post(to(name, proposal), {"base": proposal.version, **sent})
    assert answer.status_code == 302
    proposal.refresh_from_db()
    assert proposal.state == state
    assert "Read what is proposed" in client.get(to("proposal", proposal)).content.decode()


def test_nothing_filled_in_is_still_an_answer(officer: MakeOfficer, district: Unit) -> None:
    """A refusal wants a reason and says so; an approval wants nothing and is done."""
    proposal = proposed(officer("office"), district)
    client = client_for(officer("leader"))
    for sent in ({}, {"base": 1}):
        assert client.post(to("refuse-proposal", proposal), sent).status_code == 422
    assert client.post(to("approve-proposal", proposal), {}).status_code == 302
    proposal.refresh_from_db()
    assert proposal.state == "approved"


def test_it_is_withdrawn(officer: MakeOfficer, district: Unit) -> None:
    by = officer("office")
    proposal = proposed(by, district)
    answer = client_for(by).post(to("withdraw-proposal", proposal), {"base": 1, "reason": "not needed"})
    assert answer.status_code == 302
    proposal.refresh_from_db()
    assert proposal.state == "withdrawn"


def test_what_changed_or_moved_on_comes_back_with_the_sentence(officer: MakeOfficer, district: Unit) -> None:
    proposal = proposed(officer("office"), district)
    client = client_for(officer("leader"))
    stale = client.post(to("approve-proposal", proposal), {"base": 0})
    assert stale.status_code == 409
    assert "Somebody else saved" in stale.content.decode()
    CONTENT["M-1"]["count"] = 64
    page = client.get(to("approve-proposal", proposal)).content.decode()
    assert "It was changed after it was proposed" in page
    answer = client.post(to("approve-proposal", proposal), {"base": proposal.version})
    assert answer.status_code == 409
    assert "void" in answer.content.decode()
