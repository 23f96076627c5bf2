"""How late a problem is and how its deadline was counted, in words with their unit; and what moves are called."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

from bureau.kernel.workdays import working_days_between

SOON = 5  # working days
MOVES: dict[str, Promise] = {
    "record_problem": pgettext_lazy("of a problem", "recorded in the register"),
    "answer_problem": pgettext_lazy("of a problem", "answered by the institution"),
    "record_answer": pgettext_lazy("of a problem", "answer on paper recorded"),
    "return_answer": pgettext_lazy("of a problem", "returned to be done again"),
    "verify_answer": pgettext_lazy("of a problem", "verified"),
    "close_problem": pgettext_lazy("of a problem", "closed"),
    "extend_deadline": pgettext_lazy("of a problem", "deadline extended"),
    "withdraw_problem": pgettext_lazy("of a problem", "withdrawn"),
    "reopen_problem": pgettext_lazy("of a problem", "opened again, relapsed"),
}


def move_words(name: str) -> str:
    """A move in words."""
    return str(MOVES.get(name, name))


def late_words(due_on: dt.date, today: dt.date) -> str:
    """`逾期 4 个工作日`; calendar days where the working days are not published."""
    number = working_days_between(due_on, today)
    if number:
        said = ngettext("%(n)s working day late", "%(n)s working days late", number)
        return said % {"n": number}
    number = (today - due_on).days
    return ngettext("%(n)s day late", "%(n)s days late", number) % {"n": number}


def short_words(due_on: dt.date, today: dt.date) -> str:
    """The same in a narrow column whose head names the unit: `逾期 4 日`, `今日`, `剩 3 日`."""
    if due_on == today:
        return _("today")
    earlier, later = min(due_on, today), max(due_on, today)
    number = working_days_between(earlier, later) or (later - earlier).days
    if due_on < today:
        return _("%(n)s d late") % {"n": number}
    return _("%(n)s d left") % {"n": number}


def arithmetic(counted_from: dt.date, on: dt.date, working_days: int | None) -> Iterator[dict[str, str]]:
    """Lines that show how a deadline was reached."""
    yield {
        "what": _("Counted from"),
        "how": _("that day itself is not counted"),
        "day": counted_from.isoformat(),
    }
    if working_days is None:
        yield {"what": _("Set"), "how": _("a day that an officer named"), "day": on.isoformat()}
        return
    off = (on - counted_from).days - working_days
    added = ngettext("%(n)s working day", "%(n)s working days", working_days) % {"n": working_days}
    yield {"what": _("Add"), "how": added, "day": ""}
    left = ngettext("%(n)s day of rest does not count", "%(n)s days of rest do not count", off) % {"n": off}
    yield {"what": _("Leave out"), "how": left, "day": ""}
