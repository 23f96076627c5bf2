"""All eighteen contradictions in Polars: lazy frames, collected by its streaming engine, one a rule."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from bench.polars_reports import REPORT_RULES
from bench.polars_results import RESULT_RULES
from bench.polars_tables import Tables
from bench.shelf import scratch
from bench.stopwatch import Stopwatch
from bench.tasks import warm


def run(stopwatch: Stopwatch, coded: str, out: str) -> dict[str, object]:
    """Write the hits of every rule to a Parquet file each; timed."""
    folder, target = Path(coded), scratch(out)
    target.mkdir()
    warm(folder)
    rules = RESULT_RULES | REPORT_RULES
    with stopwatch:
        tables = Tables.of(folder)
        for rule, find in rules.items():
            rows = find(tables)
            if rule in REPORT_RULES:
                rows = rows.with_columns(row=pl.lit(None, pl.Int64))
            rows.select("report", "row").collect(engine="streaming").write_parquet(target / f"{rule}.parquet")
    return {"out": str(target), "rules": sorted(rules)}
