"""A period as its clock shows it: the lines of the arithmetic, and a wall calendar of every month it touches."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from bureau.kernel.periods import Reckoning, Step, What
from bureau.kernel.phrases import Phrase
from bureau.ui.figures import spoken_month

Line = dict[str, str]
ASIDE = {What.STOPPED: "stop", What.RESTED: "rest", What.ROLLED: "rest"}


@dataclass(frozen=True)
class Month:
    """One month for `c-calendar`: weeks of seven days, each with its kind and what is said of it."""

    title: str
    weeks: list[list[Line]]


@dataclass(frozen=True)
class Face:
    """What a `c-clock` shows of a period."""

    lines: list[Line]
    total: Line
    months: list[Month]
    names: list[str]
    key: list[tuple[str, str]]


def face_of(found: Reckoning, today: dt.date) -> Face:
    """The face of a reckoning as it stands on a day, in the reader's language."""
    return Face(
        list(_lines(found)),
        {"how": _("the end of that day"), "day": str(found.due)},
        [_month(found, today, year, month) for year, month in _months(found)],
        [_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun")],
        _key(found),
    )


def words(phrase: Phrase) -> str:
    """A phrase in the reader's language."""
    return phrase.in_(get_language() or "zh")


def _lines(found: Reckoning) -> Iterator[Line]:
    what = _("Counted back from") if found.backwards else _("Counted from")
    yield _line(what, _("the day itself is not counted"), found.trigger)
    yield _line(_("Go back") if found.backwards else _("Add"), words(found.length.words))
    for one in found.extensions:
        how = _("%(length)s, approved on %(day)s: %(approval)s")
        yield _line(
            _("Extended"),
            how % {"length": words(one.length.words), "day": one.approved_on, "approval": one.approval},
        )
    for stop in found.stops:
        how = _("%(first)s to %(last)s: %(document)s")
        yield _line(_("deducted"), how % {"first": stop.first, "last": stop.last, "document": stop.document})
    rested = sum(one.what is What.RESTED for one in found.steps)
    if rested:
        yield _line(_("Not counted"), _("%(n)s days of rest") % {"n": rested})
    rolled = [one for one in found.steps if one.what is What.ROLLED]
    if rolled:
        what = _("Moved earlier") if found.backwards else _("Moved on")
        day = dt.timedelta(days=1)
        ended = rolled[0].day + day if found.backwards else rolled[0].day - day
        yield _line(what, _("it ended on a day of rest"), ended)


def _line(what: str, how: str, day: dt.date | None = None) -> Line:
    return {"what": what, "how": how, "day": day.isoformat() if day else ""}


def _months(found: Reckoning) -> list[tuple[int, int]]:
    days = [found.trigger, *(one.day for one in found.steps)]
    return sorted({(one.year, one.month) for one in days})


def _month(found: Reckoning, today: dt.date, year: int, month: int) -> Month:
    steps = {one.day: one for one in found.steps}
    weeks = [
        [_day(found, steps.get(day), day, today) if day.month == month else _blank() for day in week]
        for week in calendar.Calendar().monthdatescalendar(year, month)
    ]
    return Month(spoken_month(dt.date(year, month, 1), year=True), weeks)


def _blank() -> Line:
    return {"day": "", "kind": "out", "title": ""}


def _day(found: Reckoning, step: Step | None, day: dt.date, today: dt.date) -> Line:
    return {"day": str(day.day), "kind": _kind(found, step, day, today), "title": _title(step)}


def _kind(found: Reckoning, step: Step | None, day: dt.date, today: dt.date) -> str:
    if day == found.trigger:
        return "start"
    if day == found.due.on:
        return "due"
    if step is None:
        return ""
    if step.what in ASIDE:
        return ASIDE[step.what]
    return "today" if day == today else "past" if day < today else "on"


def _title(step: Step | None) -> str:
    """Only where there is something to say: a holiday's name, a closure, the document of a stop."""
    if step is None:
        return ""
    return step.document or (words(step.kind.name) if step.kind.name else "")


def _key(found: Reckoning) -> list[tuple[str, str]]:
    key = [("start", _("counted from")), ("past", _("counted")), ("today", _("today")), ("on", _("to come"))]
    if found.stops:
        key.append(("stop", _("deducted")))
    return [*key, ("rest", _("holiday")), ("due", _("last day"))]
