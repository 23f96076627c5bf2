"""Days and stretches of days as notices write them: 2022年5月5日, 5月中旬, 7月底, 即日起.

A word that spans days has a first and a last one: 上旬 1–10, 中旬 11–20, 下旬 21 to the end, 底 the last day.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass

DAY = (
    r"(?:(?P<{0}y>\d{{4}})\s*年\s*)?(?P<{0}m>\d{{1,2}})\s*月"
    r"(?:\s*(?P<{0}w>上旬|中旬|下旬|底|末|初)|份|\s*(?P<{0}d>\d{{1,2}})\s*[日号]?)?"
)
NOW = r"(?P<now>即日|印发之日|本通知印发之日|发文之日|通知印发之日)"
DASH = r"(?:至|到|[—–―－~～-]+)"
RANGE = re.compile(
    rf"(?:自|从)?\s*(?:{NOW}|{DAY.format('a')})\s*(?:起|开始)?\s*{DASH}\s*{DAY.format('b')}\s*(?:结束|止|前)?"
)
ONE = re.compile(rf"^{DAY.format('a')}\s*(?:前|结束|止)?$")
SIGNED = re.compile(r"^(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日$")
BEFORE = re.compile(r"前$")


@dataclass(frozen=True)
class Span:
    """A first and a last day; `words` as the notice writes them. `exact`: both are days, not words that span days.

    `since` is None where only an end is written.
    """

    since: dt.date | None
    until: dt.date
    words: str
    exact: bool


def signed_on(line: str) -> dt.date | None:
    """The day under a notice's signature, where the whole line is one."""
    match = SIGNED.match(line)
    return _date(int(match[1]), int(match[2]), int(match[3])) if match else None


def spans_in(text: str, *, signed: dt.date | None) -> list[Span]:
    """The stretches of days in a text; those whose year or first day cannot be known are left out."""
    found = (_span(match, signed) for match in RANGE.finditer(text))
    return [one for one in found if one is not None]


def end_in(words: str, *, signed: dt.date | None) -> Span | None:
    """Words that are nothing but one time, such as 2022年7月底, by which something ends."""
    match = ONE.match(words.strip())
    if match is None or BEFORE.search(words.strip()):
        return None
    year = int(match["ay"]) if match["ay"] else signed.year if signed else None
    if year is None or match["aw"] == "初":
        return None
    days = _days(year, int(match["am"]), match["aw"] or "", match["ad"] or "")
    if days is None:
        return None
    # A month without more is all of it.
    since = None if match["aw"] or match["ad"] else days[0]
    return Span(since, days[1], words.strip(), bool(match["ad"]))


def _span(match: re.Match[str], signed: dt.date | None) -> Span | None:
    if match["now"]:
        since, year = signed, signed.year if signed else None
    else:
        year = int(match["ay"]) if match["ay"] else int(match["by"]) if match["by"] else None
        year = year if year is not None else signed.year if signed else None
        days = _days(year, int(match["am"]), match["aw"] or "", match["ad"] or "") if year else None
        since = days[0] if days else None
    end_year = int(match["by"]) if match["by"] else year
    ends = _days(end_year, int(match["bm"]), match["bw"] or "", match["bd"] or "") if end_year else None
    if since is None or ends is None or match["bw"] == "初" or match[0].endswith("前"):
        return None
    until = ends[1]
    if until < since and not match["by"]:
        again = _days(since.year + 1, int(match["bm"]), match["bw"] or "", match["bd"] or "")
        until = again[1] if again and since.month > int(match["bm"]) else until
    if until < since:
        return None
    exact = bool((match["now"] or match["ad"]) and match["bd"])
    return Span(since, until, match[0].strip(), exact)


def _days(year: int, month: int, word: str, day: str) -> tuple[dt.date, dt.date] | None:
    """The first and the last day that a time means."""
    if not 1 <= month <= 12:
        return None
    last = calendar.monthrange(year, month)[1]
    if day:
        one = _date(year, month, int(day))
        return (one, one) if one else None
    first, end = {
        "上旬": (1, 10),
        "初": (1, 10),
        "中旬": (11, 20),
        "下旬": (21, last),
        "底": (last, last),
        "末": (last, last),
        "": (1, last),
    }[word]
    return dt.date(year, month, first), dt.date(year, month, end)


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
