"""A value that was read, and where: the sentence, its clause, its paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bureau.campaign.notices.paragraphs import Paragraph

ENDS = re.compile(r"(?<=[。；！？])(?![”』」）])")


@dataclass(frozen=True)
class Said:
    """A proposal beside its sentence. `note` says how the value follows where the sentence does not state it."""

    value: Any
    quote: str
    place: str
    paragraph: int
    note: str = ""


@dataclass(frozen=True)
class Sentence:
    """One sentence of a paragraph."""

    text: str
    of: Paragraph

    def says(self, value: Any, note: str = "") -> Said:  # noqa: ANN401 - whatever was read
        """A value that it says."""
        return Said(value, self.text, self.of.place, self.of.number, note)


def sentences_of(paragraphs: Sequence[Paragraph]) -> Iterator[Sentence]:
    """Every sentence, in order."""
    for one in paragraphs:
        for text in ENDS.split(one.text):
            if text.strip():
                yield Sentence(text.strip(), one)
