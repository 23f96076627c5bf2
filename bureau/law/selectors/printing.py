"""Whether a document may cite an entry: a sure one always, a doubtful one once an officer has confirmed its text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.utils.translation import gettext as _

from bureau.kernel import clock
from bureau.law.entries import Entry, entries_of
from bureau.law.lifecycle import ConfirmationState
from bureau.law.models import Choice, Confirmation
from bureau.law.reading import read_book
from bureau.law.selectors.faces import words
from bureau.people.histories import happenings


def confirmations_of(entries: Iterable[Entry], day: dt.date | None = None) -> dict[str, Confirmation]:
    """The confirmations that stand for these entries as they read now, by digest; for conduct on a day, if any."""
    rows = Confirmation.objects.standing().filter(digest__in=[one.digest for one in entries if one.doubtful])
    found = rows.select_related("confirmed_by")
    return {row.digest: row for row in found if day is None or row.answers(day)}


def not_printable(entry: Entry, day: dt.date) -> str:
    """Why a document about conduct that began on a day may not cite an entry, or ""."""
    if not entry.doubtful:
        return ""
    held = confirmations_of([entry]).get(entry.digest)
    if held is not None and held.answers(day):
        return ""
    if held is not None:
        return _(
            "%(law)s, %(entry)s: %(name)s confirmed this text as in force from %(from)s, and the conduct began on "
            "%(day)s. Find the text of that day; where it reads the same, withdraw the confirmation and confirm the "
            "entry with the earlier day under Laws and periods."
        ) % {
            "law": entry.law.name,
            "entry": words(entry.name),
            "name": held.confirmed_by,
            "from": held.in_force_from,
            "day": day.isoformat(),
        }
    return _withdrawn(entry) or _unconfirmed(entry, day)


def _unconfirmed(entry: Entry, day: dt.date) -> str:
    if entry.undated:
        return _(
            "%(law)s, %(entry)s: the source does not say from when this text is in force, so it was not looked up for "
            "%(day)s: no document may cite it before a named officer has confirmed it, with its first day, under Laws "
            "and periods."
        ) % {"law": entry.law.name, "entry": words(entry.name), "day": day.isoformat()}
    return _(
        "%(law)s, %(entry)s is of confidence %(confidence)s: no document may cite it before a named officer "
        "has confirmed it under Laws and periods."
    ) % {"law": entry.law.name, "entry": words(entry.name), "confidence": entry.confidence}


def _withdrawn(entry: Entry) -> str:
    """Who withdrew the confirmation that stood for this text, when and why; "" where nobody ever confirmed it."""
    ended = Confirmation.objects.filter(digest=entry.digest, state=ConfirmationState.UNCONFIRMED).first()
    if ended is None:
        return ""
    done = next(one for one in happenings([ended.reference]) if one.move == "withdraw_confirmation")
    return _(
        "%(name)s withdrew on %(day)s the confirmation of %(law)s, %(entry)s: %(why)s. No document may cite it "
        "before a named officer has confirmed it again under Laws and periods."
    ) % {
        "name": done.by,
        "day": clock.day_of(done.at).isoformat(),
        "law": entry.law.name,
        "entry": words(entry.name),
        "why": ended.withdrawn_why.rstrip("。."),
    }


def choice_not_printable(choice: Choice) -> str:
    """Why a document may not cite a basis that was chosen, or ""."""
    entry = next((one for one in entries_of(read_book()) if one.digest == choice.digest), None)
    if entry is None:
        return _(
            "The text of this basis was changed after %(ref)s chose it. Look at the text and choose again."
        ) % {"ref": choice.reference}
    return not_printable(entry, choice.conduct_from)
