"""Plans every run on an instrument, so that no instrument ever holds more tests than it can.

A *bench* is all instruments of one kind at one site (portable kinds: of one branch). It has lanes, each of which holds
one test at a time; an instrument is as many lanes as its capacity. Tests of a day go round the lanes, slot by slot;
tests in incubators go round so many lanes that one comes free before it is used again.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from screener.ledger.sample.arrays import DAY, Flags, Ints, ints, offsets, positions
from screener.ledger.sample.cast import Cast
from screener.ledger.sample.catalogue.index import catalogue
from screener.ledger.sample.catalogue.terms import KINDS
from screener.ledger.sample.draft import Reports, Runs
from screener.ledger.sample.season import OPEN_MINUTES, OPENS

IDLE, LAPSED = 0, 1  # the two instruments a faulty branch's benches have beyond those in use

_SLOT = ints([kind.slot for kind in KINDS])
_CAPACITY = ints([kind.capacity for kind in KINDS])
_PORTABLE = np.array([kind.portable for kind in KINDS])
_DAYS = ints([kind.days for kind in KINDS])


@dataclass(frozen=True)
class Benches:
    """The benches of a chunk and their instruments, which are numbered bench by bench."""

    site: Ints
    kind: Ints
    branch: Ints
    start: Ints  # where a bench's instruments start; length benches + 1
    used: Ints  # instruments of a bench in regular use; a faulty branch's IDLE and LAPSED ones follow

    def spare(self, bench: Ints, which: int) -> Ints:
        """The instrument number of a faulty bench's IDLE or LAPSED instrument."""
        return self.start[bench] + self.used[bench] + which


def _benches_of(cast: Cast, reports: Reports, runs: Runs) -> tuple[Ints, Ints, Ints]:
    """Site and kind of every bench, and the bench of every run."""
    kind = catalogue().kind[runs.template]
    home = cast.site_start[reports.branch[runs.report]]
    site = np.where(_PORTABLE[kind], home, reports.site[runs.report])
    key, bench = np.unique(site * len(KINDS) + kind, return_inverse=True)
    return key // len(KINDS), key % len(KINDS), bench.astype(np.int64)


def _day_lanes(bench: Ints, day: Ints, slots: Ints, benches: int) -> tuple[Ints, Ints, Ints]:
    """Of every run its lane and slot, and of every bench its lanes; all runs end on the day they begin."""
    turn = positions(bench, day)
    lanes = np.ones(benches, dtype=np.int64)
    np.maximum.at(lanes, bench, turn // slots + 1)
    return turn % lanes[bench], turn // lanes[bench], lanes


def _long_lanes(bench: Ints, day: Ints, span: Ints, benches: int) -> tuple[Ints, Ints]:
    """The same for runs that last for days: as many lanes as runs ever begin within `span` days."""
    order = np.lexsort((day, bench))
    stamp = (bench * DAY + day)[order]
    before = np.searchsorted(stamp, stamp - span[order], side="right")
    turn = np.arange(len(order)) - offsets(np.bincount(bench, minlength=benches))[bench[order]]
    lanes = np.ones(benches, dtype=np.int64)
    np.maximum.at(lanes, bench[order], np.arange(len(order)) - before + 1)
    lane = np.empty(len(order), dtype=np.int64)
    lane[order] = turn % lanes[bench[order]]
    return lane, lanes


def plan(rng: np.random.Generator, cast: Cast, reports: Reports, runs: Runs, whole_minutes: Flags) -> Benches:
    """Set start and instrument of every run; return the benches. `whole_minutes` is per run."""
    site, kind, bench = _benches_of(cast, reports, runs)
    day = reports.first_day[runs.report] + catalogue().wait[runs.template]
    long = _DAYS[kind][bench] > 0
    lane = np.zeros(len(runs), dtype=np.int64)
    slot = np.zeros(len(runs), dtype=np.int64)
    slots = OPEN_MINUTES // np.maximum(_SLOT, 1)
    shuffled = rng.permutation(
        len(runs)
    )  # so that reports of one day are not tested in the order of the list
    short_runs, long_runs = shuffled[~long[shuffled]], shuffled[long[shuffled]]
    lane[short_runs], slot[short_runs], short = _day_lanes(
        bench[short_runs], day[short_runs], slots[kind[bench[short_runs]]], len(site)
    )
    lane[long_runs], slow = _long_lanes(
        bench[long_runs], day[long_runs], _DAYS[kind[bench[long_runs]]], len(site)
    )
    lanes = np.where(_DAYS[kind] > 0, slow, short)

    used = -(-lanes // _CAPACITY[kind])
    branch = cast.site_branch[site]
    start = offsets(used + np.where(cast.faulty[branch], 2, 0))
    runs.instrument = start[bench] + lane // _CAPACITY[kind[bench]]
    runs.start = day * DAY + OPENS + _within_day(rng, runs, kind[bench], slot, long)
    runs.start = np.where(whole_minutes, runs.start // 60 * 60, runs.start)
    runs.bench = bench
    return Benches(site, kind, branch, start, used)


def _within_day(rng: np.random.Generator, runs: Runs, kind: Ints, slot: Ints, long: Flags) -> Ints:
    """Seconds after opening at which a run starts: late enough for its slot, early enough to end within it."""
    length = runs.seconds + runs.step * (catalogue().replicates[runs.template] - 1)
    # An incubator is free at opening of the day `days` after it was loaded.
    free = np.where(long, np.minimum(_DAYS[kind] * DAY - length, 7 * 3600), _SLOT[kind] * 60 - length)
    late: Ints = (rng.random(len(runs)) ** 2 * (free + 1)).astype(np.int64)
    return slot * _SLOT[kind] * 60 + late
