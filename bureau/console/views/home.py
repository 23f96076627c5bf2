"""Home is the work queue; help says where things are."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from bureau.console.queue import queue
from bureau.kernel.access import needs
from bureau.people.permissions import P
from bureau.people.selectors import current_unit


@needs(P.QUEUE_READ)
def home(request: HttpRequest) -> HttpResponse:
    """What waits for whoever asks, why, and where the survey stands."""
    return render(request, "console/home.html", {"queue": queue(request), "unit": current_unit(request)})


@needs()
def help_page(request: HttpRequest) -> HttpResponse:
    """Where things are, in one page."""
    return render(request, "console/help.html")
