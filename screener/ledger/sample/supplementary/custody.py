"""The register of samples and their chain of hands: drawn for every report that has a sample of its own."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from screener.ledger.sample.arrays import DAY, MISSING, Flags, Ints, ints, positions
from screener.ledger.sample.catalogue.index import catalogue
from screener.ledger.sample.chunk import Chunk
from screener.ledger.sample.draft import first_and_last
from screener.ledger.sample.entries import sample_numbers
from screener.ledger.sample.faults import Desk
from screener.ledger.sample.lettering import labelled, whole
from screener.ledger.sample.sheets import Sheet, institution_codes, person_names

_MOMENT = pa.timestamp("us")
STEPS = 3  # taken in, handed to the operator, handed back
_EDGE = 10  # reports of a branch at either end of the register, between whose dates it is known to be kept


@dataclass
class Custody:
    """One row per original report: its sample's registration; and three hands each, row after row."""

    report: Ints
    product: Ints
    registered: Ints
    disposed: Ints  # MISSING: still kept
    kept: Flags  # False: left out of the register
    handed: Ints  # report by report, STEPS of each
    given: Ints  # persons of the chunk, or a negative number
    taken: Ints
    kept_step: Flags


def draw(rng: np.random.Generator, chunk: Chunk) -> Custody:
    """A register and chains that fit the reports, whatever was made of them."""
    reports, runs = chunk.draft.reports, chunk.draft.runs
    own = np.flatnonzero(reports.original < 0)
    first, last = (column[own] for column in first_and_last(chunk.draft))
    received = reports.received[own]
    drive_in = np.array([p.drive_in for p in catalogue().products])[reports.product[own]]
    end = np.maximum(np.maximum(last, reports.issued[own]), received)
    disposed = end + rng.integers(20, 90, len(own)) * DAY
    disposed = np.where(drive_in | (rng.random(len(own)) < 0.3), MISSING, disposed)
    desk = chunk.people.head[reports.branch[own]]
    operator = runs.operator[chunk.draft.run_starts()[own]]
    out = np.maximum(received, first - rng.integers(0, 600, len(own)))
    back = np.maximum(out, last + rng.integers(0, 1200, len(own)))
    nobody = np.full(len(own), -1, dtype=np.int64)
    return Custody(
        own,
        reports.product[own],
        received + rng.integers(0, 1200, len(own)),
        disposed,
        np.ones(len(own), dtype=bool),
        np.stack([received, out, back], axis=1).reshape(-1),
        np.stack([nobody, desk, operator], axis=1).reshape(-1),
        np.stack([desk, operator, desk], axis=1).reshape(-1),
        np.ones(len(own) * STEPS, dtype=bool),
    )


def sheets(chunk: Chunk, drawn: Custody) -> dict[str, Sheet]:
    """samples and sample_chain."""
    cast, reports = chunk.cast, chunk.draft.reports
    numbers = sample_numbers(cast, chunk.draft)
    kept, steps = np.flatnonzero(drawn.kept), np.flatnonzero(drawn.kept_step)
    own, of = drawn.report[kept], drawn.report[steps // STEPS]
    names = person_names(cast, chunk.people)
    return {
        "samples": {
            "uscc": institution_codes(cast, reports.branch[own]),
            "sample_no": numbers.take(pa.array(own)),
            "product": labelled([p.name for p in catalogue().products], drawn.product[kept]),
            "registered_at": whole(drawn.registered[kept], _MOMENT),
            "disposed_at": whole(drawn.disposed[kept], _MOMENT),
        },
        "sample_chain": {
            "uscc": institution_codes(cast, reports.branch[of]),
            "sample_no": numbers.take(pa.array(of)),
            "step": whole(steps % STEPS + 1, pa.int32()),
            "handed_at": whole(drawn.handed[steps], _MOMENT),
            "given_by": labelled(names, drawn.given[steps]),
            "taken_by": labelled(names, drawn.taken[steps]),
        },
    }


def _places(drawn: Custody, reports: Ints) -> Ints:
    """Where reports, all of them originals, have their rows."""
    return ints(np.searchsorted(drawn.report, reports))


def after_disposal(desk: Desk, drawn: Custody, count: int) -> None:
    """Test on after the sample had been returned."""
    draft = desk.draft
    found = desk.runs(draft.runs.start != MISSING, count)
    report = draft.runs.report[found]
    gone = draft.runs.start[found] - desk.rng.integers(0, 300, len(found)) * 60
    drawn.disposed[_places(drawn, report)] = gone
    rows = draft.rows_of_reports(report)
    run = draft.rows.run[rows]
    start = draft.runs.start[run] + draft.runs.step[run] * (draft.rows.replicate[rows] - 1)
    late = (draft.runs.start[run] != MISSING) & (
        start >= drawn.disposed[_places(drawn, draft.runs.report[run])]
    )
    desk.note_rows("sample.after_disposal", rows[late], len(found))


def other_product(desk: Desk, drawn: Custody, count: int) -> None:
    """Report on another product than the one whose sample was taken in."""
    found = desk.reports(desk.draft.reports.original < 0, count)
    place = _places(drawn, found)
    drawn.product[place] = (drawn.product[place] + 1 + desk.rng.integers(0, 5, len(found))) % len(
        desk.kept.products
    )
    desk.note_reports("sample.other_product", found, len(found))


def unregistered(desk: Desk, drawn: Custody, count: int) -> None:
    """Report on a sample that was never taken in, at a time when the register was kept."""
    reports = desk.draft.reports
    order = np.lexsort((reports.received, reports.branch))
    size = np.bincount(reports.branch)[reports.branch]
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = positions(reports.branch[order])
    found = desk.reports((rank >= _EDGE) & (rank < size - _EDGE), count)
    place = _places(drawn, found)
    drawn.kept[place] = False
    drawn.kept_step[(place[:, None] * STEPS + np.arange(STEPS)).reshape(-1)] = False
    desk.note_reports("sample.unregistered", found, len(found))


def chain_broken(desk: Desk, drawn: Custody, count: int) -> None:
    """Leave out a hand, set one back in time, or let it come from somebody who never had the sample."""
    found = desk.reports(desk.draft.runs.operator[desk.run_start[:-1]] >= 0, count)
    for i, place in enumerate((_places(drawn, found) * STEPS).tolist()):
        if i % 3 == 0:
            drawn.kept_step[place + 1] = False
        elif i % 3 == 1:
            drawn.handed[place + 2] = drawn.handed[place + 1] - 3600
        else:
            drawn.given[place + 2] = desk.people.deputy[
                desk.draft.reports.branch[drawn.report[place // STEPS]]
            ]
    desk.note_reports("sample.chain_broken", found, len(found))
