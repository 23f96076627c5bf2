"""People and instruments that two institutions list: one after the other in honest ones, at once where planted."""

from __future__ import annotations

import numpy as np

from screener.ledger.sample.arrays import DAY, MISSING, Ints
from screener.ledger.sample.chunk import Chunk
from screener.ledger.sample.faults import Desk
from screener.ledger.sample.schedule import Benches

_MOVED = 0.5  # of those who left in the season, who are found again at another institution


def move_on(rng: np.random.Generator, chunk: Chunk) -> None:
    """Let people of honest institutions who left turn up at another one afterwards."""
    people, cast = chunk.people, chunk.cast
    body, honest = cast.institution[people.branch], ~cast.faulty[people.branch]
    gone = np.flatnonzero(honest & (people.employed_to != MISSING))
    come = np.flatnonzero(honest & (people.employed_to == MISSING))
    come = come[np.argsort(people.employed_from[come], kind="stable")]
    taken: set[int] = set()
    for person in rng.permutation(gone)[: int(_MOVED * len(gone))].tolist():
        for other in come[
            np.searchsorted(people.employed_from[come], people.employed_to[person], "right") :
        ].tolist():
            if other not in taken and body[other] != body[person]:
                taken.add(other)
                chunk.same_person[other] = person
                break


def _pairs(desk: Desk, body: Ints, chosen: Ints, count: int) -> list[tuple[int, int]]:
    """Up to `count` pairs of the chosen rows, each row once, of two bodies; at random."""
    left = desk.rng.permutation(chosen).tolist()
    found: list[tuple[int, int]] = []
    while left and len(found) < count:
        first = left.pop()
        other = next((at for at, row in enumerate(left) if body[row] != body[first]), None)
        if other is not None:
            found.append((first, left.pop(other)))
    return found


def two_employers(desk: Desk, chunk: Chunk, count: int) -> list[tuple[int, int]]:
    """Put people on the staff of two faulty institutions; the pairs of persons."""
    people, cast = chunk.people, chunk.cast
    whole = cast.faulty[people.branch] & (people.employed_to == MISSING)
    found = _pairs(desk, cast.institution[people.branch], np.flatnonzero(whole), count)
    for first, second in found:
        chunk.same_person[second] = first
    return found


def _used(benches: Benches, chunk: Chunk) -> tuple[Ints, Ints]:
    """The first and last day on which each instrument was used."""
    runs = chunk.draft.runs
    rows = np.flatnonzero((runs.start != MISSING) & (runs.instrument >= 0))
    first = np.full(int(benches.start[-1]), 1 << 30)
    last = np.full(len(first), -1)
    np.minimum.at(first, runs.instrument[rows], runs.start[rows] // DAY)
    np.maximum.at(last, runs.instrument[rows], runs.start[rows] // DAY)
    return first, last


def two_owners(desk: Desk, chunk: Chunk, count: int) -> list[tuple[int, int]]:
    """Let two faulty institutions work with one instrument; the pairs of instruments."""
    benches, cast = chunk.benches, chunk.cast
    bench = np.repeat(np.arange(len(benches.site)), np.diff(benches.start))
    first, last = _used(benches, chunk)
    kind, body = benches.kind[bench], cast.institution[benches.branch[bench]]
    able = cast.faulty[benches.branch[bench]] & (last >= 0)
    found: list[tuple[int, int]] = []
    for one in desk.rng.permutation(np.unique(kind[able])).tolist():
        if len(found) >= count:
            break
        pairs = _pairs(desk, body, np.flatnonzero(able & (kind == one)), count - len(found))
        found += [(a, b) for a, b in pairs if max(first[a], first[b]) <= min(last[a], last[b])]
    for a, b in found:
        chunk.same_instrument[b] = a
    return found
