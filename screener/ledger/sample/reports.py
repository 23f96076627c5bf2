"""Draws the reports of a chunk, the runs they need, and when samples came in and reports went out."""

from __future__ import annotations

import numpy as np

from screener.ledger.sample.arrays import DAY, MISSING, Ints, ints, offsets, spread, uniform_ints
from screener.ledger.sample.cast import Branch, Cast
from screener.ledger.sample.catalogue.index import catalogue
from screener.ledger.sample.draft import NOBODY, NONE, Draft, Reports, Runs, first_and_last, office_time
from screener.ledger.sample.season import OPENS, weekday, working_days


def _branch_products(rng: np.random.Generator, branch: Branch) -> Ints:
    """The product of every report of a branch, so many that their results come to about `branch.results`."""
    kept = catalogue()
    products = ints(branch.institution.products)
    weight = kept.weights[products] * rng.lognormal(0.0, 0.25, len(products))
    weight /= weight.sum()
    count = max(1, round(branch.results / float(kept.rows[products] @ weight)))
    return products[np.searchsorted(np.cumsum(weight)[:-1], rng.random(count))]


def draw_reports(rng: np.random.Generator, cast: Cast) -> Reports:
    """The reports of every branch, not yet received, issued, signed or numbered."""
    kept = catalogue()
    drawn = [_branch_products(rng, branch) for branch in cast.branches]
    branch = np.repeat(np.arange(len(drawn), dtype=np.int64), [len(p) for p in drawn])
    product = np.concatenate(drawn)
    size = len(product)
    days = working_days()
    first_day = days[rng.integers(0, len(days), size)]
    empty = np.full(size, NOBODY, dtype=np.int64)
    scoped = np.array([p.scoped for p in kept.products])
    return Reports(
        branch=branch,
        site=cast.site_start[branch] + uniform_ints(rng, 0, cast.sites[branch] - 1, size),
        product=product,
        first_day=first_day,
        sampled=np.full(size, MISSING),
        received=np.zeros(size, dtype=np.int64),
        issued=np.zeros(size, dtype=np.int64),
        marked=scoped[product] & (rng.random(size) < 0.97),
        conclusion=np.full(size, NONE),
        sample=empty.copy(),
        original=empty.copy(),
        same_number=np.zeros(size, dtype=bool),
        signatory=empty.copy(),
        series=empty.copy(),
        serial=empty.copy(),
    )


def draw_runs(rng: np.random.Generator, reports: Reports) -> Runs:
    """The runs of every report, with their length and method, not yet scheduled."""
    kept = catalogue()
    first = kept.run_start[reports.product]
    report, position = spread(kept.run_start[reports.product + 1] - first)
    template = first[report] + position
    size = len(report)
    least = kept.least[template]
    room = kept.longest[template] - least
    minutes = least + (room * rng.beta(1.6, 2.6, size)).astype(np.int64)
    minutes = np.where(rng.random(size) < 0.02, least, minutes)
    method = kept.method[template]
    switched = reports.first_day[report] + kept.wait[template] >= kept.switch[method]
    return Runs(
        report=report,
        template=template,
        method=np.where(switched, kept.successor[method], method),
        start=np.zeros(size, dtype=np.int64),
        seconds=minutes * 60,
        step=np.where(kept.serial[template], minutes * 60, 0),
        instrument=np.full(size, NOBODY),
        operator=np.full(size, NOBODY),
        bench=np.full(size, NOBODY),
        record=np.arange(size, dtype=np.int64),
    )


def _ranges(name: str) -> tuple[Ints, Ints]:
    pairs = [getattr(product, name) or (MISSING, MISSING) for product in catalogue().products]
    return ints([low for low, _ in pairs]), ints([high for _, high in pairs])


def draw_dates(rng: np.random.Generator, draft: Draft) -> None:
    """Set when each sample was taken and received and when the report was issued, around the scheduled tests."""
    reports = draft.reports
    size, product = len(reports), reports.product
    first, last = first_and_last(draft)
    drive_in = np.array([p.drive_in for p in catalogue().products])[product]

    low, high = _ranges("arrival")
    lag = uniform_ints(rng, low[product], high[product], size)
    lag += np.where(lag > 0, np.maximum(weekday(reports.first_day - lag) - 4, 0), 0)  # brought in by Friday
    morning = reports.first_day * DAY + OPENS - rng.integers(0, 1800, size)
    earlier = (reports.first_day - lag) * DAY + rng.integers(8 * 3600, 17 * 3600 + 1800, size)
    reports.received = np.where(lag == 0, morning, earlier)
    at_gate = first - rng.integers(0, 40, size) * 60
    reports.received = np.where(drive_in, at_gate, reports.received)

    low, high = _ranges("sampled")
    taken = np.maximum(uniform_ints(rng, low[product], high[product], size), lag)
    reports.sampled = np.where(low[product] == MISSING, MISSING, reports.first_day - taken)

    low, high = _ranges("issue")
    day = last // DAY + uniform_ints(rng, low[product], high[product], size)
    same_day = last + rng.integers(0, 30, size) * 60
    reports.issued = np.where(drive_in, same_day, office_time(rng, day))


def number_samples(draft: Draft) -> None:
    """Give each report of a branch a sample number of its own, in order of receipt."""
    reports = draft.reports
    order = np.lexsort((reports.received, reports.branch))
    starts = offsets(np.bincount(reports.branch))
    reports.sample = np.empty(len(reports), dtype=np.int64)
    reports.sample[order] = np.arange(len(reports)) - starts[reports.branch[order]]
