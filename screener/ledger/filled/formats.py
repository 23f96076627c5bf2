"""What a number of a workbook says by the format in which it is shown: a moment, printed decimals, leading zeros."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

# Formats that a workbook names by number only; 27 to 58 as Chinese programs have them.
BUILT_IN: dict[int, str] = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00",
    37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00", 48: "0.0E+0", 49: "@",
    **dict.fromkeys((14, 15, 16, 17, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58), "yyyy-mm-dd"),
    **dict.fromkeys((18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 55, 56), "h:mm:ss"),
    22: "yyyy-mm-dd h:mm",
}  # fmt: skip
_QUIET = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_DECIMALS = re.compile(r"[#0,]*0(?:\.(0{1,12}))?\Z")
_SCIENCE = re.compile(r"[#0]*0(?:\.(0{1,12}))?E[+-]0+\Z", re.IGNORECASE)
_ZEROS = re.compile(r"0{2,30}\Z")
DIGITS = 15  # that a workbook keeps of a number
EPOCH, EPOCH_1904 = dt.datetime(1899, 12, 30), dt.datetime(1904, 1, 1)  # noqa: DTZ001 - no zone in a workbook
LAST = 2_958_466  # the first serial beyond the calendar


@dataclass(frozen=True)
class Number:
    """A number of a workbook with the format it is shown in."""

    value: float
    code: str = ""
    since_1904: bool = False

    @property
    def moment(self) -> dt.datetime | None:
        """What it is as a day and time; None beyond the calendar."""
        epoch = EPOCH_1904 if self.since_1904 else EPOCH
        if not 61 <= self.value < LAST:
            return None
        try:
            return epoch + dt.timedelta(seconds=round(self.value * 86_400))
        except OverflowError:  # the workbook's calendar of 1904 goes on for four years
            return None

    @property
    def kind(self) -> str:
        """`day`, `time` or `moment` where the format shows one, `percent`, else nothing."""
        return _kind(self.code)

    @property
    def whole(self) -> bool:
        """Whether it has no fraction."""
        return float(self.value).is_integer()

    def _rounded(self, decimals: int) -> str:
        """As a workbook rounds it: its fifteen digits, a half away from zero."""
        digits = Decimal(f"{self.value:.{DIGITS}g}")
        return f"{digits.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP):f}"

    @property
    def text(self) -> str:
        """The number as it is shown, without separators; as its fifteen digits where the format says nothing."""
        plain = _plain(self.code)
        if found := _DECIMALS.match(plain):
            if _ZEROS.match(plain) and self.value >= 0 and self.whole:
                return str(int(self.value)).zfill(len(plain))
            if abs(self.value) < 10**DIGITS:
                return self._rounded(len(found[1] or ""))
        if found := _SCIENCE.match(plain):
            return f"{self.value:.{len(found[1] or '')}e}"
        if self.whole and abs(self.value) < 10**DIGITS:
            return str(int(self.value))
        return f"{self.value:.{DIGITS}g}"


@lru_cache(maxsize=4096)
def _plain(code: str) -> str:
    return _QUIET.sub("", code[:200].split(";", maxsplit=1)[0]).strip()


@lru_cache(maxsize=4096)
def _kind(code: str) -> str:
    plain = _plain(code).lower()
    if "%" in plain:
        return "percent"
    if re.search(r"[0#?@]", plain) or plain == "general":
        return ""
    day, time = re.search(r"[yd]", plain), re.search(r"[hs]", plain)
    return "moment" if day and time else "day" if day else "time" if time else ""
