"""What screening adds to a campaign's priority list: hits nobody has judged and leads under way."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from bureau.campaign.models import Campaign
from bureau.campaign.ranking import Points, term
from bureau.registry.models import Institution
from bureau.screening.models import Hit, Lead

MOST = 5  # points; a ledger with thousands of hits would drown every other term


@term(
    "hits",
    _("Doubtful points in data and reports"),
    group="link",
    weight=2,
    why=_("what the ledgers show of data and reports is looked at where it arose; five points at most"),
)
def hits(
    _campaign: Campaign, due: QuerySet[Institution], _chosen: Sequence[str]
) -> Mapping[uuid.UUID, Points]:
    """A point for each hit that nobody has judged and each lead under way, up to five."""
    found: dict[uuid.UUID, int] = {}
    for rows in (Hit.objects.undecided(), Lead.objects.running()):
        counted = rows.filter(institution__in=due).order_by().values("institution").annotate(n=Count("pk"))
        for key, number in counted.values_list("institution", "n"):
            found[key] = found.get(key, 0) + number
    named = dict(due.filter(pk__in=found).values_list("pk", "reference"))
    return {key: _points(number, named[key]) for key, number in found.items()}


def _points(number: int, reference: str) -> Points:
    words = ngettext("%(n)s hit or lead", "%(n)s hits and leads", number) % {"n": number}
    url = f"{reverse('screening:hits')}?{urlencode({'institution': reference})}"
    return Points(min(number, MOST), words, url)
