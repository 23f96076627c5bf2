"""How dates, numbers, states and addresses are written on a page."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django import template
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from bureau.ui import addresses, figures, tones
from bureau.ui.slots import filled as fillings
from bureau.ui.sorting import Sorting

register = template.Library()


@register.filter
def tone(state: object) -> str:
    """The tone of a state, from the one table."""
    return tones.tone(state)


@register.filter
def day(value: dt.date | None) -> str:
    """`2022-06-17`; a dash for none."""
    return figures.full_day(value)


@register.filter
def short_day(value: dt.date | None) -> str:
    """`06-17`, for tables where the year is plain."""
    return figures.short_day(value)


@register.filter
def long_day(value: dt.date | None) -> str:
    """`2022年6月17日` in a Chinese sentence, `17 June 2022` in an English one."""
    return figures.spoken_day(value, year=True)


@register.filter
def month_day(value: dt.date | None) -> str:
    """`6月17日` in a Chinese sentence, `17 June` in an English one."""
    return figures.spoken_day(value, year=False)


@register.filter
def moment(value: dt.datetime | None) -> str:
    """`2022-06-17 10:42` in local time."""
    return figures.instant(value)


@register.filter
def when(value: dt.date | dt.datetime | str | None) -> str:
    """An instant, a day, or a text as it is: whatever a history knows."""
    if isinstance(value, dt.datetime):
        return figures.instant(value)
    return value if isinstance(value, str) else figures.full_day(value)


@register.filter
def figure(value: float | None) -> str:
    """A number with half-width commas; a dash for none."""
    return figures.thousands(value)


@register.filter
def capped(value: object) -> str:
    """A count; above 10,000 it says only that. What is text or a count already stays as it is."""
    if isinstance(value, bool) or not isinstance(value, int):
        return str(value)
    return figures.capped(min(value, figures.MOST_COUNTED), more=value > figures.MOST_COUNTED)


@register.filter
def money(value: Decimal | int | None) -> str:
    """`12,000 元`."""
    return figures.money(value)


@register.filter
def masked(phone: str) -> str:
    """`139****2716`: enough to recognise, not enough to dial."""
    digits = phone.strip()
    return f"{digits[:3]}****{digits[-4:]}" if len(digits) >= 8 else "****" if digits else ""


@register.filter
def size(value: int) -> str:
    """Bytes as a person reads them."""
    return figures.of_bytes(value)


@register.filter
def share(part: float | str, whole: float | str) -> str:
    """A part of a whole in hundredths, for the width of a bar; never beyond it."""
    most = float(whole or 0)
    return f"{min(100.0, max(0.0, 100 * float(part or 0) / most)):.1f}" if most else "0"


@register.filter
def words(text: str) -> list[str]:
    """The words of a text."""
    return text.split()


@register.filter
def sort_state(sorting: Sorting, by: str) -> str:
    """Which way the list is sorted by a column, if it is."""
    return sorting.state(by)


@register.filter
def sort_address(sorting: Sorting, by: str) -> str:
    """The address that sorts the list by a column."""
    return sorting.address(by)


@register.simple_tag(takes_context=True)
def address(context: dict[str, Any], **parameters: object) -> str:
    """The present address with parameters changed."""
    request: HttpRequest = context["request"]
    return addresses.changed(request, **parameters)


@register.simple_tag(takes_context=True)
def conditions(context: dict[str, Any]) -> str:
    """The conditions in the present address, to be put behind another: `?state=open`, or nothing."""
    request: HttpRequest = context["request"]
    return addresses.changed(request).removeprefix(".")


@register.simple_tag(takes_context=True)
def filled(context: dict[str, Any], name: str, subject: object) -> SafeString:
    """What rooms above show in a named place of this page."""
    texts = fillings(name, context["request"], subject)
    return format_html_join("", "{}", ((mark_safe(text),) for text in texts))  # noqa: S308 - a filling is markup
