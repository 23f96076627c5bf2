"""What a rule is: a declaration, a function from a partition to rows, and the evidence for one row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from screener.book import Book
from screener.partition import Counts, Mask, Partition

Over = Literal["results", "reports"]


@dataclass(frozen=True)
class Verdict:
    """What a rule says of a partition's rows.

    `kind`: rows of the kind the rule speaks about (None: all of them), asked for only where nothing was tested.
    `tested`: those of them that have the columns the rule compares (None: all of the kind), or how many of each
    institution. `hits`: row numbers, ascending.
    """

    hits: npt.NDArray[np.intp]
    kind: Mask | Callable[[], Mask] | None = None
    tested: Mask | Counts | None = None


Find = Callable[[Partition], Verdict]
Evidence = Callable[[Partition, int], dict[str, Any]]


@dataclass(frozen=True)
class Rule:
    """One contradiction: its name, what it looks at, the conduct it suggests and the tables it needs."""

    name: str
    conduct: str
    over: Over
    needs: tuple[str, ...]
    strength: float
    find: Find
    evidence: Evidence
    grade: str = "contradiction"
    across: bool = False  # looks at what several institutions share, in the bucket set aside for it
    #: Makes ready what the rule looks things up in, where that takes long: begun before the first partition.
    prepare: Callable[[Book], object] | None = None
    asks: str = ""  # what has to be given besides the ledger: "earlier"
    lacking: str = ""  # why an institution has not enough data, where it is not for empty columns

    @property
    def family(self) -> str:
        """The part of the name before the point."""
        return self.name.partition(".")[0]


def hits_of(mask: Mask) -> npt.NDArray[np.intp]:
    """Row numbers of a mask."""
    return np.flatnonzero(mask)
