"""Compiled kernels and their NumPy twins find the same rows, on ledgers large enough to leave the short cuts."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow.parquet as pq
import pytest

from screener import screen
from screener.compiled import WORTHWHILE, wanted
from screener.compiled.marks import repeated
from screener.compiled.sweeps import meets_earlier, movers, suspects
from screener.ledger.sample import write_sample
from screener.sweep import Bookings, _meets_earlier, in_two_places


@pytest.mark.parametrize("bucket_rows", [None, 5_000])
def test_a_sample_gives_the_same_files(
    bucket_rows: int | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_sample(tmp_path / "ledger", results=40_000, institutions=15, seed=7)
    for stated in ("0", "1"):
        monkeypatch.setenv("MINGJIAN_COMPILED", stated)
        screen(tmp_path / "ledger", tmp_path / stated, bucket_rows=bucket_rows)
    for name in ("hits", "outcomes", "reports", "institutions"):
        plain, compiled = (pq.read_table(tmp_path / stated / f"{name}.parquet") for stated in ("0", "1"))
        assert plain.num_rows
        assert compiled.equals(plain), name


def test_kernels_are_for_large_ledgers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MINGJIAN_COMPILED", raising=False)
    assert not wanted(WORTHWHILE - 1)
    assert wanted(WORTHWHILE)
    monkeypatch.setenv("MINGJIAN_COMPILED", "0")
    assert not wanted(WORTHWHILE)


def _bounds(report: npt.NDArray[np.integer], reports: int) -> npt.NDArray[np.uint64]:
    """Where each report's rows begin, as a partition says it."""
    return np.searchsorted(report, np.arange(reports + 1)).astype(np.uint64)


@pytest.mark.parametrize("seed", range(12))
def test_no_overloaded_instrument_is_passed_over(seed: int) -> None:
    chance = np.random.default_rng(seed)
    rows, instruments = 3_000, int(chance.integers(1, 30))
    instrument = chance.integers(-1, instruments, rows).astype(np.int32)
    start = np.sort(chance.integers(0, 40_000, rows)) if seed % 2 else chance.integers(0, 40_000, rows)
    end = start + chance.integers(1, 200, rows)
    again = chance.random(rows) < 0.3  # parts of the test in the row before
    again[0] = False
    for row in np.flatnonzero(again[1:]) + 1:
        instrument[row], start[row], end[row] = instrument[row - 1], start[row - 1], end[row - 1]
    report = np.where(again, -1, np.arange(rows))
    report = np.maximum.accumulate(report).astype(np.int32)
    capacity = np.append(chance.integers(0, 4, instruments) * chance.choice([1, 1, 40]), 0).astype(np.int32)
    known = capacity[instrument] > 0
    columns = (instrument, start, end, report)
    first, ours = _bounds(report, rows), np.ones(instruments + 1, bool)
    whose = np.arange(rows, dtype=np.int32) // 100
    suspected, counts = suspects(first, whose, instrument, start, end, capacity, ours, 0, instruments - 1)
    assert np.array_equal(counts, np.bincount(whose[report][known], minlength=rows // 100))
    found = np.zeros(rows, bool)
    i, s, e, r = (column[known] for column in columns)
    found[known] = Bookings(i, s, e, r, capacity[instrument[known]]).overloaded()
    assert not np.any(found & ~suspected[np.maximum(instrument, 0)])
    small = capacity[instrument] <= 64
    assert set(instrument[found]) == set(np.flatnonzero(suspected)) or not small.all()


@pytest.mark.parametrize("seed", range(12))
def test_nobody_in_two_places_is_passed_over(seed: int) -> None:
    chance = np.random.default_rng(seed)
    rows, people, reports = 2_000, int(chance.integers(1, 40)), 400
    report = np.sort(chance.integers(0, reports, rows))
    site = chance.integers(0, 2 + seed % 3, reports).astype(np.int32)
    person = chance.integers(-1, people, rows).astype(np.int32)
    start = chance.integers(0, 60_000, rows)
    end = start + chance.integers(1, 300, rows)
    first, ours = _bounds(report, reports), np.ones(people + 1, bool)
    whose = np.arange(reports, dtype=np.int32) // 10
    moving, counts = movers(first, whose, person, start, end, site, ours, 0, people - 1)
    assert np.array_equal(counts, np.bincount(whose[report][person >= 0], minlength=reports // 10))
    found = np.zeros(rows, bool)
    held = person >= 0
    found[held] = in_two_places(person[held], start[held], end[held], site[report[held]])
    assert set(person[found]) == set(np.flatnonzero(moving))
    order = np.lexsort((start[held], person[held]))
    ordered = tuple(column[held][order] for column in (person, start, end, site[report]))
    assert np.array_equal(meets_earlier(*ordered), _meets_earlier(*ordered))


def test_repeated_marks() -> None:
    chance = np.random.default_rng(3)
    marks = chance.integers(0, 500, 1_000).astype(np.uint64) << np.uint64(40)  # all in one place of the table
    counted = chance.random(1_000) < 0.7
    values, counts = np.unique(marks[counted], return_counts=True)
    expected = counted & np.isin(marks, values[counts > 1])
    assert np.array_equal(repeated(marks, counted), expected)
    assert not repeated(marks[:0], counted[:0]).any()
