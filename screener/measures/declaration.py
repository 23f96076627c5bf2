"""What an anomaly is: a declaration, a measure of each group of a partition, and a judge of all groups together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from screener.partition import Partition

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[Any]
Mask = npt.NDArray[np.bool_]

#: Columns by name, a row a group. Every measure gives `uscc`, `pair` and `decimals` (-1 where a group is an
#: institution and a domain), `domain` (-1 where it is not), `side` (of a limit, else 0) and `rows`, how many rows
#: it looked at.
Columns = dict[str, npt.NDArray[Any]]

#: A reason why a group could not be tested, by its number; 0 is none.
Whys = tuple[str, ...]


@dataclass(frozen=True)
class Judged:
    """What a judge says of every group (shape of each: groups).

    `why`: 0 where the group was tested, else a number of the rule's `whys`. `strong`: whether its effect is large
    enough. `size` grows with the effect, whichever way the rule looks. `point`: how much a group holds and its
    statistic, for a picture beside the peers. `shown`: what evidence states besides. `beside`: what is known of the
    peers of each group, by name. `cautions`: which groups a caution holds for, by its name; empty where none may.
    """

    why: npt.NDArray[np.int8]
    p: Floats
    effect: Floats
    z: Floats
    size: Floats
    strong: Mask
    point: tuple[npt.NDArray[Any], Floats]
    shown: Mapping[str, Callable[[int], object]] = field(default_factory=dict)
    beside: Mapping[str, npt.NDArray[Any]] = field(default_factory=dict)
    cautions: Mapping[str, Mask] = field(default_factory=dict)


@dataclass(frozen=True)
class Again:
    """A second look at the rows, where the judge needs what only the peers could tell.

    `plan` says for each group what to look with (not a number: nothing to look for). `look` gives the columns that
    `adds` names, from a partition, the `place` of each group in it, what was measured of them and what was planned.
    """

    plan: Callable[[Columns], Floats]
    look: Callable[[Partition, Ints, Columns, Floats], Columns]
    adds: tuple[str, ...]


@dataclass(frozen=True)
class Anomaly:
    """One anomaly: its name, the conduct it suggests, how groups are measured and judged, why some cannot be.

    `leans`: which way from the peers its z speaks (below -1, above 1, either 0); None where z stands for a p value
    that grows with the number of values, which says nothing of a group that is not a hit. `cautions`: what may make a
    hit weak ground by itself (`screener.measures.cautions`).
    """

    name: str
    conduct: str
    over: str
    measure: Callable[[Partition], Columns]
    judge: Callable[[Columns], Judged]
    whys: Whys
    again: Again | None = None
    needs: tuple[str, ...] = ()
    leans: int | None = None
    cautions: tuple[str, ...] = ()
    grade: str = "anomaly"

    @property
    def family(self) -> str:
        """The part of the name before the point."""
        return self.name.partition(".")[0]


def reasons(*tests: Mask) -> npt.NDArray[np.int8]:
    """The number of the first test that each group fails, 0 where it passes them all."""
    why = np.zeros(len(tests[0]), np.int8)
    for number, passed in reversed(list(enumerate(tests, start=1))):
        why[~passed] = number
    return why
