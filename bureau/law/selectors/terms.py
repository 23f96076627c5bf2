"""How long a period is on the day on which it begins, and what a threshold is on a day."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from bureau.kernel.periods import Extension, Length, Reckoning, Stop, read_length, reckon
from bureau.kernel.phrases import Phrase, SaidInBoth
from bureau.law.book import Book, Law, Term, Version
from bureau.law.checking import within
from bureau.law.entries import Entry
from bureau.law.reading import read_book

CODE = re.compile(r"[A-Za-z][A-Za-z_]*")
NO_TERM = Phrase(
    "没有“{code}”这个期限；用 mingjian law periods 查看名称，或直接写长度，如 15wd。",
    "There is no period “{code}”; see mingjian law periods, or write a length such as 15wd.",
)
TERM_NOT_THEN = Phrase("期限“{code}”在 {day} 没有规定。", "Period “{code}” is not laid down for {day}.")
NOT_RECKONED = Phrase(
    "期限“{code}”是{length}，不按日推算；请查条文。",
    "Period “{code}” is {length} and is not counted in days here.",
)
BACKWARDS = Phrase(
    "期限“{code}”从某日往前算，不能这样推算。",
    "Period “{code}” is counted backwards from a day, not onwards.",
)


class LawRefused(SaidInBoth):
    """A question that the texts cannot answer, with what to ask instead."""


@dataclass(frozen=True)
class FoundTerm:
    """A period as it is laid down on a day, with where it stands."""

    law: Law
    version: Version
    term: Term

    @property
    def entry(self) -> Entry:
        """The period as what a named officer confirms, and a record pins."""
        return Entry(self.law, self.version, self.term)

    @property
    def pin(self) -> dict[str, str]:
        """What a record keeps of it: which text it was, and the hash by which a later change is seen."""
        return {
            "law": self.law.name,
            "version": self.version.key,
            "article": self.term.article,
            "length": self.term.length,
            "digest": self.entry.digest,
            "book": read_book().digest,
        }

    @property
    def printable(self) -> bool:
        """Whether a document may cite it before a named officer has confirmed it."""
        return not self.entry.doubtful


def names_a_term(text: str) -> bool:
    """Whether a text is the name of a period and not a length."""
    return CODE.fullmatch(text.strip()) is not None


def terms_on(day: dt.date, *, book: Book | None = None) -> list[FoundTerm]:
    """Every period that is laid down on a day."""
    return [
        FoundTerm(law, version, term)
        for law, version, term in (book or read_book()).terms()
        if within(term.span, version.span).holds(day)
    ]


def find_term(code: str, day: dt.date, *, book: Book | None = None) -> FoundTerm:
    """One period as laid down on a day.

    Raises:
        LawRefused: there is none of that name, or not on that day.
    """
    book, wanted = book or read_book(), code.strip().lower()
    named = [one for one in terms_on(day, book=book) if one.term.code == wanted]
    if named:
        return named[0]
    known = any(term.code == wanted for _law, _version, term in book.terms())
    raise LawRefused((TERM_NOT_THEN if known else NO_TERM).with_(code=code, day=day))


def length_of(code: str, trigger: dt.date, *, book: Book | None = None) -> Length:
    """How long a period is that begins on a day, in days or working days.

    Raises:
        LawRefused: there is none, or it is in hours, months or years, or it is counted backwards.
    """
    term = find_term(code, trigger, book=book).term
    if term.before:
        raise LawRefused(BACKWARDS.with_(code=term.code))
    if not term.length.endswith("日"):
        raise LawRefused(NOT_RECKONED.with_(code=term.code, length=term.length))
    return read_length(term.length)


def reckon_term(
    code: str,
    trigger: dt.date,
    *,
    stops: Sequence[Stop] = (),
    extensions: Sequence[Extension] = (),
    book: Book | None = None,
) -> Reckoning:
    """When a period of the law ends that begins after a day, with every day on the way."""
    return reckon(trigger, length_of(code, trigger, book=book), stops=stops, extensions=extensions)


def threshold_on(code: str, day: dt.date, book: Book) -> int | None:
    """The number of a threshold on a day; None where there was none."""
    return next(
        (
            one.number
            for _law, version, one in book.thresholds()
            if one.code == code and within(one.span, version.span).holds(day)
        ),
        None,
    )
