"""The law as the texts hold it, to read: every law with its versions, and one law whole."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from bureau.kernel import clock
from bureau.kernel.access import needs
from bureau.law.authorities import AUTHORITY_WORDS, CONDUCTS, DOMAINS
from bureau.law.book import Basis, Law, Span, Term, Version
from bureau.law.models import CalendarTable
from bureau.law.reading import read_book
from bureau.law.selectors.faces import words
from bureau.law.selectors.lines import entry_lines
from bureau.law.wording import CONFIDENCE_WORDS, article_words, fine_words
from bureau.people.permissions import P


@dataclass(frozen=True)
class LawLine:
    """One law in the list, with its newest version."""

    law: Law
    slug: str
    newest: Version
    confidence: str
    doubtful: int  # entries that are not printed before somebody has confirmed them


@dataclass(frozen=True)
class BasisLine:
    """One conduct of a basis, in words."""

    conduct: str
    said: str
    domains: str
    article: str
    penalty: str
    fine: str
    authority: str
    confidence: str
    basis: Basis


@dataclass(frozen=True)
class TermLine:
    """One period, in words."""

    term: Term
    article: str
    confidence: str


@dataclass(frozen=True)
class VersionPart:
    """One version of a law, as its page shows it; `said` tells when it is in force where that is not today."""

    version: Version
    in_force: bool
    said: str
    confidence: str
    articles: list[tuple[str, str]]
    bases: list[BasisLine]
    terms: list[TermLine]


@needs(P.LAW_READ)
def laws(request: HttpRequest) -> HttpResponse:
    """Every law, special laws first, with how sure its entries are."""
    book = read_book()
    open_ = Counter(one.entry.law.file for one in entry_lines() if one.confirmation is None)
    lines = [
        LawLine(
            law,
            slug_of(law),
            law.versions[-1],
            _sure(law.versions[-1].confidence),
            open_[law.file],
        )
        for law in sorted(book.laws, key=lambda law: (not law.special, law.file))
    ]
    return render(
        request,
        "law/laws.html",
        {"lines": lines, "digest": book.digest[:16], "calendar": CalendarTable.objects.first()},
    )


@needs(P.LAW_READ)
def law(request: HttpRequest, slug: str) -> HttpResponse:
    """One law with all its versions, the newest first; those that are not in force today are folded."""
    found = next((one for one in read_book().laws if slug_of(one) == slug), None)
    if found is None:
        raise Http404
    today = clock.today()
    parts = [_part(version, today) for version in reversed(found.versions)]
    context = {"law": found, "parts": parts, "any_in_force": any(one.in_force for one in parts)}
    return render(request, "law/law.html", context)


def slug_of(law: Law) -> str:
    """What names a law in an address: its file."""
    return law.file.removesuffix(".toml")


def _sure(confidence: str) -> str:
    return words(CONFIDENCE_WORDS[confidence])


def _part(version: Version, today: dt.date) -> VersionPart:
    return VersionPart(
        version,
        version.span.holds(today),
        _when(version.span, today),
        _sure(version.confidence),
        [(words(article_words(one.number)), one.text) for one in version.articles.values()],
        [_basis_line(basis, conduct) for basis in version.bases for conduct in basis.conducts],
        [
            TermLine(one, words(article_words(one.article)) if one.article else "", _sure(one.confidence))
            for one in version.terms
        ],
    )


def _when(span: Span, today: dt.date) -> str:
    """Why a version is not in force on a day, or ""."""
    if span.first is not None and today < span.first:
        return _("not in force before %(day)s") % {"day": span.first.isoformat()}
    if span.last is not None and span.last < today:
        return _("in force until %(day)s") % {"day": span.last.isoformat()}
    return ""


def _basis_line(basis: Basis, conduct: str) -> BasisLine:
    penalty = basis.penalty_articles.get(conduct)
    return BasisLine(
        conduct,
        words(CONDUCTS[conduct]),
        "、".join(words(DOMAINS[one]) for one in (*basis.domains, *basis.doubtful_domains)),
        words(article_words(basis.articles[conduct])),
        words(article_words(penalty)) if penalty else "",
        words(fine_words(basis)),
        words(AUTHORITY_WORDS[basis.authority]),
        _sure(basis.confidence),
        basis,
    )
