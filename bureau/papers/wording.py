"""How days and moments are written in official papers: 2022年6月20日9时05分."""

from __future__ import annotations

import datetime as dt

from bureau.kernel import clock


def day_words(day: dt.date | None) -> str:
    """A day as papers write it; no day is empty."""
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def moment_words(at: dt.datetime | None) -> str:
    """An instant by the office's clock; none is empty."""
    if at is None:
        return ""
    here = at.astimezone(clock.SHANGHAI)
    return f"{day_words(here.date())}{here.hour}时{here.minute:02d}分"
