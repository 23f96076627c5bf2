"""Where sampling crews were: the operator of each environmental report's first test, at up to four places a day."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from screener.ledger.sample.arrays import DAY, MISSING, Floats, Ints, ints, positions
from screener.ledger.sample.catalogue.index import catalogue
from screener.ledger.sample.chunk import Chunk
from screener.ledger.sample.entries import report_names
from screener.ledger.sample.faults import Desk
from screener.ledger.sample.lettering import labelled, whole
from screener.ledger.sample.sheets import Sheet, person_names

_MOMENT = pa.timestamp("us")
_VISITS = 4  # places in a day
_STAY, _APART = 2400, 7200  # seconds at a place, and from one arrival to the next
_REACH = 0.08  # degrees around the town
_FAR = 3.0  # degrees of latitude, over 300 km


@dataclass
class Samplings:
    """One row per environmental report, by person and time."""

    report: Ints
    person: Ints
    arrived: Ints
    left: Ints
    latitude: Floats
    longitude: Floats


def draw(rng: np.random.Generator, chunk: Chunk) -> Samplings:
    """Rounds by car around each body's town: reports of one visit were sampled together."""
    reports, runs = chunk.draft.reports, chunk.draft.runs
    outside = np.array([p.domain == "environment" for p in catalogue().products])[reports.product]
    who = runs.operator[chunk.draft.run_starts()[:-1]]
    own = np.flatnonzero(outside & (reports.original < 0) & (who >= 0))
    day = np.where(reports.sampled[own] == MISSING, reports.first_day[own], reports.sampled[own])
    own, day = (column[np.lexsort((own, day, who[own]))] for column in (own, day))
    person = who[own]
    _, round_, count = np.unique(person * (1 << 20) + day, return_inverse=True, return_counts=True)
    visit = positions(person, day) * _VISITS // np.maximum(count[round_], _VISITS)
    arrived = day * DAY + 8 * 3600 + visit * _APART
    stop = round_ * _VISITS + visit
    away = rng.uniform(-_REACH, _REACH, (2, int(stop.max(initial=0)) + 1))[:, stop]
    town = chunk.cast.institution[reports.branch[own]]
    latitude, longitude = 30.0 + town % 61 * 0.13 + away[0], 104.0 + town % 53 * 0.21 + away[1]
    return Samplings(own, person, arrived, arrived + _STAY, np.round(latitude, 5), np.round(longitude, 5))


def sheets(chunk: Chunk, drawn: Samplings) -> dict[str, Sheet]:
    """samplings; none where nobody of the chunk samples."""
    if not len(drawn.report):
        return {}
    return {
        "samplings": {
            "report_id": labelled(report_names(chunk.cast, chunk.draft), drawn.report),
            "person_id": labelled(person_names(chunk.cast, chunk.people), drawn.person),
            "arrived_at": whole(drawn.arrived, _MOMENT),
            "left_at": whole(drawn.left, _MOMENT),
            "latitude": pa.array(drawn.latitude),
            "longitude": pa.array(drawn.longitude),
        }
    }


def impossible_travel(desk: Desk, drawn: Samplings, count: int) -> None:
    """Write the next sampling of somebody down three hundred kilometres away and half an hour later."""
    starts, report = desk.run_start, desk.draft.runs.report
    day = drawn.arrived // DAY
    person = drawn.person
    same = person[:-1] == person[1:]
    # Whoever goes on after the second sampling does so another day, and has the night to drive back.
    rests = np.append((person[:-2] != person[2:]) | (day[:-2] != day[2:]), True)[: len(same)]
    pair = np.flatnonzero(same & rests)
    place = np.full(len(desk.draft.reports), -1, dtype=np.int64)
    place[drawn.report] = np.arange(len(drawn.report))
    first, second = desk.pairs(starts[drawn.report[pair]], starts[drawn.report[pair + 1]], count)
    a, b = place[report[first]], place[report[second]]
    drawn.arrived[b] = drawn.left[a] + 1800
    drawn.left[b] = drawn.arrived[b] + _STAY
    drawn.latitude[b] = np.round(drawn.latitude[a] + _FAR, 5)
    desk.note_reports("person.impossible_travel", drawn.report[np.concatenate([a, b])], len(ints(a)))
