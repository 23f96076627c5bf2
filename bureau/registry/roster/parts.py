"""What the heading of a part of the annex form says of the bodies under it."""

from __future__ import annotations

import re

PUBLIC = re.compile(r"(?<!非)事业单位|体制内")
THIRD = re.compile(r"第三方")
OUTSIDE = re.compile(r"外省|区外|外地")


def kind_of(part: str) -> str | None:
    """The nature of the bodies under a heading, where it says one."""
    if PUBLIC.search(part):
        return "public_institution"
    return "enterprise" if THIRD.search(part) else None
