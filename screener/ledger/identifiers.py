"""Checks of identifiers that only warn: the unified social credit code, divisions, fields of work."""

from __future__ import annotations

import re

#: Characters of GB 32100-2015 in order of their values; I, O, S, V and Z are not used.
USCC_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS = tuple(3**place % 31 for place in range(17))
_DIVISION = re.compile(r"[0-9]{6}\Z")

DOMAINS = (
    "food",
    "building_materials",
    "protective_equipment",
    "medical_protection",
    "tank",
    "carbon_verification",
    "vehicle",
    "environment",
    "construction",
    "agriculture",
    "health",
    "other",
)


def check_character(body: str) -> str:
    """The 18th character for the first 17 of a unified social credit code (GB 32100-2015, 4.5)."""
    total = sum(USCC_CHARACTERS.index(c) * weight for c, weight in zip(body, _WEIGHTS, strict=True))
    return USCC_CHARACTERS[(31 - total % 31) % 31]


def is_uscc(text: str) -> bool:
    """Whether the text is 18 characters of GB 32100-2015 with the right check character."""
    if len(text) != 18 or any(c not in USCC_CHARACTERS for c in text):
        return False
    return check_character(text[:17]) == text[17]


def is_division(text: str) -> bool:
    """Whether the text has the form of a six-digit division code (GB/T 2260)."""
    return _DIVISION.match(text) is not None
