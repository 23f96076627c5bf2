"""How numbers, money and days are written, in either language: one place, for pages, drawings and exports."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

MOST_COUNTED = 10_000
NONE = "—"
MYRIAD = 10_000
BYTES = ((2**30, "GB"), (2**20, "MB"), (2**10, "KB"))
WIDE_FROM = 0x2E7F  # from here on a character is as wide as two


def in_chinese() -> bool:
    """Whether the page is written in Chinese."""
    return (get_language() or "").startswith("zh")


def thousands(value: float | Decimal | None) -> str:
    """`12,345`, with half-width commas; a dash for none."""
    return NONE if value is None else f"{value:,}"


def capped(number: int, *, more: bool) -> str:
    """A count, or that it is above the number at which counting stopped: `1 万以上`, `over 10,000`."""
    if not more:
        return thousands(number)
    whole = in_chinese() and number % MYRIAD == 0
    said = f"{number // MYRIAD:,} 万" if whole else thousands(number)
    return _("over %(number)s") % {"number": said}


def money(yuan: Decimal | int | None) -> str:
    """`12,000 元`, `12,000.50 元`; `CNY 12,000` in English."""
    if yuan is None:
        return NONE
    number = f"{yuan:,.2f}".removesuffix(".00")
    return f"{number} 元" if in_chinese() else f"CNY {number}"


def of_bytes(value: int) -> str:
    """Bytes as a person reads them: `1.5 MB`."""
    for unit, name in BYTES:
        if value >= unit:
            return f"{value / unit:.1f} {name}".replace(".0 ", " ")
    return f"{value} B"


def full_day(day: dt.date | None) -> str:
    """`2022-06-17`, where the year matters."""
    return f"{day:%Y-%m-%d}" if day else NONE


def short_day(day: dt.date | None) -> str:
    """`06-17`, for tables where the year is plain."""
    return f"{day:%m-%d}" if day else NONE


def spoken_day(day: dt.date | None, *, year: bool) -> str:
    """`6月17日` or `2022年6月17日` in a Chinese sentence, `17 June` or `17 June 2022` in an English one."""
    if not day:
        return NONE
    if in_chinese():
        return f"{day.year}年{day.month}月{day.day}日" if year else f"{day.month}月{day.day}日"
    return f"{day.day} {day:%B} {day.year}" if year else f"{day.day} {day:%B}"


def spoken_month(day: dt.date, *, year: bool) -> str:
    """`2022年6月` or `6月`; `Jun 2022` or `Jun`, for axes."""
    if in_chinese():
        return f"{day.year}年{day.month}月" if year else f"{day.month}月"
    return f"{day:%b} {day.year}" if year else f"{day:%b}"


def instant(value: dt.datetime | None) -> str:
    """`2022-06-17 10:42` in local time."""
    return f"{localtime(value):%Y-%m-%d %H:%M}" if value else NONE


def columns_of(text: str) -> int:
    """How wide a text is, in Latin letters; a Chinese character takes two."""
    return sum(2 if ord(one) > WIDE_FROM else 1 for one in text)
