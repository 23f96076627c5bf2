"""Judges the groups of a whole run: q values, hits, and what every anomaly says of every institution."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from screener.book import Book
from screener.measures.declaration import Anomaly, Columns, Floats, Ints, Judged, Mask
from screener.measures.peers import KIND, kinds
from screener.measures.tails import q_values
from screener.screening import Hit, hit_id
from screener.writing import written

MOST_Q = 0.01
CAP = 5.0
WHOLE = 10**6
MOST_GROUPS = 20
MOST_POINTS = 60
MOST_NAMED = 5
NOT_TESTED = "groups not tested: "
WHOLE_INSTITUTION = "the institution"
SIDES = ("", "low", "high")


@dataclass(frozen=True)
class Told:
    """What one anomaly measured of the groups that it could test: columns by name, a row a group."""

    rule: str
    columns: dict[str, npt.NDArray[Any]]


@dataclass(frozen=True)
class Answers:
    """What one anomaly says, by the code of the institution: groups, rows of those tested, hits, groups not tested."""

    groups: npt.NDArray[np.int64]
    tested_groups: npt.NDArray[np.int64]
    tested: npt.NDArray[np.int64]
    hit_groups: npt.NDArray[np.int64]
    hits: npt.NDArray[np.int64]
    untested: dict[int, str]


@dataclass(slots=True)
class Standing:
    """How far an institution stands from its peers in one family of anomalies, every |z| capped at 5.

    `mean`: of the groups that were compared with peers, whether hits or not. `strongest`: of its hits.
    """

    groups: int = 0
    mean: float = 0.0
    strongest: float = 0.0

    @property
    def value(self) -> float:
        """What the family adds to the institution's risk."""
        return max(self.mean, self.strongest)

    def told(self) -> dict[str, float]:
        """What the value comes of."""
        return {"groups": self.groups, "mean": round(self.mean, 3), "z": round(self.strongest, 3)}


#: By family, then institution.
Standings = dict[str, dict[str, Standing]]


@dataclass(frozen=True)
class Found:
    """What the anomalies of a run come to."""

    hits: list[Hit] = field(default_factory=list)
    answers: dict[str, Answers] = field(default_factory=dict)
    standings: Standings = field(default_factory=lambda: defaultdict(lambda: defaultdict(Standing)))
    groups: list[Told] = field(default_factory=list)

    @classmethod
    def of(cls, parts: Sequence[Found]) -> Found:
        """What several families of anomalies come to together."""
        found = cls()
        for part in parts:
            found.hits.extend(part.hits)
            found.answers.update(part.answers)
            found.groups.extend(part.groups)
            found.standings.update(part.standings)
        return found

    def in_order(self, anomalies: Sequence[Anomaly]) -> Found:
        """The same, whatever was judged first: everything in the order of the anomalies given."""
        told = {one.rule: one for one in self.groups}
        names = [anomaly.name for anomaly in anomalies]
        return replace(
            self,
            answers={name: self.answers[name] for name in names},
            standings={anomaly.family: self.standings[anomaly.family] for anomaly in anomalies},
            groups=[told[name] for name in names if name in told],
        )

    def shares(self, names: Sequence[str], codes: Sequence[int]) -> dict[str, float]:
        """The share of each institution's tested groups that are hits, over all anomalies."""
        if not self.answers:
            return dict.fromkeys(names, 0.0)
        tested, hits = (
            np.sum([getattr(one, name)[list(codes)] for one in self.answers.values()], axis=0)
            for name in ("tested_groups", "hit_groups")
        )
        return dict(zip(names, (hits / np.maximum(tested, 1)).tolist(), strict=True))


def judge_groups(
    anomalies: Sequence[Anomaly],
    sheets: Mapping[str, Columns],
    book: Book,
    *,
    every: bool = False,
) -> Found:
    """Judge every anomaly's groups, all of the run together; with `every`, what was measured of each is told, too.

    The anomalies are whole families, in order: those of one family stand in one place.
    """
    found = Found()
    for anomaly in anomalies:
        case = _Case(anomaly, sheets[anomaly.name], book)
        hits = case.hits()
        found.hits.extend(hit for hit, _ in hits)
        found.answers[anomaly.name] = case.answers(hits)
        family = found.standings[anomaly.family]
        case.stand(family)
        if every:
            found.groups.append(case.told_groups())
        for hit, z in hits:
            family[hit.uscc].strongest = max(min(CAP, abs(z)), family[hit.uscc].strongest)
    return found


class _Case:
    """One anomaly and its groups."""

    def __init__(self, anomaly: Anomaly, groups: Columns, book: Book) -> None:
        self.kind: Ints = kinds(groups)
        self.anomaly, self.groups, self.book = anomaly, groups | {KIND: self.kind}, book
        with np.errstate(all="ignore"):
            self.judged: Judged = anomaly.judge(self.groups)
        self.tested: Mask = self.judged.why == 0
        self.q: Floats = np.full(len(self.tested), np.nan)
        self.q[self.tested] = q_values(self.judged.p[self.tested])
        self.speaks: Mask = self.tested & (self.q <= MOST_Q) & self.judged.strong
        self._names: dict[tuple[int, ...], tuple[str, ...]] = {}
        self._ordered: dict[int, Ints] = {}  # the tested groups of a kind by their statistic

    def hits(self) -> list[tuple[Hit, float]]:
        """A hit for each institution, or institution and parameter, with the z of its strongest group."""
        rows = np.flatnonzero(self.speaks).tolist()
        together: dict[tuple[str, str], list[int]] = defaultdict(list)
        for row in rows:
            named = self._named(row)
            uscc = str(self.book.word("uscc", int(self.groups["uscc"][row])))
            together[uscc, named[0] if self.groups["pair"][row] >= 0 else ""].append(row)
        found = []
        for (uscc, parameter), some in sorted(together.items()):
            ordered = sorted(some, key=lambda row: (-self.judged.size[row], self._named(row)))
            found.append((self._hit(uscc, parameter, ordered), float(self.judged.z[ordered[0]])))
        return found

    def stand(self, family: dict[str, Standing]) -> None:
        """Give every institution the mean distance of its tested groups from their peers."""
        if self.anomaly.leans is None:
            return
        z = self.judged.z[self.tested]
        far = np.abs(z) if self.anomaly.leans == 0 else np.maximum(0.0, self.anomaly.leans * z)
        size = self.book.sizes["uscc"]
        uscc = self.groups["uscc"][self.tested]
        held = np.bincount(uscc, minlength=size)
        total = np.zeros(size, np.int64)
        # whole numbers, so that no order of the groups changes the last digit
        np.add.at(total, uscc, np.rint(np.minimum(CAP, far) * WHOLE).astype(np.int64))
        for code in np.flatnonzero(held).tolist():
            standing = family[str(self.book.word("uscc", code))]
            standing.groups, standing.mean = int(held[code]), int(total[code]) / int(held[code]) / WHOLE

    def _hit(self, uscc: str, parameter: str, rows: Sequence[int]) -> Hit:
        first = rows[0]
        evidence: dict[str, Any] = {
            "row": {"uscc": uscc, **self._where(first)},
            **self._measured(first),
            "tested_groups": int(self.tested.sum()),
            "peers_points": self._points(first),
            "groups": [self._where(row) | self._measured(row) for row in rows[1 : MOST_GROUPS + 1]],
            "groups_total": len(rows),
            "others": [],
            "others_total": 0,
        }
        if self.judged.cautions:
            evidence["cautions"] = self._cautions(rows)
        return Hit(
            hit_id(self.anomaly.name, uscc, "", "", parameter),
            self.anomaly.name,
            uscc,
            "",
            None,
            written(evidence),
            parameter or None,
            _number(self.judged.effect[first]),
            float(self.judged.p[first]),
            float(self.q[first]),
        )

    def _cautions(self, rows: Sequence[int]) -> list[str]:
        """The cautions of the strongest group, if some caution holds for each of the groups that speak."""
        masks = self.judged.cautions
        if not all(any(mask[row] for mask in masks.values()) for row in rows):
            return []
        return [name for name, mask in masks.items() if mask[rows[0]]]

    def _measured(self, row: int) -> dict[str, Any]:
        made = {name: tell(row) for name, tell in self.judged.shown.items()}
        made["rows"] = int(self.groups["rows"][row])
        values = {"effect": self.judged.effect, "z": self.judged.z, "p": self.judged.p, "q": self.q}
        return made | {name: float(value[row]) for name, value in values.items()}

    def told_groups(self) -> Told:
        """The groups that were tested, with what is known of their peers; codes as the book has them."""
        held, value = self.judged.point
        columns = {name: self.groups[name] for name in ("uscc", "pair", "decimals", "domain", "side", "rows")}
        columns |= {"held": held, "value": value, "effect": self.judged.effect, "z": self.judged.z}
        columns |= {"q_value": self.q, "speaks": self.speaks, **self.judged.beside}
        if "digits" in self.groups:
            columns["digits"] = self.groups["digits"]
        return Told(self.anomaly.name, {name: column[self.tested] for name, column in columns.items()})

    def _points(self, row: int) -> list[list[float]]:
        """How much some of the peers hold and their statistic, evenly from the least to the greatest."""
        held, value = self.judged.point
        kind = int(self.kind[row])
        if kind not in self._ordered:
            rows = np.flatnonzero((self.kind == kind) & self.tested)
            self._ordered[kind] = rows[np.lexsort((held[rows], value[rows]))]
        rows = self._ordered[kind]
        rows = rows[rows != row]
        if len(rows) > MOST_POINTS:
            rows = rows[np.linspace(0, len(rows) - 1, MOST_POINTS).round().astype(np.intp)]
        return [[float(held[one]), float(value[one])] for one in rows.tolist()]

    def _where(self, row: int) -> dict[str, Any]:
        """Which group it is."""
        groups = self.groups
        if groups["domain"][row] >= 0:
            return {"domain": self.book.word("domain", int(groups["domain"][row]))}
        if groups["pair"][row] < 0:
            return {}  # the institution as a whole
        pair = int(groups["pair"][row])
        place = {name: self.book.pair_word(pair, name) for name in ("parameter", "method")}
        return {**place, "decimals": int(groups["decimals"][row])}

    def _named(self, row: int) -> tuple[str, ...]:
        """The group's name in parts, for lists and their order."""
        key = tuple(int(self.groups[name][row]) for name in ("domain", "pair", "decimals", "side"))
        if key not in self._names:
            where = self._where(row)
            side = SIDES[key[3]]
            self._names[key] = (*(str(part) for part in where.values()), *([side] if side else []))
        return self._names[key]

    def answers(self, hits: Sequence[tuple[Hit, float]]) -> Answers:
        """What the anomaly says of every institution."""
        uscc, size = self.groups["uscc"], self.book.sizes["uscc"]

        def counted(mask: Mask) -> npt.NDArray[np.int64]:
            return np.bincount(uscc[mask], minlength=size)

        rows = np.bincount(uscc[self.tested], self.groups["rows"][self.tested], size).astype(np.int64)
        made = np.zeros(size, np.int64)
        for hit, _ in hits:
            made[self.book.lexicon.words["uscc"].code(hit.uscc)] += 1
        every = np.ones(len(uscc), bool)
        return Answers(
            counted(every), counted(self.tested), rows, counted(self.speaks), made, self._untested()
        )  # fmt: skip

    def _untested(self) -> dict[int, str]:
        """By institution, the groups that could not be tested, and why."""
        rows = np.flatnonzero(~self.tested)
        if not len(rows):
            return {}
        labels, rank = self._labels(rows)
        uscc, why = self.groups["uscc"][rows].astype(np.int64), self.judged.why[rows]
        key = (uscc * (len(self.anomaly.whys) + 1) + why) * len(labels) + rank
        # Groups stand by institution already, and merging makes use of that.
        order = np.argsort(key, kind="stable")
        rank, uscc, why = rank[order], uscc[order], why[order]
        fresh = np.concatenate(([True], (uscc[1:] != uscc[:-1]) | (why[1:] != why[:-1])))
        starts = np.flatnonzero(fresh)
        sizes = np.diff(np.append(starts, len(rows)))
        shown = np.minimum(sizes, MOST_NAMED)
        begins = np.cumsum(shown) - shown
        places = np.arange(int(shown.sum())) - np.repeat(begins - starts, shown)
        names = [labels[place] for place in rank[places].tolist()]
        told: dict[int, list[str]] = defaultdict(list)
        columns = (begins, shown, sizes, uscc[starts], why[starts])
        for begin, few, size, code, number in zip(*(one.tolist() for one in columns), strict=True):
            listed = ", ".join(names[begin : begin + few]) or WHOLE_INSTITUTION
            more = f" and {size - MOST_NAMED} more" if size > MOST_NAMED else ""
            said = self.anomaly.whys[number - 1]
            told[code].append(f"{said}: {listed}{more}" if listed else said)
        return {code: NOT_TESTED + "; ".join(parts) for code, parts in told.items()}

    def _labels(self, rows: Ints) -> tuple[list[str], Ints]:
        """The names of the groups' kinds, in an order that no order of the files changes, and each group's place."""
        kind = self.kind[rows]
        first = np.full(int(kind.max()) + 1, -1, np.int64)
        first[kind[::-1]] = rows[::-1]
        distinct = np.flatnonzero(first >= 0)
        named = [self._named(row) for row in first[distinct].tolist()]
        order = sorted(range(len(named)), key=named.__getitem__)
        rank = np.empty(len(first), np.int64)
        rank[distinct[order]] = np.arange(len(named))
        return [" · ".join(named[place]) for place in order], rank[kind]


def _number(value: float) -> float | None:
    return None if math.isnan(value) else float(value)


def joined(parts: Sequence[Columns]) -> Columns:
    """The groups of all buckets as one."""
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]} if parts else {}
