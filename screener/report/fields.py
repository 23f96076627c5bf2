"""Fields of `summary.json`, read without trusting that they are there or of the right type."""

from __future__ import annotations

from typing import Any

from screener.report.choosing import UNFOLDED

#: Begin the reasons of rules that wanted something that was not handed in.
_WANTING = ("absent table: ", "no reference was given", "no earlier hand-in was given")


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


def skipped(summary: dict[str, Any]) -> frozenset[str]:
    """Rules that did not run for want of something, where they are too many to be told of one by one."""
    rules = [
        str(one.get("rule"))
        for one in listed(summary, "not_run")
        if isinstance(one, dict) and str(one.get("reason")).startswith(_WANTING)
    ]
    return frozenset(rules) if len(rules) > UNFOLDED else frozenset()
