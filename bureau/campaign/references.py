"""What a reference of a campaign, `C-150602-2022-01`, stands for."""

from __future__ import annotations

from django.urls import reverse

from bureau.campaign.models import Campaign
from bureau.kernel.access import Actor
from bureau.kernel.references import Card, resolves
from bureau.people.permissions import P
from bureau.ui.tones import tone


@resolves("C-")
def card_of_campaign(reference: str, actor: Actor) -> Card | None:
    """The campaign, for whoever may read it; a phase's reference gives its campaign."""
    if not actor.may(P.CAMPAIGN_READ):
        return None
    found: Campaign | None = (
        Campaign.objects.visible_to(actor).filter(reference=reference.split("/", maxsplit=1)[0]).first()
    )
    if found is None:
        return None
    return Card(
        reference=found.reference,
        stage="",
        title=found.title,
        url=reverse("campaign:campaign", args=[found.reference]),
        state=str(found.get_state_display()),
        tone=tone(found.state),
        at=found.issued_at or found.drafted_at,
        by=found.issued_by_name,
        note=found.document_number,
    )
