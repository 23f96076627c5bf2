"""The pages outside the sign-in: a body opens its link with the code, fills in its own part, and sends it in.

What is wrong with a link or a code is not said: unknown, opened elsewhere, expired and revoked ones all read the same.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from bureau.collecting import services
from bureau.collecting.forms import CodeForm, SendInForm
from bureau.collecting.lifecycle import PART
from bureau.collecting.models import Link
from bureau.collecting.selectors import link_in, part_page
from bureau.collecting.selectors.parts import OPENED
from bureau.collecting.selectors.progress import is_late
from bureau.collecting.services.links import MOST_KNOCKS, hashed, knocks_from
from bureau.collecting.views.filling import offered
from bureau.collecting.views.steps import Step, step_page
from bureau.kernel import clock
from bureau.kernel.access import Consequence, open_to_all
from bureau.kernel.refusals import NotNow
from bureau.people.addresses import client_address
from bureau.registry.forms import FactForm, QualificationByNameForm, SignatoryByNameForm
from bureau.registry.views.answers import form_page, posted
from bureau.registry.views.proposing import Offer, offer_fact

MOST_WAITING = 60  # entries of one body by link that nobody has decided
# Who may sign or is qualified is chosen among people on record elsewhere; a link shows nobody who is.
BY_NAME: dict[str, type[FactForm]] = {
    "authorisation": SignatoryByNameForm,
    "qualification": QualificationByNameForm,
}
View = Callable[..., HttpResponse]


@open_to_all
@never_cache
@sensitive_post_parameters("code")
def open_link(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for the code; with the right one this browser session opens the part, and no other does after it."""
    form, address = CodeForm(posted(request)), client_address(request) or ""
    if request.method == "POST" and form.is_valid():
        found = services.open_link(token=token, code=form.cleaned_data["code"], address=address)
        if found is not None:
            link, secret = found
            request.session.cycle_key()
            request.session[OPENED] = {"key": str(link.pk), "hash": hashed(secret)}
            request.session.set_expiry(int((link.expires_at - clock.now()).total_seconds()))
            return redirect("collecting:link-part")
        form.add_error(None, _wrong(address))
    return form_page(request, "collecting/open_link.html", form)


def _wrong(address: str) -> str:
    if knocks_from(address) >= MOST_KNOCKS:
        return _("Too much was tried from here. Wait a quarter of an hour, then try again.")
    return _(
        "This link and this code open nothing. Look at both again; a link opens once, for some days. "
        "If it does not open, call the office that gave it to you and ask for another."
    )


def with_link(view: View) -> View:
    """A page for whoever opened a link in this browser; everybody else is told how."""

    @open_to_all
    @never_cache
    @wraps(view)
    def shown(request: HttpRequest, **named: str) -> HttpResponse:
        link = link_in(request.session)
        if link is None:
            return render(request, "collecting/no_link.html")
        return view(request, link, **named)

    return shown


@with_link
def link_part(request: HttpRequest, link: Link) -> HttpResponse:
    """What is missing, what was entered, and what became of it."""
    row = link.part
    context = {"found": part_page(row), "part": row, "late": is_late(row, clock.today()), "link": link}
    return render(request, "collecting/link_part.html", context)


@with_link
def link_fill_in(request: HttpRequest, link: Link, kind: str) -> HttpResponse:
    """Enter one of the things that are asked for."""
    try:
        body = offered(link.part, kind, link.speaker)
        _not_too_many(link)
    except NotNow as refusal:  # said on their own page: the office's has a menu that is not for them
        messages.warning(request, refusal.sentence)
        return redirect("collecting:link-part")
    offer = Offer(
        body,
        kind,
        link.speaker,
        reverse("collecting:link-part"),
        template="collecting/link_fill_in.html",
        asked_by=link.part.collection.unit,
        where=link.part.collection.title,
        form=BY_NAME.get(kind),
    )
    follows = request.GET.get("follows", "") if kind in {"certificate", "reviewfinding"} else ""
    return offer_fact(request, offer, follows=follows)


def _not_too_many(link: Link) -> None:
    if link.part.entries_waiting() >= MOST_WAITING:
        raise NotNow(_("Many of your entries wait already. Send them in; an officer looks at them first."))


@with_link
def link_send_in(request: HttpRequest, link: Link) -> HttpResponse:
    """Send it in."""
    row, by = link.part, link.speaker
    form = SendInForm(posted(request), row=row)
    step = Step(
        title=_("Send in"),
        do=_("Send in"),
        about=row.collection.title,
        consequence=_("An officer looks at it and accepts it, or returns it with the reason."),
        said=_("Sent in."),
        back=reverse("collecting:link-part"),
        where=row.collection.title,
        template="collecting/link_step.html",
    )
    return step_page(
        request,
        step,
        form,
        lambda clean: services.send_in_part(part=row, by=by, note=clean["note"], base=form.base_version),
        PART.objection("send_in_part", row, by),
    )


@open_to_all
@require_POST
def leave_link(request: HttpRequest) -> HttpResponse:
    """Forget the link in this browser; it opens nowhere after that."""
    link = link_in(request.session)
    if link is not None:
        by = Consequence(link.speaker.trail_name)
        services.revoke_link(link=link, by=by, reason=_("Left by whoever had opened it."))
    request.session.pop(OPENED, None)
    messages.success(request, _("You have left. The link does not open again."))
    return redirect("collecting:link-part")
