"""The rules that point at reports, in Polars."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from bench.polars_tables import Tables, after, certificates, day, uncovered

WINDOW = 20
LEAST_EARLIER = 3
MARKS = ("least", "greatest", "together")


def not_in_force(t: Tables) -> pl.LazyFrame:
    """Marked reports issued without a certificate in force."""
    marked = t.reports.lazy().filter("cma_marked")
    return uncovered(marked, "issued_at", certificates(t).drop("certificate_no"), ["uscc"])


def unauthorised(t: Tables) -> pl.LazyFrame:
    """Reports whose signatory had no authority for the field, or was not on the staff."""
    people = t.small["people"].lazy()
    staff = people.select("person_id", "uscc", since=day("employed_from"), until=after("employed_to"))
    fields = t.small["authorisations"].lazy().join(staff, on="person_id")
    periods = fields.select(
        "uscc",
        "domain",
        signatory_id="person_id",
        since=pl.max_horizontal(day("valid_from"), "since"),
        until=pl.min_horizontal(after("valid_to"), "until"),
    )
    return uncovered(t.reports.lazy(), "issued_at", periods, ["uscc", "signatory_id", "domain"])


def order(t: Tables) -> pl.LazyFrame:
    """Reports with dates in an impossible order."""
    rows = t.with_reports("received_at", "issued_at")
    early = pl.col("started_at") < pl.col("received_at")
    backward = pl.col("ended_at") < pl.col("started_at")
    late = pl.col("ended_at") > pl.col("issued_at")
    own = t.reports.lazy().filter(pl.col("issued_at") < pl.col("received_at"))
    return pl.concat([rows.filter(early | backward | late).select("report"), own.select("report")]).unique()


def missing(t: Tables) -> pl.LazyFrame:
    """Reports that lack a parameter their product must be tested for."""
    required = t.small["product_requirements"].lazy().select("product", "parameter")
    counts = required.group_by("product").agg(required=pl.len())
    rows = t.with_reports("product").filter(pl.col("value").is_not_null())
    found = rows.join(required, on=["product", "parameter"]).select("report", "parameter").unique()
    present = found.group_by("report").agg(present=pl.len())
    reports = t.reports.lazy().join(counts, on="product").join(present, on="report", how="left")
    return reports.filter(pl.col("present").fill_null(0) < pl.col("required"))


def _digits() -> pl.Expr:
    printed = pl.struct("value", "decimals").map_elements(
        lambda one: f"{one['value']:.{one['decimals']}f}", return_dtype=pl.String
    )
    return printed.str.replace_all(r"[-.]", "").str.strip_chars_start("0").str.len_bytes()


def copied(t: Tables) -> pl.LazyFrame:
    """Reports that repeat another's results; those whose marks agree are compared in full."""
    valued = t.results.filter(pl.col("value").is_not_null()).select(
        "report",
        "parameter",
        "replicate",
        value=pl.col("value") + 0.0,
        decimals=pl.col("decimals").fill_null(0),
    )
    mark = pl.struct("parameter", "replicate", "value", "decimals").hash()
    prints = valued.select("report", mark=mark).group_by("report")
    summed = prints.agg(
        count=pl.len(),
        least=pl.col("mark").min(),
        greatest=pl.col("mark").max(),
        together=pl.col("mark").bitwise_or(),
    ).filter(pl.col("count") >= 4)
    owners = t.reports.lazy().select("report", "uscc", "product", "sample")
    alike = summed.join(owners, on="report").collect(engine="streaming")
    several = pl.col("sample").n_unique().over("uscc", "product", *MARKS) > 1
    alike = alike.filter(several)
    columns = ["parameter", "replicate", "value", "decimals"]
    members = (
        valued.join(alike.lazy().select("report"), on="report", how="semi")
        .unique()
        .collect(engine="streaming")
    )
    members = members.sort("report", *columns).with_columns(digits=_digits())
    sets = members.group_by("report").agg(
        members=pl.struct(columns), size=pl.len(), digits=pl.col("digits").sum()
    )
    sets = sets.filter((pl.col("size") >= 4) & (pl.col("digits") >= 12)).join(owners.collect(), on="report")
    groups = sets.group_by("uscc", "product", "members").agg("report", samples=pl.col("sample").n_unique())
    return groups.filter(pl.col("samples") > 1).select(pl.col("report").explode()).lazy()


def duplicate(t: Tables) -> pl.LazyFrame:
    """Reports that share a number and no chain of corrections; the chains are walked one by one."""
    repeated = t.reports.filter(pl.len().over("number") > 1).select("report", "code", "number")
    chains = t.small["chains"]
    following = dict(zip(chains["from"].to_list(), chains["to"].to_list(), strict=True))
    reached = {code: _reached(code, following) for code in repeated["code"].to_list()}
    found = []
    for (_,), group in repeated.group_by("number"):
        codes = group["code"].to_list()
        for report, code in zip(group["report"].to_list(), codes, strict=True):
            if any(o != code and o not in reached[code] and code not in reached[o] for o in codes):
                found.append(report)
    return pl.LazyFrame({"report": pl.Series(found, dtype=pl.Int32)})


def _reached(code: int, following: dict[int, int]) -> set[int]:
    reached: set[int] = set()
    at = following.get(code)
    while at is not None and at not in reached:
        reached.add(at)
        at = following.get(at)
    return reached


def backfilled(t: Tables) -> pl.LazyFrame:
    """Reports that came in more than a week after three of the next twenty numbers."""
    ordered = t.reports.lazy().filter(pl.col("prefix").is_not_null()).sort("prefix", "serial", "report")
    prefix, received = pl.col("prefix"), pl.col("received_at")
    before = received - pl.duration(days=7)
    earlier = [
        ((prefix.shift(-step) == prefix) & (received.shift(-step) < before))
        .fill_null(value=False)
        .cast(pl.Int8)
        for step in range(1, WINDOW + 1)
    ]
    return ordered.filter(pl.sum_horizontal(earlier) >= LEAST_EARLIER)


REPORT_RULES: dict[str, Callable[[Tables], pl.LazyFrame]] = {
    "certificate.not_in_force": not_in_force,
    "signatory.unauthorised": unauthorised,
    "dates.order": order,
    "items.missing": missing,
    "results.copied": copied,
    "number.duplicate": duplicate,
    "number.backfilled": backfilled,
}
