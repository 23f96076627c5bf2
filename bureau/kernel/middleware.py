"""Closed by default: a view that declared nothing is refused, and one that needs a permission asks for it."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from bureau.kernel.access import access_of
from bureau.kernel.refusals import MissingPermission

log = logging.getLogger(__name__)


class ClosedByDefault:
    """Lets a request through to a view that declared what it needs, if the person holds it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on; the view is judged once it is known."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], _args: object, _kwargs: object
    ) -> HttpResponse | None:
        """Judge the view that was found."""
        access = access_of(view)
        if access is None:
            log.error("%s declares no access and stays closed", getattr(view, "__qualname__", view))
            raise MissingPermission("", _("This page is closed."))
        if access.open_to_all:
            return None
        if not request.user.is_authenticated:
            return _to_login(request)
        if access.permissions and not any(request.user.may(one) for one in access.permissions):
            raise MissingPermission(access.permissions[0], _("Your role does not include this page."))
        return None


def _to_login(request: HttpRequest) -> HttpResponse:
    """To the sign-in page; a fragment's request takes the whole page there."""
    if request.headers.get("HX-Request") == "true":
        answer = HttpResponse(status=401)
        answer["HX-Redirect"] = str(settings.LOGIN_URL)
        return answer
    return redirect_to_login(request.get_full_path())
