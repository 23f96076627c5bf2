"""Which articles a paper may print: those of the days of the conduct, and none that is unconfirmed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import get_language, gettext

from bureau.kernel import clock
from bureau.law.book import PRINTABLE
from bureau.law.models import Choice
from bureau.law.reading import read_book
from bureau.law.selectors import Candidate, LawRefused, propose
from bureau.law.selectors.printing import not_printable
from bureau.law.wording import article_words
from bureau.papers.later import Later, later_of

US, ORDERS = "us", "责令"
# Whoever punishes orders the correction, too, where the law that punishes does not say so itself.
WITH_A_PENALTY, ITS_ARTICLE = "penalty-law.toml", "28款1"


@dataclass(frozen=True)
class Order:
    """The article by which a correction is ordered, and the law and the file in which it stands."""

    file: str
    law: str
    article: str


@dataclass(frozen=True)
class Citation:
    """One basis as it may be printed, with what pins it."""

    key: str
    broken: str  # the article that was not kept, as printed
    ordered: str  # the article by which it is ordered, as printed
    said: str  # for choosing: with the version and what it stands on
    digest: str  # of the entry, and the article of it: what a choice names
    article: str
    pins: dict[str, Any]


@dataclass(frozen=True)
class Citations:
    """What may be chosen, how many more may not be printed yet, and why there is nothing where there is nothing."""

    found: tuple[Citation, ...] = ()
    unconfirmed: int = 0
    why: str = ""

    def named(self, key: str) -> Citation | None:
        """The one that was chosen."""
        return next((one for one in self.found if one.key == key), None)


def may_be_printed(candidate: Candidate, day: dt.date) -> bool:
    """Whether a paper may cite it for conduct that began on a day: what is doubtful, once confirmed for that day."""
    return not not_printable(candidate.entry, day)


def citations(
    conduct: str, domain: str, first: dt.date | None, last: dt.date | None, *, choice: Choice | None = None
) -> Citations:
    """The bases by which this office may order what is to be put right, in order of precedence.

    They are those of the days of the conduct; a later law comes first where an officer chose it for them as lighter.
    """
    if not conduct or first is None:
        return Citations()
    try:
        proposal = propose(conduct, domain or "other", first=first, last=last or first)
    except LawRefused as refused:
        return Citations(why=refused.phrase.in_(get_language() or "zh"))
    ours = [one for one in proposal.candidates if one.basis.authority == US]
    ordering = [(one, order) for one in ours if (order := _order_of(one)) is not None]
    printable = [(one, order) for one, order in ordering if may_be_printed(one, first)]
    found = tuple(_citation(one, order) for one, order in printable)
    later = later_of(choice, conduct, domain, first, last)
    return Citations((*_of_later(later, first), *found), len(ordering) - len(printable))


def _of_later(later: Later | None, first: dt.date) -> Iterator[Citation]:
    """The later law as it is cited, where this office orders by it and it may be printed."""
    if later is None or later.why_not or later.candidate.basis.authority != US:
        return
    order = _order_of(later.candidate)
    if order is None or not may_be_printed(later.candidate, first):
        return
    plain = _citation(later.candidate, order)
    said = gettext("%(said)s (later law, applied as the lighter one)") % {"said": plain.said}
    pins = plain.pins | {"applied": "later"}
    yield replace(plain, broken=plain.broken + later.words, said=said, pins=pins)


def why_not_printed(
    key: str,
    conduct: str,
    domain: str,
    first: dt.date | None,
    last: dt.date | None,
    *,
    choice: Choice | None = None,
) -> str:
    """Why an article may not be printed that is offered for those days, or "" where it is not among those offered."""
    if not conduct or first is None:
        return ""
    later = later_of(choice, conduct, domain, first, last)
    if later is not None and _names(key, later.candidate):
        return later.why_not or not_printable(later.candidate.entry, first)
    try:
        offered = propose(conduct, domain or "other", first=first, last=last or first).candidates
    except LawRefused as refused:
        return refused.phrase.in_(get_language() or "zh")
    named = next((one for one in offered if _names(key, one)), None)
    return not_printable(named.entry, first) if named is not None else ""


def _order_of(one: Candidate) -> Order | None:
    """By which article the correction is ordered: the basis's own, or the general one where it punishes only."""
    if any(measure.startswith(ORDERS) for measure in one.basis.measures):
        return Order(one.law.file, one.law.name, one.penalty_article or one.article)
    if one.basis.fine_max is None and one.basis.formula is None:
        return None
    law = next((each for each in read_book().laws if each.file == WITH_A_PENALTY), None)
    version = law.on(clock.today()) if law is not None else None
    article = version.articles.get(ITS_ARTICLE.partition("款")[0]) if version is not None else None
    if law is None or version is None or article is None:
        return None
    if article.confidence not in PRINTABLE or version.span.first is None:
        return None
    return Order(law.file, law.name, ITS_ARTICLE)


def _names(key: str, one: Candidate) -> bool:
    order = _order_of(one)
    return order is not None and _key(one, order) == key


def _key(one: Candidate, order: Order) -> str:
    ordered = order.article if order.file == one.law.file else f"{order.file}/{order.article}"
    return f"{one.law.file}/{one.version.key}/{one.article}/{ordered}"


def _citation(one: Candidate, order: Order) -> Citation:
    by = f"《{order.law}》{article_words(order.article).zh}"
    name = f"《{one.law.name}》"
    since = one.version.span.first
    version = f"（{since.isoformat()} 起施行的版本）" if since else f"（{one.version.key}）"
    return Citation(
        key=_key(one, order),
        broken=f"{name}{article_words(one.article).zh}",
        ordered=by,
        said=f"{name}{version}{article_words(one.article).zh}，{by.removeprefix(name)}",
        digest=one.entry.digest,
        article=one.article,
        pins={
            "law": one.law.file,
            "version": one.version.key,
            "article": one.article,
            "ordered": order.article,
            "ordered_by": order.file,
            "confidence": one.confidence,
            "book": read_book().digest,
        },
    )
