"""What stands behind `W-…` for whoever may know: the paper; in a chain it is the notice that was served."""

from __future__ import annotations

from django.urls import reverse

from bureau.kernel.access import Actor
from bureau.kernel.references import Card, resolves
from bureau.papers.drawing import number_words
from bureau.papers.models import Paper
from bureau.people.permissions import P
from bureau.ui.tones import tone


@resolves("W-")
def paper_card(reference: str, actor: Actor) -> Card | None:
    """A paper."""
    if not actor.may(P.PAPER_READ):
        return None
    rows = Paper.objects.visible_to(actor).select_related("issuer", "drafted_by", "issued_by")
    paper: Paper | None = rows.filter(reference=reference).first()
    if paper is None:
        return None
    number = number_words(paper)
    return Card(
        reference=paper.reference,
        stage="notice",
        title=f"{paper.kind} {number}" if number else f"{paper.kind} {paper.about}",
        url=reverse("papers:paper", args=[paper.reference]),
        state=str(paper.get_state_display()),
        tone=tone(paper.state),
        at=paper.issued_at or paper.drafted_at,
        by=str(paper.issued_by or paper.drafted_by),
        note=paper.withdrawn_why,
    )
