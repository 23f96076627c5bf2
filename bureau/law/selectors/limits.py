"""Which thresholds matter for a conduct on the day of the decision, and which of them what is known reaches."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from bureau.law.book import Book, Threshold
from bureau.law.checking import within
from bureau.law.limits import USES, Facts, Limit, Use
from bureau.law.offers import Candidate


def limits_on(
    day: dt.date, about: tuple[str, str], offered: Sequence[Candidate], *, facts: Facts, book: Book
) -> Iterator[Limit]:
    """The thresholds in force on a day that are for this conduct in this domain, in the order of the texts."""
    for law, version, one in book.thresholds():
        use = USES.get(one.code)
        if use is None or not within(one.span, version.span).holds(day) or not _is_for(use, about, offered):
            continue
        yield Limit(law, version, one, use, _reached(one, use, facts))


def _is_for(use: Use, about: tuple[str, str], offered: Sequence[Candidate]) -> bool:
    conduct, domain = about
    if use.kinds and not (conduct.startswith(use.kinds) and conduct[1:].isdigit()):
        return False
    if use.domains and domain not in use.domains:
        return False
    return not use.beside or any(one.law.file == use.beside for one in offered)


def _reached(one: Threshold, use: Use, facts: Facts) -> bool | None:
    known: int | None = getattr(facts, use.fact) if use.fact else None
    if known is None or (use.judged and known >= one.number):
        return None
    return known >= one.number
