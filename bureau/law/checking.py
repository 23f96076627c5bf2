"""Checks what the files say together: versions that overlap or leave a gap, articles and periods that do not fit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import combinations, pairwise

from bureau.kernel.entries import Fault
from bureau.kernel.lengths import read_length
from bureau.kernel.phrases import Phrase
from bureau.law.book import Basis, Book, Law, Span, Term, Threshold, Version
from bureau.law.wording import fine_words

DAY = dt.timedelta(days=1)
SAME_LAW = Phrase("与 {other} 是同一部法。", "It is the same law as {other}.")
SAME_VERSION = Phrase("版本“{key}”写了两次。", "Version “{key}” stands there twice.")
OVERLAP = Phrase(
    "版本“{one}”与“{other}”期间重叠（{day}）；给旧版写“至”，为新版“自”的前一天。",
    "Versions “{one}” and “{other}” overlap ({day}); let the older end (至) on the day before the newer begins (自).",
)
GAP = Phrase(
    "版本“{one}”止于 {last}，“{other}”始于 {first}，中间有空档；日期写错了就改，确有空档就在新版写“间断”和理由。",
    "Version “{one}” ends on {last} and “{other}” begins on {first}: mend the days, or give the reason as 间断.",
)
NO_ARTICLE = Phrase(
    "版本“{version}”的{what}引用了第 {article} 条，这一版没有这一条。",
    "In version “{version}”, {what} refers to article {article}, which that version has not.",
)
OUTSIDE = Phrase(
    "期限“{code}”的日期超出版本“{version}”的期间。",
    "The days of period “{code}” reach beyond version “{version}”.",
)
TERM_GAP = Phrase(
    "期限“{code}”止于 {last}，下一段始于 {first}，中间有空档；前一段的“至”写成后一段“自”的前一天。",
    "Period “{code}” ends on {last} and begins again on {first}; let the earlier end (至) on the day before.",
)
OTHER_UNIT = Phrase(
    "期限“{code}”长 {length}，延 {extension}：两个单位不同，无法相加。",
    "Period “{code}” is {length} long and extended by {extension}: two units cannot be added up.",
)
TERM_OVERLAP = Phrase(
    "期限“{code}”在同一天有两个长度：与 {other} 重叠。",
    "Period “{code}” has two lengths on one day: it overlaps with {other}.",
)
CONTRADICTS = Phrase(
    "版本“{version}”对同一行为（{conducts}）在同一领域有两个不同的处罚：{one}；{other}。改正写错的一个；情形不同的，各写“条件”。",
    "Version “{version}” has two different penalties for one conduct ({conducts}) in one domain: {one}; {other}. Mend "
    "the wrong one; where they are for different cases, give each its 条件.",
)
MISSING = Phrase(
    "没有“{code}”：程序按它推算；写它的那份法律文件是不是删掉了或改了名？放回来，或者补上这一条。",
    "“{code}” is not there, and the program reckons with it: was the file of its law removed or renamed? Put it back.",
)
#: Periods and thresholds by which the program itself reckons.
RECKONED_WITH = (
    *("time_bar", "time_bar_grave", "clue"),
    *("hearing_organisation", "hearing_person", "simple_fine"),
)
FOLDER = Phrase("法律文本", "texts")
BASIS_WORDS = Phrase("依据（{conducts}）", "the basis for {conducts}")
TERM_WORDS = Phrase("期限“{code}”", "period “{code}”")


def check(book: Book) -> list[Fault]:
    """Everything that does not fit, in the order of the files; none if the law can be used."""
    faults: list[Fault] = []
    for law in book.laws:
        place = Phrase(law.file, law.file)
        told = [*_versions(law), *_articles(law), *_terms(law), *_contradictions(law)]
        faults += (Fault(place, said) for said in told)
    for one, other in combinations(book.laws, 2):
        if one.name == other.name:
            faults.append(Fault(Phrase(other.file, other.file), SAME_LAW.with_(other=one.file)))
    rows: list[tuple[Law, Version, Term | Threshold]] = [*book.terms(), *book.thresholds()]
    named = {row.code for _law, _version, row in rows}
    faults += (Fault(FOLDER, MISSING.with_(code=code)) for code in RECKONED_WITH if code not in named)
    return faults + list(_numbers(book))


def _contradictions(law: Law) -> Iterator[Phrase]:
    """Two bases of one version that punish one conduct in one domain otherwise, and do not say in which case."""
    for version in law.versions:
        for one, other in combinations(version.bases, 2):
            shared = [each for each in one.conducts if each in other.conducts and _meet(one, other)]
            told_apart = one.condition and other.condition and one.condition != other.condition
            if shared and not told_apart and _penalty(one) != _penalty(other):
                conducts = "、".join(shared)
                said = (fine_words(one), fine_words(other))
                yield CONTRADICTS.with_(version=version.key, conducts=conducts, one=said[0], other=said[1])


def _meet(one: Basis, other: Basis) -> bool:
    """Whether there is a domain in which both are offered."""
    mine, theirs = ({*each.domains, *each.doubtful_domains} for each in (one, other))
    return not mine or not theirs or bool(mine & theirs)


def _penalty(one: Basis) -> tuple[object, ...]:
    return one.fine_min, one.fine_max, one.formula


def _versions(law: Law) -> Iterator[Phrase]:
    for one, other in combinations(law.versions, 2):
        if one.key == other.key:
            yield SAME_VERSION.with_(key=one.key)
        if one.span.meets(other.span):
            day = max(filter(None, (one.span.first, other.span.first)), default="—")
            yield OVERLAP.with_(one=one.key, other=other.key, day=day)
    in_order = sorted(law.versions, key=lambda version: version.span.first or dt.date.min)
    for earlier, later in pairwise(in_order):
        last, first = earlier.span.last, later.span.first
        if last and first and last + DAY < first and not later.gap:
            yield GAP.with_(one=earlier.key, last=last, other=later.key, first=first)


def _articles(law: Law) -> Iterator[Phrase]:
    for version in law.versions:
        for article, what in _references(version):
            if article and article.split("款")[0] not in version.articles:
                yield NO_ARTICLE.with_(version=version.key, what=what, article=article)


def _references(version: Version) -> Iterator[tuple[str, Phrase]]:
    for basis in version.bases:
        what = BASIS_WORDS.with_(conducts="、".join(basis.conducts))
        for article in {*basis.articles.values(), *basis.penalty_articles.values()}:
            yield article, what
    numbered: list[Term | Threshold] = [*version.terms, *version.thresholds]
    for one in numbered:
        yield one.article, TERM_WORDS.with_(code=one.code)


def _numbers(book: Book) -> Iterator[Fault]:
    """A period or a threshold has one value on a day, whichever law it stands in."""
    numbered: list[tuple[Law, Version, Term | Threshold]] = [*book.terms(), *book.thresholds()]
    seen: dict[str, list[tuple[Law, Span]]] = {}
    for law, version, one in numbered:
        place, span = Phrase(law.file, law.file), within(one.span, version.span)
        if span != one.span and one.span != Span():
            inside = (one.span.first in (None, span.first)) and (one.span.last in (None, span.last))
            if not inside:
                yield Fault(place, OUTSIDE.with_(code=one.code, version=version.key))
        for other, taken in seen.setdefault(one.code, []):
            if span.meets(taken):
                yield Fault(place, TERM_OVERLAP.with_(code=one.code, other=other.file))
        seen[one.code].append((law, span))


def _terms(law: Law) -> Iterator[Phrase]:
    """Periods of a version that stop for some days, or are extended in another unit than their own."""
    for version in law.versions:
        spans: dict[str, list[Span]] = {}
        for one in version.terms:
            spans.setdefault(one.code, []).append(one.span)
            if one.extension and read_length(one.extension).unit is not read_length(one.length).unit:
                yield OTHER_UNIT.with_(code=one.code, length=one.length, extension=one.extension)
        for code, some in spans.items():
            for earlier, later in pairwise(sorted(some, key=lambda span: span.first or dt.date.min)):
                last, first = earlier.last, later.first
                if last and first and last + DAY < first:
                    yield TERM_GAP.with_(code=code, last=last, first=first)


def within(inner: Span, outer: Span) -> Span:
    """The days that both hold."""
    firsts = [one for one in (inner.first, outer.first) if one]
    lasts = [one for one in (inner.last, outer.last) if one]
    return Span(max(firsts, default=None), min(lasts, default=None))
