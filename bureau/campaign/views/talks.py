"""The contact log: of a campaign, and what is recorded, corrected and followed up."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from bureau.campaign import services
from bureau.campaign.entry_forms import CorrectTalkForm, FollowUpForm, TalkForm
from bureau.campaign.lifecycle_beside import TALK
from bureau.campaign.models import Campaign, Talk
from bureau.campaign.selectors import campaign_of, current_campaign
from bureau.campaign.selectors.talks import talk_of, talks_in, talks_with
from bureau.campaign.views.answers import campaign_asked, done, form_page, posted, who
from bureau.kernel import clock
from bureau.kernel.access import gate, needs
from bureau.people.models import Unit
from bureau.people.permissions import P
from bureau.people.selectors import current_unit
from bureau.registry.models import Institution
from bureau.ui.paging import page

ORDER = ("-talked_on", "-pk")


def _institution(request: HttpRequest, reference: str) -> Institution:
    found: Institution = gate(
        Institution.objects.select_related("unit"), for_=who(request), reference=reference
    )
    return found


def _listed(request: HttpRequest, rows: Any, **context: Any) -> HttpResponse:  # noqa: ANN401 - a queryset
    found = page(rows.order_by(), ORDER, request.GET.get("cursor", ""))
    may = who(request).may(P.CONTACT_RECORD)
    return render(request, "campaign/talks.html", {"page": found, "may_record": may, **context})


@needs(P.INSTITUTION_READ)
def talks(request: HttpRequest, reference: str) -> HttpResponse:
    """Contacts with one institution, the newest first; what was corrected stands struck through."""
    body = _institution(request, reference)
    return _listed(request, talks_with(body, who(request)), institution=body)


@needs(P.CAMPAIGN_READ)
def campaign_talks(request: HttpRequest, reference: str) -> HttpResponse:
    """Contacts within one campaign."""
    row = campaign_asked(request, reference)
    return _listed(request, talks_in(row, who(request)), campaign=row)


@needs(P.CONTACT_RECORD)
def record_talk(request: HttpRequest, reference: str) -> HttpResponse:
    """Record a contact with an institution, within the campaign that runs there if one does."""
    body, by = _institution(request, reference), who(request)
    at = body.unit or current_unit(request)
    if at is None:
        raise Http404("unit")
    campaign = _campaign(request, at)
    form = TalkForm(posted(request), initial={"talked_on": clock.today()})
    objection = TALK.objection("record_talk", Talk(institution=body, unit=at), by)
    if request.method == "POST" and form.is_valid():
        told = form.entered()
        if done(
            form, lambda: services.record_talk(institution=body, told=told, by=by, at=at, campaign=campaign)
        ):
            messages.success(request, _("Recorded."))
            return redirect("campaign:talks", body.reference)
    back = reverse("registry:institution", args=[body.reference])
    context = {"institution": body, "campaign": campaign, "objection": objection, "back": back}
    return form_page(
        request,
        "campaign/talk.html",
        form,
        title=_("Record a contact"),
        do=_("Record the contact"),
        **context,
    )


def _campaign(request: HttpRequest, at: Unit) -> Campaign | None:
    """The one that runs at the unit, as far as whoever asks sees it."""
    found = current_campaign(at, clock.today())
    if found is None or not Campaign.objects.visible_to(who(request)).filter(pk=found.pk).exists():
        return None
    return campaign_of(found.reference, who(request))


@needs(P.CONTACT_RECORD)
def correct_talk(request: HttpRequest, reference: str) -> HttpResponse:
    """A new entry in the place of one that was wrong."""
    row, by = talk_of(reference, who(request)), who(request)
    form = CorrectTalkForm(posted(request), row=row, initial=CorrectTalkForm.of(row))

    def act() -> object:
        reason, base = form.cleaned_data["reason"], form.base_version
        return services.correct_talk(talk=row, told=form.entered(), by=by, reason=reason, base=base)

    return _step(request, row, form, act, "correct_talk", _("Correct the entry"), _("Save the correction"))


@needs(P.CONTACT_RECORD)
def follow_up_talk(request: HttpRequest, reference: str) -> HttpResponse:
    """What was to follow is done."""
    row, by = talk_of(reference, who(request)), who(request)
    form = FollowUpForm(posted(request), row=row)

    def act() -> object:
        outcome, base = form.cleaned_data["outcome"], form.base_version
        return services.follow_up_talk(talk=row, outcome=outcome, by=by, base=base)

    return _step(request, row, form, act, "follow_up_talk", _("Follow-up"), _("It is done"))


def _step(
    request: HttpRequest, row: Talk, form: TalkForm | FollowUpForm, act: Callable[[], object], *words: str
) -> HttpResponse:
    """Ask with the form; done, back to the log of the institution. `words`: the move, the title, the button."""
    name, title, do = words
    if request.method == "POST" and form.is_valid() and done(form, act):
        messages.success(request, _("Saved."))
        return redirect("campaign:talks", row.institution.reference)
    context = {
        "institution": row.institution,
        "campaign": row.campaign,
        "talk": row,
        "objection": "" if form.is_bound else TALK.objection(name, row, who(request)),
        "back": reverse("campaign:talks", args=[row.institution.reference]),
        "title": title,
        "do": do,
    }
    return form_page(request, "campaign/talk.html", form, **context)
