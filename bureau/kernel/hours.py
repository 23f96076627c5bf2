"""Periods in hours: they begin at an instant and run on through nights and holidays, to the minute."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from bureau.kernel.lengths import Length, PeriodRefused, Unit
from bureau.kernel.phrases import Phrase

INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}")
NO_INSTANT = Phrase(
    "没有“{text}”这一时刻；时刻应如 2022-05-16T14:30（当地时间）。",
    "There is no instant “{text}”; write one as 2022-05-16T14:30, in local time.",
)
NOT_HOURS = Phrase(
    "{length}从某日起算，不从某一时刻起算；起算请写日期，如 2022-05-16。",
    "{length} are counted from a day and not from an instant; write a day such as 2022-05-16.",
)


@dataclass(frozen=True)
class HourReckoning:
    """When hours that began at an instant are over, both in local time."""

    begun: dt.datetime
    length: Length
    due: dt.datetime


def names_an_instant(text: str) -> bool:
    """Whether a text has an hour, and is not a day alone."""
    return "T" in text


def read_instant(text: str) -> dt.datetime:
    """A local instant from `2022-05-16T14:30`.

    Raises:
        PeriodRefused: there is none of that name.
    """
    try:
        return dt.datetime.fromisoformat(text if INSTANT.fullmatch(text) else "")
    except ValueError as error:
        raise PeriodRefused(NO_INSTANT.with_(text=text)) from error


def reckon_hours(begun: dt.datetime, length: Length) -> HourReckoning:
    """When so many hours have passed. A day of rest changes nothing.

    Raises:
        PeriodRefused: the length is not in hours.
    """
    if length.unit is not Unit.HOUR:
        raise PeriodRefused(NOT_HOURS.with_(length=length.words))
    return HourReckoning(begun, length, begun + dt.timedelta(hours=length.count))
