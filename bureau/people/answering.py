"""How pages of every room take a request and answer with a form: 200 to look, 422 to correct, 409 when refused."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from bureau.kernel.access import actor_of
from bureau.people.conflicts import REFUSED
from bureau.people.models import Account


def who(request: HttpRequest) -> Account:
    """Whose request it is. Only for views that need somebody signed in."""
    account: Account = actor_of(request)  # type: ignore[assignment] # accounts are the only kind of user
    return account


def posted(request: HttpRequest) -> Any:  # noqa: ANN401 - what was sent, or None
    """What a form gets: what was sent, even if nothing was filled in, or None where somebody only looks."""
    return request.POST if request.method == "POST" else None


def sent(request: HttpRequest) -> dict[str, Any]:
    """The same with its files, as arguments of a form; none where somebody only looks."""
    return {"data": request.POST, "files": request.FILES} if request.method == "POST" else {}


def form_page(request: HttpRequest, template: str, form: forms.Form, **context: Any) -> HttpResponse:
    """The page with its form, and the status that says how the form stands."""
    status = 200
    if form.is_bound and form.errors:
        status = 409 if form.has_error(NON_FIELD_ERRORS, REFUSED) else 422
    return render(request, template, {**context, "form": form}, status=status)
