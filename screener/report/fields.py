"""Fields of `summary.json`, read without trusting that they are there or of the right type."""

from __future__ import annotations

from typing import Any


def number(of: dict[str, Any], name: str) -> int:
    """A whole number, 0 where it is missing."""
    value = of.get(name)
    return value if isinstance(value, int) else 0


def listed(of: dict[str, Any], name: str) -> list[Any]:
    """A list, empty where it is missing."""
    value = of.get(name)
    return value if isinstance(value, list) else []


def mapped(of: dict[str, Any], name: str) -> dict[str, Any]:
    """An object, empty where it is missing."""
    value = of.get(name)
    return value if isinstance(value, dict) else {}
