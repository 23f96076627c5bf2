"""The bare scan: DuckDB adds up every column that the rules look at, in plain Parquet, and does nothing else."""

from __future__ import annotations

from pathlib import Path

import duckdb

from bench.stopwatch import CORES, Stopwatch
from bench.tasks import warm
from screener.partition import REPORT_COLUMNS, RESULT_COLUMNS


def scan(stopwatch: Stopwatch, plain: str) -> None:
    """Read reports and results once; timed."""
    warm(Path(plain))
    connection = duckdb.connect()
    connection.execute("SET threads = $threads", {"threads": CORES})
    with stopwatch:
        for kind, columns in (("reports", REPORT_COLUMNS), ("results", RESULT_COLUMNS)):
            rows = connection.read_parquet(str(Path(plain) / kind / "*.parquet"))
            rows.aggregate(", ".join(f"sum({_number(name)})" for name in columns)).fetchall()


def _number(column: str) -> str:
    return f"{column}::TINYINT" if column == "cma_marked" else column
