"""A sentence in both languages, and which of the two a person at this terminal reads."""

from __future__ import annotations

import os
from typing import NamedTuple


class Phrase(NamedTuple):
    """One sentence, Simplified Chinese and English."""

    zh: str
    en: str

    def fill(self, **values: object) -> Phrase:
        """Both sentences with their `{places}` filled in."""
        return Phrase(self.zh.format(**values), self.en.format(**values))

    def __str__(self) -> str:
        return self.en if language() == "en" else self.zh


def language() -> str:
    """`zh` or `en`: MINGJIAN_LANG when set, else English only where the terminal's locale is English."""
    chosen = os.environ.get("MINGJIAN_LANG", "")
    if not chosen:
        chosen = next(
            (os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "zh"
        )
    return "en" if chosen.lower().startswith("en") else "zh"
