"""Numbers of identity cards: checked, then kept only as a keyed hash and the last four digits."""

from __future__ import annotations

import hashlib
import hmac
import re
from dataclasses import dataclass

from django.conf import settings

FORM = re.compile(r"\d{17}[\dX]", re.ASCII)
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"


@dataclass(frozen=True)
class HiddenIdentity:
    """What is kept of a number. Without the key, which lies outside the database, nobody can find the number by it."""

    digest: str
    tail: str


def is_identity_number(text: str) -> bool:
    """Whether it has the form of GB 11643 and its check character is right."""
    if not FORM.fullmatch(text):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(text[:17], WEIGHTS, strict=True))
    return CHECKS[total % 11] == text[17]


def hidden(number: str) -> HiddenIdentity:
    """The number as it is kept; the number itself is dropped."""
    digest = hmac.new(settings.IDENTITY_KEY.encode(), number.upper().encode(), hashlib.sha256).hexdigest()
    return HiddenIdentity(digest, number[-4:])
