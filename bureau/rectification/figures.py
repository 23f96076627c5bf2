"""What campaigns and dossiers show of the register: problems, closed ones, late ones, each number with its rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from urllib.parse import urlencode

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bureau.campaign.figures import Figures, Number, figures
from bureau.campaign.models import Campaign
from bureau.kernel import clock
from bureau.kernel.access import Actor
from bureau.people.models import Account, Unit
from bureau.people.permissions import P
from bureau.rectification.models import Problem
from bureau.rectification.selectors import problem_counts, view_named
from bureau.rectification.selectors.counts import Count3, ProblemCounts
from bureau.registry.figures import Number as OfDossier
from bureau.registry.figures import dossier_figures
from bureau.registry.models import Institution
from bureau.registry.models.facts import end_of
from bureau.registry.selectors import numbered

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


@dossier_figures("rectification")
def problems_of(institution: Institution, for_: Actor, until: dt.date | None) -> Iterator[OfDossier]:
    """All and overdue ones; as of a past day those that were recorded by then, whatever became of them."""
    if not (isinstance(for_, Account) and for_.may(P.PROBLEM_READ)):
        return
    today, query = clock.today(), {"words": institution.reference}
    seen = Problem.objects.visible_to(for_)
    rows = seen.filter(numbered(institution.reference), view_named("all").condition(today, for_))
    if until is not None:
        rows = rows.filter(recorded_at__lt=end_of(until))
        yield OfDossier(_("Problems"), rows.count(), _rows("all", query | {"until": until.isoformat()}))
        return
    is_open, late = (view_named(name).condition(today, for_) for name in ("", "overdue"))
    count = rows.order_by().aggregate(
        all=Count("pk"), open=Count("pk", filter=is_open), late=Count("pk", filter=late)
    )
    note = gettext("%(n)s not closed") % {"n": count["open"]}
    yield OfDossier(_("Problems"), count["all"], _rows("all", query), note)
    past = _("past the deadline")
    yield OfDossier(_("Problems overdue"), count["late"], _rows("overdue", query), past, late=True)


def _rows(view: str, query: dict[str, str]) -> str:
    return f"{reverse('rectification:problems')}?{urlencode({'view': view, **query})}"
