"""The later law that an officer chose instead of that of the conduct (从旧兼从轻): when a paper cites it, and how."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from bureau.kernel import clock
from bureau.law.book import PRINTABLE
from bureau.law.models import Choice
from bureau.law.offers import Applies, Candidate
from bureau.law.reading import read_book
from bureau.law.selectors import LawRefused, propose
from bureau.law.wording import article_words
from bureau.papers.wording import day_words

# What the law says of a later, lighter law stands here; it is looked up for the day of the paper like any article.
BY, ITS_ARTICLE = "penalty-law.toml", "37"
LIGHTER = frozenset({Applies.LIGHTER, Applies.COMPARE})


@dataclass(frozen=True)
class Later:
    """A basis of a law that came after the conduct; `why_not` says why it may not be cited today, or is empty."""

    candidate: Candidate
    why_not: str = ""

    @property
    def words(self) -> str:
        """What the paper says beside the article: that a later law is applied, and by which article."""
        since = self.candidate.version.span.first
        law, article = _rule(clock.today())
        return (
            f"（该规定自{day_words(since)}起施行，晚于行为发生之日；因处罚较轻，"
            f"依照《{law}》{article_words(article).zh}的规定适用）"
        )


def later_of(
    choice: Choice | None, conduct: str, domain: str, first: dt.date, last: dt.date | None
) -> Later | None:
    """The later law that was chosen for this conduct on these days, where the choice offered it; None for any other."""
    if choice is None or choice.decided_on is None:
        return None
    about = (conduct, domain, first, last or first)
    if (choice.conduct, choice.domain, choice.conduct_from, choice.conduct_to) != about:
        return None
    if not any(one["digest"] == choice.digest for one in choice.offered):
        return None
    try:
        offered = propose(conduct, domain, first=first, last=last, decided=choice.decided_on).candidates
    except LawRefused:
        return None
    wanted = (choice.digest, choice.article)
    named = next((one for one in offered if (one.entry.digest, one.article) == wanted), None)
    if named is None or named.applies is Applies.CONDUCT:
        return None
    return Later(named, _why_not(named))


def _why_not(one: Candidate) -> str:
    today, since = clock.today(), one.version.span.first
    if one.applies not in LIGHTER:
        return _(
            "%(law)s of %(since)s came after the conduct and is not lighter, so the law of the conduct is applied. "
            "Choose that."
        ) % {"law": one.law.name, "since": since}
    if not one.version.span.holds(today):
        return _(
            "%(law)s of %(since)s was chosen as a later, lighter law, and is not in force today, %(today)s. Choose a "
            "basis again."
        ) % {"law": one.law.name, "since": since, "today": today}
    if not all(_rule(today)):
        return _(
            "By which article a later, lighter law is applied is not in the texts for %(today)s. "
            "Run mingjian law check."
        ) % {"today": today}
    return ""


def _rule(day: dt.date) -> tuple[str, str]:
    """The law and the article by which a later, lighter law is applied on a day; empty where the texts have none."""
    law = next((each for each in read_book().laws if each.file == BY), None)
    version = law.on(day) if law is not None else None
    article = version.articles.get(ITS_ARTICLE) if version is not None else None
    if law is None or version is None or article is None or article.confidence not in PRINTABLE:
        return "", ""
    return (law.name, ITS_ARTICLE) if version.span.first is not None else ("", "")
