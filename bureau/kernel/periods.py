"""Periods of the law: how long, what does not count, on which day they end, and every day of the reckoning.

The first day is not counted. A period in calendar days that ends on a rest day ends on the next working day
(行政处罚程序规定 art. 80). Days of a stop are not counted, and a stop needs a document; an extension needs an approval
given while the period still ran. Months and years end on the day of the same number, or on the last day of a month that
has none. A period before a day is counted backwards from it, and ends earlier where it would end on a day of rest.
"""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bureau.kernel.calendars import DAY, Calendar, DayKind, Kind, current
from bureau.kernel.lengths import Length, PeriodRefused, Unit
from bureau.kernel.phrases import Phrase
from bureau.kernel.workdays import Due

FURTHEST = 20_000  # days after the first that are looked at, stops included
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
TOO_FAR = Phrase(
    "届满日太远，推算不了；请核对起算日、期限和扣除的天数。",
    "The period ends too far away to be counted; look again at its first day, its length and its stops.",
)
NO_SUCH_DAY = Phrase(
    "没有“{text}”这一天；日期应如 2022-05-16。", "There is no day “{text}”; write a day as 2022-05-16."
)
STOP_BACKWARDS = Phrase(
    "扣除的止日 {last} 早于起日 {first}。", "The stop ends on {last}, before it begins on {first}."
)
NO_DOCUMENT = Phrase(
    "扣除 {first} 至 {last} 没有写凭证；扣除期间须有文书，请写文书名称或文号。",
    "The stop from {first} to {last} names no document; time is left out only by a document: give its name or number.",
)
NO_APPROVAL = Phrase(
    "延长 {length} 没有写批准文书；延长须经批准，请写批准人或文号。",
    "The extension by {length} names no approval; give who approved it, or the number.",
)
OTHER_UNIT = Phrase(
    "延长的单位与期限不同（{length}）；请用同一种单位。",
    "The extension ({length}) is in another unit than the period; use the same.",
)
TOO_EARLY = Phrase(
    "延长批准于 {day}，早于起算日 {trigger}。",
    "The extension was approved on {day}, before the period began on {trigger}.",
)
TOO_LATE = Phrase(
    "延长批准于 {day}，期限已于 {due} 届满，不能再延长。",
    "The extension was approved on {day}; the period had ended on {due} and cannot be extended any more.",
)
OUT_OF_ORDER = Phrase(
    "延长批准于 {day}，早于前一次延长的批准日 {before}；按批准的先后写。",
    "This extension was approved on {day}, before the one that it follows ({before}); give them in the order of "
    "approval.",
)
HOURS = Phrase(
    "{length}从某一时刻起算，不能从某日推算；起算请写到分钟，如 2022-05-16T14:30。",
    "{length} are counted from an instant and not from a day; write it to the minute: 2022-05-16T14:30.",
)
UNKNOWN_YEAR_BACK = Phrase(
    "{year} 年的放假安排还没有公布或没有载入，往前推算不了；公布后用 mingjian calendar load 载入。",
    "The calendar of {year} is not published or not loaded, so it cannot be counted back; "
    "once it is published, load it by mingjian calendar load.",
)
UNKNOWN_YEAR = Phrase(
    "{year} 年的放假安排还没有公布或没有载入，届满日无法确定（不早于 {day}）；公布后用 mingjian calendar load 载入。",
    "The calendar of {year} is not published or not loaded, so the day cannot be told (not before {day}); "
    "once it is published, load it by mingjian calendar load.",
)


class Roll(StrEnum):
    """Where a period in calendar days goes that ends on a day of rest."""

    WORKING_DAY = "workday"
    HOLIDAY = "holiday"
    NEVER = "none"


@dataclass(frozen=True)
class Stop:
    """Days, first and last included, that do not count (suspension, testing, hearing), by a document."""

    first: dt.date
    last: dt.date
    document: str

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise PeriodRefused(STOP_BACKWARDS.with_(first=self.first, last=self.last))
        if not self.document.strip():
            raise PeriodRefused(NO_DOCUMENT.with_(first=self.first, last=self.last))

    def holds(self, day: dt.date) -> bool:
        """Whether the period stands still on that day."""
        return self.first <= day <= self.last


@dataclass(frozen=True)
class Extension:
    """So much longer, approved on a day, by a document or a person."""

    length: Length
    approved_on: dt.date
    approval: str

    def __post_init__(self) -> None:
        if not self.approval.strip():
            raise PeriodRefused(NO_APPROVAL.with_(length=self.length.words))


class What(StrEnum):
    """What a day does to a period."""

    COUNTED = "counted"
    RESTED = "rested"
    STOPPED = "stopped"
    ROLLED = "rolled"


@dataclass(frozen=True)
class Step:
    """One day of the reckoning; `number` is which day of the period it is, 0 where it does not count."""

    day: dt.date
    kind: DayKind
    what: What
    number: int = 0
    document: str = ""


@dataclass(frozen=True)
class Reckoning:
    """A due date that explains itself: every day from the one after `trigger` up to it.

    `backwards` where it is the last day on which something may be done before `trigger`: the days go back from it.
    """

    trigger: dt.date
    length: Length
    extensions: tuple[Extension, ...]
    stops: tuple[Stop, ...]
    steps: tuple[Step, ...]
    due: Due
    backwards: bool = False

    @property
    def total(self) -> int:
        """How many days are counted, extensions included."""
        return sum(one.what is What.COUNTED for one in self.steps)

    @property
    def idle_stops(self) -> tuple[Stop, ...]:
        """Stops of which no day lies within the period: they leave nothing out."""
        met = [one.day for one in self.steps if one.what in {What.STOPPED, What.ROLLED}]
        return tuple(one for one in self.stops if not any(one.holds(day) for day in met))

    def insist(self) -> dt.date:
        """The day, where it is certain.

        Raises:
            PeriodRefused: a year on the way is not published.
        """
        if not self.due.published:
            unknown = next(one for one in self.steps if one.kind.kind is Kind.UNPUBLISHED)
            said = UNKNOWN_YEAR_BACK if self.backwards else UNKNOWN_YEAR
            raise PeriodRefused(said.with_(year=unknown.day.year, day=self.due.on))
        return self.due.on


def read_day(text: str) -> dt.date:
    """A day from `2022-05-16`, and from nothing else.

    Raises:
        PeriodRefused: there is no such day.
    """
    try:
        return dt.date.fromisoformat(text if ISO_DAY.fullmatch(text) else "")
    except ValueError as error:
        raise PeriodRefused(NO_SUCH_DAY.with_(text=text)) from error


def reckon(
    trigger: dt.date,
    length: Length,
    *,
    stops: Sequence[Stop] = (),
    extensions: Sequence[Extension] = (),
    roll: Roll = Roll.WORKING_DAY,
    calendar: Calendar | None = None,
) -> Reckoning:
    """When a period ends that begins on the day after `trigger`, with every day on the way.

    Past the published calendar every day counts as worked, so that the day given is the earliest it can be;
    `due.published` says so.

    Raises:
        PeriodRefused: an extension in another unit, or not approved while the period ran; or too far away.
    """
    course = _Course(trigger, length.unit, tuple(stops), roll, calendar or current())
    count = length.count
    for number, extension in enumerate(extensions):
        _insist_on_approval(extension, course, count)
        before = extensions[number - 1].approved_on if number else trigger
        if extension.approved_on < before:
            raise PeriodRefused(OUT_OF_ORDER.with_(day=extension.approved_on, before=before))
        count += extension.length.count
    steps = course.steps(count)
    return Reckoning(trigger, length, tuple(extensions), course.stops, steps, course.due(steps))


def reckon_before(
    day: dt.date, length: Length, *, roll: Roll = Roll.WORKING_DAY, calendar: Calendar | None = None
) -> Reckoning:
    """The last day on which something may be done that must be done so long before a day, which is not counted.

    Raises:
        PeriodRefused: hours, or too far away.
    """
    course = _Course(day, length.unit, (), roll, calendar or current(), back=True)
    steps = course.steps(length.count)
    return Reckoning(day, length, (), (), steps, course.due(steps), backwards=True)


def _insist_on_approval(extension: Extension, course: _Course, count: int) -> None:
    if extension.length.unit is not course.unit:
        raise PeriodRefused(OTHER_UNIT.with_(length=extension.length.words))
    if extension.approved_on < course.trigger:
        raise PeriodRefused(TOO_EARLY.with_(day=extension.approved_on, trigger=course.trigger))
    due = course.due(course.steps(count))
    if due.published and extension.approved_on > due.on:
        raise PeriodRefused(TOO_LATE.with_(day=extension.approved_on, due=due.on))


@dataclass(frozen=True)
class _Course:
    """How the days after the trigger are gone through."""

    trigger: dt.date
    unit: Unit
    stops: tuple[Stop, ...]
    roll: Roll
    calendar: Calendar
    back: bool = False

    def steps(self, count: int) -> tuple[Step, ...]:
        """Every day until so many are counted, and on to where the period may end."""
        steps: list[Step] = []
        counted, total = 0, self._days(count)
        days = _days_from(self.trigger, back=self.back)
        while counted < total:
            step = self._step(next(days), counted + 1)
            steps.append(step)
            counted += step.what is What.COUNTED
        return tuple(steps + self._rolled(steps[-1]))

    def due(self, steps: Sequence[Step]) -> Due:
        """Working days ask the calendar about every day that may count, calendar days about their end only."""
        if self.unit is Unit.WORKING:
            asked = [one for one in steps if one.what is not What.STOPPED]
        else:
            rolled = [one for one in steps if one.what is What.ROLLED]
            asked = [] if self.roll is Roll.NEVER else rolled or [steps[-1]]
        return Due(steps[-1].day, all(one.kind.kind is not Kind.UNPUBLISHED for one in asked))

    def _days(self, count: int) -> int:
        """How many days are counted: months and years by the day of the same number."""
        if self.unit is Unit.HOUR:
            raise PeriodRefused(HOURS.with_(length=Length(count, self.unit).words))
        if self.unit in {Unit.WORKING, Unit.CALENDAR}:
            return count
        months = count * (12 if self.unit is Unit.YEAR else 1)
        return abs((months_after(self.trigger, -months if self.back else months) - self.trigger).days)

    def _step(self, day: dt.date, number: int) -> Step:
        kind = self.calendar.kind_of(day)
        stop = self._stop(day)
        if stop is not None:
            return Step(day, kind, What.STOPPED, document=stop.document)
        if self.unit is not Unit.WORKING or kind.works or kind.kind is Kind.UNPUBLISHED:
            return Step(day, kind, What.COUNTED, number)
        return Step(day, kind, What.RESTED)

    def _rolled(self, last: Step) -> list[Step]:
        """On past days of rest, and past days of a stop, on which nothing can fall due."""
        steps = [last]
        while self._rests(steps[-1].kind) or (len(steps) > 1 and self._stop(steps[-1].day) is not None):
            day = next(_days_from(steps[-1].day, back=self.back))
            steps.append(Step(day, self.calendar.kind_of(day), What.ROLLED))
        return steps[1:]

    def _rests(self, kind: DayKind) -> bool:
        if self.unit is Unit.WORKING or self.roll is Roll.NEVER:
            return False
        if self.roll is Roll.HOLIDAY:
            return kind.kind is Kind.HOLIDAY
        return not kind.works and kind.kind is not Kind.UNPUBLISHED

    def _stop(self, day: dt.date) -> Stop | None:
        return next((one for one in self.stops if one.holds(day)), None)


def months_after(day: dt.date, months: int) -> dt.date:
    """The day of the same number so many months on (or back), the last of the month where there is none.

    Raises:
        PeriodRefused: too far away.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not dt.MINYEAR < year < dt.MAXYEAR:
        raise PeriodRefused(TOO_FAR)
    return dt.date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _days_from(day: dt.date, *, back: bool) -> Iterator[dt.date]:
    """The days that follow, or went before, as far as one can reasonably look."""
    if (day - dt.date.min if back else dt.date.max - day).days <= FURTHEST:
        raise PeriodRefused(TOO_FAR)
    for number in range(1, FURTHEST + 1):
        yield day - DAY * number if back else day + DAY * number
    raise PeriodRefused(TOO_FAR)
