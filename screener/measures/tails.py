"""Tails of the normal and χ² distributions, and q values over all groups tested."""

from __future__ import annotations

import math
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

_ROOT_2 = math.sqrt(2)
SMALL = 0.05
_FARTHEST = 38.0  # beyond it the normal tail is no longer a double


def _each(values: Floats) -> Floats:
    return np.fromiter(map(math.erfc, values.tolist()), np.float64, len(values))


def upper(z: Floats) -> Floats:
    """P(Z ≥ z)."""
    return 0.5 * _each(z / _ROOT_2)


def lower(z: Floats) -> Floats:
    """P(Z ≤ z)."""
    return upper(-z)


def two_sided(z: Floats) -> Floats:
    """P(|Z| ≥ |z|)."""
    return _each(np.abs(z) / _ROOT_2)


def chi_square(x: Floats, freedom: int) -> Floats:
    """P(χ² ≥ x): a finite sum for whole degrees of freedom."""
    half = x / 2
    if freedom % 2 == 0:
        term, total = np.ones_like(x), np.ones_like(x)
        for number in range(1, freedom // 2):
            term = term * half / number
            total = total + term
        return np.asarray(np.exp(-half) * total, np.float64)
    term = np.sqrt(2 * x / math.pi)
    total = np.zeros_like(x)
    for number in range(1, freedom // 2 + 1):
        total = total + term
        term = term * x / (2 * number + 1)
    return np.asarray(_each(np.sqrt(half)) + np.exp(-half) * total, np.float64)


def z_of(p: Floats) -> Floats:
    """The z whose upper tail is p, as far as the tail can be written as a double; 0 where p is no small one."""
    normal, found = NormalDist(), np.zeros(len(p))
    small = p <= SMALL
    found[small] = [-normal.inv_cdf(one) if one > 0 else _FARTHEST for one in p[small].tolist()]
    return found


def q_values(p: Floats) -> Floats:
    """Benjamini–Hochberg: the smallest share of false discoveries at which each would be reported."""
    order = np.argsort(p, kind="stable")
    scaled = p[order] * len(p) / np.arange(1, len(p) + 1)
    q = np.empty_like(p)
    q[order] = np.minimum(np.minimum.accumulate(scaled[::-1])[::-1], 1.0)
    return q


def poisson_upper(count: int, mean: float) -> float:
    """P(Poisson(mean) ≥ count): terms summed from the greatest on, on the side where they are few."""
    if count <= 0:
        return 1.0
    above = count > mean
    at = count if above else count - 1
    term = total = math.exp(at * math.log(mean) - mean - math.lgamma(at + 1))
    while term > total * 2.0**-54 and at > 0:
        at += 1 if above else -1
        term *= mean / at if above else (at + 1) / mean
        total += term
    return min(1.0, total) if above else max(0.0, 1 - total)
