"""Home is the work queue; help says where things are."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from bureau.console.navigation import menu
from bureau.console.queue import queue
from bureau.kernel.access import actor_of, needs
from bureau.people.permissions import P
from bureau.people.selectors import current_unit


@needs(P.QUEUE_READ)
def home(request: HttpRequest) -> HttpResponse:
    """What waits for whoever asks, why, and where the survey stands."""
    entries = [entry for group in menu(request) for entry in group.entries if not entry.current]
    context = {
        "queue": queue(request),
        "unit": current_unit(request),
        "may_import": actor_of(request).may(P.ROSTER_IMPORT),
        "next_step": entries[0] if entries else None,
    }
    return render(request, "console/home.html", context)


@needs()
def help_page(request: HttpRequest) -> HttpResponse:
    """Where things are, in one page."""
    return render(request, "console/help.html")
