"""The chain: where something comes from and what became of it, on one page."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from bureau.console.chains import chain_of, recent
from bureau.kernel.access import actor_of, needs
from bureau.kernel.references import card_of
from bureau.people.permissions import P

READERS = (P.HIT_READ, P.VISIT_READ, P.PROBLEM_READ)


@needs(*READERS)
def chains(request: HttpRequest) -> HttpResponse:
    """Any number leads to its chain; below the box, the newest steps."""
    words = request.GET.get("ref", "").strip().upper()[:80]
    by = actor_of(request)
    if words and card_of(words, for_=by) is not None:
        return redirect("console:chain", words)
    context = {"words": words, "recent": recent(by)}
    return render(request, "console/chains.html", context, status=404 if words else 200)


@needs(*READERS)
def chain(request: HttpRequest, reference: str) -> HttpResponse:
    """Everything around one of them."""
    found = chain_of(reference, for_=actor_of(request))
    if found is None:
        raise Http404(reference)
    return render(request, "console/chain.html", {"chain": found})
