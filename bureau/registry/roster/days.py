"""Reads days in every form in which offices write them, and the several days that one cell may give."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache

from bureau.registry.identifiers.certificates import YEARS
from bureau.registry.roster.grids import EPOCH, Cell
from bureau.registry.roster.refusing import Said
from bureau.registry.roster.values import Doubt, is_blank, text_of
from bureau.registry.texts import half_width

OPEN_END = re.compile(r"长期|永久|无固定期限|不限|至今|长久")
NUMERALS = {one: str(n) for n, one in enumerate("〇一二三四五六七八九")} | {
    "零": "0",
    "○": "0",
}
FIRST_YEAR, LAST_YEAR = 1949, 2100

MONTH_ONLY = Said("只写到月，请补上日，如 2021-03-05。", "Only a month; add the day, such as 2021-03-05.")
YEAR_ONLY = Said(
    "只写到年，请补上月和日，如 2021-03-05。", "Only a year; add month and day, such as 2021-03-05."
)
NO_END = Said(
    "没有写明到期的日子；请对照证书写明。",
    "No day of its end; see the certificate and write it.",
)
YEARLESS = Said("没有写年，请写全，如 2021-03-05。", "No year; write the whole day, such as 2021-03-05.")
NO_DAY = Said(
    "没有这一天或看不懂；应为 2021-03-05 这样的日期。", "No such day; expected a date such as 2021-03-05."
)

SEVERAL = Said(
    "这一格写了几个日子，分不清各属哪张证书，都没有读；请一张证书写一行。",
    "Several days stand here and it is not clear whose each is; none was read. Write each certificate in a row.",
)
PAIRED = Said(
    "几个日子已按次序对应几个证书编号；不对请一张证书写一行。",
    "The days were taken for the certificates in their order; if that is wrong write each certificate in a row.",
)
TOO_LATE = Said(
    "{year} 年太远，没有读；请对照证书。",
    "{year} is too far ahead and was not taken; see the certificate.",
)
AFTERWARDS = Said(
    "发证日期晚于有效期止，没有读；请对照证书。",
    "It would be issued after its last day; not taken, see the certificate.",
)
TOO_SOON = Said(
    "有效期止早于发证日期，而证书编号的年份与发证日期相符，有效期止没有读；请对照证书。",
    "It ends before the day of issue, whose year the number bears; the last day was not taken, see the certificate.",
)
BEGUN = Said(
    "有效期是完整的一期，起始年份与证书编号相符，起始日已记作发证日期；不对请对照证书改正。",
    "A whole term that begins in the year the number bears; its first day was taken as that of issue, see the paper.",
)
BACKWARDS = Said(
    "截止日早于起始日，没有读；请对照证书改正。",
    "The period ends before it begins and was not taken; correct it by the certificate.",
)
BEGUN_ALONE = Said(
    "有效期是完整的一期，起始日已记作发证日期；不对请对照证书改正。",
    "A whole term; its first day was taken as that of issue, see the paper.",
)
BEGUN_OPEN = Said(
    "有效期的起始年份与证书编号相符，起始日已记作发证日期，截止日没有读；请对照证书改正。",
    "The term begins in the year the number bears; its first day was taken as that of issue, the last was not read.",
)
NO_BEGINNING = Said(
    "有效期的起始日没有这一天，只读了截止日；请对照证书改正。",
    "The term begins on a day that does not exist; only its last day was read. Correct it by the certificate.",
)
NOT_YET = Said(
    "这一天还没有到，没有读；请对照证书。",
    "This day has not come yet and was not taken; see the certificate.",
)
TOO_EARLY = Said(
    "{year} 年还没有计量认证，没有读；请对照证书。",
    "No certificate was issued in {year}; not taken, see the certificate.",
)
REMARK = Said(
    "日子读了，旁边的“{remark}”没有读入；需要的请填到档案里。",
    "The day was taken; “{remark}” beside it was not read, what is wanted of it goes into the dossier.",
)
# A term whose end says no day: 2022.8.2-见附件, 2023.3.20发.
_ENDLESS = re.compile(
    r"(?<!\d)\d{4}\s*[-./年]\s*\d{1,2}\s*[-./月]\s*\d{1,2}\s*[日号]?\s*(?:起|至|到|发|[-—~～–])"
)
BOTH = 2  # days of a term
EARLIEST = 1985  # of the law on metrology, by which bodies were first certified
FARTHEST = 10  # years ahead; a certificate has six, and the rest is for rounding off and for extensions
SOON = 60  # days: a certificate may be dated ahead of its first day


def read_day(cell: Cell, *, end: bool = False, epoch: dt.date = EPOCH) -> tuple[dt.date | None, Doubt | None]:
    """A day. Of a period (`2021-03-05至2027-03-04`) it is the end if `end`, else the beginning.

    `epoch` is the day from which the workbook counts the days of plain numbers.
    """
    if isinstance(cell, dt.date):
        day = cell.date() if isinstance(cell, dt.datetime) else cell
        return _plausible(day, day.isoformat())
    text = text_of(cell)
    if is_blank(text):
        return None, None
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _serial(float(cell), text, epoch)
    if re.fullmatch(r"[2-7]\d{4}(?:\.\d+)?", text):  # a day that a program wrote into a text as it counts it
        return _serial(float(text), text, epoch)
    return _of_text(_parted(_TIME.sub(" ", str(cell))), text, end=end)


def _parted(raw: str) -> str:
    """Half width, and days with other marks between their numbers (2021、4、12) with the usual ones."""
    plain = _PARTED.sub(lambda found: "-".join(filter(None, found.groups())), half_width(raw))
    return _THEN.sub("至", plain)


def _of_text(raw: str, text: str, *, end: bool) -> tuple[dt.date | None, Doubt | None]:
    """The day of a text, `text` being the cell as it is told."""
    earlier = _EARLIER.search(raw)
    if earlier is not None and _holds_day(raw[: earlier.start()]):
        found, doubt = _of_text(raw[: earlier.start()], text, end=end)
        return found, doubt or Doubt(text, REMARK.fill(remark=text_of(earlier[0])))
    pieces = list(dict.fromkeys(listed(raw)))
    if len(pieces) > 1:
        return None, Doubt(text, SEVERAL)
    if pieces and not (_WORDS_BESIDE.search(_LISTED.sub("", raw.replace(pieces[0], "")))):
        raw = pieces[0]  # one day that is said twice
    found, doubt = _written(_QUIET.sub("", text_of(_TWO.sub("至", raw))), end=end)
    return found, doubt and Doubt(text, doubt.said)


def listed(raw: str) -> list[str]:
    """The pieces of a cell that gives more than one day, as `2025-03-04；2026-05-06`; a period is one piece.

    Two days on two lines are a period if the second comes later, as two days beside each other are.
    """
    pieces = [one.strip() for one in _LISTED.split(raw) if _holds_day(one)]
    if len(pieces) == 2 and _OBLIQUE.search(raw) and _whole_term(raw) is not None:
        return [raw]  # 2017年8月6日/2023年8月5日: the first and the last day of one term
    if len(pieces) == 1 and len(_days_in(pieces[0])) > 2:
        return [piece for piece in re.split(r"\s+", raw) if _holds_day(piece)]
    lines = [one for one in raw.splitlines() if _holds_day(one)]
    if len(lines) == 2 == len(pieces) and all(len(_days_in(one)) == 1 for one in lines):
        first, second = (_days_in(one)[0] for one in lines)
        return [raw] if first < second else pieces
    return pieces


def read_each(cell: Cell, *, end: bool) -> list[dt.date]:
    """Every day of a cell that lists several, one for each piece; none where a piece is in doubt.

    A list of two lines may be a period as well: it is taken for days apart only where no term lies between.
    """
    if not isinstance(cell, str):
        return []
    pieces = listed(cell)
    if len(pieces) == 1:
        pieces = [one for one in cell.splitlines() if _holds_day(one)]
        found = [read_day(one, end=end)[0] for one in pieces]
        if len(found) == 2 and found[0] and found[1] and _is_term(found[0], found[1]):
            return []
    read = [read_day(_LABEL.sub("", one), end=end)[0] for one in pieces]
    return [one for one in read if one is not None] if len(read) > 1 and all(read) else []


def begun(cell: Cell, words: str) -> dt.date | None:
    """The day of issue in a cell that gives both ends of a whole term, under words for both: 发证日期/有效期至."""
    term = _whole_term(cell) if isinstance(cell, str) and _BOTH_ENDS.search(words) is not None else None
    return term[0] if term is not None and term[0].year >= EARLIEST else None


def begun_by_number(cell: Cell, numbers: tuple[str, ...]) -> dt.date | None:
    """The first day of a term of a certificate's length that begins in the year its numbers bear: that of issue.

    Without a number that can be read the length alone tells.
    """
    term = _whole_term(cell) if isinstance(cell, str) else None
    if term is None or (term[1] + dt.timedelta(days=1)).year - term[0].year != YEARS:
        return None
    return term[0] if all(int(one[:2]) == term[0].year - 2000 for one in numbers) else None


def begun_alone(cell: Cell, numbers: tuple[str, ...]) -> dt.date | None:
    """The day on which a term begins whose end is none (2022.8.2-见附件) or comes first, in the year of its numbers."""
    found = _days_in(_parted(cell)) if numbers and isinstance(cell, str) else []
    if not found or not _is_day(found[0]) or len(found) > BOTH:
        return None
    day = dt.date(*found[0][:3])
    if len(found) == BOTH and _is_day(found[1]) and dt.date(*found[1][:3]) > day:
        return None
    ends = len(found) == BOTH or _ENDLESS.search(_parted(str(cell))) is not None
    return day if ends and all(int(one[:2]) == day.year - 2000 for one in numbers) else None


def begun_and_ended(text: str) -> bool:
    """Whether a text gives the first and the last day of a certificate's term and nothing else."""
    return _whole_term(text) is not None and not re.search(
        r"[\u4e00-\u9fff]", re.sub(r"[年月日至到起止]", "", text)
    )


def _runs_backwards(cell: Cell) -> bool:
    """Whether a cell gives a period whose end comes before its beginning."""
    if not isinstance(cell, str) or _EARLIER.search(cell) or len(listed(half_width(cell))) != 1:
        return False
    found = _days_in(_TWO.sub("至", _parted(cell)))
    return len(found) == 2 and all(map(_is_day, found)) and found[1] < found[0]


def begins_never(cell: Cell) -> bool:
    """Whether the first of the two days of a cell is none, and the second is one: 2021-02-30至2027-02-28."""
    found = _days_in(_TWO.sub("至", _parted(cell))) if isinstance(cell, str) else []
    return len(found) == 2 and not _is_day(found[0]) and _is_day(found[1])


def _is_day(found: tuple[int, ...]) -> bool:
    try:
        dt.date(*found[:3])
    except ValueError:
        return False
    return True


def _whole_term(text: str) -> tuple[dt.date, dt.date] | None:
    """The only two days of a text, if they are the first and the last day of three to six whole years."""
    found = _days_in(_TWO.sub("至", _parted(text)))
    try:
        first, last = (dt.date(*one[:3]) for one in found)
    except (TypeError, ValueError):
        return None
    return (first, last) if is_term(first, last) else None


def is_term(first: dt.date, last: dt.date) -> bool:
    """Whether two days are the first and the last of three to six whole years."""
    return _is_term(first, last) and (last + dt.timedelta(days=1)).year - first.year in range(3, 7)


def _is_term(first: dt.date, second: dt.date) -> bool:
    """Whether two days begin and end whole years."""
    after = second + dt.timedelta(days=1)
    return any((one.month, one.day) == (first.month, first.day) for one in (second, after))


@lru_cache(maxsize=4_096)  # a cell is asked several times, and the days of a list recur
def _days_in(text: str) -> list[tuple[int, ...]]:
    """Year, month and day of every day written in a text."""
    plain = _arabic(text_of(text)).translate(_DASHES)
    return [tuple(map(int, found)) for found in _DAY.findall(plain) or _PLAIN.findall(plain)]


def _holds_day(text: str) -> bool:
    return bool(_days_in(text))


# What parts days of several certificates. A comma may part year, month and day of one, and then no day is whole.
_LISTED = re.compile(r"[;；,，\n\r|和及与]+|(?<=[\d日号止）)])[、/](?=\D{0,8}\d{4})")
_OBLIQUE = re.compile(r"(?<=[\d日号])\s*/\s*(?=\d{4})")
_BOTH_ENDS = re.compile(
    r"(?:[发颁获取]证|签发|颁发|批准|起始|开始)(?:日期|时间|日)?\W{0,2}[/／、,，及和与至到\-—~～\s]\W{0,2}(?:证书)?(?:有效|到期|截止|届满|终止|失效)"
    r"|起[止讫]"
)
_WORDS_BESIDE = re.compile(r"[^\s;；,，、/]")
_LABEL = re.compile(r"^\s*(?:\d{1,2}[.、)）]|[①-⑳]|[（(]\d{1,2}[)）])\s*(?=\D{0,4}(?:19|20)\d\d)")


def objection(day: dt.date, today: dt.date, *, end: bool, cell: Cell = None) -> Said | None:
    """Why a day can be none of a certificate's first days, or of its last days if `end`; `cell` is where it stands."""
    if day.year < EARLIEST:
        return TOO_EARLY.fill(year=day.year)
    if end and _runs_backwards(cell):
        return BACKWARDS
    if end:
        return TOO_LATE.fill(year=day.year) if day.year > today.year + FARTHEST else None
    return NOT_YET if day > today + dt.timedelta(days=SOON) else None


# A day alone in its cell, its year, month and day parted by commas or blanks.
# 2021-4-12发 2027-4-11到期
_THEN = re.compile(r"(?<=[\d日号])\s*(?:发证?|颁发|取证)[，,、;；\s]*(?=(?:19|20)\d\d\D)")
_PARTED = re.compile(
    r"\A\s*(\d{4})\s*[,，\s]\s*(\d{1,2})\s*[,，\s]\s*(\d{1,2})\s*\Z|(?<!\d)((?:19|20)\d\d)\s*、\s*(\d{1,2})\s*、\s*(\d{1,2})(?!\d)"
)
# The time after a day, told by the blank between them, which is gone once a text is squeezed.
_TIME = re.compile(
    r"(?<=[\d日号])(?:\s+|T)\d{1,2}[:：]\d{1,2}(?:[:：]\d{1,2}(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?"
)


# Two days that a blank or a new line parts, which would run into each other once a text is squeezed.
_TWO = re.compile(r"(?<=[\d日号])\s+(?=\d{4}[-./年－．])")
# Words that say no more than the column's header does.
_QUIET = re.compile(
    r"(?:有效期)?(?<![\d〇零○一二三四五六七八九十])[1-6一二三四五六]年(?:期|有效|内)?(?=[（(，,：:；;至自到]|\d{4})|[（(](?:有效期)?(?:[1-6一二三四五六]年|首次|初次|换证|复查|延续|到期|已?过期|已到期|已?失效|有效|临期|即将到期|(?:延续|换证|复评审?)(?:办理)?中)[)）]|首次(?:获证|发证|取得)?[:：]?|换证"
)


def _serial(number: float, text: str, epoch: dt.date) -> tuple[dt.date | None, Doubt | None]:
    """A number in a column of days: 20210305, or the days that workbooks count."""
    if 19_490_101 <= number <= 21_001_231:
        return _written(str(int(number)), end=False)
    if 16_802 <= number <= 73_415:  # 1950 to 2100, counted from 1904 or from 1900
        return _plausible(epoch + dt.timedelta(days=int(number)), text)
    return _written(text, end=False)


_SEP = r"[-./_、。·年]"
_DAY = re.compile(
    rf"(\d{{4}}){_SEP}(\d{{1,2}})[-./_、。·月](\d{{1,2}})(?:日|号)?"
    r"(?:T?\d{1,2}[:：]\d{2}(?:[:：]\d{2}(?:\.\d+)?)?)?"
)
_PLAIN = re.compile(r"(?<!\d)(\d{4})(\d{2})(\d{2})(?!\d)")
_MONTH = re.compile(rf"(\d{{4}}){_SEP}(\d{{1,2}})月?\Z")
_MONTH_PLAIN = re.compile(r"(?:19|20|21)\d{2}(?:0[1-9]|1[0-2])\Z")
_NO_YEAR = re.compile(r"(\d{1,2})月(\d{1,2})[日号]?\Z|(\d{1,2})[日号]\Z|(\d{1,2})月\Z")
_YEAR = re.compile(r"(\d{4})年?\Z")
# What somebody says of a day in brackets behind it; with digits it may be another day, or half of one.
# Of another certificate than that of which the day is asked: 2027年1月5日（注：原证2021年到期）.
_EARLIER = re.compile(
    r"[（(](?:注|备注)?[:：]?(?:原|旧|上一?[张次轮]|前一?[张次]|老)[^（）()]{0,40}[)）]\s*\Z"
)
_REMARK = re.compile(r"[（(][^\d（()）]{2,30}[）)]\Z")


_PARTIAL = (
    (_MONTH, MONTH_ONLY),
    (_MONTH_PLAIN, MONTH_ONLY),
    (_YEAR, YEAR_ONLY),
    (_NO_YEAR, YEARLESS),
)
# 2020-01-02起六年 gives the first day and not the last.
_BEGINS, _ENDS = re.compile(r"起|自|从|始|之日"), re.compile(r"至|到|止|届|截|前|内|-.*-.*-.*-")
_OPEN = re.compile(r"\d[日号]?[-~～至到]+\Z")  # 2022.5.9-
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−－﹣", "-"))


def _written(text: str, *, end: bool) -> tuple[dt.date | None, Doubt | None]:
    plain = _arabic(text).translate(_DASHES)
    days = [tuple(map(int, found)) for found in _DAY.findall(plain)] or [
        tuple(map(int, found)) for found in _PLAIN.findall(plain)
    ]
    if OPEN_END.search(text) and (end or not days):
        return None, Doubt(text, NO_END)
    if end and len(days) == 1 and _BEGINS.search(plain) and not _ENDS.search(plain):
        return None, Doubt(text, NO_END)
    if end and len(days) == 1 and _OPEN.search(plain):
        return None, Doubt(text, NO_END)
    if days:
        return _chosen(days[-1] if end else days[0], plain, text)
    partial = next((said for form, said in _PARTIAL if form.match(plain)), NO_DAY)
    return None, Doubt(text, partial)


def _chosen(day: tuple[int, ...], plain: str, text: str) -> tuple[dt.date | None, Doubt | None]:
    """The day, if there is one and nothing else stands beside it."""
    beside = _PLAIN.sub("", _DAY.sub("", plain))
    remark = _REMARK.search(beside)
    rest = _REMARK.sub("", beside).strip("截至到-—–~～/起止自从有效期()（）:：,，.")
    if rest and not re.fullmatch(
        r"(?:有效期)?[至到起止自从]?(?:前|止|日|届满|满|为止|截止|内有效|有效|已?(?:过期?|到期?|失效?)|已)?",
        rest,
    ):
        return None, Doubt(text, NO_DAY)
    try:
        found, doubt = _plausible(dt.date(*day[:3]), text)
    except ValueError:
        return None, Doubt(text, NO_DAY)
    if found is not None and remark is not None:
        return found, Doubt(text, REMARK.fill(remark=remark[0]))
    return found, doubt


def _plausible(day: dt.date, text: str) -> tuple[dt.date | None, Doubt | None]:
    return (day, None) if FIRST_YEAR <= day.year <= LAST_YEAR else (None, Doubt(text, NO_DAY))


# A letter O that stands for a nought in a year, 元月 for January.
_YEAR_WORD = re.compile(r"[\dOoＯ〇零○一二三四五六七八九]{4}(?=年)")
_ROUND = str.maketrans(dict.fromkeys("OoＯ", "〇"))
_FIRST_MONTH = re.compile(r"年元月")


def _arabic(text: str) -> str:
    """Chinese numerals of a date as digits: 二〇二一年三月十五日."""
    text = _FIRST_MONTH.sub("年1月", _YEAR_WORD.sub(lambda found: found[0].translate(_ROUND), text))
    if not re.search(r"[〇零○一二三四五六七八九十]", text):
        return text

    def small(found: re.Match[str]) -> str:
        tens, _, ones = found[0].partition("十")
        return str(
            int(NUMERALS.get(tens, "1") if tens else "1") * 10 + int(NUMERALS.get(ones, "0") if ones else "0")
        )

    text = re.sub(r"[一二三四五六七八九]?十[一二三四五六七八九]?", small, text)
    return "".join(NUMERALS.get(one, one) for one in text)
