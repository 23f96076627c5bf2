"""A step on one row of a campaign that has a form: asked, refused with its reason, or done and told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from bureau.campaign.models import Campaign
from bureau.campaign.views.answers import done, form_page


@dataclass(frozen=True)
class Step:
    """What the page says: its title with the object, the button's words, the consequence; `danger` outlines it red.

    It leads back to a tab of the campaign, or to `back`.
    """

    title: str
    do: str
    consequence: str = ""
    danger: bool = False
    tab: str = "plan"
    back: str = ""


def step_page(
    request: HttpRequest,
    campaign: Campaign,
    step: Step,
    form: forms.Form,
    act: Callable[[Any], object],
    *,
    objection: str = "",
    said: str,
) -> HttpResponse:
    """Ask with the form; when it is sent and fits, do it and go back to the campaign."""
    tab = f"?tab={step.tab}" if step.tab else ""
    back = step.back or reverse("campaign:campaign", args=[campaign.reference]) + tab
    if request.method == "POST" and form.is_valid() and done(form, lambda: act(form.cleaned_data)):
        messages.success(request, said)
        return redirect(back)
    refused = "" if form.is_bound else objection
    context = {"campaign": campaign, "step": step, "back": back, "objection": refused}
    return form_page(request, "campaign/step.html", form, **context)
