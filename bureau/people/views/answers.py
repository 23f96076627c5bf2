"""How the pages of this room ask a service and answer with a form: 200 to look, 422 to correct, 409 when refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from bureau.kernel.access import actor_of
from bureau.kernel.refusals import NotNow, Stale
from bureau.people.conflicts import REFUSED, meet
from bureau.people.models import Account
from bureau.ui.forms import VersionedForm

T = TypeVar("T")


def who(request: HttpRequest) -> Account:
    """Whose request it is. Only for views that need somebody signed in."""
    account: Account = actor_of(request)  # type: ignore[assignment] # accounts are the only kind of user
    return account


def done(form: forms.Form, act: Callable[[], T]) -> T | None:
    """What the service gave, or None after its objection has been put on the form, where the entries still stand."""
    try:
        return act()
    except Stale as stale:
        if not isinstance(form, VersionedForm):
            raise
        meet(form, stale)
    except NotNow as refusal:
        form.add_error(None, forms.ValidationError(refusal.sentence, code=REFUSED))
    return None


def form_page(request: HttpRequest, template: str, form: forms.Form, context: dict[str, Any]) -> HttpResponse:
    """The page with its form, and the status that says how the form stands."""
    status = 200
    if form.is_bound and form.errors:
        status = 409 if form.has_error(NON_FIELD_ERRORS, REFUSED) else 422
    return render(request, template, {**context, "form": form}, status=status)


def way_back(request: HttpRequest, otherwise: str) -> str:
    """Where to go afterwards: the `next` that came along, if it leads into this site."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    inside = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if inside else otherwise
