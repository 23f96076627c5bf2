"""Days whose year has two digits, 20.4.24: read where 年 or the same line proves which it is, and told."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from bureau.registry.roster.refusing import Said

TOLD = Said(
    "年份只写了两位，按本行其他内容读作 {day}；请写全年份。",
    "The year has two digits; by what else stands in this line it was read as {day}. Write the year in full.",
)
_WRITTEN = re.compile(r"[’'‘]?(\d\d)\s*([-./．。年])\s*(\d{1,2})\s*[-./．。月]\s*(\d{1,2})\s*[日号]?")
_PERIOD = re.compile(r"(?<![\d./])(\d\d)[-./．。年](\d{1,2})[-./．。月](\d{1,2})日?(?!\d)")
_REST = re.compile(r"[\s至到起止自—–~～\-有效期:：]*")
LAST_CENTURY = 80  # years of two digits from here on are of the last century
MOST = 40  # characters of a day or a period
LONGEST = 6  # years of a certificate


def may_be(text: str) -> bool:
    """Whether a text holds a day whose year has two digits."""
    return len(text) < MOST and _PERIOD.search(text) is not None


def whole(
    text: str, others: Iterable[dt.date], numbers: Iterable[str], *, end: bool, alike: bool = False
) -> dt.date | None:
    """The day that a text of two-digit year means, None where it has another form or nothing proves the order.

    It is proved by 年, by another day of the certificate (`others`) from which it lies whole years, or by the year in
    the certificate's number (`numbers`): the year of issue, six years before the last day, which is asked for if `end`;
    or because another day of the line, written so, is proved (`alike`).
    Of a period (20.4.24-26.4.23) the two days prove each other.
    """
    days = [_day(*map(int, found)) for found in _PERIOD.findall(text)]
    if len(days) == 2 and days[0] and days[1] and _REST.fullmatch(_PERIOD.sub("", text)):
        return days[1 if end else 0] if is_term(days[0], days[1]) else None
    found = _WRITTEN.fullmatch(text.strip())
    day = possible(text)
    if found is None or day is None:
        return None
    proved = alike or found[2] == "年" or any(is_term(*sorted((day, one))) for one in others)
    years = {2000 + int(one[:2]) for one in numbers}
    return day if proved or day.year - (LONGEST if end else 0) in years else None


def is_term(first: dt.date, last: dt.date) -> bool:
    """Whether two days begin and end a term of whole years, the last day being that before the anniversary or it."""
    after = last + dt.timedelta(days=1)
    whole_years = any((one.month, one.day) == (first.month, first.day) for one in (last, after))
    return whole_years and 1 <= after.year - first.year <= LONGEST


def possible(text: str) -> dt.date | None:
    """The day that a text would mean with its year first."""
    found = _WRITTEN.fullmatch(text.strip())
    return _day(int(found[1]), int(found[3]), int(found[4])) if found else None


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year + (1900 if year >= LAST_CENTURY else 2000), month, day)
    except ValueError:
        return None
