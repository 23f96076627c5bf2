"""The contact log of an institution, or of a campaign."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from bureau.campaign.models import Campaign, Talk
from bureau.kernel.access import gate
from bureau.people.permissions import P
from bureau.registry.models import Institution


def talk_of(reference: str, for_: Any) -> Talk:  # noqa: ANN401 - an account
    """The entry, if this person may see it; else there is none (404)."""
    rows = Talk.objects.select_related("institution", "campaign", "unit", "officer", "corrects")
    found: Talk = gate(rows, for_=for_, reference=reference)
    return found


def talks_seen(for_: Any) -> QuerySet[Talk]:  # noqa: ANN401 - as above
    """Entries that somebody sees, those that stand and those that were corrected, the newest first."""
    if not for_.may(P.INSTITUTION_READ):
        return Talk.objects.none()
    rows = Talk.objects.visible_to(for_).select_related("institution", "campaign", "officer", "corrected_by")
    found: QuerySet[Talk] = rows.order_by("-talked_on", "-recorded_at", "-pk")
    return found


def talks_with(institution: Institution, for_: Any) -> QuerySet[Talk]:  # noqa: ANN401 - as above
    """Those with an institution, and with those that were merged into it."""
    rows = talks_seen(for_)
    return rows.filter(institution=institution) | rows.filter(institution__merged_into=institution)


def talks_in(campaign: Campaign, for_: Any) -> QuerySet[Talk]:  # noqa: ANN401 - as above
    """Those of a campaign."""
    return talks_seen(for_).filter(campaign=campaign)
