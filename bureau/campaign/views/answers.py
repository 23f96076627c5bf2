"""How the pages of this room ask a service and answer with a form: 200 to look, 422 to correct, 409 when refused."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db import models
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from bureau.campaign.models import Campaign, Phase
from bureau.campaign.selectors import campaign_of
from bureau.kernel.refusals import NotNow, Stale
from bureau.people.answering import form_page, posted, who
from bureau.people.conflicts import REFUSED

__all__ = ["REFUSED", "Conflict", "campaign_asked", "done", "form_page", "phase_of", "posted", "who"]


@dataclass(frozen=True)
class Conflict:
    """One field in which what stands there now differs from what was entered."""

    label: str
    theirs: str
    mine: str


def campaign_asked(request: HttpRequest, reference: str) -> Campaign:
    """The campaign, if whoever asks may see it."""
    return campaign_of(reference, who(request))


def phase_of(campaign: Campaign, number: str) -> Phase:
    """A phase of the campaign, or none (404)."""
    row: Phase = get_object_or_404(campaign.phases, number=number if number.isdecimal() else 0)
    return row


def done(form: forms.Form, act: Callable[[], object]) -> bool:
    """Whether the service did it; else its objection stands on the form, with what was entered."""
    try:
        act()
    except Stale as stale:
        form.add_error(None, forms.ValidationError(stale.sentence, code=REFUSED))
        _show_conflict(form, stale)
    except NotNow as refusal:
        form.add_error(None, forms.ValidationError(refusal.sentence, code=REFUSED))
    else:
        return True
    return False


def _show_conflict(form: Any, stale: Stale) -> None:  # noqa: ANN401 - a form that knows what stands
    """What others saved stands beside what was entered; sending it again saves over theirs, knowingly."""
    standing = form.of(stale.row) if hasattr(form, "of") else {}
    form.conflict = [
        Conflict(str(form.fields[name].label), theirs, mine)
        for name, value in standing.items()
        if (theirs := _said(value)) != (mine := _said(form.cleaned_data.get(name)))
    ]
    form.data = form.data.copy()
    form.data["base"] = str(stale.row.version)


def _said(value: Any) -> str:  # noqa: ANN401 - whatever a field holds
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, models.Model):
        return str(getattr(value, "reference", value))
    if isinstance(value, list | tuple | models.QuerySet):
        return _(", ").join(sorted(_said(one) for one in value)) or "—"
    return str(value) if value else "—"
