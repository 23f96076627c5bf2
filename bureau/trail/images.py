"""The image of a row: its columns in one canonical form, the same whichever database it was read from."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import uuid
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db import models

Values = dict[str, Any]
_AS_THEY_ARE = frozenset((type(None), bool, int, str, list, dict))  # most columns, asked first


def plain(value: object) -> Any:  # noqa: ANN401 - whatever JSON can hold
    """A value as JSON writes it: instants in UTC to the microsecond, decimals and floats as text."""
    if type(value) in _AS_THEY_ARE:
        return value
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat(timespec="microseconds")
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, Decimal | uuid.UUID):
        return str(value)
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    return value


def image_of(row: models.Model) -> Values:
    """The columns of a row as read from the database; a secret column by its SHA-256 only."""
    names = columns_of(type(row))
    return image_of_columns(type(row), names, [getattr(row, name) for name in names])


def columns_of(model: type[models.Model]) -> list[str]:
    """The columns that an image holds, in their order."""
    return [field.attname for field in model._meta.concrete_fields]


def image_of_columns(model: type[models.Model], names: Sequence[str], columns: Sequence[object]) -> Values:
    """The same from the columns alone, where a row of the program would cost more than its image."""
    secret: frozenset[str] = getattr(model, "trail_secrets", frozenset())
    values = dict(zip(names, map(plain, columns), strict=True))
    for name in secret.intersection(values):
        if values[name] is not None:
            values[name] = "sha256:" + hashlib.sha256(str(values[name]).encode()).hexdigest()
    return values


def canonical(values: object) -> str:
    """One text for equal values: keys sorted, no spaces, Chinese written out."""
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(salt: str, text: str) -> str:
    """SHA-256 over the salt and the text; without the salt the text cannot be guessed from it."""
    return hashlib.sha256(f"{salt}|{text}".encode()).hexdigest()
