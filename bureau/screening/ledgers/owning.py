"""Whose an identifier is, and the small tables of several ledgers joined into one of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from screener.ledger.reading import schema
from screener.ledger.tables import TABLES

Row = dict[str, Any]
SMALL = tuple(name for name in TABLES if name not in ("reports", "results"))
# Columns of identifiers, and the kind of each; kinds with a table of their own tell whose an identifier is.
KEYED = {
    "site_id": "sites",
    "certificate_no": "certificates",
    "instrument_id": "instruments",
    "person_id": "people",
    "operator_id": "people",
    "signatory_id": "people",
    "report_id": "reports",
    "result_id": "results",
    "replaces": "reports",
}
OWNED_BY = {
    "calibrations": "instrument_id",
    "authorisations": "person_id",
    "scope": "certificate_no",
    "attendance": "person_id",
    "instrument_log": "instrument_id",
    "vehicle_tests": "report_id",
    "samplings": "report_id",
    "environment_log": "site_id",
}
#: Tables that are no institution's: what methods and product standards say.
EVERYBODYS = frozenset(("methods", "product_requirements", "procedures", "prescribed_methods"))


class Given(Protocol):
    """A hand-in, as joining knows it."""

    @property
    def name(self) -> str:
        """What it is called."""

    @property
    def tables(self) -> dict[str, Path]:
        """Its tables."""

    @property
    def usccs(self) -> frozenset[str]:
        """The institutions of which it counts."""


@dataclass
class Small:
    """The joined small tables, and by hand-in and kind whose each identifier is.

    `reports`: by hand-in whose each report is that a small table names.
    """

    tables: dict[str, pa.Table] = field(default_factory=dict)
    reports: dict[str, dict[str, str]] = field(default_factory=dict)
    owners: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)

    def one(self, kind: str, text: str | None, own: str | None, source: str) -> str | None:
        """One identifier joined."""
        if not text:
            return None
        return f"{self.owners.get((source, kind), {}).get(text, own)}/{text}"

    def joined(self, kind: str, cells: pa.Array, own: pa.Array, source: str) -> pa.Array:
        """A column of identifiers joined; `own` is the institution of each row."""
        owners = self.owners.get((source, kind))
        whose = own
        if owners:
            encoded = cells.dictionary_encode()
            words = pa.array([owners.get(word) for word in encoded.dictionary.to_pylist()], pa.string())
            whose = pc.coalesce(words.take(encoded.indices), own)
        return pc.binary_join_element_wise(whose, cells, "/")


def joined_small(sources: Sequence[Given]) -> Small:
    """The small tables of all, the newest hand-in first."""
    small = Small()
    raw: dict[str, list[tuple[str, Row]]] = {}
    for source in sources:
        for name in SMALL:
            if name in source.tables:
                rows = pq.read_table(source.tables[name], columns=schema(name).names).to_pylist()
                raw.setdefault(name, []).extend((source.name, row) for row in rows)
                key = TABLES[name].key
                if "uscc" in TABLES[name].by_name and len(key) == 1:
                    small.owners[source.name, name] = {row[key[0]]: row["uscc"] for row in rows}
        small.reports[source.name] = _reports_named(source)
    counted = {source.name: source.usccs for source in sources}
    owned = {
        name: [
            (place, row, uscc)
            for place, row in found
            if (uscc := _whose(small, name, row, place, counted[place])) is not None
        ]
        for name, found in raw.items()
    }
    for name, rows in owned.items():
        made = [_joined_row(small, row, uscc, place) for place, row, uscc in rows]
        small.tables[name] = pa.Table.from_pylist(_each_once(name, made), schema(name))
    return small


def _reports_named(source: Given) -> dict[str, str]:
    """Whose the reports are that the small tables name; nothing is read where none does."""
    naming = [name for name, column in OWNED_BY.items() if column == "report_id" and name in source.tables]
    if not naming or "reports" not in source.tables:
        return {}
    named = [pq.read_table(source.tables[name], columns=["report_id"]).column(0) for name in naming]
    wanted = pa.chunked_array([chunk for column in named for chunk in column.chunks], pa.string()).unique()
    reports = pq.read_table(source.tables["reports"], columns=["report_id", "uscc"])
    kept = reports.filter(pc.is_in(reports.column("report_id"), value_set=wanted))
    return dict(zip(kept.column("report_id").to_pylist(), kept.column("uscc").to_pylist(), strict=True))


def _whose(small: Small, name: str, row: Row, source: str, counted: frozenset[str]) -> str | None:
    """The institution of a row, or None where the hand-in does not count of it; a reference is everybody's."""
    if name in EVERYBODYS:
        return ""
    uscc = row.get("uscc")
    if uscc is None:
        column = OWNED_BY[name]
        owners = (
            small.reports[source] if column == "report_id" else small.owners.get((source, KEYED[column]), {})
        )
        uscc = owners.get(row[column])
        if uscc is None and name == "scope":
            uscc = small.owners.get((source, "sites"), {}).get(row["site_id"])
        if uscc is None and len(counted) == 1:
            uscc = next(iter(counted))
    return uscc if uscc in counted else None


def _joined_row(small: Small, row: Row, uscc: str, source: str) -> Row:
    return {
        name: small.one(KEYED[name], value, uscc, source) if name in KEYED else value
        for name, value in row.items()
    }


def _each_once(name: str, rows: list[Row]) -> list[Row]:
    """The first row of each key; of a table without a key every different row once."""
    key = TABLES[name].key or tuple(TABLES[name].by_name)
    found: dict[tuple[Any, ...], Row] = {}
    for row in rows:
        found.setdefault(tuple(row[column] for column in key), row)
    return list(found.values())
