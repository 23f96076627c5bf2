"""What stands behind `V-…`, `V-…/n` and `D-…` for whoever may know: the visit, its item, the finding."""

from __future__ import annotations

from django.urls import reverse

from bureau.inspection.models import Finding, Visit, VisitItem
from bureau.kernel.access import Actor
from bureau.kernel.references import Card, resolves
from bureau.people.permissions import P
from bureau.ui.tones import tone


@resolves("V-")
def visit_card(reference: str, actor: Actor) -> Card | None:
    """A visit, or one item of it: the page of the visit shows both."""
    if not actor.may(P.VISIT_READ):
        return None
    return _item_card(reference, actor) if "/" in reference else _visit_card(reference, actor)


def _visit_card(reference: str, actor: Actor) -> Card | None:
    rows = Visit.objects.visible_to(actor).select_related("institution", "first_officer", "second_officer")
    visit: Visit | None = rows.filter(reference=reference).first()
    if visit is None:
        return None
    return Card(
        reference=visit.reference,
        stage="visit",
        title=visit.institution.name,
        url=reverse("inspection:visit", args=[visit.reference]),
        state=str(visit.get_state_display()),
        tone=tone(visit.state),
        at=visit.left_at or visit.entered_at,
        by=f"{visit.first_officer} {visit.second_officer}",
        note=visit.called_off_why,
    )


def _item_card(reference: str, actor: Actor) -> Card | None:
    rows = VisitItem.objects.visible_to(actor).select_related(
        "visit__first_officer", "visit__second_officer", "answered_by"
    )
    item: VisitItem | None = rows.filter(reference=reference).first()
    if item is None:
        return None
    visit = item.visit
    return Card(
        reference=item.reference,
        stage="visit",
        title=item.question,
        url=f"{reverse('inspection:visit', args=[visit.reference])}#item-{item.number}",
        state=str(item.get_answer_display() if item.is_answered else item.get_state_display()),
        tone=tone(item.answer or item.state),
        at=item.answered_at,
        by=str(item.answered_by or f"{visit.first_officer} {visit.second_officer}"),
        note=item.withdrawn_why or item.note,
    )


@resolves("D-")
def finding_card(reference: str, actor: Actor) -> Card | None:
    """A finding."""
    rows = Finding.objects.visible_to(actor).select_related("drafted_by", "established_by")
    finding: Finding | None = rows.filter(reference=reference).first() if actor.may(P.VISIT_READ) else None
    if finding is None:
        return None
    return Card(
        reference=finding.reference,
        stage="finding",
        title=finding.what,
        url=reverse("inspection:finding", args=[finding.reference]),
        state=str(finding.get_state_display()),
        tone=tone(finding.state),
        at=finding.established_at or finding.drafted_at,
        by=str(finding.established_by or finding.drafted_by),
        note=finding.withdrawn_why or finding.closed_why,
    )
