"""What an institution's account sees of collections: its own parts, what to enter, and sending in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from bureau.collecting import services
from bureau.collecting.forms import SendInForm
from bureau.collecting.lifecycle import PART
from bureau.collecting.selectors import own_parts, part_of, part_page
from bureau.collecting.selectors.progress import is_late
from bureau.collecting.views.filling import offered
from bureau.collecting.views.steps import Step, step_page
from bureau.kernel import clock
from bureau.kernel.access import needs
from bureau.people.permissions import P
from bureau.registry.views.answers import posted, who
from bureau.registry.views.proposing import Offer, offer_fact

SHOWN = 100


@needs(P.FACT_PROPOSE)
def own_parts_page(request: HttpRequest) -> HttpResponse:
    """What is asked of the institution that the account speaks for."""
    today = clock.today()
    rows = [(one, is_late(one, today)) for one in own_parts(who(request))[:SHOWN]]
    return render(request, "collecting/own_parts.html", {"rows": rows})


@needs(P.FACT_PROPOSE)
def own_part(request: HttpRequest, reference: str) -> HttpResponse:
    """What is missing, what was entered, and what became of it."""
    row = part_of(reference, who(request))
    context = {"found": part_page(row), "part": row, "late": is_late(row, clock.today())}
    return render(request, "collecting/own_part.html", context)


@needs(P.FACT_PROPOSE)
def fill_in(request: HttpRequest, reference: str, kind: str) -> HttpResponse:
    """Enter one of the things that are asked for."""
    by = who(request)
    row = part_of(reference, by)
    body = offered(row, kind, by)
    offer = Offer(
        body,
        kind,
        by,
        reverse("collecting:own-part", args=[row.reference]),
        asked_by=row.collection.unit,
        where=row.collection.title,
    )
    return offer_fact(request, offer, follows=request.GET.get("follows", ""))


@needs(P.FACT_PROPOSE)
def send_in_part(request: HttpRequest, reference: str) -> HttpResponse:
    """Send it in."""
    by = who(request)
    row = part_of(reference, by)
    form = SendInForm(posted(request), row=row)
    step = Step(
        title=_("Send in"),
        do=_("Send in"),
        about=row.collection.title,
        consequence=_("An officer looks at it and accepts it, or returns it with the reason."),
        said=_("Sent in."),
        back=reverse("collecting:own-part", args=[row.reference]),
        where=row.collection.title,
    )
    return step_page(
        request,
        step,
        form,
        lambda clean: services.send_in_part(part=row, by=by, note=clean["note"], base=form.base_version),
        PART.objection("send_in_part", row, by),
    )
