"""Significant digits of a value as it is printed."""

from __future__ import annotations

#: Beyond this many decimals every double prints zeros only (its exact expansion has at most 1,074).
LONGEST = 1100


def printed(value: float, decimals: int) -> str:
    """The value as C's `%.*f` prints it: exact, ties to even."""
    return f"{value:.{decimals}f}"


def significant_digits(value: float, decimals: int) -> int:
    """Digits of the printed value without sign, point and leading zeros; trailing zeros count, `0.00` has none."""
    shown = printed(value, min(decimals, LONGEST))
    digits = len(shown.lstrip("-").replace(".", "").lstrip("0"))
    return digits + max(0, decimals - LONGEST) if digits else 0
