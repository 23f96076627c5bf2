"""One box: an exact match jumps, anything else is a list."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from bureau.kernel.access import actor_of, needs
from bureau.kernel.references import card_of
from bureau.people.models import Account
from bureau.people.permissions import P
from bureau.registry.selectors import find_institutions
from bureau.screening.selectors import hits_of_report

MOST = 50


@needs(P.INSTITUTION_READ)
def search(request: HttpRequest) -> HttpResponse:
    """Institutions by name, initials, code, certificate or reference; whatever bears a number; the hits of a report.

    People by name, for whoever keeps accounts. All of it within one's own units.
    """
    words = request.GET.get("q", "").strip()[:100]
    by = request.user
    found = find_institutions(words, for_=by, most=MOST) if words else []
    card = card_of(words.upper(), for_=actor_of(request)) if words else None
    if card is not None:
        return redirect(card.url)
    if len(found) == 1 and found[0].exact:
        return redirect("registry:institution", found[0].institution.reference)
    people = []
    if words and isinstance(by, Account) and by.may(P.ACCOUNT_MANAGE):
        people = [
            (account, reverse("people:account", args=[account.username]))
            for account in Account.objects.visible_to(by).filter(full_name__icontains=words)[:MOST]
        ]
    hits = hits_of_report(words, for_=by, most=MOST) if words and isinstance(by, Account) else []
    context = {"words": words, "found": found, "people": people, "hits": hits, "most": MOST}
    return render(request, "console/search.html", context)
