"""Answers refusals: each has its status and the sentence a person reads, as a page or as a fragment."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from bureau.console.navigation import leave_uncounted
from bureau.kernel.entries import Refused
from bureau.kernel.refusals import MissingPermission, Refusal, Stale
from bureau.trail.wall import OutsideTheTrailError

WITHOUT_NUMBERS = (
    403,
    503,
)  # answers whose menu counts nothing: not for this person, or not to be reckoned now
MOST = 5  # faults that a page names; mingjian law check and mingjian calendar load name all
log = logging.getLogger(__name__)
PAGE, FRAGMENT = "console/refusal.html", "console/refusal.html#refusal"


class UnusableText(Refusal):
    """A text file of the law or the calendar, by which pages reckon, cannot be used (503); its faults are named."""

    status = 503

    def __init__(self, error: Refused) -> None:
        faults = " ".join(one.in_(get_language() or "zh") for one in error.faults[:MOST])
        super().__init__(
            _("A text file that this page reckons by cannot be used until it is mended. %(faults)s")
            % {"faults": faults}
        )


class AnswersRefusals:
    """Turns what a view refused into an answer; nothing was changed, and the answer says so."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The answer to a refusal; anything else is Django's."""
        if isinstance(error, Refusal):
            return refused(request, error)
        if isinstance(error, Refused):
            return refused(request, UnusableText(error))
        if isinstance(error, Http404):
            return None
        if isinstance(error, OutsideTheTrailError):
            log.error("a view wrote outside the trail: %s", error)
        return None


def refused(request: HttpRequest, error: Refusal) -> HttpResponse:
    """A page, or a fragment for a request that swaps one."""
    if error.status in WITHOUT_NUMBERS:
        leave_uncounted(request)
    partial = request.headers.get("HX-Request") == "true" and "HX-Boosted" not in request.headers
    context = {
        "sentence": error.sentence,
        "status": error.status,
        "stale": error if isinstance(error, Stale) else None,
        "title": {403: _("You may not do this"), 409: _("This cannot be done now")}.get(
            error.status, _("This was not done")
        ),
    }
    return render(request, FRAGMENT if partial else PAGE, context, status=error.status)


def denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What is refused before a view is called (403): the same answer as from a view."""
    if isinstance(exception, Refusal):
        return refused(request, exception)
    return refused(request, MissingPermission("", _("Your role does not include this page.")))


def fault(request: HttpRequest) -> HttpResponse:
    """A fault of ours (500): a short number that stands in the log too, and nothing of the inside."""
    leave_uncounted(request)
    number = f"E-{secrets.token_hex(2).upper()}"
    log.error("%s at %s", number, request.path)
    return render(request, "console/fault.html", {"number": number}, status=500)


def absent(request: HttpRequest, exception: Exception) -> HttpResponse:
    """No such page (404): the same whether it never was or is not for this person."""
    del exception
    leave_uncounted(request)
    return render(request, "console/absent.html", status=404)
