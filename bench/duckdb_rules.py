"""The named alternative: all eighteen contradictions as DuckDB SQL, one query a rule, in `bench/sql`."""

from __future__ import annotations

from pathlib import Path

import duckdb

from bench.shelf import scratch
from bench.stopwatch import CORES, Stopwatch
from bench.tasks import warm

SQL = Path(__file__).parent / "sql"
SETUP = "setup"
TABLES = (
    *("authorisations", "calibrations", "certificates", "chains", "instruments", "methods", "people"),
    *("product_requirements", "reports", "scope"),
)


def rules() -> list[str]:
    """Names of the rules there is a query for."""
    return sorted(path.stem for path in SQL.glob("*.sql") if path.stem != SETUP)


def run(stopwatch: Stopwatch, coded: str, out: str) -> dict[str, object]:
    """Write the hits of every rule to a Parquet file each; timed.

    Everything but the results is loaded first (its time counts); the results are read by each query that needs
    them, and only the columns it needs: that is quicker than loading them, too.
    """
    folder, target = Path(coded), scratch(out)
    target.mkdir()
    warm(folder)
    connection = duckdb.connect()
    connection.execute("SET threads = $threads", {"threads": CORES})
    connection.execute("SET preserve_insertion_order = false")
    with stopwatch:
        for name in TABLES:
            connection.read_parquet(str(folder / f"{name}.parquet")).create(name)
        results = connection.read_parquet(str(folder / "results.parquet"), file_row_number=True)
        results.project("*, file_row_number AS row").create_view("results")
        connection.execute((SQL / f"{SETUP}.sql").read_text(encoding="utf-8"))
        for rule in rules():
            query = (SQL / f"{rule}.sql").read_text(encoding="utf-8")
            connection.sql(query).write_parquet(str(target / f"{rule}.parquet"))
    return {"out": str(target), "rules": rules()}
