"""An institution's account reads the orders that were served on it, the signed copy first, and no draft."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from bureau.kernel import clock
from bureau.papers import services
from bureau.papers.models import Paper
from bureau.registry.services import link_account
from tests.cast import PROGRAM, client_for, make_institution_account
from tests.rooms.files.handing_in import PDF
from tests.rooms.inspection.going import fresh
from tests.rooms.papers.office import Papers

if TYPE_CHECKING:
    from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.db]


def own(paper: Paper) -> str:
    return reverse("rectification:download-own-order", args=[paper.reference])


def downloaded(client: Client, paper: Paper) -> tuple[bytes, str, str]:
    """The content, what kind it is, and how it is to be handled."""
    answer: Any = client.get(own(paper))
    return b"".join(answer.streaming_content), answer["Content-Type"], answer["Content-Disposition"]


def test_what_was_issued_and_nothing_before_or_after(papers: Papers) -> None:
    speaker = make_institution_account("speaker", papers.unit)
    link_account(institution=fresh(papers.trip.institution), account=speaker, by=PROGRAM)
    client, orders = client_for(speaker), reverse("rectification:own-orders")
    assert "No order was issued to your institution" in client.get(orders).content.decode()
    paper = papers.draft()
    for approve in (False, True):
        if approve:
            papers.approved(paper)
        assert client.get(own(paper)).status_code == 404
        assert own(paper) not in client.get(orders).content.decode()
    issued = services.issue_paper(paper=fresh(paper), by=papers.inspector)
    assert "the signed copy is not filed yet" in client.get(orders).content.decode()
    assert downloaded(client, paper)[0][:2] == b"PK"
    services.file_signed_copy(
        paper=issued,
        content=ContentFile(PDF, name="扫描.pdf"),
        name="扫描.pdf",
        signed_on=clock.today(),
        by=papers.inspector,
    )
    content, kind, handled = downloaded(client, paper)
    assert (content, kind, handled[:10]) == (PDF, "application/pdf", "attachment")
    answer = reverse("rectification:answer-problem", args=[papers.problem.reference])
    for page in (orders, answer):
        assert own(paper) in client.get(page).content.decode()
    # Nothing else of the room is opened by it, and another's account finds nothing.
    assert client.get(f"/papers/{paper.reference}/").status_code == 403
    other = make_institution_account("other", papers.unit)
    assert client_for(other).get(own(paper)).status_code == 404
    assert client_for(papers.office).get(own(paper)).status_code == 403
    second = services.issue_paper(paper=papers.approved(papers.draft(papers.record())), by=papers.inspector)
    assert downloaded(client, second)[0][:2] == b"PK"
    services.withdraw_paper(paper=second, by=papers.inspector, reason="不再需要")
    assert client.get(own(second)).status_code == 404
    assert own(second) not in client.get(orders).content.decode()
