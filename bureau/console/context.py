"""What every page's frame shows: the menu, the clock that stands still, the name of the program."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from bureau.console.navigation import menu
from bureau.kernel import clock


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context of the layout; the menu is made only where a page draws it."""
    signed_in = getattr(request, "user", None) is not None and request.user.is_authenticated
    return {
        "navigation": SimpleLazyObject(lambda: menu(request)) if signed_in else (),
        "today": clock.today(),
        "standing_still": clock.stopped_at(),
        "is_demo": settings.DEMO,
        "upload_limit": settings.UPLOAD_LIMIT,
    }
