"""How long a period is: `15wd`, `90d`, `6m`, `2y`, `24h`, `15个工作日`, `3个月`, `24小时`; and what is no length."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from bureau.kernel.phrases import Phrase, SaidInBoth

LENGTH = re.compile(r"(?P<sign>[-+−－]?)(?P<count>\d{1,9})(?P<unit>[^\d\s]*)")
NO_LENGTH = Phrase(
    "期限“{text}”读不懂；应如 15wd（15 个工作日）或 90d（90 个自然日）。",
    "The period “{text}” cannot be read; write 15wd (15 working days) or 90d (90 calendar days).",
)
NO_UNIT = Phrase(
    "期限“{text}”的单位“{unit}”不认识；应为 wd（工作日）、d（自然日）、m（月）、y（年）或 h（小时），"
    "如 15wd、90d、6m、2y、24h，也可以写 15个工作日、3个月、2年、24小时。",
    "The unit “{unit}” of the period “{text}” is not known; it is wd (working days), d (calendar days), m (months), "
    "y (years) or h (hours), as in 15wd, 90d, 6m, 2y, 24h, or written 15个工作日, 3个月, 2年, 24小时.",
)
NOT_POSITIVE = Phrase(
    "期限“{text}”应至少一天，如 15wd。", "The period “{text}” must be one day or more, as in 15wd."
)
OVER_LONG = Phrase(
    "期限“{text}”太长，最长{longest}。", "The period “{text}” is too long; the longest is {longest}."
)


class PeriodRefused(SaidInBoth):
    """A period, a stop or an extension that cannot be reckoned with."""


class Unit(StrEnum):
    """The unit is always written."""

    WORKING = "wd"
    CALENDAR = "d"
    MONTH = "个月"
    YEAR = "年"
    HOUR = "小时"


UNITS = {
    "wd": Unit.WORKING,
    "个工作日": Unit.WORKING,
    "工作日": Unit.WORKING,
    "d": Unit.CALENDAR,
    "日": Unit.CALENDAR,
    "天": Unit.CALENDAR,
    "个自然日": Unit.CALENDAR,
    "自然日": Unit.CALENDAR,
    "m": Unit.MONTH,
    "个月": Unit.MONTH,
    "月": Unit.MONTH,
    "y": Unit.YEAR,
    "年": Unit.YEAR,
    "h": Unit.HOUR,
    "小时": Unit.HOUR,
}
UNIT_WORDS = {
    Unit.WORKING: Phrase("{n} 个工作日", "{n} working days"),
    Unit.CALENDAR: Phrase("{n} 个自然日", "{n} calendar days"),
    Unit.MONTH: Phrase("{n} 个月", "{n} months"),
    Unit.YEAR: Phrase("{n} 年", "{n} years"),
    Unit.HOUR: Phrase("{n} 小时", "{n} hours"),
}
# Ten years; hours that are more than a month are a slip of the pen.
LONGEST = {Unit.WORKING: 3660, Unit.CALENDAR: 3660, Unit.MONTH: 120, Unit.YEAR: 10, Unit.HOUR: 744}


@dataclass(frozen=True)
class Length:
    """How long: `15wd`, `90d`."""

    count: int
    unit: Unit

    def __str__(self) -> str:
        return f"{self.count}{self.unit.value}"

    @property
    def words(self) -> Phrase:
        """`15 个工作日`."""
        return UNIT_WORDS[self.unit].with_(n=self.count)


def read_length(text: str) -> Length:
    """A length from `15wd`, `90d`, `6m` (months), `2y`, `24h`, or in Chinese, where `90日` are calendar days.

    Raises:
        PeriodRefused: no number, an unknown unit, nothing or less, or more than ten years.
    """
    found = LENGTH.fullmatch("".join(text.split()))
    if found is None:
        raise PeriodRefused(NO_LENGTH.with_(text=text))
    unit = UNITS.get(found["unit"].lower())
    if unit is None:
        raise PeriodRefused(NO_UNIT.with_(text=text, unit=found["unit"]))
    count = int(found["count"])
    if count < 1 or found["sign"] not in ("", "+"):
        raise PeriodRefused(NOT_POSITIVE.with_(text=text))
    if count > LONGEST[unit]:
        raise PeriodRefused(OVER_LONG.with_(text=text, longest=Length(LONGEST[unit], unit).words))
    return Length(count, unit)
