"""What the register adds to a campaign's priority list: problems that are not closed, and those that are overdue."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from bureau.campaign.models import Campaign
from bureau.campaign.ranking import Points, term
from bureau.kernel import clock
from bureau.rectification.lifecycle import OPEN, WITH_INSTITUTION
from bureau.rectification.models import Problem
from bureau.registry.models import Institution

MOST = 5


@term(
    "problems",
    _("Problems not closed"),
    group="problem",
    weight=2,
    why=_(
        "where problems stand open they are looked at again; an overdue one counts twice; five points at most"
    ),
)
def problems(
    _campaign: Campaign, due: QuerySet[Institution], _chosen: Sequence[str]
) -> Mapping[uuid.UUID, Points]:
    """A point for each open problem and another where it is overdue, up to five."""
    today, found = clock.today(), {}
    rows = Problem.objects.filter(institution__in=due).order_by()
    late = set(rows.filter(state__in=WITH_INSTITUTION, deadline_on__lt=today).values_list("pk", flat=True))
    counts: dict[uuid.UUID, list[int]] = {}
    for key, institution in rows.filter(state__in=OPEN).values_list("pk", "institution"):
        held = counts.setdefault(institution, [0, 0])
        held[0] += 1
        held[1] += key in late
    named = dict(due.filter(pk__in=counts).values_list("pk", "reference"))
    for institution, (number, overdue) in counts.items():
        words = ngettext("%(n)s problem not closed", "%(n)s problems not closed", number) % {"n": number}
        if overdue:
            words += gettext(", %(late)s overdue") % {"late": overdue}
        url = f"{reverse('rectification:problems')}?{urlencode({'words': named[institution]})}"
        found[institution] = Points(min(number + overdue, MOST), words, url)
    return found
