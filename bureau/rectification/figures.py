"""What the progress of a campaign shows of the register: problems, closed ones and late ones, by unit and domain."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from bureau.campaign.figures import Figures, Number, figures
from bureau.campaign.models import Campaign
from bureau.kernel.access import Actor
from bureau.people.models import Unit
from bureau.rectification.selectors import problem_counts
from bureau.rectification.selectors.counts import Count3, ProblemCounts

Part = Callable[[Count3], int]


@figures("problems", _("Problems"))
def problems(campaign: Campaign, for_: Actor) -> Figures:
    """Everything that was recorded for it."""
    return _figures(campaign, for_, lambda count: count.total, view="all")


@figures("closed", _("Closed problems"))
def closed(campaign: Campaign, for_: Actor) -> Figures:
    """Those that three people brought to their end."""
    return _figures(campaign, for_, lambda count: count.closed, view="closed")


@figures("overdue", _("Overdue"))
def overdue(campaign: Campaign, for_: Actor) -> Figures:
    """Those whose institution should have answered."""
    return _figures(campaign, for_, lambda count: count.overdue, view="overdue", late=True)


def _figures(campaign: Campaign, for_: Actor, part: Part, *, view: str, late: bool = False) -> Figures:
    counts: ProblemCounts = problem_counts(for_, campaign.unit, campaign.reference)
    keys = dict(Unit.objects.filter(reference__in=counts.by_unit).values_list("reference", "pk"))

    def number(count: Count3, **chosen: str) -> Number:
        query = urlencode({"view": view, "campaign": campaign.reference, **chosen})
        return Number(part(count), f"{reverse('rectification:problems')}?{query}", late=late)

    focus = set(campaign.focus_now())
    in_focus = sum(part(count) for name, count in counts.by_domain.items() if name in focus)
    return Figures(
        total=number(counts.together),
        focus=Number(in_focus, number(counts.together).url, late=late),
        by_domain={name: number(count, domain=name) for name, count in counts.by_domain.items() if name},
        by_unit={keys[ref]: number(count, unit=ref) for ref, count in counts.by_unit.items() if ref in keys},
    )
