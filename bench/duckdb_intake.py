"""What intake is measured against: DuckDB reads the same CSV and writes Parquet sorted by institution."""

from __future__ import annotations

from pathlib import Path

import duckdb

from bench.shelf import scratch
from bench.stopwatch import CORES, Stopwatch
from bench.tasks import warm
from screener.ledger.columns import Table, Type
from screener.ledger.tables import TABLES

TYPES = {
    Type.TEXT: "VARCHAR",
    Type.DATE: "DATE",
    Type.TIMESTAMP: "TIMESTAMP",
    Type.INTEGER: "INTEGER",
    Type.NUMBER: "DOUBLE",
    Type.BOOL: "BOOLEAN",
}


def _columns(table: Table) -> dict[str, str]:
    return {column.name: TYPES[column.type] for column in table.columns}


def take_in(stopwatch: Stopwatch, ledger: str) -> None:
    """Write `reports.parquet` and `results.parquet`, sorted by institution and report; timed."""
    folder, target = Path(ledger), scratch("duckdb-intake")
    target.mkdir()
    warm(folder)
    connection = duckdb.connect()
    connection.execute("SET threads = $threads", {"threads": CORES})
    connection.execute("SET preserve_insertion_order = false")
    with stopwatch:
        for name in ("reports", "results"):
            path = str(folder / f"{name}.csv")
            connection.read_csv(path, header=True, columns=_columns(TABLES[name])).create_view(name)
        connection.execute("CREATE TEMP TABLE owners AS SELECT report_id, uscc FROM reports")
        connection.sql("FROM reports ORDER BY uscc, report_id").write_parquet(str(target / "reports.parquet"))
        connection.sql(
            "SELECT uscc, results.* FROM results JOIN owners USING (report_id) ORDER BY uscc, report_id"
        ).write_parquet(str(target / "results.parquet"))
