"""What stands behind the references of this room: receipts, runs, hits, leads. Officers only."""

from __future__ import annotations

from django.urls import reverse

from bureau.kernel.access import Actor
from bureau.kernel.references import Card, resolves
from bureau.people.permissions import P
from bureau.screening.ledgers.telling import title_of
from bureau.screening.models import HandIn, Hit, Lead, Run
from bureau.ui.tones import tone


@resolves("R-")
def hand_in_card(reference: str, actor: Actor) -> Card | None:
    """A ledger that was handed in; numbers of rosters begin alike and are not ours."""
    if not actor.may(P.LEDGER_READ):
        return None
    row = HandIn.objects.visible_to(actor).filter(reference=reference).first()
    if row is None:
        return None
    title = row.institution.name if row.institution else row.unit.name
    return Card(
        reference=reference,
        stage="ledger",
        title=title,
        url=reverse("screening:ledger", args=[reference]),
        state=str(row.get_state_display()),
        tone=tone(row.state),
        at=row.received_at,
        by=row.received_from,
    )


@resolves("S-")
def run_card(reference: str, actor: Actor) -> Card | None:
    """A run."""
    if not actor.may(P.LEDGER_READ):
        return None
    row = Run.objects.visible_to(actor).filter(reference=reference).first()
    if row is None:
        return None
    return Card(
        reference=reference,
        stage="run",
        title=row.unit.name,
        url=reverse("screening:run", args=[reference]),
        state=str(row.get_state_display()),
        tone=tone(row.state),
        at=row.started_at,
        by=row.started_by,
    )


@resolves("H-")
def hit_card(reference: str, actor: Actor) -> Card | None:
    """A hit."""
    if not actor.may(P.HIT_READ):
        return None
    row = (
        Hit.objects.visible_to(actor)
        .filter(reference=reference)
        .select_related("institution", "figures")
        .first()
    )
    if row is None:
        return None
    return Card(
        reference=reference,
        stage="hit",
        title=title_of(row.rule, row.newest, row.uscc),
        url=reverse("screening:hit", args=[reference]),
        state=str(row.get_state_display()),
        tone=tone(row.state),
        at=row.found_at,
        note=row.body.name,
        rows_url=reverse("screening:hit-rows", args=[reference]),
    )


@resolves("L-")
def lead_card(reference: str, actor: Actor) -> Card | None:
    """A lead."""
    if not actor.may(P.HIT_READ):
        return None
    row = Lead.objects.visible_to(actor).filter(reference=reference).select_related("officer").first()
    if row is None:
        return None
    return Card(
        reference=reference,
        stage="lead",
        title=row.title,
        url=reverse("screening:lead", args=[reference]),
        state=str(row.get_state_display()),
        tone=tone(row.state),
        at=row.accepted_at,
        by=str(row.officer),
        note=row.ended_why,
    )
