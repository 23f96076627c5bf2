"""The rules that point at results, in Polars."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from bench.polars_tables import Tables, after, certificates, day, uncovered

started = pl.col("started_at")
ended = pl.col("ended_at")


def scope_uncovered(t: Tables) -> pl.LazyFrame:
    """Results of marked reports that no capability covers."""
    held = certificates(t)
    granted = t.small["scope"].lazy().join(held, on="certificate_no")
    approved = granted.select(
        "uscc",
        "site_id",
        "pair",
        since=pl.max_horizontal(day("valid_from"), "since"),
        until=pl.min_horizontal(after("valid_to"), "until"),
    )
    marked = t.reports.lazy().filter("cma_marked").select("report", "site_id")
    rows = t.results.select("report", "row", "uscc", "pair", "started_at").filter(started.is_not_null())
    return uncovered(rows.join(marked, on="report"), "started_at", approved, ["uscc", "site_id", "pair"])


def superseded(t: Tables) -> pl.LazyFrame:
    """Results by a method that had been superseded."""
    late = t.small["methods"].lazy().select("pair", since=day("superseded_on")).drop_nulls()
    return t.results.join(late, on="pair").filter(started >= pl.col("since"))


def uncalibrated(t: Tables) -> pl.LazyFrame:
    """Results on an instrument no calibration covers."""
    good = t.small["calibrations"].lazy().filter("passed")
    periods = good.select("instrument_id", since=day("calibrated_on"), until=after("valid_until"))
    rows = t.results.select("report", "row", "instrument_id", "started_at").drop_nulls()
    return uncovered(rows, "started_at", periods, ["instrument_id"])


def _tests(t: Tables) -> pl.LazyFrame:
    known = t.small["instruments"].lazy().select("instrument_id", "capacity")
    rows = t.results.select("instrument_id", "report", "started_at", "ended_at").filter(started < ended)
    return rows.unique().join(known, on="instrument_id")


def double_booked(t: Tables) -> pl.LazyFrame:
    """Results of tests that met an overload; starts and ends are swept in order of time, ends first."""
    tests = _tests(t).collect(engine="streaming")
    events = pl.concat(
        [
            tests.select("instrument_id", "capacity", instant="started_at", change=pl.lit(1, pl.Int32)),
            tests.select("instrument_id", "capacity", instant="ended_at", change=pl.lit(-1, pl.Int32)),
        ]
    ).sort("instrument_id", "instant", "change")
    active = pl.col("change").cum_sum().over("instrument_id")
    begins_crowded = (pl.col("change") == 1) & (active > pl.col("capacity"))
    overloads = events.filter(begins_crowded).select("instrument_id", "instant").sort("instant")
    suspected = tests.join(overloads, on="instrument_id", how="semi").sort("started_at")
    met = suspected.join_asof(
        overloads,
        left_on="started_at",
        right_on="instant",
        by="instrument_id",
        strategy="forward",
        check_sortedness=False,
    ).filter(pl.col("instant") < ended)
    key = ["instrument_id", "report", "started_at", "ended_at"]
    return t.results.join(met.lazy().select(key), on=key, how="semi")


def elsewhere(t: Tables) -> pl.LazyFrame:
    """Results on an instrument that stands elsewhere."""
    homes = t.small["instruments"].lazy().select("instrument_id", "portable", owner="uscc", home="site_id")
    away = ~pl.col("portable") & (pl.col("home") != pl.col("site_id"))
    rows = t.with_reports("site_id").join(homes, on="instrument_id")
    return rows.filter((pl.col("owner") != pl.col("uscc")) | away)


def _stretches(tests: pl.DataFrame) -> pl.DataFrame:
    """The intervals of a person at a site, joined where they meet."""
    key = ["operator_id", "site_id"]
    ordered = tests.sort(*key, "started_at")
    apart = (started > ended.cum_max().shift(1).over(key)).fill_null(value=True)
    numbered = ordered.with_columns(stretch=apart.cum_sum().over(key))
    found = numbered.group_by(*key, "stretch").agg(begins=started.min(), ends=ended.max())
    return found.select("operator_id", "begins", "ends", site="site_id").sort("begins")


def two_places(t: Tables) -> pl.LazyFrame:
    """Results whose operator was at another site at the same time."""
    rows = t.with_reports("site_id").filter(pl.col("operator_id").is_not_null() & (started < ended))
    sites = rows.group_by("operator_id").agg(low=pl.col("site_id").min(), high=pl.col("site_id").max())
    movers = sites.filter(pl.col("low") != pl.col("high")).collect(engine="streaming")
    stays = rows.select("operator_id", "site_id", "report", "row", "started_at", "ended_at")
    stays = stays.join(movers.lazy(), on="operator_id", how="semi")
    held = stays.collect(engine="streaming")
    key = ["operator_id", "site_id", "started_at", "ended_at"]
    tests = held.select(key).unique()
    stretches = _stretches(tests)
    others = tests.join(stretches.select("operator_id", "site").unique(), on="operator_id")
    others = others.filter(pl.col("site") != pl.col("site_id")).sort("ended_at")
    met = others.join_asof(
        stretches,
        left_on="ended_at",
        right_on="begins",
        by=["operator_id", "site"],
        strategy="backward",
        check_sortedness=False,
        allow_exact_matches=False,
    ).filter(pl.col("ends") > started)
    return held.join(met.select(key).unique(), on=key, how="semi").lazy()


def not_employed(t: Tables) -> pl.LazyFrame:
    """Results by someone who was not on the staff."""
    people = t.small["people"].lazy()
    staff = people.select(
        "person_id", employer="uscc", since=day("employed_from"), until=after("employed_to")
    )
    rows = t.results.select("report", "row", "uscc", "operator_id", "started_at").drop_nulls()
    employed = (
        (pl.col("employer") == pl.col("uscc")) & (started >= pl.col("since")) & (started < pl.col("until"))
    )
    joined = rows.join(staff, left_on="operator_id", right_on="person_id", how="left")
    return joined.filter(employed.fill_null(value=False).not_())


def too_short(t: Tables) -> pl.LazyFrame:
    """Results that took less time than their method needs."""
    least = t.small["methods"].lazy().select("pair", "min_minutes").drop_nulls()
    took = (ended - started).dt.total_microseconds() / 60_000_000
    return t.results.join(least, on="pair").filter(took < pl.col("min_minutes"))


def age(t: Tables) -> pl.LazyFrame:
    """Results of samples younger or older than their method allows."""
    bounds = t.small["methods"].lazy().select("pair", "min_age_days", "max_age_days")
    bounds = bounds.filter(pl.col("min_age_days").is_not_null() | pl.col("max_age_days").is_not_null())
    sampled = t.reports.lazy().select("report", "sampled_on").drop_nulls()
    rows = t.results.join(bounds, on="pair").join(sampled, on="report")
    days = (started.dt.date() - pl.col("sampled_on")).dt.total_days()
    return rows.filter((days < pl.col("min_age_days")) | (days > pl.col("max_age_days")))


def raw_missing(t: Tables) -> pl.LazyFrame:
    """Results with a value and no raw record."""
    return t.results.filter(pl.col("value").is_not_null() & pl.col("raw").is_null())


def raw_reused(t: Tables) -> pl.LazyFrame:
    """Results that cite a raw record another sample's results cite, too."""
    rows = (
        t.with_reports("sample").select("report", "row", "raw", "sample").filter(pl.col("raw").is_not_null())
    )
    samples = rows.group_by("raw").agg(low=pl.col("sample").min(), high=pl.col("sample").max())
    reused = samples.filter(pl.col("low") != pl.col("high")).collect(engine="streaming")
    return t.results.join(reused.lazy(), on="raw", how="semi")


RESULT_RULES: dict[str, Callable[[Tables], pl.LazyFrame]] = {
    "scope.uncovered": scope_uncovered,
    "method.superseded": superseded,
    "instrument.uncalibrated": uncalibrated,
    "instrument.double_booked": double_booked,
    "instrument.elsewhere": elsewhere,
    "person.two_places": two_places,
    "person.not_employed": not_employed,
    "test.too_short": too_short,
    "sample.age": age,
    "raw.missing": raw_missing,
    "raw.reused": raw_reused,
}
