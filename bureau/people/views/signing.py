"""Signing in and out, and what stands at the door when it stays shut for a while."""

from __future__ import annotations

import datetime as dt
from typing import Any

from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth import logout as end
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from bureau.kernel.access import open_to_all
from bureau.people import sessions
from bureau.people.addresses import client_address, is_this_machine
from bureau.people.forms import LoginForm
from bureau.people.views.answers import form_page, way_back

# Why somebody stands at the sign-in page, by the word in the address.
REASONS = {
    "idle": _(
        "You were signed out because nothing was done for 30 minutes. Sign in to go on where you were."
    ),
    "day": _("You were signed out because eight hours had passed. Sign in to go on where you were."),
    "left": _("You have signed out."),
    "everywhere": _("You have signed out on every machine."),
}


@open_to_all
@never_cache
@sensitive_post_parameters("password")
def login(request: HttpRequest) -> HttpResponse:
    """Sign in and go where one was going."""
    onward = way_back(request, resolve_url(settings.LOGIN_REDIRECT_URL))
    if request.user.is_authenticated:
        return redirect(onward)
    form = LoginForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid() and form.account is not None:
        sessions.begin(request, form.account)
        answer = redirect(onward)
        remember_language(answer, form.account.language)
        return answer
    context = {
        "next": way_back(request, ""),
        "idle_minutes": int(sessions.IDLE.total_seconds() // 60),
        "day_hours": int(sessions.DAY.total_seconds() // 3600),
        "why": REASONS.get(request.GET.get("why", "")),
        "elsewhere": settings.DEMO and not is_this_machine(request),
    }
    return form_page(request, "people/login.html", form, context)


@open_to_all
@require_POST
def logout(request: HttpRequest) -> HttpResponse:
    """End this session."""
    end(request)
    return redirect(f"{resolve_url(settings.LOGIN_URL)}?why=left")


def locked_out(
    request: HttpRequest, _answer: HttpResponse | None = None, credentials: dict[str, Any] | None = None
) -> HttpResponse:
    """Too many wrong passwords: until when, and whom to ask. The same for names that exist and names that do not."""
    attempts = AccessAttempt.objects.filter(
        username=(credentials or {}).get("username"), ip_address=client_address(request)
    )
    last = attempts.order_by().aggregate(at=Max("attempt_time"))["at"]
    pause: dt.timedelta = settings.AXES_COOLOFF_TIME
    context = {
        "until": last + pause if last else None,
        "minutes": int(pause.total_seconds() // 60),
        "limit": settings.AXES_FAILURE_LIMIT,
    }
    return render(request, "people/locked_out.html", context, status=429)


def remember_language(answer: HttpResponse, language: str) -> None:
    """Set the cookie by which pages are in that language from the next request on."""
    answer.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=365 * 24 * 3600,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
