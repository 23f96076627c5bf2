"""The image of a row: its columns in one canonical form, the same whichever database it was read from."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import uuid
from decimal import Decimal
from typing import Any

from django.db import models

Values = dict[str, Any]


def plain(value: object) -> Any:  # noqa: ANN401 - whatever JSON can hold
    """A value as JSON writes it: instants in UTC to the microsecond, decimals and floats as text."""
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
    secret: frozenset[str] = getattr(row, "trail_secrets", frozenset())
    values: Values = {}
    for field in row._meta.concrete_fields:
        value = plain(getattr(row, field.attname))
        if field.attname in secret and value is not None:
            value = "sha256:" + hashlib.sha256(str(value).encode()).hexdigest()
        values[field.attname] = value
    return values


def canonical(values: object) -> str:
    """One text for equal values: keys sorted, no spaces, Chinese written out."""
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(salt: str, text: str) -> str:
    """SHA-256 over the salt and the text; without the salt the text cannot be guessed from it."""
    return hashlib.sha256(f"{salt}|{text}".encode()).hexdigest()
