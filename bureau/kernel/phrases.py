"""A sentence in both languages, for what is said before Django is there: by commands, and about text files."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple

_LOCALES = ("LC_ALL", "LC_MESSAGES", "LANG")
_chosen: ContextVar[str | None] = ContextVar("language_chosen", default=None)


class Phrase(NamedTuple):
    """Simplified Chinese and English of one sentence, with `{places}` to be filled."""

    zh: str
    en: str

    def with_(self, **values: object) -> Phrase:
        """Both with their places filled; a place filled by a phrase takes that phrase's own language."""
        zh, en = (
            {name: value[number] if isinstance(value, Phrase) else value for name, value in values.items()}
            for number in (0, 1)
        )
        return Phrase(self.zh.format(**zh), self.en.format(**en))

    def in_(self, language: str) -> str:
        """The sentence in `zh…` or `en…`, as languages are called here, by Django and by terminals."""
        return self.en if language.lower().startswith("en") else self.zh

    def __str__(self) -> str:
        return self.in_("en" if reads_english() else "zh")


def reads_english() -> bool:
    """What `speaking` chose, then MINGJIAN_LANG, then the terminal's locale; Chinese where none says English."""
    named = [_chosen.get(), os.environ.get("MINGJIAN_LANG"), *map(os.environ.get, _LOCALES)]
    return next((name for name in named if name), "zh").lower().startswith("en")


@contextmanager
def speaking(language: str | None) -> Iterator[None]:
    """Say everything in this language for a while; None changes nothing."""
    token = _chosen.set(language or _chosen.get())
    try:
        yield
    finally:
        _chosen.reset(token)


class SaidInBoth(ValueError):
    """What is wrong and what to do about it, as a phrase."""

    def __init__(self, phrase: Phrase) -> None:
        super().__init__(phrase)
        self.phrase = phrase

    def __str__(self) -> str:
        return str(self.phrase)
