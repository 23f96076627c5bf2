"""How the pages of this room ask a service and answer with a form: 200 to look, 422 to correct, 409 when refused."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django import forms
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from bureau.files.intake import NotAccepted
from bureau.kernel.access import gate
from bureau.kernel.refusals import NotNow, Stale
from bureau.people.answering import form_page, posted, who
from bureau.people.conflicts import REFUSED, meet
from bureau.people.models import Account
from bureau.registry.models import Institution
from bureau.registry.selectors import changes_since

__all__ = ["REFUSED", "day_of", "done", "form_page", "institution_of", "posted", "speaker_of", "who"]


def institution_of(request: HttpRequest, reference: str) -> Institution:
    """The institution, if whoever asks may see it."""
    rows = Institution.objects.select_related("unit", "officer", "parent", "merged_into")
    found: Institution = gate(rows, for_=who(request), reference=reference)
    return found


def speaker_of(institution: Institution, username: str) -> Account:
    """The account that speaks for the institution today, or none (404)."""
    links = institution.accounts.select_related("account")
    account: Account = get_object_or_404(links, account__username=username, valid_to__isnull=True).account
    return account


def day_of(text: str) -> dt.date | None:
    """A day of the address, or None where it names none."""
    if not text:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise Http404(text) from error


def done(form: forms.Form, act: Callable[[], object]) -> bool:
    """Whether the service did it; else its objection stands on the form, with what was entered."""
    try:
        act()
    except Stale as stale:
        _show_conflict(form, stale)
    except NotNow as refusal:
        form.add_error(None, forms.ValidationError(refusal.sentence, code=REFUSED))
    except NotAccepted as refusal:
        form.add_error("file" if "file" in form.fields else None, refusal.sentence)
    else:
        return True
    return False


def _show_conflict(form: Any, stale: Stale) -> None:  # noqa: ANN401 - a form that learns of a conflict
    """What others saved meanwhile stands beside what was entered; sending it again saves over theirs, knowingly."""
    meet(form, stale)
    if isinstance(stale.row, Institution) and not form.clash.clashes:
        # What others did to the dossier is said fact by fact; the form has no values of its own to hold against it.
        form.clash, form.conflict = None, changes_since(stale.row, stale.base)
