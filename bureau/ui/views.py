"""The gallery: every component in every state, for people who write pages and for the tests that look at it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from bureau.kernel.access import needs
from bureau.ui.samples import ReasonForm, context


@needs()
def gallery(request: HttpRequest) -> HttpResponse:
    """All of it on one page."""
    return render(request, "ui/gallery.html", context(request))


@needs()
def ask(request: HttpRequest) -> HttpResponse:
    """A question as its own page, which the gallery also opens over itself; the answer changes nothing."""
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return redirect("ui:gallery")
    return render(request, "ui/ask.html", {"form": form}, status=422 if form.errors else 200)
