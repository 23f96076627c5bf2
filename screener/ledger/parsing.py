"""What a cell's text means: dates, timestamps, numbers and flags exactly as the ledger format writes them."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable

from screener.ledger.columns import INTEGER_MAX, INTEGER_MIN, Column, Type
from screener.phrases import Phrase

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_TIMESTAMP = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}:[0-9]{2}\Z")
_INTEGER = re.compile(r"[+-]?[0-9]{1,30}\Z")
_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?\Z")
NAN = frozenset(("nan", "+nan", "-nan"))
_FLAGS = {"true": True, "1": True, "false": False, "0": False}

EXPECTED = {
    Type.TEXT: Phrase("应为文字", "expected text"),
    Type.DATE: Phrase("应为 2022-06-01 这样的日期", "expected a date such as 2022-06-01"),
    Type.TIMESTAMP: Phrase(
        "应为 2022-06-01T08:30:00 这样的时间", "expected a timestamp such as 2022-06-01T08:30:00"
    ),
    Type.INTEGER: Phrase("应为整数", "expected a whole number"),
    Type.NUMBER: Phrase("应为有限的数字", "expected a finite number"),
    Type.BOOL: Phrase("应为 true 或 false", "expected true or false"),
}
NOT_UTF8 = Phrase("应为 UTF-8 编码的文字", "expected text encoded in UTF-8")
EMPTY = Phrase("不能为空", "may not be empty")
REPEATED = Phrase(
    "应当唯一，已见于 {file} 数据第 {row:,} 行",
    "must be unique; it stands in {file}, data row {row:,} already",
)
FINER = Phrase("时间最细到微秒", "a timestamp is at most microseconds fine")


def expectation(column: Column) -> Phrase:
    """The sentence that says what a column holds, with its bounds and choices."""
    base = EXPECTED[column.type]
    if column.choices:
        listed = " / ".join(column.choices)
        return Phrase(f"应为 {listed} 之一", f"expected one of {listed}")
    if column.type is Type.INTEGER:
        low = INTEGER_MIN if column.minimum is None else column.minimum
        return Phrase(
            f"{base.zh}，{low} 至 {INTEGER_MAX}",
            f"{base.en} from {low} to {INTEGER_MAX}",
        )
    return base


class NotThat(ValueError):
    """The text is not of the type; the column's expectation says what would be."""


def parse_date(text: str) -> dt.date:
    """`YYYY-MM-DD`."""
    if not _DATE.match(text):
        raise NotThat
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise NotThat from None


def parse_timestamp(text: str) -> dt.datetime:
    """`YYYY-MM-DDTHH:MM:SS`, a space accepted for the `T`."""
    if not _TIMESTAMP.match(text):
        raise NotThat
    try:
        return dt.datetime.fromisoformat(text)
    except ValueError:
        raise NotThat from None


def parse_integer(text: str) -> int | None:
    """Decimal digits with an optional sign; NaN is empty."""
    if text.lower() in NAN:
        return None
    if not _INTEGER.match(text):
        raise NotThat
    return int(text)


def parse_number(text: str) -> float | None:
    """A decimal number; NaN is empty, an infinite value is none."""
    if text.lower() in NAN:
        return None
    if not _NUMBER.match(text) or math.isinf(number := float(text)):
        raise NotThat
    return number


def parse_flag(text: str) -> bool:
    """true or false in any case, 1 or 0."""
    try:
        return _FLAGS[text.lower()]
    except KeyError:
        raise NotThat from None


PARSERS: dict[Type, Callable[[str], object]] = {
    Type.DATE: parse_date,
    Type.TIMESTAMP: parse_timestamp,
    Type.INTEGER: parse_integer,
    Type.NUMBER: parse_number,
    Type.BOOL: parse_flag,
}


def printed_decimals(text: str) -> int:
    """Digits after the point of a number's text, an exponent written out first: `1.5e-3` has 4, `1.5e2` none.

    A text that is no number has some count or other; a longer exponent than any double has is cut to 18 digits.
    """
    mantissa, _, exponent = text.lower().partition("e")
    fraction = len(mantissa.partition(".")[2])
    digits = exponent.lstrip("+-").lstrip("0")[:18]
    if not (digits.isascii() and digits.isdigit()):
        return fraction
    return max(0, fraction + int(digits) if exponent.startswith("-") else fraction - int(digits))
