"""The names of places within the page, so that every number can open its rows; none is made of ledger text."""

from __future__ import annotations

from screener.wording import WORDING

_RULES = {name: index for index, name in enumerate(WORDING, start=1)}


def rule_number(rule: str) -> int:
    """The place of a rule in the order of the page; an unknown rule comes last."""
    return _RULES.get(rule, len(_RULES) + 1 + sum(map(ord, rule)) % 1000)


def institution(rank: int) -> str:
    """The section of an institution."""
    return f"i{rank}"


def group(rank: int, rule: str) -> str:
    """The hits of one rule at one institution."""
    return f"i{rank}-r{rule_number(rule)}"


def card(rank: int, rule: str, nth: int) -> str:
    """One card of a group, counted from one."""
    return f"{group(rank, rule)}-c{nth}"


def behind(rule: str, outcome: str) -> str:
    """The institutions of which a rule said this."""
    return f"r{rule_number(rule)}-{outcome.replace('_', '-')}"
