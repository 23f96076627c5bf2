"""digits.terminal and digits.first: digits that a measurement would spread otherwise."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from screener.measures.declaration import Anomaly, Columns, Floats, Ints, Judged, Mask, reasons
from screener.measures.groups import Groups, deviation, groups_of
from screener.measures.peers import count_peers, kinds, medians
from screener.measures.printing import first_digit
from screener.measures.tails import chi_square, z_of
from screener.partition import Partition

FEWEST = 300
LEAST_UNITS = 10.0
LEAST_W = 0.15
LEAST_DEVIATION = 0.015
TIMES_PEERS = 2.0
PEERS = 5
LEAST_REACH = 1000.0
BENFORD = np.log10(1 + 1 / np.arange(1, 10))
EVEN = np.full(10, 0.1)


def _counts(
    group: npt.NDArray[np.int64], digit: npt.NDArray[np.int64], size: tuple[int, int]
) -> npt.NDArray[np.int64]:
    return np.bincount(group * size[1] + digit, minlength=size[0] * size[1]).reshape(size)


def terminal(p: Partition) -> Columns:
    """Last digits of the values of at least three significant digits, and their standard deviation in units."""
    groups = groups_of(p)
    n, counted, spread = _last(groups)
    with np.errstate(invalid="ignore", over="ignore"):
        scale = spread * 10.0 ** np.minimum(groups.decimals, 300)
    return {**groups.columns(), "n": n, "digits": counted, "scale": scale}


def _last(groups: Groups) -> tuple[Ints, Ints, Floats]:
    """Of each group: long values, and where there are enough their last digits and standard deviation."""
    size, printed = len(groups.sizes), groups.printed
    if groups.partition.compiled:
        from screener.compiled.groups import last_digits  # noqa: PLC0415 - loaded for large ledgers only

        return last_digits(printed.units, printed.digits, groups.values, groups.starts, FEWEST)
    long = printed.long
    n = np.bincount(groups.group[long], minlength=size)
    long = long[(n >= FEWEST)[groups.group[long]]]
    group = groups.group[long].astype(np.int64)
    counted = _counts(group, np.abs(printed.units[long]) % 10, (size, 10)).astype(np.int32)
    return n, counted, deviation(groups.values[long], group, size)


def first(p: Partition) -> Columns:
    """First digits of the values that print one, and how far the values reach."""
    groups = groups_of(p)
    size, printed = len(groups.sizes), groups.printed
    n, reach = _widths(groups)
    reach[n < FEWEST] = np.nan
    for number in np.flatnonzero(reach >= LEAST_REACH).tolist():
        reach[number] = _reach(groups.values[groups.starts[number] : groups.starts[number + 1]])
    some = np.flatnonzero(np.repeat(reach >= LEAST_REACH, groups.sizes))
    some = some[printed.digits[some] > 0]
    group = groups.group[some].astype(np.int64)
    counted = _counts(group, first_digit(printed.units[some], printed.digits[some]) - 1, (size, 9))
    return {**groups.columns(), "n": n, "digits": counted.astype(np.int32), "reach": reach}


def _widths(groups: Groups) -> tuple[Ints, Floats]:
    """Of each group: values that print a digit, and the greatest absolute value over the least that is not zero."""
    values, counted, size = groups.values, groups.printed.digits, len(groups.sizes)
    if groups.partition.compiled:
        from screener.compiled.groups import widths  # noqa: PLC0415 - loaded for large ledgers only

        return widths(values, counted, groups.starts)
    if not size:
        return np.zeros(0, np.int64), np.zeros(0)
    sizes, begins = np.abs(values), groups.starts[:-1]
    greatest = np.maximum.reduceat(sizes, begins)
    least = np.minimum.reduceat(np.where(sizes > 0, sizes, np.inf), begins)
    with np.errstate(over="ignore"):
        width = np.where(greatest > 0, greatest / least, np.nan)
    return np.bincount(groups.group[counted > 0], minlength=size), width


def _reach(values: Floats) -> float:
    """95th percentile of the non-zero absolute values over the 5th."""
    values = np.abs(values)
    low, high = np.quantile(values[values > 0], (0.05, 0.95))
    return float(high / low)


def _chi(groups: Columns, expected: Floats) -> Floats:
    n = groups["n"].astype(np.float64)
    with np.errstate(invalid="ignore", divide="ignore"):
        wanted = n[:, None] * expected
        found: Floats = ((groups["digits"] - wanted) ** 2 / wanted).sum(axis=1)
    return found


def _shown(groups: Columns, expected: Floats, more: dict[str, Floats]) -> dict[str, Callable[[int], object]]:
    kind = kinds(groups)

    def others(able: Mask) -> Callable[[int], object]:
        totals = np.zeros((int(kind.max(initial=-1)) + 1, len(expected)), np.int64)
        np.add.at(totals, kind[able], groups["digits"][able])
        return lambda row: (totals[kind[row]] - groups["digits"][row]).tolist()

    return {
        "n": lambda row: int(groups["n"][row]),
        "digits": lambda row: groups["digits"][row].tolist(),
        "peers_digits": others(groups["digits"].sum(axis=1) > 0),
        **{name: (lambda row, values=values: float(values[row])) for name, values in more.items()},  # type: ignore[misc]
    }


def judge_terminal(groups: Columns) -> Judged:
    """χ² against even digits; the effect is what of it chance does not explain, a value."""
    enough = groups["n"] >= FEWEST
    able = enough & (groups["scale"] >= LEAST_UNITS)
    chi, kind = _chi(groups, EVEN), kinds(groups)
    w = np.sqrt(np.maximum(0, chi - 9) / np.maximum(groups["n"], 1))
    peers, median = count_peers(kind, able), medians(w, kind, able)
    strong = (w >= LEAST_W) & ((peers < PEERS) | (w >= TIMES_PEERS * median))
    p = chi_square(np.where(able, chi, 0.0), 9)
    shown = _shown(groups, EVEN, {"chi_square": chi, "peers_median": median})
    shown["peers"] = lambda row: int(peers[row])
    beside = {"peers": peers, "peers_median": median}
    return Judged(reasons(enough, able), p, w, z_of(p), w, strong, (groups["n"], w), shown, beside)


def judge_first(groups: Columns) -> Judged:
    """χ² against Benford's law; the effect is the mean distance of the shares from its own."""
    enough = groups["n"] >= FEWEST
    able = enough & (groups["reach"] >= LEAST_REACH)
    chi, kind = _chi(groups, BENFORD), kinds(groups)
    share = groups["digits"] / np.maximum(groups["n"], 1)[:, None]
    away = np.abs(share - BENFORD).mean(axis=1)
    peers, median = count_peers(kind, able), medians(away, kind, able)
    strong = (away >= LEAST_DEVIATION) & (away >= TIMES_PEERS * median)
    p = chi_square(np.where(able, chi, 0.0), 8)
    shown = _shown(groups, BENFORD, {"chi_square": chi, "peers_median": median, "reach": groups["reach"]})
    shown["peers"] = lambda row: int(peers[row])
    why = reasons(enough, able, peers >= PEERS)
    beside = {"peers": peers, "peers_median": median}
    return Judged(why, p, away, z_of(p), away, strong, (groups["n"], away), shown, beside)


MEASURES = (
    Anomaly("digits.terminal", "F2", "results", terminal, judge_terminal,
            ("fewer than 300 values of 3 digits", "values too close together")),
    Anomaly("digits.first", "F2", "results", first, judge_first,
            ("fewer than 300 values", "values reach less than 3 decades", "fewer than 5 peers")),
)  # fmt: skip
