"""Domains 领域: the short codes of the ledger format, what they are called, and the words that lists use for them.

The Chinese name is the official one: forms, downloads and lists carry it whatever the reader's language. The English
one is for the English pages. Both are data, not translations, so that neither a language nor a missing catalogue
changes what a form says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.utils.functional import Promise, lazy
from django.utils.translation import get_language

from bureau.registry.domain_words import ENGLISH, FOCUS, OFFICIAL, WORDS, code_of, in_order

__all__ = ["ENGLISH", "FOCUS", "OFFICIAL", "WORDS", "code_of", "in_order"]


def official_name_of(code: str) -> str:
    """What official forms and lists call a domain: its Chinese name, whatever the reader's language."""
    return OFFICIAL.get(code, code)


def name_of(code: str) -> str:
    """What a page calls a domain, in the reader's language."""
    names = ENGLISH if (get_language() or "").startswith("en") else OFFICIAL
    return names.get(code, code)


def names_of(codes: Iterable[str]) -> str:
    """Several, as a list is written."""
    return "、".join(name_of(code) for code in codes)


def official_names_of(codes: Iterable[str]) -> str:
    """Several, as a form or a download carries them."""
    return "、".join(map(official_name_of, codes))


def choices_of() -> list[tuple[str, Promise]]:
    """Every domain with its name, which is looked up when it is shown."""
    return [(code, _NAME(code)) for code in OFFICIAL]


_NAME: Callable[[str], Promise] = lazy(name_of, str)  # type: ignore[assignment] # a promise of a text
