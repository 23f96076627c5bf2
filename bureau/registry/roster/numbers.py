"""What a number of a workbook says, by the format in which it is shown: a day, a month only, a number with zeros."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache

from bureau.registry.roster.grids import EPOCH, EPOCH_1904, Cell

# Formats that a workbook names by number only; 27 to 58 as Chinese programs have them.
BUILT_IN = {
    **dict.fromkeys((14, 30), "yyyy/m/d"),
    **dict.fromkeys((15,), "d-mmm-yy"),
    **dict.fromkeys((16, 28, 29, 51, 53, 54, 58), 'm"月"d"日"'),
    **dict.fromkeys((17, 27, 36, 50, 52, 57), 'yyyy"年"m"月"'),
    **dict.fromkeys((18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 55, 56), "h:mm:ss"),
    22: "yyyy/m/d h:mm",
    31: 'yyyy"年"m"月"d"日"',
}
_QUIET = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|am/pm|a/p|上午/下午|(?<=s)\.0+|general', re.IGNORECASE)
_MINUTES = re.compile(r"h+[^a-z]*m+|m+[^a-z]*s+", re.IGNORECASE)
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_ZEROS = re.compile(r"0{2,30}\Z")


@cache
def shows(code: str) -> str:
    """What of a day a format shows: `ymd`, `ym`, `md`, `y`, `t` for a time only; empty for no day at all."""
    if _ELAPSED.search(code):
        return "t"
    plain = _QUIET.sub("", code.split(";", maxsplit=1)[0]).lower()
    if re.search(r"[0#?@]", plain):
        return ""
    timed = _MINUTES.sub(" ", plain)
    shown = "".join(
        part for part, letters in (("y", "[yeg]"), ("m", "m"), ("d", "d")) if re.search(letters, timed)
    )
    return shown or ("t" if re.search(r"[hs]", plain) else "")


def shown(number: float, code: str, *, since_1904: bool) -> Cell:
    """A number as its format shows it: what was typed as a month stays one, though it is kept as its first day."""
    what = shows(code)
    if not what or what == "t":
        if _ZEROS.match(code) and number >= 0 and number == int(number):
            return str(int(number)).zfill(len(code))
        return number
    moment = moment_of(number, since_1904=since_1904)
    if moment is None:
        return number
    told: dict[str, Cell] = {
        "ymd": moment,
        "ym": f"{moment.year}年{moment.month}月",
        "md": f"{moment.month}月{moment.day}日",
        "y": f"{moment.year}年",
        "m": f"{moment.month}月",
        "d": f"{moment.day}日",
        "yd": moment,
    }
    return told[what]


def moment_of(number: float, *, since_1904: bool) -> dt.datetime | None:
    """The day and time of a number; None beyond what a calendar has, and for the day that 1900 did not have."""
    if not since_1904 and int(number) == 60:
        return None
    epoch = EPOCH_1904 if since_1904 else EPOCH
    if not since_1904 and 0 <= number < 60:
        number += 1
    if not 0 <= number < 2_958_466:
        return None
    begin = dt.datetime(epoch.year, epoch.month, epoch.day)  # noqa: DTZ001 - a workbook's days know no zone
    return begin + dt.timedelta(seconds=round(number * 86_400))
