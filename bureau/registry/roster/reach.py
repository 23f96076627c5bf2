"""Cells that say whom to ask, by which telephone and where in one: 找谁、电话、在哪儿."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bureau.registry.roster.people import find_phones, is_person

ASKED = ("contact_and_phone", "contact", "phone")
_WHERE = re.compile(r"在哪|哪里|地址|地点|位置|场所|住址|何处")
_PIECES = re.compile(r"[\n\r，,；;。]+")
_LONGEST_NAME = 4  # characters of a person's name, where no telephone stands beside it


def column_of_all(columns: Mapping[str, int], words: Mapping[str, str]) -> str | None:
    """The field of people whose words ask for an address as well; None where another column gives it."""
    if "address" in columns:
        return None
    return next((name for name in ASKED if name in columns and _WHERE.search(words.get(name, ""))), None)


def split(text: str, name: str) -> str:
    """Of such a cell the pieces that speak of people and telephones, or those of the address."""
    pieces = [one.strip(" \t√✓") for one in _PIECES.split(text)]
    asked = [one for at, one in enumerate(pieces) if _is_of_people(one, first=at == 0)]
    return "；".join(one for one in pieces if one and (one in asked) == (name != "address"))


def _is_of_people(piece: str, *, first: bool) -> bool:
    return bool(find_phones(piece)) or is_person(piece) or (first and len(piece) <= _LONGEST_NAME)
