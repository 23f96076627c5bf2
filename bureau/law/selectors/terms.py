"""How long a period is on the day on which it begins, and what a threshold is on a day."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from bureau.kernel.calendars import Calendar
from bureau.kernel.lengths import Length, read_length
from bureau.kernel.periods import Extension, Reckoning, Roll, Stop, reckon, reckon_before
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
BACKWARDS = Phrase(
    "期限“{code}”从某日往前算，不能扣除，也不能延长。",
    "Period “{code}” is counted back from a day: nothing is left out of it, and it is not extended.",
)
NO_STOP = Phrase(
    "期限“{code}”没有规定不计入的时间，不能扣除；确有依据的，直接写长度推算，如 {length}。",
    "The law leaves no time out of period “{code}”; where there is a basis, reckon with its length, such as {length}.",
)
NO_EXTENSION = Phrase("期限“{code}”没有规定延长。", "The law does not let period “{code}” be extended.")
ONE_EXTENSION = Phrase("期限“{code}”只能延长一次。", "Period “{code}” is extended once and not again.")
OVER_EXTENDED = Phrase(
    "期限“{code}”第一次至多延长{most}，不能延长 {length}。",
    "Period “{code}” is first extended by {most} at most, not by {length}.",
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
    """How long a period is that begins on a day.

    Raises:
        LawRefused: there is none.
    """
    return read_length(find_term(code, trigger, book=book).term.length)


def reckon_term(
    code: str,
    trigger: dt.date,
    *,
    stops: Sequence[Stop] = (),
    extensions: Sequence[Extension] = (),
    roll: Roll = Roll.WORKING_DAY,
    calendar: Calendar | None = None,
    book: Book | None = None,
) -> Reckoning:
    """When a period of the law ends that begins after a day, or must have ended before it, with every day on the way.

    Raises:
        LawRefused: there is none, or the law knows no such stop or extension of it.
        PeriodRefused: it is in hours, or a stop or an extension cannot be reckoned with.
    """
    term = find_term(code, trigger, book=book).term
    length = read_length(term.length)
    roll = Roll.NEVER if term.lapses else roll
    if term.before:
        if stops or extensions:
            raise LawRefused(BACKWARDS.with_(code=term.code))
        return reckon_before(trigger, length, roll=roll, calendar=calendar)
    if stops and not term.left_out:
        raise LawRefused(NO_STOP.with_(code=term.code, length=length))
    _insist_on_extensions(term, extensions)
    return reckon(trigger, length, stops=stops, extensions=extensions, roll=roll, calendar=calendar)


def _insist_on_extensions(term: Term, extensions: Sequence[Extension]) -> None:
    """The first as far as the law goes, a further one only where the law says who may (再延)."""
    if not extensions:
        return
    if not term.extension and not term.further:
        raise LawRefused(NO_EXTENSION.with_(code=term.code))
    first, *more = extensions
    if term.extension:
        most = read_length(term.extension)
        if first.length.unit is most.unit and first.length.count > most.count:
            raise LawRefused(OVER_EXTENDED.with_(code=term.code, most=most.words, length=first.length.words))
    if more and not term.further:
        raise LawRefused(ONE_EXTENSION.with_(code=term.code))


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
