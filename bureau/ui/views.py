"""The gallery: every component in every state, for people who write pages and for the test that renders it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from bureau.kernel.access import needs
from bureau.ui.drawing import Period, timeline, waterfall
from bureau.ui.filters import Filters
from bureau.ui.paging import Counted, Page


class _SampleFilters(Filters):
    word = forms.CharField(label="Word")
    kind = forms.ChoiceField(label="Kind", choices=[("", "All"), ("a", "A"), ("b", "B")])


class _SampleForm(forms.Form):
    word = forms.CharField(label="Word", help_text="A hint.", min_length=5)
    file = forms.FileField(label="File", required=False)


# What needs no request.
_PARTS: dict[str, Any] = {
    "steps": [
        {"title": "One", "note": "2022-05-20", "state": "done"},
        {"title": "Two", "note": "", "state": "now"},
        {"title": "Three", "note": "15", "state": ""},
    ],
    "nodes": [
        {
            "kind": "First",
            "number": "L-1",
            "url": "#",
            "what": "What",
            "by": "Who",
            "state": "",
            "here": False,
        },
        {
            "kind": "Second",
            "number": "V-2",
            "url": "",
            "what": "What",
            "by": "Who",
            "state": "done",
            "said": "Done",
            "here": True,
        },
    ],
    "rows": [
        {"title": "Who", "cells": ["proves", "supports", ""], "hole": ""},
        {"title": "When", "cells": [], "hole": "Nothing shows when. Ask for the record."},
    ],
    "weeks": [
        [
            {"day": d, "kind": kind, "title": kind}
            for d, kind in zip(
                range(1, 8), ("start", "past", "today", "on", "stop", "rest", "due"), strict=True
            )
        ]
    ],
}


@needs()
def gallery(request: HttpRequest) -> HttpResponse:
    """All of it on one page."""
    day = dt.date(2022, 6, 20)
    lanes = [
        ("A", [Period(dt.date(2020, 1, 1), None, "open")]),
        (
            "B",
            [
                Period(None, dt.date(2021, 3, 1), "ended"),
                Period(dt.date(2021, 3, 2), dt.date(2021, 9, 1), "gap", gap=True),
            ],
        ),
    ]
    form = _SampleForm({"word": "abc"})
    form.is_valid()
    context: dict[str, Any] = {
        "filters": _SampleFilters(request),
        "form": form,
        "page": Page([], 1, Counted(10_000, more=True), "", "x"),
        "timeline": timeline(
            lanes, first=dt.date(2020, 1, 1), last=dt.date(2022, 7, 1), today=day, said="Two lanes"
        ),
        "waterfall": waterfall(
            [("One", 5.0, "capped"), ("Two", 2.6, ""), ("Three", 0.0, "")], said="A sum of 7.6"
        ),
        **_PARTS,
    }
    return render(request, "ui/gallery.html", context)
