"""Candidates, chosen bases and doubtful entries, as pages show them: in words, with what may be printed of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from bureau.kernel.phrases import Phrase
from bureau.law.authorities import AUTHORITY_WORDS
from bureau.law.book import Basis, Term, Version
from bureau.law.english import told
from bureau.law.entries import Entry, doubtful_entries
from bureau.law.limits import HEARING, REWARD
from bureau.law.models import Choice, Confirmation
from bureau.law.offers import Candidate, Proposal
from bureau.law.reading import read_book
from bureau.law.selectors.choices import standing_choice
from bureau.law.selectors.faces import words
from bureau.law.selectors.printing import choice_not_printable, confirmations_of
from bureau.law.subjects import Subject
from bureau.law.wording import APPLIES_WORDS, CONFIDENCE_WORDS, article_words, fine_words, sum_words


@dataclass(frozen=True)
class CandidateLine:
    """One candidate in words; `confirmed` names who answers for a doubtful one, `printable` says the outcome."""

    digest: str
    law: str
    since: str
    applies: str
    article: str
    penalty: str
    fine: str
    authority: str
    confidence: str
    printable: bool
    confirmed: str
    remarks: tuple[str, ...]


@dataclass(frozen=True)
class EntryLine:
    """One doubtful entry, and who answers for it."""

    entry: Entry
    name: str
    confidence: str
    said: tuple[tuple[str, str], ...]
    confirmation: Confirmation | None


@dataclass(frozen=True)
class ChoiceLine:
    """A chosen basis in words, and why it may not be printed ("" where it may)."""

    choice: Choice
    law: str
    article: str
    penalty: str
    fine: str
    authority: str
    confidence: str
    not_printable: str
    of_source: bool


@dataclass(frozen=True)
class LimitLine:
    """A threshold in words: its number, what it is of, where it stands, what follows, whether it is reached."""

    number: str
    name: str
    law: str
    follows: str
    reached: bool | None
    remarks: tuple[str, ...]


def limit_lines(proposal: Proposal) -> list[LimitLine]:
    """The thresholds that matter for a conduct, but those of hearings and of rewards for tips."""
    return [
        LimitLine(
            f"{one.threshold.number:,}",
            words(told(one.threshold.name)),
            one.law.name,
            words(one.use.words),
            one.reached,
            tuple(
                filter(
                    None, (words(told(one.threshold.note)), words(CONFIDENCE_WORDS[one.threshold.confidence]))
                )
            ),
        )
        for one in proposal.limits
        if one.use.words not in {HEARING, REWARD}
    ]


def candidate_lines(candidates: Sequence[Candidate], day: dt.date | None) -> list[CandidateLine]:
    """Candidates for conduct that began on a day, in their order."""
    confirmed = confirmations_of([one.entry for one in candidates], day)
    return [_candidate_line(one, confirmed.get(one.entry.digest)) for one in candidates]


def _candidate_line(one: Candidate, confirmation: Confirmation | None) -> CandidateLine:
    return CandidateLine(
        digest=one.entry.digest,
        law=one.law.name,
        since=_version(one.version),
        applies=words(APPLIES_WORDS[one.applies.value]),
        article=words(article_words(one.article)),
        penalty=words(article_words(one.penalty_article)) if one.penalty_article else "",
        fine=words(fine_words(one.basis)),
        authority=words(AUTHORITY_WORDS[one.basis.authority]),
        confidence=words(CONFIDENCE_WORDS[one.confidence]),
        printable=one.printable or confirmation is not None,
        confirmed=str(confirmation.confirmed_by) if confirmation is not None else "",
        remarks=tuple(_remarks(one)),
    )


def _version(one: Version) -> str:
    """Which version, by its first day where the source says it."""
    if one.span.first is None:
        return _("version %(key)s, its first day is not in the source") % {"key": one.key}
    return _("version of %(day)s") % {"day": one.since}


def _remarks(one: Candidate) -> list[str]:
    """What an officer must know before choosing it."""
    said = [words(told(each)) for each in (one.basis.condition, *one.basis.measures, one.basis.note)]
    if one.basis.correct_first:
        said.insert(0, _("order to correct first; fined only if not corrected"))
    if one.basis.authority == "us" and one.hearing is not False:
        said.append(
            _("the fine or a measure may call for a hearing")
            if one.hearing
            else _("whether there is a hearing depends on the sum")
        )
    return [each for each in said if each]


def entry_lines() -> list[EntryLine]:
    """Every doubtful entry of the texts as they are now."""
    entries = doubtful_entries(read_book())
    confirmed = confirmations_of(entries)
    return [
        EntryLine(
            one,
            words(one.name),
            words(CONFIDENCE_WORDS[one.confidence]),
            tuple(_said(one)),
            confirmed.get(one.digest),
        )
        for one in entries
    ]


def _said(entry: Entry) -> Iterator[tuple[str, str]]:
    """The articles that the entry refers to, and what it lays down."""
    for number, text in entry.text["articles"].items():
        yield words(article_words(number)), text
    row = entry.row
    if isinstance(row, Basis):
        for penalty in sorted(set(row.penalty_articles.values())):
            yield _("Penalty"), words(article_words(penalty))
        yield _("Fine"), words(fine_words(row))
        yield _("Who acts"), words(AUTHORITY_WORDS[row.authority])
        note = words(told(row.note or row.condition))
    elif isinstance(row, Term):
        yield _("Length"), row.length + (f" + {row.extension}" if row.extension else "")
        yield _("Counted from"), row.begins
        note = row.note
    else:
        yield pgettext("threshold", "From"), f"{row.number:,}"
        note = words(told(row.note))
    if note:
        yield _("Remark"), note


def entry_line(digest: str) -> EntryLine | None:
    """One doubtful entry by its digest, or None: there is none that reads so now."""
    return next((one for one in entry_lines() if one.entry.digest == digest), None)


def choice_line(choice: Choice, *, of_source: bool = False) -> ChoiceLine:
    """A chosen basis, as it read when it was chosen."""
    chosen = next(one for one in choice.offered if one["digest"] == choice.digest)
    return ChoiceLine(
        choice=choice,
        law=choice.law,
        article=words(article_words(choice.article)),
        penalty=words(article_words(choice.penalty_article)) if choice.penalty_article else "",
        fine=offered_fine(chosen),
        authority=words(AUTHORITY_WORDS[choice.handled_by]),
        confidence=words(CONFIDENCE_WORDS[choice.confidence]),
        not_printable=choice_not_printable(choice),
        of_source=of_source,
    )


def offered_fine(offered: dict[str, Any]) -> str:
    """The fine of a candidate as it was kept."""
    formula = Phrase(*offered["formula"]) if offered["formula"] else None
    return words(sum_words(offered["fine_min"], offered["fine_max"], formula))


def line_of_subject(subject: Subject) -> ChoiceLine | None:
    """The basis that holds for something, or None."""
    found = standing_choice(subject)
    return choice_line(found, of_source=found.subject != subject.reference) if found is not None else None
