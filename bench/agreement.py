"""Compares the hits of two programs, rule by rule, as sets of identifiers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from screener.ledger.archive import Archive, open_archive
from screener.rules import RULES

Name = tuple[str, str | None]  # report_id, result_id


@dataclass(frozen=True)
class Difference:
    """Hits of one rule that only one of the two programs makes."""

    rule: str
    only_ours: list[Name]
    only_theirs: list[Name]
    doubled: bool  # one of the two makes a hit more than once

    def __str__(self) -> str:
        return (
            f"{self.rule}: {len(self.only_ours)} only ours {self.only_ours[:3]}, "
            f"{len(self.only_theirs)} only theirs {self.only_theirs[:3]}{', some doubled' if self.doubled else ''}"
        )


def ours(out: Path) -> dict[str, list[Name]]:
    """The contradictions a run of the engine found, by rule."""
    rows = pq.read_table(out / "hits.parquet", columns=["rule", "report_id", "result_id"])
    found: dict[str, list[Name]] = {rule: [] for rule in RULES}
    columns = (rows.column(name).to_pylist() for name in ("rule", "report_id", "result_id"))
    for rule, report, result in zip(*columns, strict=True):
        if rule in found:  # anomalies are nobody else's
            found[rule].append((report, result))
    return found


def differences(first: Path, second: Path) -> list[Difference]:
    """What two runs of the engine do not share."""
    return _compared(ours(first), ours(second), list(RULES))


class Names:
    """Identifiers of reports and results by their place in the archive."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        sizes = archive.manifest["buckets"]
        self._starts = {
            kind: np.concatenate(([0], np.cumsum([size[kind] for size in sizes])))
            for kind in ("reports", "results")
        }

    def of(self, kind: str, column: str, places: npt.NDArray[np.int64]) -> list[str]:
        """The identifier at each place."""
        starts = self._starts[kind]
        bucket = np.searchsorted(starts, places, "right") - 1
        named = np.empty(len(places), object)
        for number in np.unique(bucket).tolist():
            here = bucket == number
            texts = self._archive.texts(kind, self._archive.buckets[number]).column(column)
            named[here] = texts.take(pa.array(places[here] - starts[number])).to_pylist()
        return [str(name) for name in named]


def theirs(folder: Path, rules: list[str], archive: Path) -> dict[str, list[Name]]:
    """The hits another program wrote as places (`report`, `row`), by rule."""
    names = Names(open_archive(archive))
    found: dict[str, list[Name]] = {}
    for rule in rules:
        rows = pq.read_table(folder / f"{rule}.parquet")
        reports = names.of("reports", "report_id", _places(rows.column("report")))
        if RULES[rule].over == "results":
            found[rule] = list(
                zip(reports, names.of("results", "result_id", _places(rows.column("row"))), strict=True)
            )
        else:
            found[rule] = [(report, None) for report in reports]
    return found


def _places(column: pa.ChunkedArray) -> npt.NDArray[np.int64]:
    places: npt.NDArray[np.int64] = pc.cast(column, pa.int64()).to_numpy()
    return places


def disagreements(out: Path, folder: Path, rules: list[str], archive: Path) -> list[Difference]:
    """What the engine's run and another program's do not share, over the rules the other one has."""
    return _compared(ours(out), theirs(folder, rules, archive), rules)


def _compared(
    mine: dict[str, list[Name]], yours: dict[str, list[Name]], rules: list[str]
) -> list[Difference]:
    found = []
    for rule in rules:
        one, other = set(mine[rule]), set(yours[rule])
        doubled = len(one) != len(mine[rule]) or len(other) != len(yours[rule])
        if one != other or doubled:
            found.append(
                Difference(rule, sorted(one - other, key=str), sorted(other - one, key=str), doubled)
            )
    return found
