"""What every page's frame shows: the menu, the unit, who is signed in, the clock that stands still."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from bureau.console.navigation import menu
from bureau.kernel import clock
from bureau.people.models import Account, Unit
from bureau.people.permissions import P
from bureau.people.selectors import current_unit

LANGUAGES = {
    "zh-hans": {"code": "en", "lang": "en", "name": "English"},
    "en": {"code": "zh-hans", "lang": "zh-CN", "name": "中文"},
}


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context of the layout; what costs a query is asked only where a page draws it."""
    account = getattr(request, "user", None)
    signed_in = isinstance(account, Account)
    session = getattr(request, "session", {})
    return {
        "navigation": SimpleLazyObject(lambda: menu(request)) if signed_in else (),
        "frame": SimpleLazyObject(lambda: _frame(request)),
        "large_text": account.large_text
        if isinstance(account, Account)
        else session.get("large_text", False),
        "today": clock.today(),
        "standing_still": clock.stopped_at(),
        "upload_limit": settings.UPLOAD_LIMIT,
    }


def _frame(request: HttpRequest) -> dict[str, Any]:
    account = request.user
    found: dict[str, Any] = {"other_language": LANGUAGES.get(get_language() or "", LANGUAGES["zh-hans"])}
    if not isinstance(account, Account):
        return found
    return found | {
        "home": reverse("console:home"),
        "search": reverse("console:search") if account.may(P.INSTITUTION_READ) else "",
        "search_hint": _("Institution, pinyin initials, certificate number, code, person"),
        "searched": request.GET.get("q", "") if request.path == reverse("console:search") else "",
        "help": reverse("console:help"),
        "own": reverse("people:own-account"),
        "sign_out": reverse("people:logout"),
        "switch_text": reverse("people:switch-text-size"),
        "switch_language": reverse("people:switch-language"),
        "switch_unit": reverse("people:switch-unit"),
        "place": account.jurisdiction.short_name if account.jurisdiction else "",
        "units": _units(request, account),
    }


def _units(request: HttpRequest, account: Account) -> list[dict[str, Any]]:
    """The units to choose from, set in by their depth; none where there is but one."""
    reached = list(Unit.objects.visible_to(account).active())
    if len(reached) < 2:
        return []
    chosen = current_unit(request)
    least = min(unit.path.count("/") for unit in reached)
    return [
        {
            "value": unit.reference,
            "label": "　" * (unit.path.count("/") - least) + unit.short_name,
            "chosen": unit == chosen,
        }
        for unit in reached
    ]
