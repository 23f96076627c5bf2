"""results.copied: two reports on different samples of one product with exactly the same results."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from screener.digits import significant_digits
from screener.evidence import MOST_OTHERS, case, report_row
from screener.index import Peers
from screener.marks import SPREAD, SPREAD_MORE, mix
from screener.partition import Mask, Partition
from screener.rule import Rule, Verdict, hits_of

LEAST_MEMBERS = 4
LEAST_DIGITS = 12
MOST_MEMBERS = 200

Ints = npt.NDArray[Any]
MEMBER = np.dtype([("parameter", "<i4"), ("replicate", "<i4"), ("value", "<f8"), ("decimals", "<i4")])


@dataclass(frozen=True)
class Groups:
    """Reports that are copies of each other: the group of each such report and the digits its set shows."""

    group: dict[int, int]
    members: list[list[int]]
    digits: list[int]
    valued: Mask  # reports with some value


def member_marks(p: Partition, rows: Ints) -> npt.NDArray[np.uint64]:
    """One number for each (parameter, replicate, value, decimals); equal members have equal marks."""
    value = (p.results["value"][rows] + 0.0).view(np.uint64)  # adding zero makes -0 equal 0
    parameter = p.parameter_of(rows).astype(np.uint64)
    replicate = p.results["replicate"][rows].astype(np.uint64)
    decimals = np.maximum(p.results["decimals"][rows], 0).astype(np.uint64)
    with np.errstate(over="ignore"):
        return mix(value + parameter * SPREAD + ((replicate << np.uint64(32)) | decimals) * SPREAD_MORE)


def fingerprints(p: Partition) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.int64]]:
    """Sum of the marks of each report's distinct members, and how many there are (shape: reports)."""
    if p.compiled:
        from screener.compiled import marks as kernel  # noqa: PLC0415 - loaded for large ledgers only

        value = p.results["value"]
        members = (p.results["replicate"], value, value.view(np.uint64), p.results["decimals"])
        return kernel.fingerprints(p.bounds, p.pair, p.book.parameter_of, *members)
    rows = hits_of(p.has_value)
    marks, report = member_marks(p, rows), p.report[rows]
    order = np.lexsort((marks, report))
    marks, report = marks[order], report[order]
    fresh = np.ones(len(rows), bool)
    fresh[1:] = (report[1:] != report[:-1]) | (marks[1:] != marks[:-1])
    marks, report = marks[fresh], report[fresh]
    total = np.zeros(len(p.reports["uscc"]), np.uint64)
    begins = np.flatnonzero(np.concatenate(([True], report[1:] != report[:-1]))) if len(report) else report
    if len(report):
        total[report[begins]] = np.add.reduceat(marks, begins)
    return total, np.bincount(report, minlength=len(total))


def _repeated(p: Partition, marks: npt.NDArray[np.uint64], wanted: npt.NDArray[np.bool_]) -> Ints:
    """Wanted reports whose mark another wanted one bears."""
    if p.compiled:
        from screener.compiled.marks import repeated  # noqa: PLC0415 - loaded for large ledgers only

        return hits_of(repeated(marks, wanted))
    rows = hits_of(wanted)
    ordered = np.sort(marks[rows])
    again = np.unique(ordered[1:][ordered[1:] == ordered[:-1]])
    return rows[np.isin(marks[rows], again)]


def alike(p: Partition, total: npt.NDArray[np.uint64], count: npt.NDArray[np.int64]) -> Ints:
    """Reports that share institution, product and fingerprint with one on another sample."""
    rows = _repeated(p, total, count >= LEAST_MEMBERS)
    if not len(rows):
        return rows
    uscc, product, sample = (p.reports[name][rows] for name in ("uscc", "product", "sample"))
    order = np.lexsort((sample, total[rows], product, uscc))
    uscc, product, sample, mark = uscc[order], product[order], sample[order], total[rows][order]
    fresh = np.ones(len(rows), bool)
    fresh[1:] = (uscc[1:] != uscc[:-1]) | (product[1:] != product[:-1]) | (mark[1:] != mark[:-1])
    group = np.cumsum(fresh) - 1
    differs = np.zeros(len(rows), bool)
    differs[1:] = ~fresh[1:] & (sample[1:] != sample[:-1])
    several = np.bincount(group, weights=differs, minlength=1) > 0
    found: Ints = rows[order][several[group]]
    return found


def members(p: Partition, report: int) -> npt.NDArray[np.void]:
    """The distinct members of a report, in order."""
    first, last = int(p.first_result[report]), int(p.first_result[report + 1])
    rows = np.flatnonzero(~np.isnan(p.results["value"][first:last])) + first
    found = np.empty(len(rows), MEMBER)
    found["parameter"] = p.parameter_of(rows)
    found["replicate"] = p.results["replicate"][rows]
    found["value"] = p.results["value"][rows] + 0.0
    found["decimals"] = np.maximum(p.results["decimals"][rows], 0)
    return np.unique(found)


def _digits(found: npt.NDArray[np.void]) -> int:
    return sum(significant_digits(float(one["value"]), int(one["decimals"])) for one in found)


def copies(p: Partition) -> Groups:
    """The exact groups among the reports that look alike."""
    groups: dict[tuple[int, int, bytes], list[int]] = {}
    total, count = fingerprints(p)
    for report in alike(p, total, count).tolist():
        key = (
            int(p.reports["uscc"][report]),
            int(p.reports["product"][report]),
            members(p, report).tobytes(),
        )
        groups.setdefault(key, []).append(report)
    found = Groups({}, [], [], count > 0)
    for reports in groups.values():
        if len({int(p.reports["sample"][report]) for report in reports}) < 2:
            continue
        digits = _digits(members(p, reports[0]))
        if digits >= LEAST_DIGITS:
            found.group.update(dict.fromkeys(reports, len(found.members)))
            found.members.append(reports)
            found.digits.append(digits)
    return found


def copied(p: Partition) -> Verdict:
    """Reports whose set of results another report on a different sample of the same product repeats."""
    found = p.keep("copies", lambda: copies(p))
    return Verdict(np.array(sorted(found.group), np.intp), None, found.valued)


def _listed(p: Partition, report: int) -> list[list[Any]]:
    rows = [
        [
            p.book.word("parameter", int(one["parameter"])),
            int(one["replicate"]),
            float(one["value"]),
            int(one["decimals"]),
        ]
        for one in members(p, report)
    ]
    return sorted(rows, key=lambda row: (str(row[0]), *row[1:]))


def _evidence(p: Partition, report: int) -> dict[str, object]:
    found: Groups = p.keep("copies", lambda: copies(p))
    group = found.group[report]
    names = p.text("reports", "report_id")

    def peers() -> Peers:
        reports, samples = found.members[group], p.reports["sample"]
        return Peers(reports, lambda row: int(samples[row]), lambda row: str(names[row].as_py()), MOST_OTHERS)

    rows, total = p.keep(f"copy_peers_{group}", peers).others(report)
    columns = ("product", "received_at", "issued_at")
    others = [{"table": "reports", **report_row(p, row, *columns)} for row in rows]
    others[0]["members"] = _listed(p, rows[0])[:MOST_MEMBERS]
    own = _listed(p, report)
    return case(
        report_row(p, report, *columns),
        others,
        total,
        members=own[:MOST_MEMBERS],
        members_total=len(own),
        digits=found.digits[group],
    )


RULES = (Rule("results.copied", "F2", "reports", (), 0.9, copied, _evidence),)
