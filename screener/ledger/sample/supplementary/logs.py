"""What instruments with software keep of themselves: the log of their runs, and the files of raw data."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from screener.ledger.sample.arrays import DAY, MISSING, Flags, Ints, ints
from screener.ledger.sample.catalogue.index import catalogue
from screener.ledger.sample.catalogue.terms import KINDS
from screener.ledger.sample.chunk import Chunk
from screener.ledger.sample.entries import record_texts, sample_numbers
from screener.ledger.sample.faults import Desk
from screener.ledger.sample.lettering import fixed, hashes, labelled, whole
from screener.ledger.sample.sheets import Sheet, institution_codes, instrument_names

_MOMENT = pa.timestamp("us")
_WITH_SOFTWARE = frozenset(("PR", "UT", "IC", "GC", "IO", "UV", "TI", "KJ", "EL", "VE", "VD"))
_NAMELESS = 4  # one honest body in so many keeps logs that name no sample
_FILES = 1 << 50  # apart from the numbers of which other hashes are made


@dataclass
class Logs:
    """One row per run on an instrument with software: its line of the log, and its file."""

    run: Ints
    instrument: Ints
    start: Ints
    end: Ints
    kept: Flags  # False: not in the log
    file: Ints  # a number that is hashed
    created: Ints
    modified: Ints


def draw(rng: np.random.Generator, chunk: Chunk) -> Logs:
    """Logs and files that fit the tests as they are written down."""
    draft, runs = chunk.draft, chunk.draft.runs
    software = np.array([kind.code in _WITH_SOFTWARE for kind in KINDS])[catalogue().kind[runs.template]]
    own = np.flatnonzero(software & (runs.start != MISSING) & (runs.instrument >= 0))
    end = runs.last_end()[own]
    branch = draft.reports.branch[runs.report[own]]
    number = ints([b.number for b in chunk.cast.branches])[branch] * 10_000_000 + own
    issued = draft.reports.issued[runs.report[own]]
    changed = np.maximum(end, np.minimum(end + rng.integers(0, 900, len(own)), issued))
    return Logs(
        own,
        runs.instrument[own],
        runs.start[own] - rng.integers(0, 60, len(own)),
        end + rng.integers(0, 120, len(own)),
        np.ones(len(own), dtype=bool),
        number + _FILES,
        end,
        changed,
    )


def sheets(chunk: Chunk, drawn: Logs) -> dict[str, Sheet]:
    """instrument_log and raw_files."""
    cast, draft = chunk.cast, chunk.draft
    kept = np.flatnonzero(drawn.kept)
    report = draft.runs.report[drawn.run]
    branch = draft.reports.branch[report]
    body = cast.institution[branch]
    nameless = (body % _NAMELESS == _NAMELESS - 1) & ~cast.faulty[branch]
    texts, place = record_texts(cast, draft)
    return {
        "instrument_log": {
            "instrument_id": labelled(instrument_names(cast, chunk.benches), drawn.instrument[kept]),
            "started_at": whole(drawn.start[kept], _MOMENT),
            "ended_at": whole(drawn.end[kept], _MOMENT),
            "sample_no": labelled(sample_numbers(cast, draft), np.where(nameless, -1, report)[kept]),
        },
        "raw_files": {
            "uscc": institution_codes(cast, branch),
            "raw_record": texts.take(pa.array(place[drawn.run])),
            "sha256": fixed(len(drawn.file), hashes(drawn.file)),
            "created_at": whole(drawn.created, _MOMENT),
            "modified_at": whole(drawn.modified, _MOMENT),
        },
    }


def _logged(desk: Desk, drawn: Logs) -> Flags:
    """Of every run whether it has a line and a file."""
    found = np.zeros(len(desk.draft.runs), dtype=bool)
    found[drawn.run] = True
    return found


def no_run(desk: Desk, drawn: Logs, count: int) -> None:
    """Write down a test that the instrument's own log does not know."""
    runs = desk.draft.runs
    first = np.full(int(runs.instrument.max(initial=0)) + 1, -MISSING - 1)
    last = np.full(len(first), MISSING)
    np.minimum.at(first, drawn.instrument, drawn.start + 14 * DAY)
    np.maximum.at(last, drawn.instrument, drawn.end - 14 * DAY)
    inside = (runs.start > first[runs.instrument]) & (runs.start < last[runs.instrument])
    found = desk.runs(_logged(desk, drawn) & inside & (desk.kinds("capacity") == 1), count)
    pair = runs.report * len(first) + runs.instrument
    gone = np.isin(pair[drawn.run], pair[found])
    drawn.kept[gone] = False
    desk.note_runs("instrument.no_run", drawn.run[gone], len(found))


def same_file(desk: Desk, drawn: Logs, count: int) -> None:
    """Keep one file as the raw data of two samples."""
    runs, branch = desk.draft.runs, desk.draft.reports.branch
    order = np.flatnonzero(_logged(desk, drawn) & desk.free[runs.report])
    order = order[np.lexsort((runs.start[order], runs.template[order], branch[runs.report[order]]))]
    first, second = order[:-1], order[1:]
    fits = (runs.template[first] == runs.template[second]) & (
        branch[runs.report[first]] == branch[runs.report[second]]
    )
    first, second = desk.pairs(first[fits], second[fits], count)
    drawn.file[np.searchsorted(drawn.run, second)] = drawn.file[np.searchsorted(drawn.run, first)]
    desk.note_runs("raw.same_file", np.concatenate([first, second]), len(first))


def after_issue(desk: Desk, drawn: Logs, count: int) -> None:
    """Change the raw data when the report has long been out."""
    runs = desk.draft.runs
    found = desk.runs(_logged(desk, drawn), count)
    late = desk.draft.reports.issued[runs.report[found]] + desk.rng.integers(DAY, 12 * DAY, len(found))
    drawn.modified[np.searchsorted(drawn.run, found)] = late
    desk.note_runs("raw.after_issue", found, len(found))
