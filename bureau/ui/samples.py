"""What the gallery shows: every component with invented contents, in each of its states."""

from __future__ import annotations

import datetime as dt
from typing import Any, get_args

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bureau.ui import tones
from bureau.ui.drawing import (
    Bars,
    Count,
    Course,
    Courses,
    Period,
    Plan,
    Spread,
    Timeline,
    Waterfall,
    bars,
    courses,
    plan,
    spread,
    timeline,
    waterfall,
)
from bureau.ui.figures import spoken_day, spoken_month
from bureau.ui.filters import Filters, choices
from bureau.ui.paging import Counted, Page
from bureau.ui.sorting import Sorting

TODAY = dt.date(2022, 6, 23)
for _tone in get_args(tones.Tone):  # a sample of every tone, named as rooms name theirs
    tones.register(_tone, f"gallery.{_tone}")
NATURES = (("own", gettext_lazy("Being put right")), ("other", gettext_lazy("To be rechecked")))
DAYS_OF_JUNE = 30


class SampleFilters(Filters):
    """Conditions as a register has them."""

    state = forms.ChoiceField(label=gettext_lazy("State"), choices=choices(NATURES))
    officer = forms.CharField(label=gettext_lazy("Responsible officer"))
    words = forms.CharField(label=gettext_lazy("Find"))


class SampleForm(forms.Form):
    """A field of every kind, the first of which was filled in wrongly."""

    code = forms.RegexField(
        r"^[0-9A-Z]{17}N$",
        label=gettext_lazy("Unified social credit code"),
        error_messages={
            "invalid": gettext_lazy("The 18th character is wrong; it should be N. Look at the licence.")
        },
    )
    state = forms.ChoiceField(label=gettext_lazy("State"), choices=NATURES)
    way = forms.ChoiceField(
        label=gettext_lazy("How it comes to you"), choices=NATURES, widget=forms.RadioSelect, required=False
    )
    on = forms.DateField(
        label=gettext_lazy("Day"), help_text=gettext_lazy("Such as 2022-06-01."), required=False
    )
    remind = forms.BooleanField(label=gettext_lazy("Remind me a day before"), required=False)


class ReasonForm(forms.Form):
    """The reason that a step which cannot be taken back wants."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("Goes on record; at least 20 characters."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class FileForm(forms.Form):
    """A file."""

    file = forms.FileField(label=gettext_lazy("Choose a file, or drop it here"))


def context(request: HttpRequest) -> dict[str, Any]:
    """Everything the gallery draws."""
    form = SampleForm({"code": "91150699MA0QX7K23X", "state": "own"})
    form.is_valid()
    return {
        "filters": SampleFilters(request),
        "form": form,
        "reason": ReasonForm(),
        "upload": FileForm(),
        "sorting": Sorting(request, {"due": ("due",), "name": ("name",)}, default="due"),
        "page": Page([1] * 17, 1, Counted(47), "", "x"),
        "many": Counted(10_000, more=True),
        "day": TODAY,
        "earlier": dt.date(2022, 6, 17),
        **evidence(),
        "timeline": sample_timeline(),
        "courses": sample_courses(),
        "waterfall": sample_waterfall(),
        "plan": sample_plan(),
        "spread": sample_spread(),
        "bars": sample_bars(),
        "history": history(),
    }


def evidence() -> dict[str, Any]:
    """Stages, a chain, a matrix, a clock and its calendar."""
    return {
        "steps": [
            {"title": _("Verify"), "note": _("05-16 to 06-06"), "state": "done"},
            {"title": _("Opened"), "note": "06-06", "state": "done"},
            {"title": _("Investigate"), "note": _("day 10 of 90"), "state": "now"},
            {"title": _("Review"), "note": _("10 working days"), "state": ""},
            {"title": _("Decide"), "note": _("by 09-13"), "state": ""},
        ],
        "nodes": nodes(),
        "columns": [
            {"title": _("Exhibit %(n)s") % {"n": n}, "url": "#", "note": note}
            for n, note in enumerate((_("licence"), _("log"), _("statement")), start=1)
        ],
        "rows": rows(),
        "lines": [
            {"what": _("Opened"), "how": _("06-06, itself not counted"), "day": ""},
            {"what": _("Plus 90 days"), "how": _("06-07 is the first"), "day": "09-04"},
            {
                "what": _("Less 7 days"),
                "how": _("06-15 to 06-21, an expert's opinion"),
                "day": "09-11",
                "url": "#",
                "proof": _("Proof: exhibit 5"),
            },
            {"what": _("Moved on"), "how": _("to the first working day after the holiday"), "day": "09-13"},
        ],
        "total": {"how": _("today is day 10, 80 remain"), "day": "2022-09-13"},
        "month": spoken_month(TODAY, year=False),
        "weekdays": [_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun")],
        "weeks": weeks(),
        "key": [
            ("start", _("opened")),
            ("past", _("counted")),
            ("today", _("today")),
            ("on", _("to come")),
            ("stop", _("deducted")),
            ("rest", _("holiday")),
            ("due", _("last day")),
        ],
        "drawing_key": [("this", _("this one")), ("peer", _("the others")), ("gap", _("a gap"))],
    }


def nodes() -> list[dict[str, Any]]:
    """A chain of four, one of them the present page and one not begun."""
    made = [
        (_("Hit"), "L-0213", _("Two tests at one time"), _("the screen, rules 3"), "good", _("taken up")),
        (_("Visit"), "2022-028", _("40 drawn, the log compared"), "马强、方磊", "good", _("visit ended")),
        (_("Case"), "〔2022〕7号", _("Suspected untested report"), "方磊", "run", _("being investigated")),
        (_("Notice"), "", _("Notice of penalty"), _("by 09-13"), "idle", _("waits for the step before")),
    ]
    return [
        {
            "kind": kind,
            "number": number or _("not begun"),
            "url": "#" if number else "",
            "what": what,
            "by": by,
            "at": "05-16",
            "state": f"gallery.{state}",
            "said": said,
            "here": number == "〔2022〕7号",
        }
        for kind, number, what, by, state, said in made
    ]


def rows() -> list[dict[str, Any]]:
    """Three things to be proved: one proved, one only supported, one with nothing."""
    return [
        {
            "title": _("The party"),
            "note": _("in its own name"),
            "cells": ["proves", "", "supports"],
            "verdict": _("shown"),
            "tone": "good",
        },
        {
            "title": _("Day of the conduct"),
            "note": _("settles which version applies"),
            "cells": ["", "supports", ""],
            "verdict": _("only supported"),
            "tone": "warn",
        },
        {
            "title": _("How signed"),
            "note": _("what the signatory knew"),
            "hole": _("Nothing shows it. Ask the signatory."),
            "url": "#",
            "cure": _("Get evidence"),
        },
    ]


def weeks() -> list[list[dict[str, Any]]]:
    """June 2022, with a day of every kind."""
    kinds = {6: "start", 23: "today", 30: "due"}
    kinds |= dict.fromkeys((3, 4, 5), "rest") | dict.fromkeys(range(15, 22), "stop")
    kinds |= dict.fromkeys((*range(7, 15), 22), "past") | dict.fromkeys(range(24, 30), "on")
    said = {6: _("opened"), 23: _("today"), 30: _("last day")}
    days = [{"day": "", "kind": "out", "title": ""}] * 2
    for day in range(1, DAYS_OF_JUNE + 1):
        days.append({"day": str(day), "kind": kinds.get(day, ""), "title": said.get(day, "")})
    return [days[start : start + 7] for start in range(0, len(days), 7)]


def sample_courses() -> Courses:
    """Stretches of work: one done, one under way and late, one ahead."""
    days = [dt.date(2022, month, day) for month, day in ((5, 5), (5, 16), (6, 30), (7, 31))]
    late = _("3 of 7 conditions met")
    listed = (
        Course(_("Survey"), days[0], days[1], done=True, text=_("signed off on 17 May")),
        Course(_("Visits"), days[1], days[2], text=_("51 of 68"), warning=late),
        Course(_("Rechecks"), days[2] + dt.timedelta(days=1), days[3], text=_("not begun")),
    )
    return courses(listed, today=TODAY, said=_("Three stretches of work over time, and today"))


def sample_timeline() -> Timeline:
    """Two lanes, one with a gap, and what fell into it."""
    months = [dt.date(2021 + n // 12, n % 12 + 1, 1) for n in range(18)]
    ends = [*(one - dt.timedelta(days=1) for one in months[1:]), dt.date(2022, 6, 30)]
    numbers = (15, 9, 18, 20, 22, 24, 25, 26, 25, 24, 14, 11, 8, 7, 19, 25, 21, 13)
    bad = dict.fromkeys((13, 14), 7) | {15: 16}
    return timeline(
        [
            (_("Certificate"), [Period(dt.date(2018, 9, 3), dt.date(2024, 9, 2), "2018-09-03 — 2024-09-02")]),
            (
                _("Calibration"),
                [
                    Period(dt.date(2021, 3, 12), dt.date(2022, 2, 10), "YQ-0117"),
                    Period(dt.date(2022, 2, 11), dt.date(2022, 4, 20), _("none"), gap=True),
                    Period(dt.date(2022, 4, 21), None),
                ],
            ),
        ],
        first=dt.date(2021, 1, 1),
        last=dt.date(2022, 7, 31),
        today=TODAY,
        said=_("Two lanes over eighteen months; the calibration lapsed for 69 days"),
        counts=[
            Count(one, end, number, bad.get(n, 0))
            for n, (one, end, number) in enumerate(zip(months, ends, numbers, strict=True))
        ],
        counts_title=_("Reports a month"),
    )


def sample_waterfall() -> Waterfall:
    """A sum with a capped term and one of zero."""
    terms = [
        (_("Close to the limit"), 5.0, _("capped, was 7.2")),
        (_("Too many pass"), 4.1, ""),
        (_("Last digits"), 3.8, ""),
        (_("Repeated values"), 0.0, _("nothing found")),
    ]
    return waterfall(terms, said=_("A sum of 12.9 out of three terms"))


def sample_spread() -> Spread:
    """One value far from the others."""
    peers = [0.0, 0.1, 0.4, 0.8, 1.2, 1.9, 2.2, 2.8, 3.2, 3.9, 4.4, 5.1, 6.3, 8.0, 13.4]
    return spread(
        12.9, peers, own_said="12.9", median_said=_("median 2.8"), said=_("12.9, the second highest of 16")
    )


def sample_plan() -> Plan | None:
    """Two places among five others."""
    own = [(109.98, 39.81, _("Head office")), (110.05, 39.78, _("Second place"))]
    others = [(109.97, 39.80), (110.00, 39.82), (110.02, 39.79), (110.06, 39.80), (109.99, 39.77)]
    return plan(own, others, said=_("Two places, 7 kilometres apart"))


def sample_bars() -> Bars:
    """Four counts, one of them late."""
    values = [(_("Mon"), 12, "acc"), (_("Tue"), 18, "acc"), (_("Wed"), 7, "bad"), (_("Thu"), 0, "acc")]
    return bars(values, said=_("12, 18, 7 and 0 from Monday to Thursday"))


def history() -> list[dict[str, Any]]:
    """Three events, one without a link."""
    return [
        {
            "when": dt.date(2022, 6, 22),
            "what": _("The screen found something new"),
            "url": "#",
            "note": _("not yet judged"),
        },
        {"when": dt.date(2022, 6, 21), "what": _("Evidence handed in"), "url": "#", "note": ""},
        {
            "when": spoken_day(dt.date(2022, 5, 16), year=False),
            "what": _("Visited"),
            "url": "",
            "note": "马强、方磊",
        },
    ]
