"""Likely duplicates: compared side by side, told apart as two bodies with the reason, and that taken back."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from bureau.kernel.access import needs
from bureau.kernel.refusals import NotNow
from bureau.people.permissions import P
from bureau.registry import selectors, services
from bureau.registry.forms import DistinguishInstitutionForm
from bureau.registry.lifecycle import INSTITUTION
from bureau.registry.models import Institution
from bureau.registry.views.answers import done, form_page, institution_of, who


@needs(P.INSTITUTION_CLOSE)
def duplicates(request: HttpRequest) -> HttpResponse:
    """Dossiers that may be of one body, and why; whoever asks decides on each pair."""
    rows = Institution.objects.visible_to(who(request)).active()
    page = request.GET.get("page", "")
    found = selectors.duplicates_among(rows, int(page) if page.isdecimal() and len(page) < 7 else 1)
    context = {
        "compared": found,
        "pairs": found.pairs,
        "told_apart": selectors.distinctions(rows),
        "job": services.comparing() if found.is_kept else None,
    }
    return render(request, "registry/duplicates.html", context)


@needs(P.INSTITUTION_CLOSE)
@require_POST
def compare_institutions(request: HttpRequest) -> HttpResponse:
    """Have all dossiers compared again in the background."""
    try:
        services.compare_institutions(by=who(request))
    except NotNow as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("All dossiers are being compared. You may leave this page; it goes on."))
    return redirect("registry:duplicates")


def _about_two(
    request: HttpRequest, reference: str, name: str, move: Callable[..., object], said: str
) -> HttpResponse:
    """A move about a dossier and another one (`?other=`), with a reason."""
    row, by = institution_of(request, reference), who(request)
    form = DistinguishInstitutionForm(
        request.POST or None, row=row, by=by, initial={"other": request.GET.get("other")}
    )
    if request.method == "POST" and form.is_valid():
        clean, base = form.cleaned_data, form.base_version
        other = clean["other"]
        if done(form, lambda: move(institution=row, other=other, by=by, base=base, reason=clean["reason"])):
            messages.success(request, said % {"one": row, "other": other})
            return redirect("registry:duplicates")
    objection = INSTITUTION.objection(name, row, by)
    return form_page(request, f"registry/{name}.html", form, institution=row, objection=objection)


@needs(P.INSTITUTION_CLOSE)
def distinguish_institution(request: HttpRequest, reference: str) -> HttpResponse:
    """Say that it and another dossier are of two bodies."""
    said = _("On record as two bodies: %(one)s and %(other)s.")
    return _about_two(request, reference, "distinguish_institution", services.distinguish_institution, said)


@needs(P.INSTITUTION_CLOSE)
def undistinguish_institution(request: HttpRequest, reference: str) -> HttpResponse:
    """Take back that it and another are two bodies."""
    said = _("Open again whether these are one body: %(one)s and %(other)s.")
    return _about_two(
        request, reference, "undistinguish_institution", services.undistinguish_institution, said
    )
