"""Who answers for an institution, and which account speaks for it."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from bureau.kernel.access import needs
from bureau.people import handovers
from bureau.people.handovers import Change, Line
from bureau.people.permissions import P
from bureau.registry import services
from bureau.registry.forms import (
    AssignInstitutionForm,
    HandEverythingOverForm,
    LinkAccountForm,
    ReasonForm,
)
from bureau.registry.lifecycle import INSTITUTION
from bureau.registry.views.answers import done, form_page, institution_of, posted, speaker_of, who


@needs(P.INSTITUTION_ASSIGN)
def assign_institution(request: HttpRequest, reference: str) -> HttpResponse:
    """Hand it over to a unit and an officer."""
    row, by = institution_of(request, reference), who(request)
    initial = {
        "unit": row.unit.reference if row.unit else None,
        "officer": row.officer.username if row.officer else None,
    }
    form = AssignInstitutionForm(request.POST or None, row=row, by=by, initial=initial)
    if request.method == "POST" and form.is_valid():
        clean, base = form.cleaned_data, form.base_version
        to = {"unit": clean["unit"], "officer": clean["officer"], "reason": clean["reason"]}
        if done(form, lambda: services.assign_institution(institution=row, by=by, base=base, **to)):
            said = _("%(unit)s, %(officer)s answer for it from today.")
            messages.success(request, said % {"unit": clean["unit"], "officer": clean["officer"] or "—"})
            return redirect("registry:institution", reference)
    objection = INSTITUTION.objection("assign_institution", row, by)
    return form_page(request, "registry/assign_institution.html", form, institution=row, objection=objection)


@needs(P.INSTITUTION_ASSIGN)
def hand_everything_over(request: HttpRequest) -> HttpResponse:
    """Everything that an officer has in hand goes over to another in one step; first it is shown what will."""
    by = who(request)
    form = HandEverythingOverForm(posted(request), by=by, initial={"giver": request.GET.get("from", "")})
    lines: list[Line] = []
    if request.method == "POST" and form.is_valid():
        clean = form.cleaned_data
        change = Change(clean["giver"], clean["taker"], by, clean["reason"])
        if request.POST.get("confirmed"):
            told = handovers.hand_everything_over(change)
            return render(request, "registry/handed_over.html", {"change": change, **_gone_and_stayed(told)})
        lines = handovers.rehearse(change)
    context = {"looked": form.is_bound and not form.errors, **_gone_and_stayed(lines)}
    return form_page(request, "registry/hand_everything_over.html", form, **context)


def _gone_and_stayed(lines: Sequence[Line]) -> dict[str, list[Line]]:
    return {
        "gone": [one for one in lines if not one.why_not],
        "stayed": [one for one in lines if one.why_not],
    }


@needs(P.INSTITUTION_ASSIGN)
def link_account(request: HttpRequest, reference: str) -> HttpResponse:
    """Let an account speak for it."""
    row, by = institution_of(request, reference), who(request)
    form = LinkAccountForm(request.POST or None, row=row, by=by)
    if request.method == "POST" and form.is_valid():
        clean, base = form.cleaned_data, form.base_version
        if done(
            form, lambda: services.link_account(institution=row, by=by, base=base, account=clean["account"])
        ):
            messages.success(
                request, _("%(account)s speaks for it from today.") % {"account": clean["account"]}
            )
            return redirect("registry:institution", reference)
    objection = INSTITUTION.objection("link_account", row, by)
    return form_page(request, "registry/link_account.html", form, institution=row, objection=objection)


@needs(P.INSTITUTION_ASSIGN)
def unlink_account(request: HttpRequest, reference: str, username: str) -> HttpResponse:
    """An account no longer speaks for it."""
    row, by = institution_of(request, reference), who(request)
    account = speaker_of(row, username)
    form = ReasonForm(request.POST or None, row=row)
    if request.method == "POST" and form.is_valid():
        reason, base = form.cleaned_data["reason"], form.base_version
        if done(
            form,
            lambda: services.unlink_account(
                institution=row, account=account, by=by, reason=reason, base=base
            ),
        ):
            messages.success(request, _("%(account)s no longer speaks for it.") % {"account": account})
            return redirect("registry:institution", reference)
    objection = INSTITUTION.objection("unlink_account", row, by)
    context = {"institution": row, "account": account, "objection": objection}
    return form_page(request, "registry/unlink_account.html", form, **context)
