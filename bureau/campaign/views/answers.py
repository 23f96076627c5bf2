"""How the pages of this room ask a service and answer with a form: 200 to look, 422 to correct, 409 when refused."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from bureau.campaign.models import Campaign, Phase
from bureau.campaign.selectors import campaign_of
from bureau.kernel.refusals import NotNow, Stale
from bureau.people.answering import form_page, posted, who
from bureau.people.conflicts import REFUSED, meet
from bureau.ui.forms import VersionedForm

__all__ = ["REFUSED", "campaign_asked", "done", "form_page", "phase_of", "posted", "who"]


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
        if not isinstance(form, VersionedForm):
            raise
        meet(form, stale)
    except NotNow as refusal:
        form.add_error(None, forms.ValidationError(refusal.sentence, code=REFUSED))
    else:
        return True
    return False
