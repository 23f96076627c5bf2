"""Decisions about hits: accepted as a lead, joined to one, asked about, dismissed, reopened; several at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from bureau.kernel.access import needs
from bureau.kernel.refusals import NotNow
from bureau.people.permissions import P
from bureau.screening import services
from bureau.screening.forms import (
    AcceptHitForm,
    AskInstitutionForm,
    DecideHitsForm,
    DismissHitForm,
    JoinHitForm,
    ReasonForm,
)
from bureau.screening.ledgers.telling import cautions_told, mild_of, title_of
from bureau.screening.lifecycle import HIT
from bureau.screening.models import Hit, Lead
from bureau.screening.views.answers import done, form_page, posted, who
from bureau.screening.views.hits import hit_of

MOST = 200


def _page(request: HttpRequest, move: str, hit: Hit, form: Any, template: str, **more: Any) -> HttpResponse:  # noqa: ANN401 - a form
    context = {
        "hit": hit,
        "title": title_of(hit.rule, hit.newest, hit.uscc),
        "cautions": cautions_told(hit.newest),
        "objection": HIT.objection(move, hit, who(request)),
        **more,
    }
    return form_page(request, template, form, **context)


def _sent(request: HttpRequest, form: Any, act: Callable[[], object]) -> bool:  # noqa: ANN401 - a form
    return request.method == "POST" and form.is_valid() and done(form, act)


@needs(P.HIT_TRIAGE)
def accept_hit(request: HttpRequest, reference: str) -> HttpResponse:
    """Accept it as a lead in somebody's hands."""
    hit, by = hit_of(request, reference), who(request)
    unit = hit.jurisdiction or by.jurisdiction
    form = AcceptHitForm(posted(request), row=hit, unit=unit, proposed=hit.body.officer or by)
    made: list[Lead] = []

    def act() -> None:
        clean, base = form.cleaned_data, form.base_version
        lead = services.accept_hit(
            hit=hit, officer=clean["officer"], by=by, reason=clean["reason"], base=base
        )
        made.append(lead)

    if _sent(request, form, act):
        said = _("Accepted as lead %(lead)s, due %(day)s.")
        messages.success(request, said % {"lead": made[0].reference, "day": made[0].due_on})
        return redirect("screening:lead", made[0].reference)
    return _page(request, "accept_hit", hit, form, "screening/accept_hit.html")


@needs(P.HIT_TRIAGE)
def join_hit(request: HttpRequest, reference: str) -> HttpResponse:
    """Join it to a lead of the same institution."""
    hit, by = hit_of(request, reference), who(request)
    form = JoinHitForm(posted(request), row=hit, hit=hit)

    def act() -> None:
        clean, base = form.cleaned_data, form.base_version
        services.join_hit(hit=hit, lead=clean["lead"], by=by, reason=clean["reason"], base=base)

    if _sent(request, form, act):
        messages.success(request, _("Joined to %(lead)s.") % {"lead": form.cleaned_data["lead"]})
        return redirect("screening:hit", reference)
    fields: Any = form.fields
    return _page(
        request, "join_hit", hit, form, "screening/join_hit.html", any_lead=fields["lead"].queryset.exists()
    )


@needs(P.HIT_TRIAGE)
def ask_institution(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask the institution in writing."""
    hit, by = hit_of(request, reference), who(request)
    form = AskInstitutionForm(posted(request), hit=hit)

    def act() -> None:
        clean, base = form.cleaned_data, form.base_version
        services.ask_institution(
            hit=hit,
            text=clean["text"],
            report_numbers=form.report_numbers,
            due_on=clean["due_on"],
            by=by,
            base=base,
        )

    if _sent(request, form, act):
        messages.success(request, _("Asked. The answer comes back to this hit."))
        return redirect("screening:hit", reference)
    spoken = hit.body.accounts.filter(valid_to__isnull=True).exists()
    return _page(request, "ask_institution", hit, form, "screening/ask_institution.html", spoken=spoken)


@needs(P.HIT_TRIAGE)
def dismiss_hit(request: HttpRequest, reference: str) -> HttpResponse:
    """Dismiss it for a reason that holds until a day."""
    hit, by = hit_of(request, reference), who(request)
    form = DismissHitForm(posted(request), row=hit)

    def act() -> None:
        clean, base = form.cleaned_data, form.base_version
        services.dismiss_hit(hit=hit, until=clean["until"], by=by, reason=clean["reason"], base=base)

    if _sent(request, form, act):
        messages.success(request, _("Dismissed. The reason stands on the record."))
        return redirect("screening:hits")
    return _page(request, "dismiss_hit", hit, form, "screening/dismiss_hit.html")


@needs(P.HIT_TRIAGE)
def reopen_hit(request: HttpRequest, reference: str) -> HttpResponse:
    """Judge it again."""
    hit, by = hit_of(request, reference), who(request)
    form = ReasonForm(posted(request), row=hit)

    def act() -> None:
        services.reopen_hit(hit=hit, by=by, reason=form.cleaned_data["reason"], base=form.base_version)

    if _sent(request, form, act):
        messages.success(request, _("It is to be judged again."))
        return redirect("screening:hit", reference)
    return _page(request, "reopen_hit", hit, form, "screening/reopen_hit.html")


@needs(P.HIT_TRIAGE)
def decide_hits(request: HttpRequest) -> HttpResponse:
    """One decision about the hits that were ticked in the list."""
    by = who(request)
    given = request.POST if request.method == "POST" else request.GET
    names = list(dict.fromkeys(given.getlist("hit")))[:MOST]
    chosen = list(Hit.objects.visible_to(by).filter(reference__in=names).order_by("reference"))
    if not chosen:
        if names:
            raise Http404(names[0])
        messages.warning(request, _("Tick the hits that the decision is about first."))
        return redirect("screening:hits")
    form = DecideHitsForm(request.POST if "decision" in request.POST else None)

    def act() -> None:
        clean = form.cleaned_data
        if clean["decision"] == "dismiss":
            services.dismiss_hits(hits=chosen, until=clean["until"], by=by, reason=clean["reason"])
            return
        if len({one.body.pk for one in chosen}) > 1:
            raise NotNow(_("They are about several institutions; a lead is about one."))
        services.accept_hits(hits=chosen, officer=by, by=by, reason=clean["reason"])

    if _sent(request, form, act):
        messages.success(request, _("Decided about %(n)d hits.") % {"n": len(chosen)})
        return redirect("screening:hits")
    lines = [(one, title_of(one.rule, one.newest, one.uscc), mild_of(one.newest)) for one in chosen]
    return form_page(request, "screening/decide_hits.html", form, lines=lines)
