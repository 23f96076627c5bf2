"""Keyset paging: a page begins after a row, not after a count: quick, and nothing is skipped when rows come in."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core import signing
from django.core.exceptions import ValidationError
from django.db.models import F, Model, Q, QuerySet
from django.db.models.expressions import OrderBy

from bureau.ui.figures import MOST_COUNTED, capped
from bureau.ui.sorting import turned

M = TypeVar("M", bound=Model)
SIZE = 50
SALT = "ui.paging"


@dataclass(frozen=True)
class Counted:
    """How many rows there are; `more` when counting stopped."""

    number: int
    more: bool = False

    def __str__(self) -> str:
        return capped(self.number, more=self.more)


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


@dataclass(frozen=True)
class Cursor:
    """A row to begin beyond: its values in the columns of the order, its place in the list, and which way to read."""

    backwards: bool
    values: Sequence[Any]
    place: int


def counted(rows: QuerySet[Any], most: int = MOST_COUNTED) -> Counted:
    """Count to `most` and no further."""
    number = rows.order_by()[: most + 1].count()
    return Counted(most, more=True) if number > most else Counted(number)


def up_to(number: int, most: int = MOST_COUNTED) -> Counted:
    """A number that is known already, shown as counting would have shown it."""
    return Counted(most, more=True) if number > most else Counted(number)


def page(
    rows: QuerySet[M],
    order: Sequence[str],
    cursor: str = "",
    *,
    size: int = SIZE,
    total: Counted | None = None,
) -> Page[M]:
    """The page of `rows` at a cursor, ordered by `order` (`-` descends); the last column must be unique.

    `total` is how many there are, where that is known already.

    An empty value comes before every other, on every database. A cursor that was tampered with, that belongs to
    another order, or beyond which nothing is left, gives the first page.
    """
    total = counted(rows) if total is None else total
    at = _read(cursor, order)
    try:
        return (_beyond(rows, order, at, total, size) if at else None) or _begin(rows, order, total, size)
    except (ValueError, ValidationError):  # values of a column whose kind has changed since
        return _begin(rows, order, total, size)


def _begin(rows: QuerySet[M], order: Sequence[str], total: Counted, size: int) -> Page[M]:
    found = list(rows.order_by(*_ordered(order))[: size + 1])
    shown, more = found[:size], len(found) > size
    return Page(shown, 1 if shown else None, total, "", _after_last(shown, order, size) if more else "")


def _beyond(rows: QuerySet[M], order: Sequence[str], at: Cursor, total: Counted, size: int) -> Page[M] | None:
    """The page beyond a row, or None where that is the first page, or nothing lies there any more."""
    way = [turned(column) for column in order] if at.backwards else list(order)
    found = list(rows.filter(_past(way, at.values)).order_by(*_ordered(way))[: size + 1])
    shown, more = found[:size], len(found) > size
    if not shown or (at.backwards and not more):  # a full first page, whatever came in before it meanwhile
        return None
    if at.backwards:
        shown.reverse()
        first = max(2, at.place - len(shown))
        earlier = _write(Cursor(True, _values(shown[0], order), first), order)
        return Page(shown, first, total, earlier, _after_last(shown, order, first + len(shown) - 1))
    earlier = _write(Cursor(True, _values(shown[0], order), at.place + 1), order)
    last = at.place + len(shown)
    return Page(shown, at.place + 1, total, earlier, _after_last(shown, order, last) if more else "")


def _after_last(shown: Sequence[Model], order: Sequence[str], place: int) -> str:
    return _write(Cursor(False, _values(shown[-1], order), place), order)


def _ordered(order: Sequence[str]) -> list[OrderBy]:
    """The order with empty values first, which databases disagree about unless they are told."""
    return [
        F(column[1:]).desc(nulls_last=True) if column.startswith("-") else F(column).asc(nulls_first=True)
        for column in order
    ]


def _past(order: Sequence[str], values: Sequence[Any]) -> Q:
    """Rows that come after one with these values."""
    found, same = Q(pk__in=[]), Q()
    for column, value in zip(order, values, strict=True):
        name, down = column.removeprefix("-"), column.startswith("-")
        empty = Q(**{f"{name}__isnull": True})
        if value is None:
            beyond = Q(pk__in=[]) if down else ~empty
            equal = empty
        else:
            beyond = Q(**{f"{name}__lt": value}) | empty if down else Q(**{f"{name}__gt": value})
            equal = Q(**{name: value})
        found |= same & beyond
        same &= equal
    return found


def _values(row: Any, order: Sequence[str]) -> list[Any]:  # noqa: ANN401 - a row of any table
    return [_value(row, column.removeprefix("-")) for column in order]


def _value(row: Any, path: str) -> Any:  # noqa: ANN401 - whatever the column holds
    for name in path.split("__"):
        row = getattr(row, name, None)
    return row


def _write(cursor: Cursor, order: Sequence[str]) -> str:
    held = [int(cursor.backwards), list(order), list(cursor.values), cursor.place]
    return signing.dumps(held, salt=SALT, serializer=_Plain, compress=True)


def _read(text: str, order: Sequence[str]) -> Cursor | None:
    if not text:
        return None
    try:
        backwards, ordered, values, place = signing.loads(text, salt=SALT, serializer=_Plain)
    except (signing.BadSignature, ValueError):
        return None
    return Cursor(bool(backwards), values, place) if ordered == list(order) else None


class _Plain:
    """Values of a cursor as JSON."""

    def dumps(self, held: Any) -> bytes:  # noqa: ANN401 - JSON
        return json.dumps(held, default=_text, separators=(",", ":")).encode()

    def loads(self, text: bytes) -> Any:  # noqa: ANN401 - JSON
        return json.loads(text)


def _text(value: object) -> str:
    return value.isoformat() if isinstance(value, dt.date | dt.datetime) else str(value)
