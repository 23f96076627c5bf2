"""Hits read from `hits.parquet` as far as they are shown, and those that tell of one case put together."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from screener.wording.visible import clip

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    import numpy.typing as npt

Group = tuple[str, str]
Row = dict[str, Any]

_COLUMNS = ["hit_id", "rule", "grade", "conduct", "uscc", "report_id", "result_id", "evidence"]
_ITEMS = 200
_DEEPEST = 5  # others, row, columns, change, value
_TESTS = {"instrument.double_booked": "instrument_id", "person.two_places": "operator_id"}
#: Hits of one rule that agree in these columns of their row are one case: one thing to look at on site.
_SAME: dict[str, tuple[str, ...]] = {
    "scope.uncovered": ("report_id", "parameter", "method", "started_at"),
    "method.superseded": ("report_id", "parameter", "method"),
    "instrument.uncalibrated": ("report_id", "instrument_id", "started_at"),
    "instrument.elsewhere": ("report_id", "instrument_id"),
    "person.not_employed": ("report_id", "operator_id", "started_at"),
    "test.too_short": ("report_id", "parameter", "method", "started_at", "ended_at"),
    "sample.age": ("report_id", "parameter", "method", "started_at"),
    "raw.missing": ("report_id",),
    "raw.reused": ("raw_record",),
    "number.duplicate": ("report_no",),
    "sample.after_disposal": ("report_id",),
    "sample.other_product": ("sample_no",),
    "sample.unregistered": ("sample_no",),
    "sample.chain_broken": ("sample_no",),
    "person.absent": ("report_id", "operator_id", "started_at"),
    "instrument.no_run": ("report_id", "instrument_id", "started_at", "ended_at"),
    "raw.same_file": ("raw_record",),
    "raw.after_issue": ("report_id", "raw_record"),
}


@dataclass(frozen=True)
class Hit:
    """One hit with its evidence, long texts cut."""

    hit_id: str
    rule: str
    grade: str
    conduct: str
    uscc: str
    evidence: dict[str, Any]

    @property
    def row(self) -> Row:
        """The row the hit is about."""
        row = self.evidence.get("row")
        return row if isinstance(row, dict) else {}

    @property
    def others(self) -> list[Row]:
        """The other rows that make the case."""
        found = self.evidence.get("others")
        return [row for row in found if isinstance(row, dict)] if isinstance(found, list) else []

    @property
    def others_total(self) -> int:
        """How many other rows there are, listed or not."""
        total = self.evidence.get("others_total")
        return total if isinstance(total, int) else len(self.others)


@dataclass(frozen=True)
class Case:
    """Hits that tell of the same rows: the two sides of an overlap, the values of one test."""

    hits: tuple[Hit, ...]

    @property
    def first(self) -> Hit:
        """The hit whose words stand for all."""
        return self.hits[0]


def read_hits(path: Path, shares: Mapping[Group, int]) -> dict[Group, list[Hit]]:
    """The first hits of every group, as many as its share, in the order of the file."""
    found: dict[Group, list[Hit]] = defaultdict(list)
    usccs = pa.array(sorted({uscc for uscc, _ in shares}), pa.string())
    rules = pa.array(sorted({rule for _, rule in shares}), pa.string())
    left = np.zeros(len(usccs) * len(rules) + 1, np.int64)
    for row, uscc in enumerate(usccs.to_pylist()):
        left[row * len(rules) : (row + 1) * len(rules)] = [
            shares.get((uscc, rule), 0) for rule in rules.to_pylist()
        ]
    with pq.ParquetFile(path) as file:
        for part in range(file.num_row_groups):
            if not left.any():
                break
            keys = file.read_row_group(part, columns=["uscc", "rule"])
            code = _codes(keys.column("uscc"), usccs) * len(rules) + _codes(keys.column("rule"), rules)
            picked = _pick(np.where(code < 0, len(left) - 1, code), left)
            for hit in _hits(file, part, picked):
                found[hit.uscc, hit.rule].append(hit)
    return dict(found)


def cases(hits: Iterable[Hit]) -> list[Case]:
    """The hits of one group, those of one case together, in the order of their first."""
    together: dict[object, list[Hit]] = defaultdict(list)
    for hit in hits:
        together[_case_key(hit)].append(hit)
    return [Case(tuple(some)) for some in together.values()]


def _case_key(hit: Hit) -> object:
    rows = [hit.row, *hit.others]
    if hit.rule in _TESTS:
        tests = frozenset((str(row.get("report_id")), str(row.get("started_at"))) for row in rows)
        return (str(hit.row.get(_TESTS[hit.rule])), tests)
    if hit.rule == "results.copied":
        return frozenset(str(row.get("report_id")) for row in rows)
    names = _SAME.get(hit.rule)
    return tuple(str(hit.row.get(name)) for name in names) if names else hit.hit_id


def _codes(column: pa.ChunkedArray, known: pa.Array) -> npt.NDArray[np.int64]:
    found = pc.fill_null(pc.index_in(column, value_set=known), -(2**31)).cast(pa.int64())
    codes: npt.NDArray[np.int64] = found.to_numpy()
    return codes


def _pick(groups: npt.NDArray[np.int64], left: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Rows of which their group still wants some; `left` is counted down."""
    rows = np.flatnonzero(left[groups] > 0)
    order = np.argsort(groups[rows], kind="stable")
    ordered = groups[rows][order]
    nth = np.arange(len(ordered)) - np.searchsorted(ordered, ordered)
    picked = rows[order][nth < left[ordered]]
    np.subtract.at(left, groups[picked], 1)
    return np.sort(picked)


def _hits(file: pq.ParquetFile, part: int, picked: npt.NDArray[np.int64]) -> Iterable[Hit]:
    if not len(picked):
        return
    start = 0
    for batch in file.iter_batches(batch_size=256, row_groups=[part], columns=_COLUMNS):
        low, high = np.searchsorted(picked, (start, start + batch.num_rows))
        if high > low:
            for row in batch.take(pa.array(picked[low:high] - start)).to_pylist():
                yield _hit(row)
        start += batch.num_rows
        if high == len(picked):
            return


def _hit(row: Row) -> Hit:
    try:
        evidence = json.loads(row["evidence"] or "{}")
    except (json.JSONDecodeError, RecursionError):
        evidence = {}
    kept = _shrunk(evidence) if isinstance(evidence, dict) else {}
    return Hit(row["hit_id"] or "", row["rule"], row["grade"] or "", row["conduct"] or "", row["uscc"], kept)


def _shrunk(value: Any, depth: int = 0) -> Any:  # noqa: ANN401 - JSON
    """A value of the evidence with long texts and long lists cut, so that a page never holds them whole."""
    if isinstance(value, str):
        return clip(value)
    if depth > _DEEPEST:
        return None
    if isinstance(value, list):
        return [_shrunk(item, depth + 1) for item in value[:_ITEMS]]
    if isinstance(value, dict):
        return {clip(str(key), 60): _shrunk(item, depth + 1) for key, item in list(value.items())[:_ITEMS]}
    return value
