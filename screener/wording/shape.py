"""The shape of a rule's words: what a hit says, what else could explain it, what to look at on site."""

from __future__ import annotations

from dataclasses import dataclass

from screener.phrases import Phrase


@dataclass(frozen=True)
class Innocent:
    """An explanation under which nothing is wrong, with the check that decides whether it holds."""

    zh: str
    check_zh: str
    en: str
    check_en: str


@dataclass(frozen=True)
class SiteCheck:
    """One thing to look at on site: how to fix it as evidence, what settles the hit, what excludes it."""

    look: Phrase
    fix: Phrase
    settles: Phrase
    excludes: Phrase


@dataclass(frozen=True)
class Wording:
    """All words of one rule. Titles and meanings hold `{placeholders}` that `screener.wording.facts` fills.

    A hit accuses nobody: a title states what the ledger contradicts, a meaning says what follows from it
    and what does not.
    """

    rule: str
    label_zh: str
    label_en: str
    title_zh: str
    title_en: str
    meaning_zh: str
    meaning_en: str
    innocent: tuple[Innocent, ...]
    site: tuple[SiteCheck, ...]

    @property
    def label(self) -> Phrase:
        """The short name of the rule, for tables and navigation."""
        return Phrase(self.label_zh, self.label_en)
