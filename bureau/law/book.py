"""What the text files of the law hold, as frozen rows: laws, their versions, articles, bases, periods, thresholds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from bureau.kernel.phrases import Phrase

# A: official text read. B: secondary public source read. C: believed right, not read. D: inference.
CONFIDENCES = ("A", "B", "C", "D")
PRINTABLE = frozenset("AB")  # C and D are proposed, and printed only after a named officer has confirmed them


@dataclass(frozen=True)
class Span:
    """From a day to a day, both included; None where there is no end, or where the source does not say."""

    first: dt.date | None = None
    last: dt.date | None = None

    def holds(self, day: dt.date) -> bool:
        """Whether it was in force on that day."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)

    def meets(self, other: Span) -> bool:
        """Whether the two share a day."""
        return _not_after(self.first, other.last) and _not_after(other.first, self.last)


def _not_after(first: dt.date | None, last: dt.date | None) -> bool:
    return first is None or last is None or first <= last


@dataclass(frozen=True)
class Article:
    """An article in words of our own: `14(1)`, paraphrased."""

    number: str
    text: str
    confidence: str


@dataclass(frozen=True)
class Basis:
    """What answers some conducts in some domains: which article, which fine, and who acts."""

    conducts: tuple[str, ...]
    domains: tuple[str, ...]  # none: every domain
    doubtful_domains: tuple[str, ...]  # where it may apply; a candidate from here is an inference (D)
    articles: dict[str, str]  # conduct -> the article of the obligation
    penalty_articles: dict[
        str, str
    ]  # conduct -> the article of the penalty; none where it has no fine of its own
    fine_min: int | None  # yuan
    fine_max: int | None  # yuan
    formula: Phrase | None
    measures: tuple[str, ...]
    condition: str
    correct_first: bool  # fined only if not corrected in time
    authority: str  # a key of `authorities.AUTHORITIES`
    order: int  # 1 a special law, 2 the rule, 3 an older basis
    confidence: str
    note: str


@dataclass(frozen=True)
class Term:
    """A period: `15个工作日` from when, extended by how much, what does not count."""

    code: str
    name: str
    length: str
    extension: str
    further: str  # who may extend it on and on, in words; none: it is extended once
    article: str
    begins: str
    left_out: tuple[str, ...]
    before: bool  # counted backwards from the day
    lapses: bool  # a span of time, nothing to be done by its end: that is not moved to a working day
    span: Span
    confidence: str
    note: str


@dataclass(frozen=True)
class Threshold:
    """A number from which on something else is due: yuan, or reports."""

    code: str
    name: str
    number: int
    article: str
    span: Span
    confidence: str
    note: str


@dataclass(frozen=True)
class Version:
    """A law as it stood between two days."""

    key: str
    span: Span
    number: str
    source: str
    confidence: str
    gap: str  # why the version before ended earlier
    articles: dict[str, Article]
    bases: tuple[Basis, ...]
    terms: tuple[Term, ...]
    thresholds: tuple[Threshold, ...]

    @property
    def since(self) -> str:
        """What names it: the day from which it is in force, else its own name."""
        return self.span.first.isoformat() if self.span.first else self.key


@dataclass(frozen=True)
class Law:
    """One law, one file."""

    file: str
    name: str
    level: str
    special: bool
    versions: tuple[Version, ...]

    def on(self, day: dt.date) -> Version | None:
        """The version in force on a day."""
        return next((one for one in self.versions if one.span.holds(day)), None)


@dataclass(frozen=True)
class Book:
    """Every law, and the SHA-256 of the files they come from: what a finding or a case pins."""

    laws: tuple[Law, ...]
    digest: str

    def terms(self) -> Iterator[tuple[Law, Version, Term]]:
        """Every period with where it stands."""
        for law in self.laws:
            for version in law.versions:
                yield from ((law, version, term) for term in version.terms)

    def thresholds(self) -> Iterator[tuple[Law, Version, Threshold]]:
        """Every threshold with where it stands."""
        for law in self.laws:
            for version in law.versions:
                yield from ((law, version, one) for one in version.thresholds)
