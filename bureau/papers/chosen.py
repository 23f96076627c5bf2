"""The basis that an officer chose for the record of a paper: what it says more exactly, and whether it is printed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from bureau.kernel.access import Actor
from bureau.law.models import Choice
from bureau.law.selectors.choices import standing_choice
from bureau.law.selectors.lines import ChoiceLine, choice_line
from bureau.law.subjects import subject_of
from bureau.papers.citing import US, Citations
from bureau.papers.later import later_of
from bureau.papers.sources import Filled
from bureau.people.permissions import P


@dataclass(frozen=True)
class Matter:
    """What a paper asks of the law: what is on record, and what the choice says where the record leaves it open."""

    conduct: str
    domain: str
    first: dt.date | None
    last: dt.date | None


@dataclass(frozen=True)
class Chosen:
    """A choice in words; `key` names the citation that it is, and without one `why_not` says why, and what to do."""

    line: ChoiceLine
    key: str
    why_not: str


def choice_for(source: str, *, by: Actor) -> Choice | None:
    """The choice that holds for a record: its own, else that of the finding it came from."""
    subject = subject_of(source, for_=by)
    return standing_choice(subject) if subject is not None else None


def where_to_choose(source: str, choice: Choice | None, *, by: Actor) -> str:
    """The address where this person chooses a basis for the record; "" where one is chosen, or they may not choose."""
    subject = subject_of(source, for_=by) if choice is None else None
    if subject is None or subject.closed or not by.may(P.LAW_CHOOSE, at=subject.unit):
        return ""
    return reverse("law:choose-basis", args=[source])


def matter_of(filled: Filled, choice: Choice | None) -> Matter:
    """A choice names the domain more exactly than the record, and conduct and days where that knows none."""
    if choice is None or not _fits(filled.conduct, choice):
        return Matter(filled.conduct, filled.domain, filled.first, filled.last)
    days = (filled.first, filled.last) if filled.first else (choice.conduct_from, choice.conduct_to)
    return Matter(choice.conduct, choice.domain, *days)


def _fits(conduct: str, choice: Choice) -> bool:
    return conduct in {"", choice.conduct}


def chosen_of(
    choice: Choice, conduct: str, found: Citations, first: dt.date | None, last: dt.date | None
) -> Chosen:
    """The choice beside what may be printed for these days."""
    line = choice_line(choice)
    wanted = (choice.digest, choice.article)
    key = next((one.key for one in found.found if (one.digest, one.article) == wanted), "")
    return Chosen(line, key, "" if key else _why_not(choice, line, conduct, (first, last or first)))


def _why_not(
    choice: Choice, line: ChoiceLine, conduct: str, days: tuple[dt.date | None, dt.date | None]
) -> str:
    if not _fits(conduct, choice):
        return _("It was chosen for conduct %(code)s, and the record says another now. Choose again.") % {
            "code": choice.conduct
        }
    if choice.handled_by != US:
        return _(
            "By this basis the matter is %(who)s. For an order of this office, choose a basis by which it acts itself."
        ) % {"who": line.authority}
    if line.not_printable:
        return line.not_printable
    first, last = days
    later = later_of(choice, choice.conduct, choice.domain, first, last) if first is not None else None
    if later is not None and later.why_not:
        return later.why_not
    if days != (choice.conduct_from, choice.conduct_to):
        return _(
            "It was chosen for the days %(first)s to %(last)s. Enter these days, or choose again for the others."
        ) % {"first": choice.conduct_from.isoformat(), "last": choice.conduct_to.isoformat()}
    return _(
        "By this basis nothing is ordered for those days. Choose below an article that orders the correction, or "
        "choose a basis again."
    )
