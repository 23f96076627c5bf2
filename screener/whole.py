"""What a rule over a whole ledger is: it looks at registers, of several institutions at once, not at one partition."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from screener.book import Book
from screener.partition import Counts, Partition


@dataclass(frozen=True)
class Claim:
    """One hit: whose it is (code), what it is about besides, and how its evidence is told."""

    uscc: int
    tell: Callable[[], dict[str, Any]]
    parameter: str = ""
    instrument: str = ""
    person: str = ""


@dataclass(frozen=True)
class Said:
    """What a rule says: its hits; rows of its kind, and those tested, by the institution's code."""

    claims: list[Claim]
    kind: Counts
    tested: Counts


@dataclass(frozen=True)
class Look:
    """What a rule has to know of the results: `of` looks at each partition, where the book says it is `wanted`."""

    wanted: Callable[[Book], bool]
    of: Callable[[Partition], Any]


@dataclass(frozen=True)
class Whole:
    """One contradiction of the registers: its name, the conduct it suggests, the tables it needs, how it is found."""

    name: str
    conduct: str
    over: str
    needs: tuple[str, ...]
    strength: float
    find: Callable[[Book, Sequence[Any]], Said]
    look: Look | None = None
    asks: str = ""  # what has to be given besides the ledger: "reference"
    lacking: str = ""  # why an institution has not enough data, where it is not for empty columns
    grade: str = "contradiction"

    @property
    def family(self) -> str:
        """The part of the name before the point."""
        return self.name.partition(".")[0]
