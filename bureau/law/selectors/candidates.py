"""Which bases may answer a conduct on the days that matter, in order of precedence; nothing is chosen here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bureau.kernel.periods import Roll
from bureau.kernel.phrases import Phrase
from bureau.law.authorities import CONDUCTS, DOMAINS
from bureau.law.book import Basis, Book, Law, Span, Version
from bureau.law.entries import Entry
from bureau.law.limits import Facts
from bureau.law.offers import Applies, Candidate, Proposal
from bureau.law.reading import read_book
from bureau.law.selectors.limits import limits_on
from bureau.law.selectors.terms import LawRefused, reckon_term, terms_on, threshold_on

UNKNOWN_CONDUCT = Phrase(
    "行为 {text} 不认识；可用的有：{known}。", "Conduct {text} is not known; there are: {known}."
)
UNKNOWN_DOMAIN = Phrase(
    "领域 {text} 不认识；可用的有：{known}。", "Domain {text} is not known; there are: {known}."
)
ENDS_BEFORE = Phrase(
    "行为终了日 {last} 早于行为日 {first}。", "The conduct ends on {last}, before it begins on {first}."
)
DECIDED_BEFORE = Phrase(
    "决定日 {decided} 早于行为日 {last}；先有行为，后有决定。",
    "The decision of {decided} is before the conduct of {last}.",
)
NOTHING = Phrase(
    "{day} 没有载入可以适用于 {conduct} 的法律版本。{known}",
    "No version of a law for {conduct} on {day} is in the texts. {known}",
)
SINCE = Phrase(
    "《{law}》载入的版本自 {day} 起；此前有无规定，另行核对。",
    "{law} is here from {day}; whether there was a rule before, look up elsewhere.",
)
UNTIL = Phrase(
    "《{law}》载入的版本止于 {day}；此后有无规定，另行核对。",
    "{law} is here until {day}; whether there is a rule after it, look up elsewhere.",
)
UNDATED = Phrase(
    "《{law}》的资料没有载明施行日，{day} 以前的行为另行核对。",
    "The source of {law} does not say from when it is in force; for conduct before {day} look it up elsewhere.",
)
#: Measures of which one is heard whatever the sum (听证办法 5: permits revoked, business stopped).
GRAVE_MEASURES = ("撤销", "吊销", "取消", "停业", "停产")
HEARINGS = ("hearing_organisation", "hearing_person")  # of an organisation, of a person
LEVELS = {"法律": 0, "行政法规": 1, "部门规章": 2}


# Within a law: a later version that is lighter, then that of the conduct, then the others.
RANK = {Applies.LIGHTER: 0, Applies.CONDUCT: 1, Applies.COMPARE: 2, Applies.SAME: 3, Applies.HEAVIER: 4}


def propose(
    conduct: str,
    domain: str,
    *,
    first: dt.date,
    last: dt.date | None = None,
    decided: dt.date | None = None,
    facts: Facts | None = None,
    book: Book | None = None,
) -> Proposal:
    """The bases that may answer a conduct between two days, decided on a third; thresholds held against the facts.

    Raises:
        LawRefused: an unknown conduct or domain, days out of order, or no version of those days.
    """
    book, last = book or read_book(), last or first
    about = (_known(conduct.strip().upper(), CONDUCTS, UNKNOWN_CONDUCT), domain_of(domain))
    if last < first:
        raise LawRefused(ENDS_BEFORE.with_(first=first, last=last))
    if decided is not None and decided < last:
        raise LawRefused(DECIDED_BEFORE.with_(decided=decided, last=last))
    found: list[Candidate] = []
    newer: list[Candidate] = []
    missing: list[Phrase] = []
    since = _answered_since(book, about[0])
    for law in book.laws:
        of_law = [
            one for one in _of_law(law, about, Span(first, last), decided) if _known_then(one, first, since)
        ]
        found += of_law
        since_then = list(_come_since(law, about, last, decided))
        newer += since_then
        missing += [] if of_law or since_then else _missing(law, about, first, since)
    if not found:
        told = Phrase("".join(one.zh for one in missing), " ".join(one.en for one in missing))
        raise LawRefused(NOTHING.with_(day=first, conduct=about[0], known=told))
    offered = sorted([*_in_order(found), *newer], key=lambda one: one.basis.order)
    decides = decided or last
    hearing_from = threshold_on(HEARINGS[0], decides, book), threshold_on(HEARINGS[1], decides, book)
    return Proposal(
        *about,
        Span(first, last),
        decided,
        tuple(_with_hearing(one, hearing_from[0]) for one in offered),
        _time_bar(last, "time_bar", book),
        _time_bar(last, "time_bar_grave", book),
        tuple(missing),
        hearing_from,
        tuple(limits_on(decides, about, offered, facts=facts or Facts(), book=book)),
    )


def domain_of(text: str) -> str:
    """The code of a domain from its code, its Chinese or its English name.

    Raises:
        LawRefused: there is no such domain.
    """
    word = text.strip()
    named = {name.casefold(): code for code, words in DOMAINS.items() for name in (code, *words)}
    return named.get(word.casefold()) or _known(word, DOMAINS, UNKNOWN_DOMAIN)


def _known(text: str, known: dict[str, Phrase], otherwise: Phrase) -> str:
    if text not in known:
        raise LawRefused(otherwise.with_(text=text or "“”", known="、".join(known)))
    return text


def _of_law(law: Law, about: tuple[str, str], during: Span, decided: dt.date | None) -> list[Candidate]:
    then = [one for one in law.versions if one.span.meets(during)]
    found = [_candidate(law, version, basis, about) for version in then for basis in _bases(version, about)]
    later = law.on(decided) if decided else None
    if later is not None and later not in then and found:
        held = [one.basis for one in found]
        found += [
            replace(_candidate(law, later, basis, about), applies=weigh(basis, held))
            for basis in _bases(later, about)
        ]
    return found


def _come_since(
    law: Law, about: tuple[str, str], last: dt.date, decided: dt.date | None
) -> Iterator[Candidate]:
    """What a law that came after the conduct says by the day of the decision: it may replace that of the conduct.

    Whether it is the lighter one an officer says (行政处罚法 art. 37): two laws do not name the same measures alike.
    """
    firsts = [one.span.first for one in law.versions]
    version = law.on(decided) if decided else None
    if version is None or not all(first is not None and first > last for first in firsts):
        return
    for basis in _bases(version, about):
        yield replace(_candidate(law, version, basis, about), applies=Applies.COMPARE)


def _bases(version: Version, about: tuple[str, str]) -> Iterator[Basis]:
    conduct, domain = about
    for basis in version.bases:
        everywhere = not basis.domains and not basis.doubtful_domains
        if conduct in basis.conducts and (everywhere or domain in (*basis.domains, *basis.doubtful_domains)):
            yield basis


def _candidate(law: Law, version: Version, basis: Basis, about: tuple[str, str]) -> Candidate:
    conduct, domain = about
    entry = Entry(law, version, basis, domain if domain in basis.doubtful_domains else "")
    return Candidate(law, version, basis, conduct, Applies.CONDUCT, entry, hearing=None)


def weigh(later: Basis, earlier: Sequence[Basis]) -> Applies:
    """Whether a later basis is lighter than those of the conduct: only what cannot be doubted is decided.

    The later is lighter where neither end of its fine is higher and it adds no measure, heavier where neither end is
    lower and it drops none; anything else, and any formula, an officer compares.
    """
    if later.formula or any(one.formula for one in earlier):
        return Applies.COMPARE
    low, high = _fine(later)
    lows, highs = [_fine(one)[0] for one in earlier], [_fine(one)[1] for one in earlier]
    adds = any(set(later.measures) - set(one.measures) for one in earlier)
    drops = any(set(one.measures) - set(later.measures) for one in earlier)
    if {low} == set(lows) and {high} == set(highs) and not adds and not drops:
        return Applies.SAME
    if low <= min(lows) and high <= min(highs) and not adds:
        return Applies.LIGHTER
    if low >= max(lows) and high >= max(highs) and not drops:
        return Applies.HEAVIER
    return Applies.COMPARE


def _fine(basis: Basis) -> tuple[int, int]:
    return basis.fine_min or 0, basis.fine_max or 0


def _in_order(found: list[Candidate]) -> list[Candidate]:
    """Special laws first, statutes before regulations before rules; within a law the version that applies first."""
    return sorted(
        found,
        key=lambda one: (
            one.basis.order,
            LEVELS.get(one.law.level, len(LEVELS)),
            one.law.file,
            RANK[one.applies],
            one.version.span.first or dt.date.min,
        ),
    )


def _with_hearing(one: Candidate, limit: int | None) -> Candidate:
    if any(word in measure for measure in one.basis.measures for word in GRAVE_MEASURES):
        return replace(one, hearing=True)
    high = one.basis.fine_max or 0
    decided_by_formula = one.basis.formula is not None and (limit is None or high < limit)
    return replace(one, hearing=None if limit is None or decided_by_formula else high >= limit)


def _answered_since(book: Book, conduct: str) -> dt.date:
    """The first day for which a law that is no special one answers the conduct: before it nothing was looked up."""
    held = [version for law in book.laws if not law.special for version in law.versions]
    firsts = [
        one.span.first
        for one in held
        if one.span.first and any(conduct in basis.conducts for basis in one.bases)
    ]
    return min(firsts, default=dt.date.min)


def _known_then(one: Candidate, first: dt.date, since: dt.date) -> bool:
    """Whether its version was looked up for that day: one without a first day counts from `since` on only."""
    return one.version.span.first is not None or first >= since


def _missing(law: Law, about: tuple[str, str], day: dt.date, since: dt.date) -> Iterator[Phrase]:
    """Where the law answers the conduct in another version than those days'."""
    held = [one for one in law.versions if any(_bases(one, about))]
    if day < since and any(one.span.first is None for one in held):
        yield UNDATED.with_(law=law.name, day=since)
        return
    firsts = [one.span.first for one in held if one.span.first and one.span.first > day]
    lasts = [one.span.last for one in held if one.span.last and one.span.last < day]
    if firsts:
        yield SINCE.with_(law=law.name, day=min(firsts))
    elif lasts:
        yield UNTIL.with_(law=law.name, day=max(lasts))


def _time_bar(day: dt.date, code: str, book: Book) -> dt.date | None:
    """The last day on which conduct that ended on a day may be punished; None where no such term is laid down then."""
    if not any(one.term.code == code for one in terms_on(day, book=book)):
        return None
    return reckon_term(code, day, roll=Roll.NEVER, book=book).due.on
