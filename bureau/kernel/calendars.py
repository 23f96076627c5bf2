"""What kind of day a day is: by the published calendar, and by the office's own table laid over it.

The office's table is a text file (`calendar.toml` in the folder of data): the arrangement of a year that the program
does not know yet, and days on which the office, or some of its units, was shut. `mingjian calendar load` checks it and
puts it there.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

import chinese_calendar

from bureau.kernel.entries import Entry, Fault, Refused, read_toml
from bureau.kernel.phrases import Phrase

DAY = dt.timedelta(days=1)
SATURDAY = 5
FILE = "calendar.toml"
NAMES = {
    "New Year's Day": Phrase("元旦", "New Year's Day"),
    "Spring Festival": Phrase("春节", "Spring Festival"),
    "Tomb-sweeping Day": Phrase("清明节", "Tomb-sweeping Day"),
    "Labour Day": Phrase("劳动节", "Labour Day"),
    "Dragon Boat Festival": Phrase("端午节", "Dragon Boat Festival"),
    "National Day": Phrase("国庆节", "National Day"),
    "Mid-autumn Festival": Phrase("中秋节", "Mid-Autumn Festival"),
    "Anti-Fascist 70th Day": Phrase("抗战胜利七十周年纪念日", "70th anniversary of victory"),
}
# Holidays of every year since 1999: a table without them was typed for another year, or is not finished.
FIXED = ((1, 1), (5, 1), (10, 1))
# The seven statutory ones by a word of their name, and between which days each must have one: those of the moon move.
STATUTORY = (
    ("元旦", (1, 1), (1, 1)),
    ("春节", (1, 21), (2, 21)),
    ("清明", (4, 4), (4, 6)),
    ("劳动", (5, 1), (5, 1)),
    ("端午", (5, 27), (6, 26)),
    ("中秋", (9, 7), (10, 9)),
    ("国庆", (10, 1), (10, 1)),
)
TWICE = Phrase("{day} 写了两次。", "{day} stands there twice.")
BACKWARDS = Phrase("止日 {last} 早于起日 {first}。", "It ends on {last}, before it begins on {first}.")
TOO_LONG = Phrase(
    "从 {first} 到 {last} 超过一年，请核对。", "From {first} to {last} is over a year; look again."
)
OTHER_YEAR = Phrase("{day} 不在 {year} 年。", "{day} is not in {year}.")
NO_REST_DAY = Phrase(
    "{day} 是平日，不是调休上班；“上班”只写周六、周日。",
    "{day} is a weekday; only Saturdays and Sundays are make-up days.",
)
BOTH = Phrase("{day} 既写放假又写上班。", "{day} is both a holiday and a make-up day.")
UNFINISHED = Phrase(
    "{day} 没有放假，年份或内容有误。", "{day} is not a holiday: the year is wrong, or days are missing."
)
NOT_WHOLE = Phrase(
    "{year} 年没有写“{name}”，或者它不在 {first} 至 {last} 之间；一年的七个法定节日要写全，名称写明是哪个节日"
    "（合并放假写“国庆节、中秋节”）。只是停办几天的，写在“停办”里，不写“年”。",
    "{year} has no {name}, or not between {first} and {last}: a year has all seven statutory holidays, each with its "
    "name (国庆节、中秋节 for both at once). Days on which only the office was shut stand under 停办, without a year.",
)
NOTHING = Phrase("里面没有“年”，也没有“停办”。", "There is neither a year nor a closure in it.")
NO_YEAR = Phrase("“年份”应如 2027。", "The year is written as 2027.")


class Kind(StrEnum):
    """The kinds of days; a make-up day (调休) is worked, though a Saturday or Sunday."""

    WORKING = "working"
    MAKE_UP = "make_up"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    CLOSED = "closed"
    UNPUBLISHED = "unpublished"


WORKED = frozenset({Kind.WORKING, Kind.MAKE_UP})


@dataclass(frozen=True)
class DayKind:
    """What kind of day it is; `name` is the holiday's, or why the office was shut, by which document."""

    kind: Kind
    name: Phrase | None = None

    @property
    def works(self) -> bool:
        """Whether offices work on it; False where nobody can know yet."""
        return self.kind in WORKED


@dataclass(frozen=True)
class Calendar:
    """The published calendar with a table of ours laid over it."""

    years: dict[int, str] = field(default_factory=dict)  # year -> the document that announced it
    holidays: dict[dt.date, str] = field(default_factory=dict)
    make_ups: frozenset[dt.date] = frozenset()
    closures: dict[dt.date, str] = field(default_factory=dict)
    local: dict[str, dict[dt.date, str]] = field(default_factory=dict)  # a unit's name -> its own closures
    _known: dict[dt.date, DayKind] = field(default_factory=dict, compare=False, repr=False)
    _of: dict[frozenset[str], Calendar] = field(default_factory=dict, compare=False, repr=False)

    def kind_of(self, day: dt.date) -> DayKind:
        """The kind of one day."""
        found = self._known.get(day)
        if found is None:
            found = self._known[day] = self._kind_of(day)
        return found

    def of(self, names: Collection[str]) -> Calendar:
        """The calendar of a unit: with the closures of those of these names (its own, and of the units above it)."""
        held = frozenset(self.local).intersection(names)
        if not held:
            return self
        if held not in self._of:
            closures = dict(self.closures)
            for name in sorted(held):
                closures |= self.local[name]
            self._of[held] = replace(self, closures=closures, local={}, _known={}, _of={})
        return self._of[held]

    def knows(self, year: int) -> bool:
        """Whether the arrangement of that year is published, as far as this program and the office know."""
        return self.kind_of(dt.date(year, 7, 1)).kind is not Kind.UNPUBLISHED

    def differs(self) -> list[dt.date]:
        """Days of holidays and make-ups on which the published calendar, where there is one, says otherwise."""
        named = sorted({*self.holidays, *self.make_ups})
        ours = {day: self.holidays.get(day) is not None for day in named}
        theirs = {day: _published(day).kind for day in named}
        return [
            day
            for day in named
            if theirs[day] is not Kind.UNPUBLISHED and ours[day] is (theirs[day] in WORKED)
        ]

    def _kind_of(self, day: dt.date) -> DayKind:
        if day in self.closures:
            return DayKind(Kind.CLOSED, _as_is(self.closures[day]))
        if day in self.holidays:
            return DayKind(Kind.HOLIDAY, _as_is(self.holidays[day]))
        if day in self.make_ups:
            return DayKind(Kind.MAKE_UP)
        if day.year in self.years:
            return DayKind(Kind.WEEKEND if day.weekday() >= SATURDAY else Kind.WORKING)
        return _published(day)


def _as_is(text: str) -> Phrase:
    return Phrase(text, text)


def _published(day: dt.date) -> DayKind:
    try:
        rests, name = chinese_calendar.get_holiday_detail(day)
    except NotImplementedError:
        return DayKind(Kind.UNPUBLISHED)
    if rests:
        return DayKind(Kind.HOLIDAY, NAMES.get(name, _as_is(name))) if name else DayKind(Kind.WEEKEND)
    return DayKind(Kind.MAKE_UP, NAMES.get(name, _as_is(name))) if name else DayKind(Kind.WORKING)


def place() -> Path:
    """Where the office's table lies."""
    return Path(os.environ.get("MINGJIAN_DATA") or "var") / FILE


def current() -> Calendar:
    """The calendar in force now: the office's table is read again as soon as it was changed.

    Raises:
        Refused: the table was changed by hand and cannot be used; nothing is counted by half a table.
    """
    path = place()
    try:
        state = path.stat()
    except OSError:
        return PUBLISHED
    return _kept(path.resolve(), state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=4)
def _kept(path: Path, _written: int, _size: int) -> Calendar:
    return read_calendar(path)


def read_calendar(path: Path) -> Calendar:
    """A table from a text file.

    Raises:
        Refused: with every fault, its place and how to write it.
    """
    faults: list[Fault] = []
    file = Entry(read_toml(path), _as_is(path.name), faults)
    years: dict[int, str] = {}
    holidays: dict[dt.date, str] = {}
    make_ups: set[dt.date] = set()
    for entry in file.entries("年"):
        _read_year(entry, years, holidays, make_ups)
    closures: dict[dt.date, str] = {}
    local: dict[str, dict[dt.date, str]] = {}
    for entry in file.entries("停办"):
        why = f"{entry.text('事由')}（{entry.text('凭证')}）"
        tables = [local.setdefault(name, {}) for name in entry.texts("单位")] or [closures]
        for day in _days_of(entry):
            for table in tables:
                _put(table, day, why, entry)
        entry.finish()
    file.finish()
    if not years and not closures and not local:
        file.fault(NOTHING)
    if faults:
        raise Refused(faults)
    return Calendar(years, holidays, frozenset(make_ups), closures, local)


def _read_year(
    entry: Entry, years: dict[int, str], holidays: dict[dt.date, str], make_ups: set[dt.date]
) -> None:
    year = entry.whole("年份")
    announced = entry.text("文件")
    if year is None or not dt.MINYEAR < year < dt.MAXYEAR:
        entry.fault(NO_YEAR)
        return
    if year in years:
        entry.fault(TWICE.with_(day=year))
    years[year] = announced
    for holiday in entry.entries("放假"):
        name = holiday.text("名")
        for day in _days_of(holiday):
            _put(holidays, day, name, holiday)
            _insist_on_year(day, year, holiday)
        holiday.finish()
    for day in entry.days("上班"):
        _insist_on_year(day, year, entry)
        if day.weekday() < SATURDAY:
            entry.fault(NO_REST_DAY.with_(day=day))
        if day in holidays:
            entry.fault(BOTH.with_(day=day))
        make_ups.add(day)
    for month, number in FIXED:
        if (fixed := dt.date(year, month, number)) not in holidays:
            entry.fault(UNFINISHED.with_(day=fixed))
    _insist_on_the_whole(entry, year, holidays)
    entry.finish()


def _insist_on_the_whole(entry: Entry, year: int, holidays: dict[dt.date, str]) -> None:
    """A year of which a holiday is missing would count days of rest as worked, and end every period too early."""
    for name, begins, ends in STATUTORY:
        first, last = dt.date(year, *begins), dt.date(year, *ends)
        if not any(name in said and first <= day <= last for day, said in holidays.items()):
            entry.fault(NOT_WHOLE.with_(year=year, name=name, first=first, last=last))


def _insist_on_year(day: dt.date, year: int, entry: Entry) -> None:
    """Its own year, or the days beside it: New Year's holiday may begin in December."""
    if not dt.date(year, 1, 1) - 7 * DAY <= day <= dt.date(year, 12, 31) + 7 * DAY:
        entry.fault(OTHER_YEAR.with_(day=day, year=year))


def _days_of(entry: Entry) -> Iterator[dt.date]:
    first, last = entry.day("自"), entry.day("至")
    if first is None or last is None:
        return
    if last < first:
        entry.fault(BACKWARDS.with_(first=first, last=last))
    elif (last - first).days > 366:
        entry.fault(TOO_LONG.with_(first=first, last=last))
    else:
        yield from (first + DAY * number for number in range((last - first).days + 1))


def _put(table: dict[dt.date, str], day: dt.date, what: str, entry: Entry) -> None:
    if day in table:
        entry.fault(TWICE.with_(day=day))
    table[day] = what


PUBLISHED = Calendar()
