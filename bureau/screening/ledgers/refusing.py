"""Why a ledger cannot be used, in both languages, so that a page says it in the reader's."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext, override

from screener.ledger.filled.placing import Shape

LANGUAGES = {"zh": "zh-hans", "en": "en"}


@dataclass
class UnusableError(Exception):
    """The ledger cannot be used; nothing of it counts. `faults` are cells, `beyond` how many more there are.

    `shapes` are files whose columns somebody has to explain.
    """

    said: dict[str, str]
    faults: list[dict[str, Any]]
    beyond: int = 0
    shapes: list[Shape] = field(default_factory=list)

    def __str__(self) -> str:
        return self.said["en"]


def in_both(text: str | Promise, **values: object) -> dict[str, str]:
    """A text of the catalogue in both languages; `text` is marked for translation where it is written."""
    found = {}
    for key, language in LANGUAGES.items():
        with override(language):
            found[key] = gettext(str(text)) % values if values else gettext(str(text))
    return found


def unusable(text: str | Promise, **values: object) -> UnusableError:
    """The refusal that says this."""
    return UnusableError(in_both(text, **values), [])
