"""Portraits of institutions: all of them by risk, and the page of one with its pictures beside its peers."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from bureau.kernel.access import gate, needs
from bureau.people.permissions import P
from bureau.people.selectors import current_unit
from bureau.registry.models import Institution
from bureau.screening import selectors
from bureau.screening.models import kept_one
from bureau.screening.views.answers import who


@needs(P.HIT_READ)
@require_safe
def portraits(request: HttpRequest) -> HttpResponse:
    """Institutions by risk, as the newest run ranked them."""
    run, lines = selectors.portraits_of(who(request), current_unit(request))
    return render(request, "screening/portraits.html", {"run": run, "lines": lines})


@needs(P.HIT_READ)
@require_safe
def portrait(request: HttpRequest, reference: str) -> HttpResponse:
    """One institution: hits, what every rule said, its risk, and pictures; peers are figures, never names."""
    by = who(request)
    row = gate(Institution.objects.select_related("unit", "officer"), for_=by, reference=reference)
    body = kept_one(row)
    if body.pk != row.pk:
        return redirect("screening:portrait", body.reference)
    context = {
        "found": selectors.portrait_page(row, for_=by),
        "institution": row,
        "may_read_ledgers": by.may(P.LEDGER_READ),
    }
    return render(request, "screening/portrait.html", context)
