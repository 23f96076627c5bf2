"""Rules that hold a result against what its method demands: replicates, the prescribed method, the surroundings."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from screener.environment import Bounds, Readings
from screener.evidence import MOST_OTHERS, book_rows, case, in_order, other_results, result_row
from screener.index import pack
from screener.ledger.units import NO_DAY
from screener.partition import Mask, Partition, Rows
from screener.rule import Rule, Verdict, hits_of


def _demanded(p: Partition) -> Mask:
    """Which results have a value and a method that demands a number of replicates."""
    fewest = p.book.procedures.get("min_replicates", p.results["pair"], NO_DAY)
    found: Mask = p.has_value & (fewest != NO_DAY)
    return found


def replicates(p: Partition) -> Verdict:
    """Results whose report has fewer replicates with a value than the method demands of the parameter."""
    tested = _demanded(p)
    rows = hits_of(tested)
    if not len(rows):
        return Verdict(rows, p.has_value, tested)
    pair, replicate = p.results["pair"][rows], p.results["replicate"][rows]
    test = pack(p.report_of(rows), pair)
    _, of = np.unique(test, return_inverse=True)
    distinct = np.unique(pack(of, replicate))
    held = np.bincount(distinct >> 32)[of]
    fewest = p.book.procedures.get("min_replicates", pair, NO_DAY)
    return Verdict(rows[held < fewest], p.has_value, tested)


def _replicates(p: Partition, result: int) -> dict[str, object]:
    report = int(p.report_of(result))
    first, last = int(p.first_result[report]), int(p.first_result[report + 1])
    pair = p.results["pair"]
    alike = np.flatnonzero((pair[first:last] == pair[result]) & p.has_value[first:last]) + first
    columns = ("replicate", "value", "decimals")
    held = p.results["replicate"][alike]
    others = [row for row in alike.tolist() if row != result]
    asked = book_rows(p, "procedures", [int(p.book.procedures.row[pair[result]])])
    return case(
        result_row(p, result, *columns),
        asked + other_results(p, others, *columns)[: MOST_OTHERS - 1],
        1 + len(others),
        replicates=np.unique(held).tolist()[:MOST_OTHERS],
        replicates_total=len(np.unique(held)),
        min_replicates=asked[0]["min_replicates"],
    )


def _prescribed(p: Partition, rows: Rows) -> npt.NDArray[np.int32]:
    """Which entry of product and parameter each result falls under, -1 where nothing is prescribed."""
    return p.book.prescribed.entry(p.reports["product"][p.report_of(rows)], p.parameter_of(rows))


def not_prescribed(p: Partition) -> Verdict:
    """Results by another method than those prescribed for the product and parameter."""
    if not p.book.prescribed:
        nothing = np.zeros(len(p.results["pair"]), bool)
        return Verdict(hits_of(nothing), nothing)
    known = p.book.prescribed.products[p.reports["product"]]
    rows = hits_of(p.keep("known_products", lambda: np.repeat(known, p.reports["rows"])))
    entry = _prescribed(p, rows)
    rows, entry = rows[entry >= 0], entry[entry >= 0]
    kind = np.zeros(len(p.results["pair"]), bool)
    kind[rows] = True
    allowed = p.book.prescribed.allows(entry, p.book.method_of[p.results["pair"][rows]])
    return Verdict(rows[~allowed], kind, kind)


def _not_prescribed(p: Partition, result: int) -> dict[str, object]:
    entry = int(_prescribed(p, np.array([result]))[0])
    listed = p.book.prescribed.rows_of(entry)
    shown = in_order(p, "prescribed_methods", listed)[:MOST_OTHERS]
    return case(result_row(p, result, "product"), book_rows(p, "prescribed_methods", shown), len(listed))


def outside(p: Partition) -> Verdict:
    """Results during which a reading of the site lay outside what the method allows."""
    found = p.keep("readings_outside", lambda: _outside(p))
    return Verdict(found[0], lambda: p.has_interval | ~p.has_times, found[1])


def _outside(p: Partition) -> tuple[Rows, Mask]:
    tested = np.zeros(len(p.results["pair"]), bool)
    bounds: Bounds = p.book.bounds
    which = bounds.of_pair[p.results["pair"]]
    rows = hits_of(p.has_interval & (which >= 0))
    if not len(rows) or not len(p.book.readings.at):
        return rows[:0], tested
    began, ended = _during(p, rows)
    hit = np.zeros(len(rows), bool)
    for number in np.unique(which[rows]).tolist():
        here = np.flatnonzero(which[rows] == number)
        read, beyond = p.book.readings.held_against(bounds, number)
        tested[rows[here]] = beyond_count(read, began[here], ended[here]) > 0
        hit[here] = beyond_count(beyond, began[here], ended[here]) > 0
    return rows[hit], tested


def beyond_count(places: Rows, began: Rows, ended: Rows) -> npt.NDArray[np.intp]:
    """How many of the ascending places lie in each range, its end left out."""
    found: npt.NDArray[np.intp] = places.searchsorted(ended) - places.searchsorted(began)
    return found


def _during(p: Partition, rows: Rows) -> tuple[Rows, Rows]:
    """The range of the site's readings that fall into each result's time."""
    readings: Readings = p.book.readings
    sites = p.reports["site_id"][p.report_of(rows)]
    return readings.between(sites, p.results["started_at"][rows], p.results["ended_at"][rows])


def _conditions(p: Partition, result: int) -> dict[str, object]:
    began, ended = (int(one[0]) for one in _during(p, np.array([result])))
    pair = int(p.results["pair"][result])
    bounds: Bounds = p.book.bounds
    read, beyond = p.book.readings.held_against(bounds, int(bounds.of_pair[pair]))
    places = beyond[beyond.searchsorted(began) : beyond.searchsorted(ended)]
    asked = book_rows(p, "procedures", [int(p.book.procedures.row[pair])])
    logged = book_rows(p, "environment_log", p.book.readings.order[places[: MOST_OTHERS - 1]])
    return case(
        result_row(p, result, "started_at", "ended_at"),
        asked + logged,
        1 + len(places),
        outside=len(places),
        readings=int(beyond_count(read, np.array([began]), np.array([ended]))[0]),
    )


RULES = (
    Rule("replicates.missing", "U3", "results", ("procedures",), 0.6, replicates, _replicates),
    Rule(
        "method.not_prescribed",
        "U3",
        "results",
        ("prescribed_methods",),
        0.6,
        not_prescribed,
        _not_prescribed,
    ),
    Rule(
        "conditions.outside",
        "U3",
        "results",
        ("procedures", "environment_log"),
        0.6,
        outside,
        _conditions,
    ),
)
