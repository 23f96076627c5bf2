"""A sentence in both languages for whoever sits at the terminal, and the way a command ends when they can mend it."""

from __future__ import annotations

import os
import sys
from typing import NamedTuple, NoReturn

import click

UNUSABLE, FAILED = 2, 1
_LOCALES = ("LC_ALL", "LC_MESSAGES", "LANG")


class Phrase(NamedTuple):
    """Simplified Chinese and English of one sentence, with `{places}` to be filled."""

    zh: str
    en: str

    def with_(self, **values: object) -> Phrase:
        """Both with their places filled."""
        return Phrase(self.zh.format(**values), self.en.format(**values))

    def __str__(self) -> str:
        return self.en if reads_english() else self.zh


def reads_english() -> bool:
    """MINGJIAN_LANG decides; without it the terminal's locale; Chinese where neither says English."""
    named = [os.environ.get("MINGJIAN_LANG"), *map(os.environ.get, _LOCALES)]
    return next((name for name in named if name), "zh").lower().startswith("en")


def language() -> str:
    """The same as Django calls it."""
    return "en" if reads_english() else "zh-hans"


def tell(phrase: Phrase) -> None:
    """One plain line on how things go."""
    click.echo(str(phrase))


def stop(phrase: Phrase, status: int = UNUSABLE) -> NoReturn:
    """End the command with one sentence that says what to mend."""
    click.echo(str(phrase), err=True)
    sys.exit(status)
