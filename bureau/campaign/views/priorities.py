"""The priority list with its reasons, and the weights that the office sets."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from bureau.campaign import services
from bureau.campaign.entry_forms import WeightForm
from bureau.campaign.lifecycle_beside import WEIGHT
from bureau.campaign.models import Weight
from bureau.campaign.selectors.priorities import ranked, weights_of
from bureau.campaign.views.answers import campaign_asked, posted, who
from bureau.campaign.views.steps import Step, step_page
from bureau.kernel.access import needs
from bureau.people.permissions import P

SHOWN = 200


@needs(P.VISIT_READ)
def priorities(request: HttpRequest, reference: str) -> HttpResponse:
    """Institutions that are still to be inspected, the most pressing first, each with the terms of its place."""
    row, by = campaign_asked(request, reference), who(request)
    found = ranked(row, for_=by)
    may = by.may(P.CAMPAIGN_MANAGE, at=row.unit) and not WEIGHT.objection(
        "set_weight", Weight(campaign=row), by
    )
    context = {
        "campaign": row,
        "weights": weights_of(row),
        "ranked": found[:SHOWN],
        "total": len(found),
        "more": max(0, len(found) - SHOWN),
        "may_weigh": may,
    }
    return render(request, "campaign/priorities.html", context)


@needs(P.CAMPAIGN_MANAGE)
def set_weight(request: HttpRequest, reference: str, term: str) -> HttpResponse:
    """Set how much a term counts, with the reason."""
    row, by = campaign_asked(request, reference), who(request)
    weighed = next((one for one in weights_of(row) if one.term.name == term), None)
    if weighed is None:
        raise Http404("term")
    form = WeightForm(posted(request), campaign=row, weighed=weighed)
    step = Step(
        _("How much does “%(term)s” count?") % {"term": weighed.term.title},
        _("Set the weight"),
        _("The list is ordered anew at once; what held before stays in the history."),
        back=reverse("campaign:priorities", args=[row.reference]),
    )
    return step_page(
        request,
        row,
        step,
        form,
        lambda clean: services.set_weight(
            campaign=row,
            term=term,
            weight=clean["weight"],
            reason=clean["reason"],
            chosen=[one.reference for one in clean.get("chosen", ())],
            by=by,
        ),
        objection=WEIGHT.objection("set_weight", Weight(campaign=row), by),
        said=_("Set."),
    )
