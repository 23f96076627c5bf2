"""How dates, numbers, states and addresses are written on a page."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import template
from django.http import HttpRequest
from django.utils.translation import get_language

from bureau.ui import addresses, tones

register = template.Library()
SHOWN_BYTES = ((2**30, "GB"), (2**20, "MB"), (2**10, "KB"))


@register.filter
def tone(state: object) -> str:
    """The tone of a state, from the one table."""
    return tones.tone(state)


@register.filter
def day(value: dt.date | None) -> str:
    """`2022-06-17`; a dash for none."""
    return value.strftime("%Y-%m-%d") if value else "—"


@register.filter
def short_day(value: dt.date | None) -> str:
    """`06-17`, for tables where the year is plain."""
    return value.strftime("%m-%d") if value else "—"


@register.filter
def long_day(value: dt.date | None) -> str:
    """`2022年6月17日` in a Chinese sentence, `17 June 2022` in an English one."""
    if not value:
        return "—"
    if (get_language() or "").startswith("zh"):
        return f"{value.year}年{value.month}月{value.day}日"
    return f"{value.day} {value:%B} {value.year}"


@register.filter
def moment(value: dt.datetime | None) -> str:
    """`2022-06-17 10:42` in local time."""
    from django.utils.timezone import localtime  # noqa: PLC0415 - a conversion, not a clock

    return localtime(value).strftime("%Y-%m-%d %H:%M") if value else "—"


@register.filter
def figure(value: float | None) -> str:
    """A number with half-width commas; a dash for none."""
    return "—" if value is None else f"{value:,}"


@register.filter
def masked(phone: str) -> str:
    """`139****2716`: enough to recognise, not enough to dial."""
    digits = phone.strip()
    return f"{digits[:3]}****{digits[-4:]}" if len(digits) >= 8 else "****" if digits else ""


@register.filter
def size(value: int) -> str:
    """Bytes as a person reads them."""
    for unit, name in SHOWN_BYTES:
        if value >= unit:
            return f"{value / unit:.1f} {name}".replace(".0 ", " ")
    return f"{value} B"


@register.simple_tag(takes_context=True)
def address(context: dict[str, Any], **parameters: object) -> str:
    """The present address with parameters changed."""
    request: HttpRequest = context["request"]
    return addresses.changed(request, **parameters)


@register.filter
def share(part: float | str, whole: float | str) -> str:
    """A part of a whole in hundredths, for the width of a bar."""
    return f"{100 * float(part) / float(whole):.1f}" if float(whole or 0) else "0"


@register.filter
def words(text: str) -> list[str]:
    """The words of a text."""
    return text.split()
