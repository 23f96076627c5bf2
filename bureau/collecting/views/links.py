"""The links of a part as officers handle them: given out with the code, shown once, and revoked."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from bureau.collecting import services
from bureau.collecting.lifecycle import LINK, LinkState
from bureau.collecting.models import Link, Part
from bureau.collecting.selectors import part_of
from bureau.collecting.services.links import LASTS, MOST_TRIES, Given
from bureau.collecting.views.steps import Step, step_page
from bureau.kernel.access import needs
from bureau.people.permissions import P
from bureau.registry.forms import ReasonForm
from bureau.registry.views.answers import done, form_page, posted, who
from bureau.ui.forms import VersionedForm


@needs(P.FACT_ACCEPT)
@never_cache
def give_link(request: HttpRequest, reference: str) -> HttpResponse:
    """Give a link out; it and its code are shown once."""
    row, by = part_of(reference, who(request)), who(request)
    form, given = VersionedForm(posted(request), row=row), []
    if (
        request.method == "POST"
        and form.is_valid()
        and done(form, lambda: given.append(services.give_link(part=row, by=by)))
    ):
        return _shown_once(request, row, given[0])
    step = Step(
        title=_("Give a link"),
        do=_("Make the link"),
        about=row.of_whom,
        consequence=_(
            "The link opens this part only, for %(days)s days, in the first browser in which its code is entered. "
            "An earlier link of the institution ends."
        )
        % {"days": LASTS.days},
        said="",
        back=reverse("collecting:part", args=[row.reference]),
        where=row.reference,
    )
    objection = "" if form.is_bound else LINK.objection("give_link", Link(part=row), by)
    return form_page(request, "collecting/step.html", form, step=step, objection=objection)


def _shown_once(request: HttpRequest, row: Part, given: Given) -> HttpResponse:
    path = reverse("collecting:open-link", args=[given.token])
    context = {
        "part": row,
        "given": given,
        "code": f"{given.code[:4]} {given.code[4:]}",
        "url": f"{settings.OFFICE_ADDRESS}{path}"
        if settings.OFFICE_ADDRESS
        else request.build_absolute_uri(path),
        "tries": MOST_TRIES,
    }
    return render(request, "collecting/link_given.html", context)


@needs(P.FACT_ACCEPT)
def revoke_link(request: HttpRequest, reference: str) -> HttpResponse:
    """End the link that stands."""
    row, by = part_of(reference, who(request)), who(request)
    link = row.links.filter(state__in=(LinkState.READY, LinkState.OPENED)).first() or row.links.first()
    if link is None:
        raise Http404("link")
    form = ReasonForm(posted(request), row=link)
    step = Step(
        title=_("Revoke the link"),
        do=_("Revoke the link"),
        about=row.of_whom,
        consequence=_("It opens nothing any more, in no browser. What was entered by it stays."),
        said=_("Revoked."),
        back=reverse("collecting:part", args=[row.reference]),
        where=row.reference,
        danger=True,
    )
    return step_page(
        request,
        step,
        form,
        lambda clean: services.revoke_link(link=link, by=by, reason=clean["reason"], base=form.base_version),
        LINK.objection("revoke_link", link, by),
    )
