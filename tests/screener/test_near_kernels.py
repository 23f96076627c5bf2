"""The kernels of near pairs beside their NumPy twins, and in time that grows with the reports alone."""

from __future__ import annotations

import numpy as np
import pytest

from screener.measures import near


@pytest.mark.parametrize("compiled", [False, True])
def test_a_hundred_thousand_equal_reports_are_no_hundred_thousand_squared(compiled: bool) -> None:
    from screener.compiled.near import near_pairs as kernel

    n = 100_000 if compiled else 20_000
    units = np.tile(np.array([[1234, 567, 891, 2345]]), (n, 1))
    units[0] += 3
    marks = units.astype(np.uint64)
    digits = np.array([[4, 3, 3, 4]]).repeat(n, axis=0)
    one = near.Class(marks, units, digits, np.arange(4), np.arange(n))
    counted = kernel if compiled else lambda *_: near.near_pairs(one)
    assert counted(marks, units, digits, one.block, one.sample).tolist() == [0, n - 1, 0]


@pytest.mark.parametrize("seed", range(6))
def test_multiples_are_found_among_neighbours_and_in_cells_alike(seed: int) -> None:
    """Values of few and of many digits, some of them nought, with multiples hidden among them."""
    from screener.compiled.factors import scaled_few, scaled_many
    from screener.compiled.near import _row_marks

    chance = np.random.default_rng(seed)
    n, k = int(chance.integers(2, 400)), int(chance.integers(4, 8))
    units = chance.integers(0, 10 ** chance.integers(1, 6, k), (n, k))
    for row in range(1, n, 3):
        units[row] = np.rint(units[row - 1] * chance.uniform(0.2, 5))
    block = np.arange(k)
    marks, digits = units.astype(np.uint64), np.full((n, k), 4)
    columns = marks, units, digits, block, np.arange(n), _row_marks(units, True), _row_marks(units, False)
    few, many = (
        {tuple(pair) for pair in kernel(*columns)[0].tolist()} for kernel in (scaled_few, scaled_many)
    )
    assert few == many
    one = near.Class(marks, units, digits, block, np.arange(n))
    twin = near.Scaled(one, columns[6], columns[5], np.ones(n, bool))
    assert few == set(zip(*(side.tolist() for side in twin.matches()), strict=True))
    assert few or n < 20
