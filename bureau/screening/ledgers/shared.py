"""People and instruments that stand under several identifiers in a joined ledger: what they did, under one of them.

Each institution calls them by an identifier of its own, and answers for them under it. Whether one of them was in two
places at once only shows where both are called the same, so the rules about that are run over this part once more.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from bureau.screening.ledgers.joining import BATCH, describe
from screener.ledger.reading import schema
from screener.wholes.instruments import tells_apart

Row = dict[str, Any]
#: The rules that only see what is under one identifier.
ACROSS = ("instrument.double_booked", "person.two_places", "person.impossible_travel")
FAR = dt.date.max


@dataclass
class Shared:
    """By identifier the one that stands for it; of people and of instruments that have several."""

    people: dict[str, str] = field(default_factory=dict)
    instruments: dict[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.people or self.instruments)


def shared_in(ledger: Path) -> Shared:
    """Who and what has several identifiers in a joined ledger."""
    return Shared(_one_person(_rows(ledger, "people")), _one_instrument(_rows(ledger, "instruments")))


def write_shared(ledger: Path, shared: Shared, out: Path) -> None:
    """Write what they did as a ledger: their results and samplings, the reports of these, nothing else."""
    tables = {"institutions": _table(ledger, "institutions")}
    if shared.instruments:
        tables["instruments"] = _instruments(ledger, shared.instruments)
    results = _touched(ledger, "results", {"operator_id": shared.people, "instrument_id": shared.instruments})
    reports = {*results.column("report_id").to_pylist()}
    if (ledger / "samplings.parquet").is_file():
        tables["samplings"] = _touched(ledger, "samplings", {"person_id": shared.people})
        reports |= {*tables["samplings"].column("report_id").to_pylist()}
    wanted = pa.array(sorted(reports), pa.string())
    tables["reports"] = _batched(
        ledger, "reports", lambda rows: pc.is_in(rows.column("report_id"), value_set=wanted)
    )
    tables["results"] = results
    for name, table in tables.items():
        pq.write_table(table, out / f"{name}.parquet", compression="zstd")
    describe(out, tables)


def with_shared(main: Path, across: Path | None) -> tuple[list[Row], list[Row], list[Row]]:
    """Hits, outcomes and institutions of a run, with what the one over shared people and instruments adds."""
    found, outcomes, ranked = (
        pq.read_table(main / f"{name}.parquet").to_pylist() for name in ("hits", "outcomes", "institutions")
    )
    if across is None:
        return found, outcomes, ranked
    known = {row["hit_id"] for row in found}
    fresh = [row for row in pq.read_table(across / "hits.parquet").to_pylist() if row["hit_id"] not in known]
    by_rule = Counter((row["rule"], row["uscc"]) for row in fresh)
    for row in outcomes:
        if count := by_rule[row["rule"], row["uscc"]]:
            row.update(outcome="hit", hits=row["hits"] + count, reason=None)
    of = Counter(row["uscc"] for row in fresh)
    return found + fresh, outcomes, [row | {"hits": row["hits"] + of[row["uscc"]]} for row in ranked]


def _table(ledger: Path, name: str) -> pa.Table:
    return pq.read_table(ledger / f"{name}.parquet", columns=schema(name).names)


def _rows(ledger: Path, name: str) -> list[Row]:
    rows: list[Row] = _table(ledger, name).to_pylist() if (ledger / f"{name}.parquet").is_file() else []
    return rows


def _batched(ledger: Path, name: str, wanted: Any) -> pa.Table:  # noqa: ANN401 - a filter of rows
    """The wanted rows of a table that may be too large to be held."""
    kept = [schema(name).empty_table()]
    with pq.ParquetFile(ledger / f"{name}.parquet") as file:
        for batch in file.iter_batches(BATCH, columns=schema(name).names):
            rows = pa.Table.from_batches([batch])
            kept.append(rows.filter(pc.fill_null(wanted(rows), False)))
    return pa.concat_tables(kept)


def _touched(ledger: Path, name: str, by: dict[str, dict[str, str]]) -> pa.Table:
    """Rows that name one of these in one of the columns, under the identifier that stands for it."""
    sets = {column: pa.array(sorted(same), pa.string()) for column, same in by.items()}

    def wanted(rows: pa.Table) -> Any:  # noqa: ANN401 - a mask
        masks = [pc.is_in(rows.column(column), value_set=known) for column, known in sets.items()]
        return masks[0] if len(masks) == 1 else pc.or_(*masks)

    table = _batched(ledger, name, wanted)
    for column, same in by.items():
        words = pa.array([same.get(word, word) for word in table.column(column).to_pylist()], pa.string())
        table = table.set_column(table.schema.get_field_index(column), column, words)
    return table


def _instruments(ledger: Path, same: dict[str, str]) -> pa.Table:
    """One row for each; where its owners state capacities that differ the larger one is believed."""
    found: dict[str, Row] = {}
    for row in _rows(ledger, "instruments"):
        name = same.get(row["instrument_id"])
        if name is None:
            continue
        held = found.setdefault(name, row | {"instrument_id": name})
        held["capacity"] = max(held["capacity"], row["capacity"])
    return pa.Table.from_pylist(list(found.values()), schema("instruments"))


def _one_instrument(rows: Iterable[Row]) -> dict[str, str]:
    """Instruments of one name and a maker's number that tells one apart."""
    groups: dict[tuple[str, str], set[str]] = {}
    for row in rows:
        if tells_apart(row["serial_no"]):
            groups.setdefault((row["name"], row["serial_no"]), set()).add(row["instrument_id"])
    return _by_first(groups.values())


def _one_person(rows: Iterable[Row]) -> dict[str, str]:
    """People of one identity, while they are employed in several places at once."""
    periods: dict[str, dict[str, tuple[dt.date, dt.date]]] = {}
    for row in rows:
        if row["identity"]:
            period = (row["employed_from"], row["employed_to"] or FAR)
            periods.setdefault(row["identity"], {}).setdefault(row["person_id"], period)
    groups: list[set[str]] = []
    for held in periods.values():
        reach = None
        for one in sorted(held, key=lambda name: (held[name], name)):
            first, last = held[one]
            if reach is None or first > reach:
                groups.append(set())
            groups[-1].add(one)
            reach = last if reach is None else max(reach, last)
    return _by_first(groups)


def _by_first(groups: Iterable[set[str]]) -> dict[str, str]:
    return {one: min(group) for group in groups if len(group) > 1 for one in group}
