"""Cells as people write them put as the format writes them; what could mean two things is left for the check."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from screener.ledger.columns import Column, Type
from screener.ledger.filled.formats import DIGITS, Number
from screener.ledger.filled.naming import squeezed
from screener.ledger.filled.vocabulary import CHOICES, FLAGS
from screener.phrases import Phrase

Cell = str | bool | Number


class Doubtful(Exception):
    """The cell cannot be taken as it is; the sentences say what holds and how to mend it."""

    def __init__(self, rule: Phrase, cure: Phrase) -> None:
        super().__init__(rule)
        self.rule, self.cure = rule, cure


LONG_NUMBER = Phrase(
    "工作簿的数字只保留 15 位，后面的位数已经丢失",
    "a workbook keeps 15 digits of a number; the others are lost",
)
AS_TEXT = Phrase(
    "先把单元格设为“文本”格式，再重新输入原来的编号",
    "set the cell's format to Text, then type the original again",
)
TURNED = Phrase("编号被办公软件改成了日期", "the office program turned the identifier into a date")
PERCENT = Phrase("检测值不能用百分比格式", "a value may not be shown as a percentage")
WITHOUT_PERCENT = Phrase(
    "把格式改为“数值”，按报告所印写数字，计量单位列写 %",
    "set the format to Number, write the figure as printed, and % as the measurement unit",
)
_DAY = r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?"
_TIME = r"(上午|下午|AM|PM)?\s*(\d{1,2})\s*[:时]\s*(\d{1,2})\s*(?:[:分]\s*(\d{1,2}))?\s*[分秒]?"
_WRITTEN = re.compile(rf"{_DAY}(?:[T\s]*{_TIME})?\Z", re.IGNORECASE)
_PACKED = re.compile(r"((?:19|20|21)\d\d)(\d\d)(\d\d)\Z")
_SERIAL = re.compile(r"[2-7]\d{4}(?:\.\d+)?\Z")  # days of 1954 to 2118
_NUMERALS = re.compile(
    r"([〇零○一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日"
)
_ONES = {word: place for place, word in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0}
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d*)?\Z")
_WHOLE = re.compile(r"([+-]?\d+)\.0*\Z")
_STRICT_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_STRICT_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}:[0-9]{2}\Z")
_STRICT_NUMBER = re.compile(r"-?[0-9]{1,30}(?:\.[0-9]{1,30})?\Z")
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code - 0xFEE0).isalnum()}
MOST = 64  # characters of a date, number or choice; a longer cell is none and is left as it is


def tidy(column: Column, cell: Cell) -> str:
    """The text of a cell as the format writes it.

    Raises:
        Doubtful: where the office program has spoiled what was typed.
    """
    if isinstance(cell, str) and len(cell) > MOST and column.type is not Type.TEXT:
        return cell
    if column.choices or column.name == "domain":
        return _chosen(column, cell)
    return _BY_TYPE[column.type](column, cell)


def half(text: str) -> str:
    """Half width, without blanks around it, the minus of printers as the one of keyboards."""
    if text.isascii():
        return text.strip()
    return unicodedata.normalize("NFKC", text).replace("\u2212", "-").replace("\u2013", "-").strip()


def _shown(cell: Cell) -> str:
    return (
        ("true" if cell else "false")
        if isinstance(cell, bool)
        else cell
        if isinstance(cell, str)
        else cell.text
    )


def _text(column: Column, cell: Cell) -> str:
    if isinstance(cell, Number):
        if cell.kind in {"day", "moment"}:
            raise Doubtful(TURNED, AS_TEXT)
        if abs(cell.value) >= 10**DIGITS:
            raise Doubtful(LONG_NUMBER, AS_TEXT)
        return cell.text
    text = _shown(cell).strip()
    if text.isascii() or not _identifies(column):
        return text
    return text.translate(_WIDE)


def _identifies(column: Column) -> bool:
    return column.name in {"uscc", "replaces", "home_division", "division"} or column.name.endswith(
        ("_id", "_no")
    )


def _day(_column: Column, cell: Cell) -> str:
    if isinstance(cell, str) and _STRICT_DAY.match(cell):
        return cell
    found = _moment(cell)
    return found[0] if found else half(_shown(cell))


def _instant(_column: Column, cell: Cell) -> str:
    """A day alone is not a time of day: it stays as it is, and the check asks for the time."""
    if isinstance(cell, str) and _STRICT_MOMENT.match(cell):
        return cell
    found = _moment(cell)
    if not found:
        return half(_shown(cell))
    if found[1]:
        return f"{found[0]}T{found[1]}"
    return half(cell) if isinstance(cell, str) else found[0]


def _moment(cell: Cell) -> tuple[str, str] | None:
    """Day and time of a cell as texts, the time empty where none is given."""
    if isinstance(cell, bool):
        return None
    number = cell if isinstance(cell, Number) else None
    if number is not None and number.kind in {"time", "percent"}:
        return None
    text = half(cell) if isinstance(cell, str) else cell.text
    if packed := _PACKED.match(text):
        return "-".join(packed.groups()), ""
    if number is None and _SERIAL.match(text):
        number = Number(float(text))
    return _written(_in_digits(text)) if number is None else _of_serial(number)


def _in_digits(text: str) -> str:
    """A day in Chinese numerals in digits."""
    found = _NUMERALS.match(text)
    if not found:
        return text
    year = "".join(str(_ONES[one]) for one in found[1])
    return f"{year}-{_small(found[2])}-{_small(found[3])}{text[found.end() :]}"


def _of_serial(number: Number) -> tuple[str, str] | None:
    moment = number.moment
    if moment is None:
        return None
    timed = number.kind == "moment" or not number.whole
    return f"{moment:%Y-%m-%d}", f"{moment:%H:%M:%S}" if timed else ""


def _written(text: str) -> tuple[str, str] | None:
    found = _WRITTEN.match(text)
    if not found:
        return None
    year, month, day, half_day, hour, minute, second = found.groups()
    told = f"{year}-{int(month):02}-{int(day):02}"
    if hour is None:
        return told, ""
    hours = (
        int(hour) % 12 + 12 if (half_day or "").upper() in {"下午", "PM"} and int(hour) <= 12 else int(hour)
    )
    return told, f"{hours:02}:{int(minute):02}:{int(second or 0):02}"


def _small(text: str) -> int:
    """A Chinese numeral up to ninety-nine."""
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return _ONES[ones[-1]] if len(ones) == 1 else 0
    return (_ONES[tens[-1]] if tens else 1) * 10 + (_ONES[ones[-1]] if ones else 0)


def _number(_column: Column, cell: Cell) -> str:
    if isinstance(cell, str) and _STRICT_NUMBER.match(cell):
        return cell
    if isinstance(cell, Number) and cell.kind == "percent":
        raise Doubtful(PERCENT, WITHOUT_PERCENT)
    text = half(_shown(cell))
    return text.replace(",", "") if _GROUPED.match(text) else text


def _whole(column: Column, cell: Cell) -> str:
    return _WHOLE.sub(r"\1", _number(column, cell))


def _flag(_column: Column, cell: Cell) -> str:
    text = _shown(cell)
    return FLAGS.get(squeezed(text), half(text))


def _chosen(column: Column, cell: Cell) -> str:
    text = _shown(cell)
    return CHOICES[column.name].get(squeezed(text), text.strip())


_BY_TYPE: dict[Type, Callable[[Column, Cell], str]] = {
    Type.TEXT: _text,
    Type.DATE: _day,
    Type.TIMESTAMP: _instant,
    Type.INTEGER: _whole,
    Type.NUMBER: _number,
    Type.BOOL: _flag,
}
