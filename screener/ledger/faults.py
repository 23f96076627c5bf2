"""Faults of a ledger, and the refusal that names them."""

from __future__ import annotations

from dataclasses import dataclass, field

from screener.phrases import Phrase

FAULT_LIMIT = 100
SHOWN_CHARACTERS = 80
SHOWN_OF_PATH = 500

LEDGER = Phrase("台账", "The ledger")
REFERENCE = Phrase("参考文件夹", "The reference")


def shown(value: object, most: int = SHOWN_CHARACTERS) -> str:
    """A value as it may stand in a message: one line, without control characters, cut to `most` characters."""
    text = "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in str(value)[: most + 1])
    return text if len(text) <= most else text[:most] + "…"


@dataclass(frozen=True)
class Fault:
    """One breach of the format: where it is, what stands there and what was expected."""

    table: str
    expected: Phrase
    file: str = ""
    row: int | None = None
    column: str = ""
    value: str | None = None

    def __str__(self) -> str:
        place = [f"{self.table}" + (f" ({self.file})" if self.file else "")]
        if self.row is not None:
            place.append(str(Phrase(f"数据第 {self.row:,} 行", f"data row {self.row:,}")))
        stands = "" if self.value is None else f"'{shown(self.value)}'"
        if self.column:
            place.append(f"{self.column} = {stands}" if stands else self.column)
        elif stands:
            place.append(stands)
        return ", ".join(place) + str(Phrase("：", ": ")) + str(self.expected)


class Refused(Exception):
    """The ledger or an argument cannot be used; the message says what to mend, `faults` every place."""

    def __init__(self, message: Phrase, faults: list[Fault] | None = None, more: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.faults = faults or []
        self.more = more

    def __str__(self) -> str:
        lines = [str(self.message), *(f"  {fault}" for fault in self.faults)]
        if self.more:
            more = Phrase(
                "  另有 {n:,} 处，未逐一列出；--max-faults 可以多列。",
                "  and {n:,} more; --max-faults lists more of them.",
            )
            lines.append(str(more.fill(n=self.more)))
        return "\n".join(lines)


@dataclass
class Faults:
    """Collects faults up to a limit and counts the rest, so that a wholly broken file costs no memory."""

    limit: int = FAULT_LIMIT
    listed: list[Fault] = field(default_factory=list)
    count: int = 0

    def add(self, fault: Fault) -> None:
        """Keep the fault if there is room; count it in any case."""
        self.count += 1
        if len(self.listed) < self.limit:
            self.listed.append(fault)

    def add_uncounted(self, number: int) -> None:
        """Count faults that are not described one by one."""
        self.count += number

    @property
    def full(self) -> bool:
        """Whether further faults would only be counted."""
        return len(self.listed) >= self.limit

    def refuse_if_any(self, subject: Phrase = LEDGER) -> None:
        """Raise `Refused` when a fault was met; `subject` breaks the format.

        Reading stops where no further fault would be listed, so the count is the least there may be then.
        """
        if self.count:
            message = Phrase(
                "{subject}{least}有 {n:,} 处不合格式，没有筛查，也没有写出任何文件：",
                "{subject} breaks the format in {least}{n:,} {places}; nothing was screened and nothing was written:",
            )
            least = Phrase("至少", "at least ") if self.full else Phrase("", "")
            zh = message.zh.format(subject=subject.zh, least=least.zh, n=self.count)
            places = "place" if self.count == 1 else "places"
            en = message.en.format(subject=subject.en, least=least.en, n=self.count, places=places)
            raise Refused(Phrase(zh, en), self.listed, self.count - len(self.listed))
