"""Keyset paging: a page begins after a row, not after a count: quick, and nothing is skipped when rows come in."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core import signing
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _

M = TypeVar("M", bound=Model)
SIZE = 50
MOST_COUNTED = 10_000
SALT = "ui.paging"


@dataclass(frozen=True)
class Counted:
    """How many rows there are; `more` when counting stopped."""

    number: int
    more: bool = False

    def __str__(self) -> str:
        number = f"{self.number:,}"
        return _("more than %(number)s") % {"number": number} if self.more else number


@dataclass(frozen=True)
class Page(Generic[M]):
    """One page of rows with the cursors of its neighbours ("" where there is none)."""

    rows: Sequence[M]
    first: int | None
    total: Counted
    earlier: str
    later: str

    @property
    def last(self) -> int | None:
        """The place of the last row, where it is known."""
        return None if self.first is None else self.first + len(self.rows) - 1


def counted(rows: QuerySet[Any], most: int = MOST_COUNTED) -> Counted:
    """Count to `most` and no further."""
    number = rows.order_by()[: most + 1].count()
    return Counted(most, more=True) if number > most else Counted(number)


def page(rows: QuerySet[M], order: Sequence[str], cursor: str = "", *, size: int = SIZE) -> Page[M]:
    """The page of `rows` at a cursor, ordered by `order` (`-` descends); the last column must be unique.

    A cursor that was tampered with, or belongs to another order, gives the first page.
    """
    held = _read(cursor, order)
    total = counted(rows)
    ordered = rows.order_by(*order)
    if held is None:
        found = list(ordered[: size + 1])
        return Page(found[:size], 1 if found else None, total, "", _cursor(found, size, order, 1 + size))
    backwards, values, place = held
    if backwards:
        reverse = [column[1:] if column.startswith("-") else f"-{column}" for column in order]
        found = list(rows.order_by(*reverse).filter(_after(reverse, values))[: size + 1])[::-1]
        more, found = len(found) > size, found[-size:]
        first = max(1, place - len(found)) if more else 1
        earlier = _write(True, found[0], order, first) if more and found else ""
        later = _write(False, found[-1], order, first + len(found)) if found else ""
        return Page(found, first if found else None, total, earlier, later)
    found = list(ordered.filter(_after(order, values))[: size + 1])
    earlier = _write(True, found[0], order, place) if found else ""
    return Page(
        found[:size], place if found else None, total, earlier, _cursor(found, size, order, place + size)
    )


def _cursor(found: list[M], size: int, order: Sequence[str], place: int) -> str:
    return _write(False, found[size - 1], order, place) if len(found) > size else ""


def _after(order: Sequence[str], values: Sequence[Any]) -> Q:
    """Rows that come after one with these values; an empty value comes before every other."""
    found, same = Q(), Q()
    for column, value in zip(order, values, strict=True):
        name, down = column.removeprefix("-"), column.startswith("-")
        if value is None:
            beyond = Q(pk__in=[]) if down else Q(**{f"{name}__isnull": False})
            equal = Q(**{f"{name}__isnull": True})
        else:
            beyond = Q(**{f"{name}__{'lt' if down else 'gt'}": value})
            equal = Q(**{name: value})
        found |= same & beyond
        same &= equal
    return found


def _write(backwards: bool, row: Model, order: Sequence[str], place: int) -> str:
    values = [_value(row, column.removeprefix("-")) for column in order]
    return signing.dumps(
        [int(backwards), list(order), values, place], salt=SALT, serializer=_Plain, compress=True
    )


def _value(row: Any, path: str) -> Any:  # noqa: ANN401 - whatever the column holds
    for name in path.split("__"):
        row = getattr(row, name)
    return row


def _read(cursor: str, order: Sequence[str]) -> tuple[bool, list[Any], int] | None:
    if not cursor:
        return None
    try:
        backwards, ordered, values, place = signing.loads(cursor, salt=SALT, serializer=_Plain)
    except (signing.BadSignature, ValueError):
        return None
    return (bool(backwards), values, place) if ordered == list(order) else None


class _Plain:
    """Values of a cursor as JSON."""

    def dumps(self, held: Any) -> bytes:  # noqa: ANN401 - JSON
        return json.dumps(held, default=_text, separators=(",", ":")).encode()

    def loads(self, text: bytes) -> Any:  # noqa: ANN401 - JSON
        return json.loads(text)


def _text(value: object) -> str:
    return value.isoformat() if isinstance(value, dt.date | dt.datetime) else str(value)
