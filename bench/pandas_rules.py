"""Fourteen of the contradictions in pandas, the tables in memory; the sweeps and the chains are left out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import pandas as pd

from bench.shelf import scratch
from bench.stopwatch import Stopwatch
from bench.tasks import warm

NEVER = pd.Timestamp("9999-01-01")
DAY = pd.Timedelta(days=1)
WEEK = pd.Timedelta(days=7)
WINDOW = 20

Frame: TypeAlias = Any  # pandas ships no types


@dataclass(frozen=True)
class Tables:
    """The coded tables; `results` have the columns of their report the rules look at."""

    results: Frame
    reports: Frame
    small: dict[str, Frame]

    @classmethod
    def of(cls, folder: Path) -> Tables:
        """Read every table and put the reports' columns beside their results."""
        large = ("reports", "results")
        small = {path.stem: _read(path) for path in folder.glob("*.parquet") if path.stem not in large}
        reports, results = _read(folder / "reports.parquet"), _read(folder / "results.parquet")
        results["row"] = range(len(results))
        own = reports.set_index("report")
        for name in ("site_id", "sample", "sampled_on", "received_at", "issued_at", "cma_marked", "product"):
            results[name] = own[name].to_numpy()[results["report"].to_numpy()]
        return cls(results, reports, small)


def _read(path: Path) -> Frame:
    rows = pd.read_parquet(path)
    for name in rows.columns:
        if rows[name].dtype == object and name.endswith(("_from", "_to", "_on", "_until")):
            rows[name] = pd.to_datetime(rows[name], errors="coerce").astype("datetime64[us]")
    return rows


def _uncovered(rows: Frame, instant: str, periods: Frame, key: list[str]) -> Frame:
    """Rows whose instant lies in none of the periods of their key; the latest period is tried first."""
    latest = periods.sort_values("since").drop_duplicates(key, keep="last")
    tried = rows.merge(latest, on=key, how="left")
    inside = (tried[instant] >= tried["since"]) & (tried[instant] < tried["until"])
    rest = tried[~inside].drop(columns=["since", "until"])
    again = rest.merge(periods, on=key)
    covered = again[(again[instant] >= again["since"]) & (again[instant] < again["until"])]
    place = "row" if "row" in rest else "report"
    return rest[~rest[place].isin(covered[place])]


def _held(t: Tables) -> Frame:
    rows = t.small["certificates"]
    until = (rows["valid_to"] + DAY).clip(upper=rows["ended_on"].fillna(NEVER))
    return rows[["certificate_no", "uscc"]].assign(since=rows["valid_from"], until=until)


def scope_uncovered(t: Tables) -> Frame:
    """Results of marked reports that no capability covers."""
    granted = t.small["scope"].merge(_held(t), on="certificate_no")
    approved = granted[["uscc", "site_id", "pair"]].assign(
        since=granted["since"].clip(lower=granted["valid_from"]),
        until=granted["until"].clip(upper=(granted["valid_to"] + DAY).fillna(NEVER)),
    )
    rows = t.results[t.results["cma_marked"] & t.results["started_at"].notna()]
    rows = rows[["report", "row", "uscc", "site_id", "pair", "started_at"]]
    return _uncovered(rows, "started_at", approved, ["uscc", "site_id", "pair"])


def not_in_force(t: Tables) -> Frame:
    """Marked reports issued without a certificate in force."""
    marked = t.reports[t.reports["cma_marked"]]
    return _uncovered(marked, "issued_at", _held(t)[["uscc", "since", "until"]], ["uscc"])


def superseded(t: Tables) -> Frame:
    """Results by a method that had been superseded."""
    late = t.small["methods"].dropna(subset=["superseded_on"]).set_index("pair")["superseded_on"]
    return t.results[t.results["started_at"] >= t.results["pair"].map(late)]


def uncalibrated(t: Tables) -> Frame:
    """Results on an instrument no calibration covers."""
    good = t.small["calibrations"].query("passed")
    periods = good[["instrument_id"]].assign(since=good["calibrated_on"], until=good["valid_until"] + DAY)
    rows = t.results[["report", "row", "instrument_id", "started_at"]].dropna()
    return _uncovered(rows, "started_at", periods, ["instrument_id"])


def elsewhere(t: Tables) -> Frame:
    """Results on an instrument that stands elsewhere."""
    own = t.small["instruments"].set_index("instrument_id")
    rows = t.results[t.results["instrument_id"].isin(own.index)]
    homes = own.loc[rows["instrument_id"]]
    foreign = homes["uscc"].to_numpy() != rows["uscc"].to_numpy()
    away = ~homes["portable"].to_numpy() & (homes["site_id"].to_numpy() != rows["site_id"].to_numpy())
    return rows[foreign | away]


def not_employed(t: Tables) -> Frame:
    """Results by someone who was not on the staff."""
    people = t.small["people"].set_index("person_id")
    rows = t.results[["report", "row", "uscc", "operator_id", "started_at"]].dropna()
    staff = people.reindex(rows["operator_id"].astype("int64"))
    start = rows["started_at"].to_numpy()
    here = staff["uscc"].to_numpy() == rows["uscc"].to_numpy()
    began = staff["employed_from"].to_numpy() <= start
    stays = start < (staff["employed_to"] + DAY).fillna(NEVER).to_numpy()
    return rows[~(here & began & stays)]


def unauthorised(t: Tables) -> Frame:
    """Reports whose signatory had no authority for the field, or was not on the staff."""
    fields = t.small["authorisations"].merge(t.small["people"], on="person_id")
    until = (fields["valid_to"] + DAY).fillna(NEVER).clip(upper=(fields["employed_to"] + DAY).fillna(NEVER))
    since = fields["valid_from"].clip(lower=fields["employed_from"])
    periods = fields[["uscc", "domain"]].assign(signatory_id=fields["person_id"], since=since, until=until)
    return _uncovered(t.reports, "issued_at", periods, ["uscc", "signatory_id", "domain"])


def too_short(t: Tables) -> Frame:
    """Results that took less time than their method needs."""
    least = t.results["pair"].map(t.small["methods"].set_index("pair")["min_minutes"])
    took = (t.results["ended_at"] - t.results["started_at"]) / pd.Timedelta(minutes=1)
    return t.results[took < least]


def age(t: Tables) -> Frame:
    """Results of samples younger or older than their method allows."""
    methods = t.small["methods"].set_index("pair")
    low, high = (t.results["pair"].map(methods[name]) for name in ("min_age_days", "max_age_days"))
    rows = t.results[low.notna() | high.notna()]
    days = (rows["started_at"].dt.normalize() - rows["sampled_on"]) / DAY
    return rows[(days < low[rows.index]) | (days > high[rows.index])]


def order(t: Tables) -> Frame:
    """Reports with dates in an impossible order."""
    rows = t.results
    wrong = (
        (rows["started_at"] < rows["received_at"])
        | (rows["ended_at"] < rows["started_at"])
        | (rows["ended_at"] > rows["issued_at"])
    )
    early = t.reports["issued_at"] < t.reports["received_at"]
    return t.reports[early | t.reports["report"].isin(rows.loc[wrong, "report"])]


def missing(t: Tables) -> Frame:
    """Reports that lack a parameter their product must be tested for."""
    required = t.small["product_requirements"][["product", "parameter"]]
    valued = t.results.loc[t.results["value"].notna(), ["report", "product", "parameter"]]
    found = valued.merge(required, on=["product", "parameter"]).drop_duplicates(["report", "parameter"])
    present = t.reports["report"].map(found["report"].value_counts()).fillna(0)
    wanted = t.reports["product"].map(required["product"].value_counts())
    return t.reports[present < wanted]


def raw_missing(t: Tables) -> Frame:
    """Results with a value and no raw record."""
    return t.results[t.results["value"].notna() & t.results["raw"].isna()]


def raw_reused(t: Tables) -> Frame:
    """Results that cite a raw record another sample's results cite, too."""
    samples = t.results.groupby("raw")["sample"]
    low, high = samples.min(), samples.max()
    return t.results[t.results["raw"].isin(low.index[low != high])]


def backfilled(t: Tables) -> Frame:
    """Reports that came in more than a week after three of the next twenty numbers."""
    rows = t.reports.dropna(subset=["prefix"]).sort_values(["prefix", "serial", "report"])
    before, earlier = rows["received_at"] - WEEK, 0
    for step in range(1, WINDOW + 1):
        same = rows["prefix"].shift(-step) == rows["prefix"]
        earlier = earlier + (same & (rows["received_at"].shift(-step) < before)).astype("int8")
    return rows[earlier >= 3]


RESULT_RULES: dict[str, Callable[[Tables], Frame]] = {
    "scope.uncovered": scope_uncovered,
    "method.superseded": superseded,
    "instrument.uncalibrated": uncalibrated,
    "instrument.elsewhere": elsewhere,
    "person.not_employed": not_employed,
    "test.too_short": too_short,
    "sample.age": age,
    "raw.missing": raw_missing,
    "raw.reused": raw_reused,
}
REPORT_RULES: dict[str, Callable[[Tables], Frame]] = {
    "certificate.not_in_force": not_in_force,
    "signatory.unauthorised": unauthorised,
    "dates.order": order,
    "items.missing": missing,
    "number.backfilled": backfilled,
}


def run(stopwatch: Stopwatch, coded: str, out: str) -> dict[str, object]:
    """Write the hits of the rules to a Parquet file each; timed."""
    folder, target = Path(coded), scratch(out)
    target.mkdir()
    warm(folder)
    rules = RESULT_RULES | REPORT_RULES
    with stopwatch:
        tables = Tables.of(folder)
        for rule, find in rules.items():
            columns = ["report", "row"] if rule in RESULT_RULES else ["report"]
            find(tables)[columns].to_parquet(target / f"{rule}.parquet", index=False)
    return {"out": str(target), "rules": sorted(rules)}
