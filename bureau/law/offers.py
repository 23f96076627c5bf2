"""What is offered for a conduct: candidate bases in order of precedence, and the days after which it is too late."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from bureau.kernel.phrases import Phrase
from bureau.law.book import Basis, Law, Span, Version
from bureau.law.entries import Entry
from bureau.law.limits import Limit


class Applies(StrEnum):
    """Why a version is proposed (行政处罚法 art. 37: the law of the conduct, unless the later one is lighter)."""

    CONDUCT = "conduct"
    LIGHTER = "lighter"
    COMPARE = "compare"
    HEAVIER = "heavier"
    SAME = "same"


@dataclass(frozen=True)
class Candidate:
    """One basis that may answer the conduct. The officer chooses."""

    law: Law
    version: Version
    basis: Basis
    conduct: str
    applies: Applies
    entry: Entry  # what a named officer confirms where it is not sure
    hearing: bool | None  # whether the greatest fine reaches the threshold; None where a formula decides

    @property
    def article(self) -> str:
        """The article of the obligation, as `14(1)`."""
        return self.basis.articles[self.conduct]

    @property
    def penalty_article(self) -> str | None:
        """The article of the penalty; None where the law has no fine of its own for it."""
        return self.basis.penalty_articles.get(self.conduct)

    @property
    def confidence(self) -> str:
        """How sure it is: of the text, or of its applying in this domain."""
        return self.entry.confidence

    @property
    def printable(self) -> bool:
        """Whether a document may cite it before a named officer has confirmed it."""
        return not self.entry.doubtful


@dataclass(frozen=True)
class Proposal:
    """The candidates in order of precedence, and when the time for a penalty has passed."""

    conduct: str
    domain: str
    during: Span
    decided: dt.date | None
    candidates: tuple[Candidate, ...]
    time_bar: dt.date | None  # None: the texts have no term of that day
    time_bar_grave: dt.date | None
    missing: tuple[Phrase, ...]  # laws that would answer it, but not in a version of those days
    hearing_from: tuple[int | None, int | None] = (None, None)  # yuan: of an organisation, of a person
    limits: tuple[Limit, ...] = ()  # thresholds for this conduct, and which of them is reached

    @property
    def spans_versions(self) -> bool:
        """Whether the conduct reached over two versions of a law, or over a law and the one that replaced it."""
        first, last = self.during.first, self.during.last
        held = [one.version.span for one in self.candidates if one.applies is Applies.CONDUCT]
        return any(not span.holds(day) for span in held for day in (first, last) if day is not None)

    @property
    def late(self) -> bool:
        """Whether the decision lies past the ordinary time bar."""
        return self.decided is not None and self.time_bar is not None and self.decided > self.time_bar
