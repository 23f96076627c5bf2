"""The catalogue as arrays: what product p, run r and measure m are, so that a million rows can look it up at once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from screener.ledger.sample.arrays import MISSING, Flags, Floats, Ints, day_number, ints, offsets
from screener.ledger.sample.catalogue import fieldwork, goods, materials
from screener.ledger.sample.catalogue.terms import KINDS, SUCCESSORS, Measure, Product, Run

_FAR = 1_000_000  # days


@dataclass(frozen=True)
class Catalogue:
    """Products own consecutive runs, which own consecutive measures.

    A *capability* is a pair (method, parameter); one of a superseded method comes with one of its successor.
    """

    products: tuple[Product, ...]
    weights: Floats
    runs: tuple[Run, ...]
    measures: tuple[Measure, ...]
    methods: tuple[str, ...]
    parameters: tuple[str, ...]
    run_start: Ints  # per product, length products + 1
    measure_start: Ints  # per run, length runs + 1
    kind: Ints  # per run
    least: Ints  # per run, minutes the method asks for
    longest: Ints
    replicates: Ints
    wait: Ints
    serial: Flags
    age_low: Ints  # per run, days; far out where there is no bound
    age_high: Ints
    method: Ints  # per run
    successor: Ints  # per method, itself where there is none
    switch: Ints  # per method, day number from which the successor applies
    parameter: Ints  # per measure
    decimals: Ints
    median: Floats
    between: Floats
    within: Floats
    low: Floats  # NaN: no limit
    high: Floats
    blank: Floats
    rows: Ints  # per product, results in a report


def _pick(products: tuple[tuple[Product, float], ...]) -> tuple[tuple[Product, ...], Floats]:
    return tuple(p for p, _ in products), np.array([w for _, w in products])


@cache
def catalogue() -> Catalogue:
    """The whole catalogue, built once."""
    products, weights = _pick(materials.PRODUCTS + goods.PRODUCTS + fieldwork.PRODUCTS)
    runs = tuple(run for product in products for run in product.runs)
    measures = tuple(measure for run in runs for measure in run.measures)
    methods = tuple(dict.fromkeys([r.method for r in runs] + [new for new, _ in SUCCESSORS.values()]))
    parameters = tuple(dict.fromkeys(m.parameter for m in measures))
    place = {method: i for i, method in enumerate(methods)}
    names = {parameter: i for i, parameter in enumerate(parameters)}
    kinds = {kind.code: i for i, kind in enumerate(KINDS)}
    next_method = [
        (SUCCESSORS[m][0], day_number(SUCCESSORS[m][1])) if m in SUCCESSORS else (m, -MISSING - 1)
        for m in methods
    ]
    number = [np.nan if v is None else v for m in measures for v in (m.low, m.high)]
    return Catalogue(
        products=products,
        weights=weights,
        runs=runs,
        measures=measures,
        methods=methods,
        parameters=parameters,
        run_start=offsets(ints([len(p.runs) for p in products])),
        measure_start=offsets(ints([len(r.measures) for r in runs])),
        kind=ints([kinds[r.kind] for r in runs]),
        least=ints([r.minutes[0] for r in runs]),
        longest=ints([r.minutes[1] for r in runs]),
        replicates=ints([r.replicates for r in runs]),
        wait=ints([r.wait for r in runs]),
        serial=np.array([r.serial for r in runs]),
        method=ints([place[r.method] for r in runs]),
        age_low=ints([-_FAR if r.age[0] is None else r.age[0] for r in runs]),
        age_high=ints([_FAR if r.age[1] is None else r.age[1] for r in runs]),
        successor=ints([place[new] for new, _ in next_method]),
        switch=ints([day for _, day in next_method]),
        parameter=ints([names[m.parameter] for m in measures]),
        decimals=ints([m.decimals for m in measures]),
        median=np.array([m.median for m in measures]),
        between=np.array([m.between for m in measures]),
        within=np.array([m.within for m in measures]),
        low=np.array(number[0::2]),
        high=np.array(number[1::2]),
        blank=np.array([m.blank for m in measures]),
        rows=ints([sum(r.replicates * len(r.measures) for r in p.runs) for p in products]),
    )


@dataclass(frozen=True)
class MethodRow:
    """One row of the `methods` table."""

    method: str
    parameter: str
    least: int
    superseded_on: int | None
    age: tuple[int | None, int | None]


def method_rows(kept: Catalogue) -> list[MethodRow]:
    """The `methods` table: every capability once, superseded ones with their last day's successor."""
    rows: dict[tuple[str, str], MethodRow] = {}
    for run in kept.runs:
        successor, switch = SUCCESSORS.get(run.method, (None, None))
        for measure in run.measures:
            for method in filter(None, (run.method, successor)):
                ended = day_number(switch) if switch and method == run.method else None
                row = MethodRow(method, measure.parameter, run.minutes[0], ended, run.age)
                if rows.setdefault((method, measure.parameter), row) != row:
                    raise ValueError(f"the catalogue states {method} / {measure.parameter} in two ways")
    return sorted(rows.values(), key=lambda row: (row.method, row.parameter))


def capabilities(kept: Catalogue, product: int) -> list[tuple[int, int]]:
    """(method, parameter) numbers a site needs for `product`, successors included."""
    pairs: list[tuple[int, int]] = []
    for run in range(kept.run_start[product], kept.run_start[product + 1]):
        method = int(kept.method[run])
        for measure in range(kept.measure_start[run], kept.measure_start[run + 1]):
            parameter = int(kept.parameter[measure])
            pairs += [(method, parameter), (int(kept.successor[method]), parameter)]
    return list(dict.fromkeys(pairs))
