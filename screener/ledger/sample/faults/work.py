"""Faults in how the work was done: times, instruments, people, methods and the capability behind it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from screener.ledger.sample.arrays import DAY, MISSING, Ints, ints, uniform_ints
from screener.ledger.sample.draft import NOBODY
from screener.ledger.sample.faults.desk import Desk
from screener.ledger.sample.schedule import IDLE, LAPSED


def uncovered(desk: Desk, count: int) -> None:
    """Put the CMA mark on work outside the approved scope."""
    scoped = np.array([product.scoped for product in desk.kept.products])
    found = desk.reports(~scoped[desk.draft.reports.product], count)
    desk.draft.reports.marked[found] = True
    desk.note_rows("scope.uncovered", desk.draft.rows_of_reports(found), len(found))


def superseded(desk: Desk, count: int) -> None:
    """Go on citing a method after its successor took over."""
    runs, kept = desk.draft.runs, desk.kept
    old = kept.method[runs.template]
    found = desk.runs((runs.method != old) & (runs.start != MISSING), count)
    runs.method[found] = old[found]
    desk.note_runs("method.superseded", found, len(found))


def uncalibrated(desk: Desk, count: int) -> None:
    """Test on the instrument in the corner whose calibration lapsed."""
    runs = desk.draft.runs
    found = desk.runs(desk.short(), count)
    runs.instrument[found] = desk.benches.spare(runs.bench[found], LAPSED)
    desk.note_runs("instrument.uncalibrated", found, len(found))


def double_booked(desk: Desk, count: int) -> None:
    """Write down a later test as if it had run while another was on the instrument."""
    runs = desk.draft.runs
    wanted = desk.short() & (desk.kinds("capacity") == 1) & desk.free[runs.report]
    order = np.flatnonzero(wanted)
    order = order[np.lexsort((runs.start[order], runs.instrument[order]))]
    first, second = order[:-1], order[1:]
    fits = runs.instrument[first] == runs.instrument[second]
    fits &= runs.start[first] // DAY == runs.start[second] // DAY
    fits &= desk.draft.reports.received[runs.report[second]] <= runs.start[first]
    first, second = desk.pairs(first[fits], second[fits], count)
    late = uniform_ints(desk.rng, 0, runs.seconds[first] // 120 - 1, len(first)) * 60
    runs.start[second] = runs.start[first] + late
    rows = desk.first_rows(np.concatenate([first, second]))
    desk.note_rows("instrument.double_booked", rows, len(first))


def elsewhere(desk: Desk, count: int) -> None:
    """Name an instrument that stands at another site, or belongs to another body."""
    runs, benches = desk.draft.runs, desk.benches
    fixed = desk.short() & (desk.kinds("portable") == 0)
    known = np.flatnonzero(desk.cast.faulty[benches.branch])
    chosen: list[int] = []
    borrowed: list[int] = []
    for run in desk.runs(fixed, count).tolist():
        report = runs.report[run]
        site, kind = desk.draft.reports.site[report], desk.kept.kind[runs.template[run]]
        others = known[(benches.kind[known] == kind) & (benches.site[known] != site)]
        own = others[benches.branch[others] == desk.draft.reports.branch[report]]
        others = own if len(own) and desk.rng.random() < 0.7 else others
        if len(others):
            chosen.append(run)
            borrowed.append(int(others[desk.rng.integers(len(others))]))
    runs.instrument[ints(chosen)] = benches.spare(ints(borrowed), IDLE)
    desk.note_runs("instrument.elsewhere", ints(chosen), len(chosen))


def two_places(desk: Desk, count: int) -> None:
    """Have the operator of one site also run a test at another site at the same time."""
    runs, reports = desk.draft.runs, desk.draft.reports
    order = np.flatnonzero(desk.short() & desk.free[runs.report] & (runs.operator >= 0))
    branch = reports.branch[runs.report]
    order = order[np.lexsort((runs.start[order], branch[order]))]
    site = reports.site[runs.report]
    found: list[Ints] = []
    for ahead in range(1, 6):
        first, second = order[:-ahead], order[ahead:]
        fits = (branch[first] == branch[second]) & (site[first] != site[second])
        fits &= runs.start[second] < runs.start[first] + runs.seconds[first]
        found.append(np.stack([first[fits], second[fits]]))
    both = np.concatenate(found, axis=1)
    first, second = desk.pairs(both[0], both[1], count)
    runs.operator[second] = runs.operator[first]
    rows = desk.first_rows(np.concatenate([first, second]))
    desk.note_rows("person.two_places", rows, len(first))


def not_employed(desk: Desk, count: int) -> None:
    """Name as operator somebody who had left, had not come yet, or is on another body's staff."""
    runs, people, cast = desk.draft.runs, desk.people, desk.cast
    found = desk.runs(runs.start != MISSING, count)
    branch = desk.draft.reports.branch[runs.report[found]]
    for i, (run, own) in enumerate(zip(found.tolist(), branch.tolist(), strict=True)):
        strangers = np.flatnonzero(cast.faulty & (cast.institution != cast.institution[own]))
        if i % 3 == 2 and len(strangers):
            runs.operator[run] = people.head[strangers[desk.rng.integers(len(strangers))]]
        else:
            runs.operator[run] = (people.leaver if i % 3 == 0 else people.newcomer)[own]
    desk.note_runs("person.not_employed", found, len(found))


def too_short(desk: Desk, count: int) -> None:
    """End a test before the method allows."""
    runs = desk.draft.runs
    least = desk.kept.least[runs.template]
    found = desk.runs((runs.start != MISSING) & (least >= 2), count)
    part = least[found] * (0.25 + 0.6 * desk.rng.random(len(found)))
    runs.seconds[found] = np.maximum(part.astype(np.int64), 1) * 60
    desk.note_runs("test.too_short", found, len(found))


def wrong_age(desk: Desk, count: int) -> None:
    """Test specimens too young or too old."""
    runs, reports, kept = desk.draft.runs, desk.draft.reports, desk.kept
    bounded = ints([any(run.age != (None, None) for run in product.runs) for product in kept.products]) > 0
    found = desk.reports(bounded[reports.product], count)
    shift = desk.rng.integers(5, 15, len(found))
    young = reports.sampled[found] + shift <= reports.received[found] // DAY
    reports.sampled[found] += np.where(young, shift, -shift)
    rows = desk.draft.rows_of_reports(found)
    run = desk.draft.rows.run[rows]
    age = runs.start[run] // DAY - reports.sampled[runs.report[run]]
    outside = (age < kept.age_low[runs.template[run]]) | (age > kept.age_high[runs.template[run]])
    desk.note_rows("sample.age", rows[outside], len(found))


def no_record(desk: Desk, count: int) -> None:
    """Leave out the raw record."""
    runs, rows = desk.draft.runs, desk.draft.rows
    found = desk.runs(runs.record >= 0, count)
    runs.record[found] = NOBODY
    hit = desk.draft.rows_of_runs(found)
    desk.note_rows("raw.missing", hit[rows.value[hit] != MISSING], len(found))


def reused_record(desk: Desk, count: int) -> None:
    """Cite the raw record of another sample."""
    runs = desk.draft.runs
    order = np.flatnonzero(desk.free[runs.report])
    order = order[
        np.lexsort((runs.start[order], runs.template[order], desk.draft.reports.branch[runs.report[order]]))
    ]
    first, second = order[:-1], order[1:]
    branch = desk.draft.reports.branch[runs.report]
    fits = (runs.template[first] == runs.template[second]) & (branch[first] == branch[second])
    first, second = desk.pairs(first[fits], second[fits], count)
    runs.record[second] = runs.record[first]
    desk.note_runs("raw.reused", np.concatenate([first, second]), len(first))


WORK_FAULTS: dict[str, Callable[[Desk, int], None]] = {
    "scope.uncovered": uncovered,
    "sample.age": wrong_age,
    "method.superseded": superseded,
    "instrument.elsewhere": elsewhere,
    "person.two_places": two_places,
    "instrument.double_booked": double_booked,
    "instrument.uncalibrated": uncalibrated,
    "person.not_employed": not_employed,
    "test.too_short": too_short,
    "raw.reused": reused_record,
    "raw.missing": no_record,
}
