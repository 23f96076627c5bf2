"""How the pages of this room ask a service and answer with a form: 200 to look, 422 to correct, 409 when refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from bureau.kernel.access import actor_of, gate
from bureau.kernel.refusals import NotNow
from bureau.people.models import Account
from bureau.registry.models import Institution


def who(request: HttpRequest) -> Account:
    """Whose request it is."""
    account: Account = actor_of(request)  # type: ignore[assignment] # accounts are the only kind of user
    return account


def institution_of(request: HttpRequest, reference: str) -> Institution:
    """The institution, if whoever asks may see it."""
    rows = Institution.objects.select_related("unit", "officer", "parent")
    found: Institution = gate(rows, for_=who(request), reference=reference)
    return found


def done(form: forms.Form, act: Callable[[], object]) -> bool:
    """Whether the service did it; else its objection stands on the form, with what was entered."""
    try:
        act()
    except NotNow as refusal:
        form.add_error(None, forms.ValidationError(refusal.sentence, code="refused"))
        return False
    return True


def form_page(request: HttpRequest, template: str, form: forms.Form, **context: Any) -> HttpResponse:
    """The page with its form, and the status that says how the form stands."""
    status = 200
    if form.is_bound and form.errors:
        status = 409 if form.has_error(NON_FIELD_ERRORS, "refused") else 422
    return render(request, template, {**context, "form": form}, status=status)
