"""What methods demand of a test, which methods are prescribed, and the readings of each site's thermometer."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from screener.ledger.sample.arrays import DAY, MISSING, Flags, Floats, Ints, ints
from screener.ledger.sample.catalogue.index import Catalogue, capabilities, catalogue
from screener.ledger.sample.catalogue.terms import KINDS
from screener.ledger.sample.chunk import Chunk
from screener.ledger.sample.faults import Desk
from screener.ledger.sample.lettering import labelled, whole
from screener.ledger.sample.season import FIRST_DAY, LAST_DAY, weekday
from screener.ledger.sample.sheets import Sheet, site_names

LOW, HIGH, HUMID = 15.0, 28.0, 75.0  # what methods indoors ask of the air
_HOURS = (9, 13, 17)
_MOMENTS = 1 << 40  # above every second


def demanded(kept: Catalogue) -> dict[tuple[int, int], tuple[int, bool]]:
    """Of each method and parameter the fewest replicates of any product, and whether it asks for a room's air."""
    found: dict[tuple[int, int], tuple[int, bool]] = {}
    for product in range(len(kept.products)):
        for run in range(kept.run_start[product], kept.run_start[product + 1]):
            indoors = not KINDS[int(kept.kind[run])].portable
            for measure in range(kept.measure_start[run], kept.measure_start[run + 1]):
                for method in (int(kept.method[run]), int(kept.successor[kept.method[run]])):
                    pair = method, int(kept.parameter[measure])
                    least, room = found.get(pair, (1 << 20, True))
                    found[pair] = min(least, int(kept.replicates[run])), room and indoors
    return found


def references() -> dict[str, Sheet]:
    """procedures and prescribed_methods, which are the same for every body."""
    kept = catalogue()
    asked = demanded(kept)
    pairs = ints(list(asked))
    fewest, room = ints([least for least, _ in asked.values()]), np.array([one for _, one in asked.values()])
    listed = ints([
        (product, parameter, method)
        for product in range(len(kept.products))
        if kept.products[product].scoped
        for method, parameter in capabilities(kept, product)
    ])  # fmt: skip
    return {
        "procedures": {
            "method": labelled(list(kept.methods), pairs[:, 0]),
            "parameter": labelled(list(kept.parameters), pairs[:, 1]),
            "min_replicates": whole(np.where(fewest > 1, fewest, MISSING), pa.int32()),
            "temperature_low": _where(room, LOW),
            "temperature_high": _where(room, HIGH),
            "humidity_low": pa.nulls(len(room), pa.float64()),
            "humidity_high": _where(room, HUMID),
        },
        "prescribed_methods": {
            "product": labelled([p.name for p in kept.products], listed[:, 0]),
            "parameter": labelled(list(kept.parameters), listed[:, 1]),
            "method": labelled(list(kept.methods), listed[:, 2]),
        },
    }


def _where(chosen: Flags, value: float) -> pa.Array:
    return pa.array(np.full(len(chosen), value), mask=~chosen)


@dataclass
class Readings:
    """One row per site, working day and hour; and those that faults put in."""

    site: Ints
    at: Ints
    temperature: Floats
    humidity: Floats


def draw(rng: np.random.Generator, chunk: Chunk) -> Readings:
    """Rooms kept at twenty-odd degrees."""
    days = np.arange(FIRST_DAY, LAST_DAY + 10, dtype=np.int64)
    days = days[weekday(days) < 5]
    moments = (days[:, None] * DAY + ints(_HOURS) * 3600).reshape(-1)
    sites = len(chunk.cast.site_branch)
    size = sites * len(moments)
    return Readings(
        np.repeat(np.arange(sites, dtype=np.int64), len(moments)),
        np.tile(moments, sites),
        np.round(rng.uniform(20, 26, size), 1),
        np.round(rng.uniform(38, 62, size), 0),
    )


def sheets(chunk: Chunk, drawn: Readings) -> dict[str, Sheet]:
    """environment_log."""
    return {
        "environment_log": {
            "site_id": labelled(site_names(chunk.cast), drawn.site),
            "at": whole(drawn.at, pa.timestamp("us")),
            "temperature": pa.array(drawn.temperature),
            "humidity": pa.array(drawn.humidity),
        }
    }


def _of_rows(desk: Desk, part: int) -> Ints:
    """Of every row what its method and parameter demand; 0 where nothing."""
    kept, rows, runs = desk.kept, desk.draft.rows, desk.draft.runs
    table = np.zeros((len(kept.methods), len(kept.parameters)), dtype=np.int64)
    for (method, parameter), asked in demanded(kept).items():
        table[method, parameter] = asked[part]
    return ints(table[runs.method[rows.run], kept.parameter[rows.measure]])


def replicates_missing(desk: Desk, _: Readings, count: int) -> None:
    """Write the last replicate of one parameter down nowhere."""
    rows, runs, kept = desk.draft.rows, desk.draft.runs, desk.kept
    fewest = _of_rows(desk, 0)
    able = (
        rows.kept
        & (rows.value != MISSING)
        & (fewest > 1)
        & (kept.replicates[runs.template[rows.run]] == fewest)
    )
    wanted = np.zeros(len(runs), dtype=bool)
    wanted[rows.run[able]] = True
    found = desk.runs(wanted, count)
    for run in found.tolist():
        own = desk.draft.rows_of_reports(ints([runs.report[run]]))
        chosen = own[able[own] & (rows.run[own] == run)][0]
        alike = own[
            (kept.parameter[rows.measure[own]] == kept.parameter[rows.measure[chosen]])
            & (runs.method[rows.run[own]] == runs.method[run])
            & rows.kept[own]
        ]
        last = rows.replicate[alike] == fewest[chosen]
        rows.kept[alike[last]] = False
        left = alike[~last]
        desk.note_rows("replicates.missing", left[rows.value[left] != MISSING], 1)


def not_prescribed(desk: Desk, _: Readings, count: int) -> None:
    """Test by a method that stands for something else."""
    runs, kept = desk.draft.runs, desk.kept
    scoped = np.array([p.scoped for p in kept.products])[desk.draft.reports.product[runs.report]]
    found = desk.runs(scoped, count)
    for run in found.tolist():
        parameters = kept.parameter[
            kept.measure_start[runs.template[run]] : kept.measure_start[runs.template[run] + 1]
        ]
        product = int(desk.draft.reports.product[runs.report[run]])
        listed = {method for method, parameter in capabilities(kept, product) if parameter in parameters}
        others = ints([method for method in range(len(kept.methods)) if method not in listed])
        runs.method[run] = others[desk.rng.integers(len(others))]
    hit = desk.draft.rows_of_runs(found)
    desk.note_rows("method.not_prescribed", hit[desk.draft.rows.kept[hit]], len(found))


def conditions_outside(desk: Desk, drawn: Readings, count: int) -> None:
    """Test while the room is far too warm."""
    rows, runs, reports = desk.draft.rows, desk.draft.runs, desk.draft.reports
    room = _of_rows(desk, 1) > 0
    wanted = np.zeros(len(runs), dtype=bool)
    wanted[rows.run[room]] = True
    found = desk.runs(wanted & desk.short(), count)
    at = runs.start[found] + desk.rng.integers(1, 59, len(found))  # no test is over within a minute
    moments = np.setdiff1d(reports.site[runs.report[found]] * _MOMENTS + at, drawn.site * _MOMENTS + drawn.at)
    site, at = moments // _MOMENTS, moments % _MOMENTS
    drawn.site, drawn.at = np.concatenate([drawn.site, site]), np.concatenate([drawn.at, at])
    drawn.temperature = np.append(drawn.temperature, np.round(desk.rng.uniform(31, 36, len(at)), 1))
    drawn.humidity = np.append(drawn.humidity, np.full(len(at), 55.0))
    start = runs.start[rows.run] + runs.step[rows.run] * (rows.replicate - 1)
    end = start + runs.seconds[rows.run]
    here = reports.site[runs.report[rows.run]]
    able = room & rows.kept & (runs.start[rows.run] != MISSING)
    for one, moment in zip(site.tolist(), at.tolist(), strict=True):
        hit = able & (here == one) & (start <= moment) & (moment < end)
        desk.note_rows("conditions.outside", np.flatnonzero(hit), 1)
