"""What the world of all rooms holds of this one: a template of the bureau, an order drafted, withdrawn and served."""

from __future__ import annotations

from typing import Any

from django.core.files.base import ContentFile

from bureau.approvals.models import Proposal
from bureau.approvals.services import approve_proposal
from bureau.kernel import clock
from bureau.law.selectors.choices import standing_choice
from bureau.law.subjects import subject_of
from bureau.papers import services
from bureau.papers.citing import citations
from bureau.papers.drawing import bureau_of
from bureau.papers.models import Paper
from bureau.papers.word.layout import own_template
from bureau.people.models import Account, Unit
from bureau.rectification.models import Problem
from tests.rooms.files.handing_in import PDF
from tests.rooms.law.choosing import choose
from tests.rooms.papers.office import ORDER, WRITTEN

TEMPLATES = ("template", "download-template", "replace-template", "retire-template")
PAPERS = (
    *("paper", "download-paper", "amend-paper", "propose-paper", "issue-paper"),
    *("file-signed-copy", "withdraw-paper"),
)


def build(unit: Unit, accounts: dict[str, Account], source: str) -> dict[str, dict[str, Any]]:
    """Make them from a problem; what stands in the addresses of their pages."""
    by = accounts["office"]
    services.replace_template(
        blank=ORDER,
        issuer=bureau_of(unit),
        content=own_template(ORDER),
        name="摇光.docx",
        why="摇光事项",
        by=by,
    )
    made, withdrawn = (
        services.draft_paper(blank=ORDER, source=source, draft=services.Draft(), by=by) for _ in range(2)
    )
    services.withdraw_paper(paper=withdrawn, by=by, reason="摇光事项")
    served = serve(source, accounts)
    places: dict[str, dict[str, Any]] = {f"papers:{page}": {"slug": ORDER.slug} for page in TEMPLATES}
    places |= {f"papers:{page}": {"reference": made.reference, "form": "docx"} for page in PAPERS}
    return places | {"rectification:download-own-order": {"reference": served.reference}}


def serve(source: str, accounts: dict[str, Account]) -> Paper:
    """An order of a problem: drafted for today, approved, issued, and its signed copy filed."""
    by, today = accounts["office"], clock.today()
    conduct = Problem.objects.get(reference=source).conduct
    article = citations(conduct, "", today, today).found[0]
    about = subject_of(source, for_=by)
    assert about is not None
    if standing_choice(about) is None:
        choose(about, by, domain="other", first=today, digest=article.digest)
    draft = services.Draft(WRITTEN, conduct_from=today, citation=article.key)
    made = services.draft_paper(blank=ORDER, source=source, draft=draft, by=by)
    services.propose_paper(paper=made, grounds="摇光事项", by=by)
    waiting = Proposal.objects.proposed().get(subject=made.reference)
    approve_proposal(proposal=waiting, by=accounts["leader"])
    issued = services.issue_paper(paper=Paper.objects.get(pk=made.pk), by=by)
    scan = ContentFile(PDF, name="摇光.pdf")
    return services.file_signed_copy(paper=issued, content=scan, name="摇光.pdf", signed_on=today, by=by)
