"""How phases follow one another: the days that belong to none, the days that belong to several, and today's place."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bureau.campaign.models import Campaign, Phase
from bureau.kernel.calendars import Calendar
from bureau.kernel.workdays import working_days_between
from bureau.people.calendars import calendar_of
from bureau.ui.figures import full_day

DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Stretch:
    """A phase's working dates under its name, both days included."""

    name: str
    since: dt.date
    until: dt.date


@dataclass(frozen=True)
class Seam:
    """Days in a row that belong to no phase (`names` is empty) or to several."""

    since: dt.date
    until: dt.date
    names: tuple[str, ...]

    @property
    def days(self) -> int:
        """How many days."""
        return (self.until - self.since).days + 1

    @property
    def is_gap(self) -> bool:
        """Whether they belong to none."""
        return not self.names

    @property
    def said(self) -> str:
        """In words."""
        words: dict[str, object] = {
            "since": full_day(self.since),
            "until": full_day(self.until),
            "n": self.days,
        }
        if self.is_gap:
            if self.days == 1:
                return _("Gap: %(since)s belongs to no phase.") % words
            return _("Gap: %(n)s days belong to no phase, %(since)s to %(until)s.") % words
        words["phases"] = _(", ").join(f"“{name}”" for name in self.names)
        if self.days == 1:
            return _("Overlap: %(since)s belongs to %(phases)s.") % words
        return _("Overlap: %(n)s days belong to %(phases)s, %(since)s to %(until)s.") % words


def stretches_of(phases: Iterable[Phase]) -> list[Stretch]:
    """The phases whose working dates are set."""
    return [Stretch(one.name, one.begins_on, one.ends_on) for one in phases if one.begins_on and one.ends_on]


def seams(stretches: Sequence[Stretch], first: dt.date, last: dt.date) -> list[Seam]:
    """The gaps between two days, both included, and the overlaps wherever they are, in the order of days."""
    edges = {first, last + DAY}
    edges |= {edge for one in stretches for edge in (one.since, one.until + DAY)}
    ordered, found = sorted(edges), []
    for since, after in itertools.pairwise(ordered):
        names = tuple(one.name for one in stretches if one.since <= since <= one.until)
        if len(names) > 1 or (not names and first <= since <= last):
            found.append(Seam(since, after - DAY, names))
    return found


def outside(stretches: Iterable[Stretch], first: dt.date, last: dt.date) -> list[str]:
    """Phases that do not lie within the campaign's period, in words."""
    return [
        _("“%(phase)s” lies partly outside the campaign's period.") % {"phase": one.name}
        for one in stretches
        if one.since < first or one.until > last
    ]


def place_of(campaign: Campaign, phases: Sequence[Phase], day: dt.date) -> str:
    """Where a day stands in the phases, in one sentence."""
    if day < campaign.begins_on:
        away = (campaign.begins_on - day).days
        return ngettext(
            "Its days lie ahead: it begins on %(day)s, %(n)s day after today.",
            "Its days lie ahead: it begins on %(day)s, %(n)s days after today.",
            away,
        ) % {"day": full_day(campaign.begins_on), "n": away}
    stretches = stretches_of(phases)
    if not stretches:
        return _("No working dates are set for its phases yet.")
    here = [one for one in stretches if one.since <= day <= one.until]
    if here:
        return "".join(_within(one, day, calendar_of(campaign.unit)) for one in here)
    last = max(one.until for one in stretches)
    if day > last:
        return _("The last phase ended on %(day)s.") % {"day": full_day(last)}
    return _("Today belongs to no phase.")


def _within(one: Stretch, day: dt.date, calendar: Calendar) -> str:
    number = (day - one.since).days + 1
    left = working_days_between(day, one.until, calendar)
    words = {"number": number, "phase": one.name, "day": full_day(one.until), "n": left}
    if left is None:
        said = _("Today is day %(number)s of “%(phase)s”, which ends on %(day)s.")
        return said % words
    return ngettext(
        "Today is day %(number)s of “%(phase)s”; %(n)s working day is left.",
        "Today is day %(number)s of “%(phase)s”; %(n)s working days are left.",
        left,
    ) % (words)
