"""A step on a collection or a part that has a form: asked, refused with its reason, or done and told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from bureau.registry.views.answers import done, form_page


@dataclass(frozen=True)
class Step:
    """What the page says: title, the button's words, of whom, the consequence, what is said when done; and where back.

    `danger` outlines the button red.
    """

    title: str
    do: str
    about: str
    consequence: str
    said: str
    back: str
    where: str
    danger: bool = False
    template: str = "collecting/step.html"


def step_page(
    request: HttpRequest, step: Step, form: forms.Form, act: Callable[[Any], object], objection: str
) -> HttpResponse:
    """Ask with the form; when it is sent and fits, do it and go back."""
    if request.method == "POST" and form.is_valid() and done(form, lambda: act(form.cleaned_data)):
        messages.success(request, step.said)
        return redirect(step.back)
    context = {"step": step, "objection": "" if form.is_bound else objection}
    return form_page(request, step.template, form, **context)
