"""The coded tables as Polars frames, and look-ups of instants in periods."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import polars as pl

NEVER = datetime(9999, 1, 1)  # noqa: DTZ001 - the ledger's times are local and have no zone


@dataclass(frozen=True)
class Tables:
    """Results as a scan that reads the columns asked for; everything else in memory."""

    results: pl.LazyFrame
    reports: pl.DataFrame
    small: dict[str, pl.DataFrame]

    @classmethod
    def of(cls, folder: Path) -> Tables:
        """Open the folder the coded tables are in."""
        large = ("reports", "results")
        small = {
            path.stem: pl.read_parquet(path) for path in folder.glob("*.parquet") if path.stem not in large
        }
        results = pl.scan_parquet(folder / "results.parquet", row_index_name="row")
        return cls(results, pl.read_parquet(folder / "reports.parquet"), small)

    def with_reports(self, *columns: str) -> pl.LazyFrame:
        """Results beside columns of their reports."""
        return self.results.join(self.reports.lazy().select("report", *columns), on="report")


def day(column: str) -> pl.Expr:
    """A day as the instant it begins."""
    return pl.col(column).cast(pl.Datetime("us"))


def after(column: str) -> pl.Expr:
    """The instant a day is over; never for an empty one."""
    return (pl.col(column) + pl.duration(days=1)).cast(pl.Datetime("us")).fill_null(NEVER)


def certificates(tables: Tables) -> pl.LazyFrame:
    """Certificates with the time they were in force."""
    ends = pl.min_horizontal(after("valid_to"), day("ended_on").fill_null(NEVER))
    return (
        tables.small["certificates"]
        .lazy()
        .select("certificate_no", "uscc", since=day("valid_from"), until=ends)
    )


def uncovered(rows: pl.LazyFrame, instant: str, periods: pl.LazyFrame, key: list[str]) -> pl.LazyFrame:
    """Rows whose instant lies in none of the periods of their key.

    Most lie in the latest period of their key, so only the rest are held against all of them.
    """
    inside = (pl.col(instant) >= pl.col("since")) & (pl.col(instant) < pl.col("until"))
    latest = periods.sort("since").unique(key, keep="last")
    rest = (
        rows.join(latest, on=key, how="left")
        .filter(inside.fill_null(value=False).not_())
        .drop("since", "until")
    )
    covered = rest.join(periods, on=key).filter(inside)
    return rest.join(covered, on=["report", "row"] if instant == "started_at" else ["report"], how="anti")
