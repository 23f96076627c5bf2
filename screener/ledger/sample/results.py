"""Draws the measured values of a chunk: log-normal between samples, noise between replicates, printed decimals."""

from __future__ import annotations

import numpy as np

from screener.ledger.sample.arrays import MISSING, Floats, ints, spread
from screener.ledger.sample.cast import Cast
from screener.ledger.sample.catalogue.index import catalogue
from screener.ledger.sample.draft import FAIL, NONE, PASS, Draft, Reports, Rows, Runs


def draw_rows(rng: np.random.Generator, cast: Cast, reports: Reports, runs: Runs) -> Rows:
    """Every result of every run, measure by measure and replicate by replicate."""
    kept = catalogue()
    first = kept.measure_start[runs.template]
    cell_run, position = spread(kept.measure_start[runs.template + 1] - first)
    cell_measure = first[cell_run] + position
    branch = reports.branch[runs.report[cell_run]]
    bias = rng.normal(0.0, 0.12, (len(cast.branches), len(kept.measures))) * kept.between
    mean = np.log(kept.median)[cell_measure] + bias[branch, cell_measure]
    mean += kept.between[cell_measure] * rng.standard_normal(len(cell_run))
    blank = rng.random(len(cell_run)) < kept.blank[cell_measure]

    cell, replicate = spread(kept.replicates[runs.template[cell_run]])
    measure = cell_measure[cell]
    value = np.exp(mean[cell] + kept.within[measure] * rng.standard_normal(len(cell)))
    finer = ints([b.institution.habits.finer for b in cast.branches])
    decimals = kept.decimals[measure] + finer[branch[cell]]
    printed = np.maximum(np.rint(value * 10.0**decimals).astype(np.int64), 1)
    printed = np.where(blank[cell], MISSING, printed)
    return Rows(cell_run[cell], measure, replicate + 1, printed, decimals, np.ones(len(cell), dtype=bool))


def real_values(rows: Rows) -> Floats:
    """The values as doubles, NaN where empty: the double nearest to the printed decimal."""
    return np.where(rows.value == MISSING, np.nan, rows.value / 10.0**rows.decimals)


def conclude(draft: Draft) -> None:
    """Set each report's conclusion: fail when any value lies outside its limits, none where there are no limits."""
    kept, rows = catalogue(), draft.rows
    value = real_values(rows)
    low, high = kept.low[rows.measure], kept.high[rows.measure]
    size = len(draft.reports)
    report = draft.row_report()
    outside = np.bincount(report, weights=(value < low) | (value > high), minlength=size) > 0
    judged = np.bincount(report, weights=~np.isnan(low) | ~np.isnan(high), minlength=size) > 0
    draft.reports.conclusion = np.where(outside, FAIL, np.where(judged, PASS, NONE))
