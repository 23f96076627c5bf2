"""The two large tables of a chunk, reports and results, as columns ready to be written."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from screener.ledger.sample.arrays import MISSING, Ints, ints, positions
from screener.ledger.sample.cast import Cast
from screener.ledger.sample.catalogue.index import catalogue
from screener.ledger.sample.draft import Draft
from screener.ledger.sample.lettering import digits, fixed, hashes, labelled, printed, whole
from screener.ledger.sample.results import real_values
from screener.ledger.sample.schedule import Benches
from screener.ledger.sample.sheets import Sheet, branch_letters, instrument_names, person_names, site_names
from screener.ledger.sample.staff import DOMAINS, People, report_domains

_MOMENT = pa.timestamp("us")
_SHORT = {
    "building_materials": "JC",
    "construction": "GC",
    "food": "SP",
    "agriculture": "NC",
    "health": "WS",
    "environment": "HJ",
    "vehicle": "JD",
    "tank": "GT",
    "carbon_verification": "TH",
    "protective_equipment": "LF",
    "medical_protection": "YF",
    "other": "WT",
}


def report_names(cast: Cast, draft: Draft) -> pa.Array:
    """The identifier of every report, numbered in each branch in order of registration."""
    branch = draft.reports.branch
    return fixed(len(branch), branch_letters(cast, branch), "-R", digits(positions(branch) + 1, 7))


def result_names(cast: Cast, draft: Draft) -> pa.Array:
    """The identifier of every result."""
    branch = draft.reports.branch[draft.row_report()]
    return fixed(len(branch), branch_letters(cast, branch), "-", digits(positions(branch) + 1, 8))


def _part(ordinal: int) -> str:
    """Three letters for each part of a giant body but the first. Digits would run into the number."""
    return "".join(chr(65 + ordinal // 26**i % 26) for i in (2, 1, 0)) if ordinal else ""


def report_numbers(cast: Cast, draft: Draft) -> pa.Array:
    """Every report's number in its body's style."""
    return numbers_of(cast, draft.reports.series, draft.reports.serial)


def numbers_of(cast: Cast, series: Ints, serial: Ints) -> pa.Array:
    """The numbers that stand at these places of these series, each in its body's style."""
    heads: list[tuple[str, int, str]] = []
    for branch in cast.branches:
        body, style = branch.institution, branch.institution.habits.numbering
        letters = body.letters + _part(branch.ordinal)
        width = 5 if branch.results < 100_000 else 6
        for domain in DOMAINS:
            head = (
                f"{letters}-2022-",
                f"{letters}-{_SHORT[domain]}-2022-",
                f"{letters}2022",
                f"{letters}字2022第",
            )[style]
            heads.append((head, width, "号" if style == 3 else ""))
    return pa.array(
        [
            f"{heads[s][0]}{n:0{heads[s][1]}d}{heads[s][2]}"
            for s, n in zip(series.tolist(), serial.tolist(), strict=True)
        ],
        pa.string(),
    )


def sample_numbers(cast: Cast, draft: Draft) -> pa.Array:
    """The number of every report's sample."""
    rows = draft.reports
    return fixed(len(rows), branch_letters(cast, rows.branch), "-Y22", digits(rows.sample + 1, 7))


def reports(cast: Cast, draft: Draft, people: People) -> Sheet:
    """The `reports` table."""
    rows, products = draft.reports, catalogue().products
    names = report_names(cast, draft)
    return {
        "report_id": names,
        "report_no": report_numbers(cast, draft),
        "uscc": labelled([b.institution.uscc for b in cast.branches], rows.branch),
        "site_id": labelled(site_names(cast), rows.site),
        "domain": labelled(list(DOMAINS), report_domains(draft)),
        "product": labelled([p.name for p in products], rows.product),
        "sample_no": sample_numbers(cast, draft),
        "sampled_on": whole(rows.sampled, pa.date32()),
        "received_at": whole(rows.received, _MOMENT),
        "issued_at": whole(rows.issued, _MOMENT),
        "signatory_id": labelled(person_names(cast, people), rows.signatory),
        "cma_marked": pa.array(rows.marked),
        "conclusion": labelled(["pass", "fail", "none"], rows.conclusion),
        "replaces": labelled(names, rows.original),
    }


def record_texts(cast: Cast, draft: Draft) -> tuple[pa.Array, Ints]:
    """The texts of all raw records, and of every run which of them is its own."""
    runs = draft.runs
    branch = draft.reports.branch[runs.report]
    hashed = np.array([b.institution.habits.hashed_records for b in cast.branches], dtype=bool)[branch]
    within = positions(branch)
    letters = branch_letters(cast, branch)
    plain = fixed(len(runs), "YS-", letters, "-2022", digits(within + 1, 7))
    number = ints([b.number for b in cast.branches])[branch] * 10_000_000 + within
    digest = fixed(int(np.count_nonzero(hashed)), hashes(number[hashed]))
    place = np.arange(len(runs), dtype=np.int64)
    place[hashed] = len(runs) + np.arange(np.count_nonzero(hashed))
    return pa.concat_arrays([plain, digest]), place


def _habit(cast: Cast, name: str, branch: Ints) -> np.ndarray:
    return np.array([getattr(b.institution.habits, name) for b in cast.branches], dtype=bool)[branch]


def results(cast: Cast, draft: Draft, people: People, benches: Benches, *, as_text: bool) -> Sheet:
    """The `results` table. `as_text`: values as printed, and decimals left to be read from them by some bodies."""
    kept, rows, runs = catalogue(), draft.rows, draft.runs
    run, measure, report = rows.run, rows.measure, draft.row_report()
    branch = draft.reports.branch[report]
    timed = runs.start[run] != MISSING
    start = np.where(timed, runs.start[run] + runs.step[run] * (rows.replicate - 1), MISSING)
    end = np.where(timed, start + runs.seconds[run], MISSING)
    value = real_values(rows)
    decimals = np.where(rows.value == MISSING, MISSING, rows.decimals)
    if as_text:
        decimals = np.where(_habit(cast, "states_decimals", branch), decimals, MISSING)
    units = [m.unit or None for m in kept.measures]
    unstated = ~_habit(cast, "states_limits", branch)
    raw, place = record_texts(cast, draft)
    cited = np.where(runs.record >= 0, place[runs.record], -1)
    low, high = kept.low[measure], kept.high[measure]
    sheet = {
        "result_id": result_names(cast, draft),
        "report_id": labelled(report_names(cast, draft), report),
        "parameter": labelled(list(kept.parameters), kept.parameter[measure]),
        "method": labelled(list(kept.methods), runs.method[run]),
        "instrument_id": labelled(instrument_names(cast, benches), runs.instrument[run]),
        "operator_id": labelled(person_names(cast, people), runs.operator[run]),
        "started_at": whole(start, _MOMENT),
        "ended_at": whole(end, _MOMENT),
        "replicate": whole(rows.replicate, pa.int32()),
        "value": printed(rows.value, rows.decimals) if as_text else pa.array(value, mask=np.isnan(value)),
        "decimals": whole(decimals, pa.int32()),
        "unit": labelled(
            pa.array([u or "" for u in units]),
            np.where(_habit(cast, "states_units", branch) & _named(units)[measure], measure, -1),
        ),
        "limit_low": pa.array(low, mask=np.isnan(low) | unstated),
        "limit_high": pa.array(high, mask=np.isnan(high) | unstated),
        "raw_record": labelled(raw, cited[run]),
    }
    if rows.kept.all():
        return sheet
    return {column: array.filter(pa.array(rows.kept)) for column, array in sheet.items()}


def _named(units: list[str | None]) -> np.ndarray:
    return np.array([unit is not None for unit in units])
