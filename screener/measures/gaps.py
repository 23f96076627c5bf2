"""number.gaps: an institution whose report numbers leave out far more numbers than others' do."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from screener.ledger.numbers import BEYOND
from screener.measures.declaration import Anomaly, Columns, Floats, Ints, Judged, reasons
from screener.measures.passes import funnel
from screener.measures.peers import kinds
from screener.measures.tails import upper
from screener.partition import Partition

FEWEST = 20  # reports of a prefix
MOST_SPAN = 2  # numbers a prefix may span for every one that is there
SPAN = 100
PEERS = 8
LEAST_RATIO, LEAST_SHARE = 3.0, 0.02
PIECE = 4000  # digits that Python turns into a number at once


def value_of(digits: str) -> int:
    """A run of digits of any length as a whole number."""
    total = 0
    for at in range(0, len(digits), PIECE):
        piece = digits[at : at + PIECE]
        total = total * 10 ** len(piece) + int(piece)
    return total


def numbering(p: Partition) -> Columns:
    """Of each institution that numbers its reports: numbers spanned by the prefixes that count, and missing of them."""
    numbered = np.flatnonzero(p.reports["prefix"] >= 0)
    prefix, serial = p.reports["prefix"][numbered], p.reports["serial"][numbered]
    order = np.lexsort((serial, prefix))
    prefix, serial, rows = prefix[order], serial[order], numbered[order]
    begins = np.flatnonzero(np.diff(prefix, prepend=-1))
    ends = np.append(begins[1:], len(prefix)) if len(begins) else begins
    span, distinct = _spans(serial, begins, ends)
    for at in np.flatnonzero(serial[ends - 1] >= BEYOND).tolist():
        span[at], distinct[at] = _long(p, rows[begins[at] : ends[at]].tolist())
    held = ends - begins
    counts = (held >= FEWEST) & (span <= MOST_SPAN * distinct)
    owner = p.whose[rows[begins]]
    names = np.unique(owner)
    whose = np.searchsorted(names, owner)

    def summed(values: Ints) -> Ints:
        return np.bincount(whose[counts], values[counts], len(names)).astype(np.int64)

    none = np.full(len(names), -1, np.int32)
    spanned = summed(span)
    return {
        "uscc": p.institutions[names],
        **dict.fromkeys(("pair", "decimals", "domain"), none),
        "side": np.zeros(len(names), np.int8),
        "rows": summed(held),
        "n": spanned,
        "missing": spanned - summed(distinct),
    }


def _spans(serial: Ints, begins: Ints, ends: Ints) -> tuple[Ints, Ints]:
    """Numbers from the least to the greatest of each prefix, and different ones among them."""
    if not len(begins):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    fresh = np.ones(len(serial), np.int64)
    fresh[1:] = serial[1:] != serial[:-1]
    fresh[begins] = 1
    return serial[ends - 1] - serial[begins] + 1, np.add.reduceat(fresh, begins)


def _long(p: Partition, rows: Iterable[int]) -> tuple[int, int]:
    """The same of one prefix with runs too long for a number of the machine; a span too wide to count is cut."""
    texts = p.text("reports", "report_no")
    numbers = set()
    for row in rows:
        text = str(texts[row].as_py())
        numbers.add(value_of(text[len(text.rstrip("0123456789")) :]))
    return min(max(numbers) - min(numbers) + 1, BEYOND), len(numbers)


def judge(groups: Columns) -> Judged:
    """The share of numbers missing against a funnel about the peers' median, upper tail."""
    n = groups["n"].astype(np.float64)
    able = n >= SPAN
    share: Floats = np.where(able, groups["missing"] / np.maximum(n, 1), 0.0)
    made = funnel(share, n, kinds(groups), able, PEERS)
    effect = np.where(made.median > 0, share / made.median, np.nan)
    shown = {
        "n": lambda row: int(n[row]),
        "missing": lambda row: int(groups["missing"][row]),
        "share": lambda row: float(share[row]),
        **made.shown(),
    }
    why, strong = reasons(able, made.tested), (share >= LEAST_RATIO * made.median) & (share >= LEAST_SHARE)
    return Judged(why, upper(made.z), effect, made.z, share, strong, (n, share), shown, made.beside)


MEASURES = (
    Anomaly("number.gaps", "F5", "reports", numbering, judge,
            ("fewer than 100 numbers in a row of reports", "fewer than 8 peers"), leans=1),
)  # fmt: skip
