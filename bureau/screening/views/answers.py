"""How the pages of this room ask a service and answer with a form: 200 to look, 422 to correct, 409 when refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from bureau.files.intake import NotAccepted
from bureau.kernel.access import actor_of
from bureau.kernel.refusals import NotNow, Stale
from bureau.people.models import Account

REFUSED = "refused"


def who(request: HttpRequest) -> Account:
    """Whose request it is."""
    account: Account = actor_of(request)  # type: ignore[assignment] # accounts are the only kind of user
    return account


def posted(request: HttpRequest) -> Any:  # noqa: ANN401 - what was sent, or None
    """What a form gets: what was sent, even if nothing was filled in, or None where somebody only looks."""
    return request.POST if request.method == "POST" else None


def done(form: Any, act: Callable[[], object]) -> bool:  # noqa: ANN401 - a form that learns of a conflict
    """Whether the service did it; else its objection stands on the form, with what was entered."""
    try:
        act()
    except Stale as stale:
        form.add_error(None, forms.ValidationError(stale.sentence, code=REFUSED))
        form.stale = stale.row
        form.data = form.data.copy()
        form.data["base"] = str(stale.row.version)
    except NotNow as refusal:
        form.add_error(None, forms.ValidationError(refusal.sentence, code=REFUSED))
    except NotAccepted as refusal:
        form.add_error("file" if "file" in form.fields else None, refusal.sentence)
    else:
        return True
    return False


def form_page(request: HttpRequest, template: str, form: forms.Form, **context: Any) -> HttpResponse:
    """The page with its form, and the status that says how the form stands."""
    status = 200
    if form.is_bound and form.errors:
        status = 409 if form.has_error(NON_FIELD_ERRORS, REFUSED) else 422
    return render(request, template, {**context, "form": form}, status=status)
