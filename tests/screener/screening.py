"""Runs the engine over a ledger of plain rows and reads back what it wrote."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq

from screener import screen
from tests.screener.ledgers import write_ledger

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence
    from pathlib import Path

    from tests.screener.naive import Key, Tables


#: Tables of the invented sample.
SAMPLED = (
    *("institutions", "sites", "certificates", "scope", "instruments", "calibrations", "people"),
    *("authorisations", "methods", "product_requirements", "reports", "results"),
)


@dataclass(frozen=True)
class Screened:
    """What one run wrote."""

    hits: list[dict[str, Any]]
    outcomes: list[dict[str, Any]]
    summary: dict[str, Any]

    def keys(self, rule: str) -> list[Key]:
        """The hits of a rule as (report_id, result_id), sorted; a row written twice is there twice."""
        return sorted(
            ((hit["report_id"], hit["result_id"]) for hit in self.hits if hit["rule"] == rule),
            key=lambda key: (key[0], key[1] or ""),
        )

    def not_run(self) -> set[str]:
        """The rules that did not run."""
        return {entry["rule"] for entry in self.summary["not_run"]}

    def outcome(self) -> dict[tuple[str, str], str]:
        """(rule, uscc) -> outcome."""
        return {(row["rule"], row["uscc"]): row["outcome"] for row in self.outcomes}


def screened(
    folder: Path,
    tables: Tables,
    *,
    file_format: str,
    reference: Tables | None = None,
    earlier: Sequence[Tables] = (),
    chance: random.Random | None = None,
    **options: Any,
) -> Screened:
    """Write the ledger and its reference below an empty folder, screen it, read the output."""
    write_ledger(folder / "ledger", tables, file_format=file_format, chance=chance)
    if reference is not None:
        write_ledger(folder / "reference", reference, file_format=file_format, chance=chance)
        options["reference"] = folder / "reference"
    for number, tables_before in enumerate(earlier):
        write_ledger(folder / f"earlier-{number}", tables_before, file_format=file_format, chance=chance)
        options.setdefault("earlier", []).append(folder / f"earlier-{number}")
    out = folder / "out"
    screen(folder / "ledger", out, **options)
    return Screened(
        pq.read_table(out / "hits.parquet").to_pylist(),
        pq.read_table(out / "outcomes.parquet").to_pylist(),
        json.loads((out / "summary.json").read_text(encoding="utf-8")),
    )


def read(folder: Path) -> dict[str, set[str]]:
    """Screen the folder's ledger: the rules that speak, by institution."""
    screen(folder / "ledger", folder / "out")
    found: dict[str, set[str]] = {}
    for hit in pq.read_table(folder / "out" / "hits.parquet", columns=["rule", "uscc"]).to_pylist():
        found.setdefault(hit["uscc"], set()).add(hit["rule"])
    return found
