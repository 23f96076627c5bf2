"""Who may see the files of this room: a notice whoever may see it, or the campaign that was drafted from it."""

from __future__ import annotations

from bureau.campaign.models import Campaign, Notice
from bureau.files.models import StoredFile
from bureau.files.policies import policy
from bureau.kernel.access import Actor
from bureau.people.permissions import P


@policy("campaign.notice")
def see_notice(actor: Actor, file: StoredFile) -> bool:
    """Whoever reads campaigns, of notices of units they reach and of campaigns that they see."""
    if not actor.may(P.CAMPAIGN_READ):
        return False
    rows = Notice.objects.filter(reference=file.owner)
    own: bool = rows.visible_to(actor).exists()
    return own or bool(Campaign.objects.visible_to(actor).filter(pk__in=rows.values("campaign")).exists())
