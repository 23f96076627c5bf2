"""clones.near: pairs of an institution's reports that are nearly equal, beside as many as chance gives."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from screener.marks import SPREAD, mix
from screener.measures.declaration import Anomaly, Columns, Judged, reasons
from screener.measures.near import Class, expected, near_pairs
from screener.measures.nearest import told
from screener.measures.peers import count_peers, kinds, medians
from screener.measures.printing import DIGITS, POWERS
from screener.measures.tails import poisson_upper, z_of
from screener.measures.vectors import (
    Classes,
    Counts,
    Rows,
    Vectors,
    classes_of,
    printed_of,
    vectors_of,
)
from screener.partition import Partition

SHUFFLES = 100
AT_ONCE = 10  # shuffles for which a kernel is called once
SEED = 20_260_101
LEAST_MEAN = 0.01
LEAST_PAIRS = 3
TIMES_CHANCE = 10
#: Fewer pairs than this can neither be a hit nor, whatever chance gives, change the q value of one.
WORTH_SHUFFLING = 2
#: Where so many times more pairs are expected than a hit could have, nobody need shuffle to see it.
BEYOND_DOUBT = 3
#: Reports of the same keys from which a kernel is worth loading even where the ledger is small.
LARGE = 3_000


def pairs(p: Partition) -> Columns:
    """Near pairs of each institution that has a report with a value, and their mean number by chance."""
    found = _Reports(p)
    held = np.flatnonzero(p.count(p.has_value, "results"))
    size, none = len(held), np.full(len(held), -1, np.int32)
    kinds = np.zeros((len(p.institutions), 3), np.int64)
    np.add.at(kinds, found.classes.whose, found.counted())
    rows = np.bincount(found.classes.whose, np.diff(found.classes.starts), len(p.institutions)).astype(
        np.int64
    )
    mean, shuffles, cases = np.full(size, np.nan), np.zeros(size, np.int64), np.full(size, None, object)
    for place, one in enumerate(held.tolist()):
        count = int(kinds[one].sum())
        if count >= WORTH_SHUFFLING:
            mean[place] = found.expected(one)
            if TIMES_CHANCE * mean[place] > BEYOND_DOUBT * count:
                continue
            own = found.ordered(one)
            mean[place], shuffles[place] = by_chance(count, own, compiled=p.compiled)
            if is_strong(count, float(mean[place])):
                cases[place] = told(p, own)
    return {
        "uscc": p.institutions[held], "pair": none, "decimals": none, "domain": none,
        "side": np.zeros(size, np.int8), "rows": rows[held], "mean": mean, "shuffles": shuffles, "cases": cases,
        **{name: kinds[held, at] for at, name in enumerate(("but_one", "offset", "factor"))},
    }  # fmt: skip


def is_strong(count: int, mean: float) -> bool:
    """Whether so many pairs are enough, and ten times as many as chance gives."""
    return count >= LEAST_PAIRS and count >= TIMES_CHANCE * max(mean, LEAST_MEAN)


#: The order of a class's reports for each shuffle and parameter (shape: shuffles × parameters × reports).
Orders = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Ordered:
    """A class whose values stand in order of the texts of their keys, and whose reports in order of their identifiers.

    So nothing that is done with it depends on the order of the ledger's files. `reports` and `rows` are those of the
    partition (shapes: reports, and reports × values); `keys` the parameter, method, replicate and decimals of each
    value.
    """

    one: Class
    reports: Rows
    rows: Rows
    keys: list[tuple[str, str, int, int]]
    name: bytes


class _Reports:
    """The reports of a partition by class."""

    def __init__(self, p: Partition) -> None:
        self.p = p
        self.vectors: Vectors = vectors_of(p)
        self.classes: Classes = classes_of(p, self.vectors)

    def counted(self) -> Counts:
        """Near pairs of each class by kind (shape: classes × 3)."""
        classes = self.classes
        if self.p.compiled:
            from screener.compiled.vectors import near_by_class  # noqa: PLC0415 - loaded for large ledgers only

            found, told = near_by_class(classes.order, classes.starts, *self._columns())
            for at in np.flatnonzero(~told).tolist():
                found[at] = near_pairs(self._made(self._places(at)))
            return np.asarray(found, np.int64)
        each = [near_pairs(self._made(self._places(at))) for at in range(len(classes.whose))]
        return np.array(each, np.int64).reshape(len(each), 3)

    def _columns(self) -> tuple[Any, ...]:
        """What the kernels build a class from."""
        p, vectors, value = self.p, self.vectors, self.p.results["value"]
        return (
            (vectors.report, vectors.rows, vectors.starts),
            (value.view(np.uint64), value, p.results["decimals"], p.results["pair"], p.book.parameter_of),
            p.reports["sample"],
            (POWERS, DIGITS),
        )

    def _places(self, at: int) -> Rows:
        """The places in the vectors of a class's values (shape: reports × values)."""
        order = self.classes.order[self.classes.starts[at] : self.classes.starts[at + 1]]
        begins = self.vectors.starts[order]
        found: Rows = begins[:, None] + np.arange(self.vectors.lengths[order[0]])
        return found

    def _made(self, places: Rows) -> Class:
        rows = self.vectors.rows[places]
        parameter = self.p.parameter_of(rows[0])
        _, block = np.unique(parameter, return_inverse=True)
        _, first = np.unique(block, return_index=True)
        block = np.argsort(np.argsort(first))[block]  # numbered as they are met
        with np.errstate(over="ignore"):
            salt = np.arange(1, len(block) + 1, dtype=np.uint64) * SPREAD
            members = mix((self.p.results["value"][rows] + 0.0).view(np.uint64) + salt)
        printed = printed_of(self.p, rows.ravel())
        digits = printed.digits.reshape(rows.shape)
        parts = [np.flatnonzero(block == one) for one in range(len(first))]
        return Class(
            np.stack([members[:, part].sum(axis=1, dtype=np.uint64) for part in parts], axis=1),
            printed.units.reshape(rows.shape),
            np.stack([digits[:, part].sum(axis=1) for part in parts], axis=1),
            block,
            self.p.reports["sample"][self.p.report[rows[:, 0]]],
        )

    def expected(self, institution: int) -> float:
        """Near pairs that shuffles leave at least, on average."""
        held = np.flatnonzero(self.classes.whose == institution)
        if self.p.compiled:
            from screener.compiled.vectors import expected_by_class  # noqa: PLC0415 - loaded for large ledgers only

            classes = self.classes
            means, told = expected_by_class(classes.order, classes.starts, held, *self._columns())
            for at in np.flatnonzero(~told).tolist():
                means[at] = expected(self._made(self._places(int(held[at]))))
            return math.fsum(means.tolist())  # whatever the order of the classes
        return math.fsum(expected(self._made(self._places(at))) for at in held.tolist())

    def ordered(self, institution: int) -> list[Ordered]:
        """The classes of an institution in an order that the ledger's files do not change."""
        found = [self._ordered(at) for at in np.flatnonzero(self.classes.whose == institution).tolist()]
        return sorted(found, key=lambda one: one.name)

    def _ordered(self, at: int) -> Ordered:
        p, places = self.p, self._places(at)
        first = self.vectors.rows[places[0]]
        keys = [
            (
                str(p.book.pair_word(pair, "parameter")),
                str(p.book.pair_word(pair, "method")),
                replicate,
                decimals,
            )
            for pair, replicate, decimals in zip(
                p.results["pair"][first].tolist(),
                p.results["replicate"][first].tolist(),
                np.maximum(p.results["decimals"][first], 0).tolist(),
                strict=True,
            )
        ]
        columns = sorted(range(len(keys)), key=keys.__getitem__)
        reports = p.report_of(self.vectors.rows[places[:, 0]]).astype(np.intp)
        names = p.text("reports", "report_id").take(reports).to_pylist()
        order = sorted(range(len(names)), key=names.__getitem__)
        places = places[np.ix_(order, columns)]
        keys = [keys[column] for column in columns]
        named = json.dumps(keys, ensure_ascii=False).encode()
        return Ordered(self._made(places), reports[order], self.vectors.rows[places], keys, named)


def by_chance(count: int, classes: Sequence[Ordered], *, compiled: bool) -> tuple[float, int]:
    """The mean number of near pairs over shuffles of every parameter's values among the reports of a class.

    Returns the mean and how many shuffles were made: 100, or fewer once so many pairs were met that `count` cannot
    be ten times their mean over 100 any more.
    """
    dealers = [np.random.default_rng([SEED, *hashlib.sha256(one.name).digest()[:8]]) for one in classes]
    met = number = 0
    while number < SHUFFLES:
        together = np.zeros(AT_ONCE, np.int64)
        for one, dealer in zip(classes, dealers, strict=True):
            size, blocks = len(one.reports), one.one.marks.shape[1]
            dealt = [dealer.permutation(size) for _ in range(AT_ONCE * blocks)]
            orders = np.array(dealt, np.int64).reshape(AT_ONCE, blocks, size)
            together += _met(one.one, orders, compiled=compiled)
        for pairs in together.tolist():
            met, number = met + pairs, number + 1
            if met * TIMES_CHANCE > count * SHUFFLES:
                return met / number, number
    return met / SHUFFLES, SHUFFLES


def _met(one: Class, orders: Orders, *, compiled: bool) -> Counts:
    """Near pairs after each of some shuffles (shape: shuffles)."""
    if not compiled and len(one.sample) < LARGE:
        return np.array([near_pairs(one.shuffled(list(order))).sum() for order in orders], np.int64)
    from screener.compiled.near import near_pairs_shuffled as kernel  # noqa: PLC0415 - loaded for large ledgers only

    columns = one.marks, one.units, one.digits, one.block, one.sample.astype(np.int64)
    found: Counts = kernel(*columns, orders)
    return found


def judge(groups: Columns) -> Judged:
    """Near pairs against what chance gives, by Poisson's tail."""
    count = groups["but_one"] + groups["offset"] + groups["factor"]
    mean = np.where(np.isnan(groups["mean"]), LEAST_MEAN, np.maximum(groups["mean"], LEAST_MEAN))
    worth = count >= WORTH_SHUFFLING
    p = np.ones(len(count))
    p[worth] = [poisson_upper(*one) for one in zip(count[worth].tolist(), mean[worth].tolist(), strict=True)]
    effect = count / mean
    strong = (count >= LEAST_PAIRS) & (count >= TIMES_CHANCE * mean)
    shown: dict[str, Any] = {
        "pairs": lambda row: int(count[row]),
        "chance": lambda row: float(groups["mean"][row]),
        **{
            name: (lambda row, name=name: int(groups[name][row]))
            for name in ("but_one", "offset", "factor", "shuffles")
        },
        "cases": lambda row: groups["cases"][row],
    }
    points = groups["rows"], count.astype(np.float64)
    able, kind = groups["rows"] > 0, kinds(groups)
    beside = {"peers": count_peers(kind, able), "peers_median": medians(points[1], kind, able)}
    return Judged(reasons(able), p, effect, z_of(p), effect, strong, points, shown, beside)


MEASURES = (
    Anomaly("clones.near", "F2", "reports", pairs, judge,
            ("no two reports on different samples with the same four values or more to compare",)),
)  # fmt: skip
