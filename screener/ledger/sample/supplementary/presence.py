"""Attendance: everybody on the days worked and signed for, and on the other working days of the season."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from screener.ledger.sample.arrays import DAY, MISSING, Flags, Ints, ints
from screener.ledger.sample.catalogue.index import catalogue
from screener.ledger.sample.chunk import Chunk
from screener.ledger.sample.faults import Desk
from screener.ledger.sample.lettering import labelled, whole
from screener.ledger.sample.season import ENDED_ON, FIRST_DAY, weekday
from screener.ledger.sample.sheets import Sheet, person_names

_MOMENT = pa.timestamp("us")
_DAYS = 1 << 20  # above every day number
_LAST = ENDED_ON + 10


@dataclass
class Attendance:
    """One row per person and day, ascending in both."""

    key: Ints  # person and day
    arrived: Ints
    left: Ints
    kept: Flags

    def rows(self, person: Ints, day: Ints) -> Ints:
        """The rows of persons on days on which they have one."""
        return ints(np.searchsorted(self.key, person * _DAYS + day))


def _calendar(chunk: Chunk) -> Ints:
    """Every person on every weekday of their employment in the season."""
    days = np.arange(FIRST_DAY, _LAST, dtype=np.int64)
    days = days[weekday(days) < 5]
    people = chunk.people
    person = np.repeat(np.arange(len(people.branch), dtype=np.int64), len(days))
    day = np.tile(days, len(people.branch))
    until = people.employed_to[person]
    there = (people.employed_from[person] <= day) & ((until == MISSING) | (day <= until))
    return ints(person[there] * _DAYS + day[there])


def draw(rng: np.random.Generator, chunk: Chunk) -> Attendance:
    """Attendance that holds the start of every test and every day of issue."""
    runs, reports = chunk.draft.runs, chunk.draft.reports
    worked = np.flatnonzero((runs.operator >= 0) & (runs.start != MISSING))
    first = runs.start[worked]
    last = first + runs.step[worked] * (catalogue().replicates[runs.template[worked]] - 1)
    signed = np.flatnonzero(reports.signatory >= 0)
    at_work = runs.operator[worked] * _DAYS + first // DAY
    events = np.concatenate([at_work, reports.signatory[signed] * _DAYS + reports.issued[signed] // DAY])
    key = np.unique(np.concatenate([_calendar(chunk), events]))
    midnight = key % _DAYS * DAY
    arrived = midnight + 8 * 3600 - rng.integers(0, 1500, len(key))
    left = midnight + 17 * 3600 + 1800 + rng.integers(0, 5400, len(key))
    row = np.searchsorted(key, at_work)
    np.minimum.at(arrived, row, first - rng.integers(60, 900, len(row)))
    np.maximum.at(left, row, last + rng.integers(60, 1800, len(row)))
    return Attendance(key, arrived, left, np.ones(len(key), dtype=bool))


def sheets(chunk: Chunk, drawn: Attendance) -> dict[str, Sheet]:
    """attendance."""
    kept = np.flatnonzero(drawn.kept)
    return {
        "attendance": {
            "person_id": labelled(person_names(chunk.cast, chunk.people), drawn.key[kept] // _DAYS),
            "arrived_at": whole(drawn.arrived[kept], _MOMENT),
            "left_at": whole(drawn.left[kept], _MOMENT),
        }
    }


def _own(desk: Desk, person: Ints) -> Flags:
    """Whether each person tests for one institution only."""
    runs, reports = desk.draft.runs, desk.draft.reports
    named = np.flatnonzero(runs.operator >= 0)
    body = desk.cast.institution[reports.branch[runs.report[named]]]
    pairs = np.unique(runs.operator[named] * (1 << 32) + body)
    bodies = np.bincount(pairs >> 32, minlength=len(desk.people.branch))
    found: Flags = (person >= 0) & (bodies[np.maximum(person, 0)] == 1)
    return found


def absent(desk: Desk, drawn: Attendance, count: int) -> None:
    """Put a test on somebody who was away that day, or had gone home."""
    draft, runs = desk.draft, desk.draft.runs
    found = desk.runs((runs.start != MISSING) & _own(desk, runs.operator), count)
    run = draft.rows.run
    timed = runs.start[run] != MISSING
    start = runs.start[run] + runs.step[run] * (draft.rows.replicate - 1)
    for i, (person, began) in enumerate(
        zip(runs.operator[found].tolist(), runs.start[found].tolist(), strict=True)
    ):
        row = int(drawn.rows(ints([person]), ints([began // DAY]))[0])
        gone = began - int(desk.rng.integers(600, 5400))
        if i % 2 and gone > drawn.arrived[row] and drawn.kept[row]:
            drawn.left[row] = min(gone, int(drawn.left[row]))
        else:
            drawn.kept[row] = False
        same = timed & (runs.operator[run] == person) & (start // DAY == began // DAY)
        late = same & ((start >= drawn.left[row]) | (not drawn.kept[row]))
        desk.note_rows("person.absent", np.flatnonzero(late & draft.rows.kept), 1)


def signatory_absent(desk: Desk, drawn: Attendance, count: int) -> None:
    """Issue a report on a day on which its signatory was not there."""
    reports, people = desk.draft.reports, desk.people
    signatory, day = np.maximum(reports.signatory, 0), reports.issued // DAY
    until = people.employed_to[signatory]
    there = (people.employed_from[signatory] <= day) & ((until == MISSING) | (day <= until))
    found = desk.reports((reports.signatory >= 0) & there & (day < _LAST - 5), count)
    for person, on in zip(reports.signatory[found].tolist(), day[found].tolist(), strict=True):
        drawn.kept[drawn.rows(ints([person]), ints([on]))] = False
        same = np.flatnonzero((reports.signatory == person) & (day == on))
        desk.note_reports("signatory.absent", same, 1)
