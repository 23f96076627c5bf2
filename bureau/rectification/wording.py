"""How a deadline was counted, in words with their unit; and what moves are called."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

MOVES: dict[str, Promise] = {
    "record_problem": pgettext_lazy("of a problem", "recorded in the register"),
    "answer_problem": pgettext_lazy("of a problem", "answered by the institution"),
    "record_answer": pgettext_lazy("of a problem", "answer on paper recorded"),
    "return_answer": pgettext_lazy("of a problem", "returned to be done again"),
    "verify_answer": pgettext_lazy("of a problem", "verified"),
    "close_problem": pgettext_lazy("of a problem", "closed"),
    "extend_deadline": pgettext_lazy("of a problem", "deadline extended"),
    "withdraw_problem": pgettext_lazy("of a problem", "withdrawn"),
    "hand_over_problem": pgettext_lazy("of a problem", "handed over to another officer"),
    "correct_problem": pgettext_lazy("of a problem", "corrected"),
    "reopen_problem": pgettext_lazy("of a problem", "opened again, relapsed"),
}


def move_words(name: str) -> str:
    """A move in words."""
    return str(MOVES.get(name, name))


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
