"""Finds the numbers of standards in a cell: 《水泥胶砂强度检验方法》GB/T 17671-2021 is tested by GB/T 17671-2021."""

from __future__ import annotations

import re
import unicodedata

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−－﹣", "-"))
_NUMBER = re.compile(
    r"(?<![A-Z/])(?P<prefix>(?:T/)?[A-Z]{2,7}\d{0,2}(?:/[A-Z]{1,2})?|Q/[A-Z0-9]{2,8})\s*"
    r"(?P<number>[A-Z]?\d+(?:\.\d+)*(?:-\d{1,3}(?=[-:](?:19|20)?\d{2}(?!\d)))?)"
    r"(?:\s*(?P<mark>[-:])\s*(?P<year>(?:19|20)\d{2}|\d{2})(?!\d))?"
)


def standards_in(text: str) -> list[tuple[str, bool]]:
    """Each number as it is written in a ledger, and whether it has its year; in the order of the cell."""
    plain = unicodedata.normalize("NFKC", text).translate(_DASHES)
    found: dict[str, bool] = {}
    for match in _NUMBER.finditer(plain):
        year = match["year"]
        said = f"{match['prefix']} {match['number']}" + (f"{match['mark']}{year}" if year else "")
        found.setdefault(said, year is not None)
    return list(found.items())
