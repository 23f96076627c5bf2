"""The rules of a session, before any view: it ends by its limits, and a one-time password is changed first."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode, urlsplit

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from bureau.kernel.access import access_of
from bureau.people import sessions

# What somebody with a one-time password may still open.
BEFORE_THE_PASSWORD = frozenset(
    {"people:change-password", "people:logout", "people:switch-language", "people:switch-text-size"}
)


class SessionRules:
    """Ends sessions that are over and says why on the sign-in page, which leads back to where one was."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on; the rules apply once the view is known."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], _args: object, _kwargs: object
    ) -> HttpResponse | None:
        """End the session, ask for a new password, or note that the session is in use."""
        if not request.user.is_authenticated:
            return None
        access = access_of(view)
        is_open = access is not None and access.open_to_all
        why = sessions.why_over(request.session)
        if why:
            logout(request)
            return None if is_open else _go(request, f"{reverse('people:login')}?{_query(request, why)}")
        sessions.note(request.session)
        name = request.resolver_match.view_name if request.resolver_match else ""
        if request.user.must_change_password and not is_open and name not in BEFORE_THE_PASSWORD:
            return _go(request, reverse("people:change-password"))
        return None


def _query(request: HttpRequest, why: str) -> str:
    return urlencode({"next": _page_of(request), "why": why})


def _page_of(request: HttpRequest) -> str:
    """The page somebody was on: what was asked for, or the page that held the form or the fragment."""
    if request.method == "GET" and request.headers.get("HX-Request") != "true":
        return request.get_full_path()
    came_from = urlsplit(request.headers.get("HX-Current-URL") or request.headers.get("Referer") or "")
    if came_from.netloc not in {"", request.get_host()}:
        return "/"
    return f"{came_from.path or '/'}{f'?{came_from.query}' if came_from.query else ''}"


def _go(request: HttpRequest, url: str) -> HttpResponse:
    """There, with the whole page even where only a fragment was asked for."""
    if request.headers.get("HX-Request") != "true":
        return redirect(url)
    answer = HttpResponse(status=401)
    answer["HX-Redirect"] = url
    return answer
