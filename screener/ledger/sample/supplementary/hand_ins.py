"""What is handed over besides the ledger: an earlier hand-in of it, and the register's own word on approvals."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from screener.ledger.sample.arrays import DAY, MISSING, day_number, ints
from screener.ledger.sample.chunk import Chunk
from screener.ledger.sample.draft import FAIL, PASS
from screener.ledger.sample.entries import reports, results
from screener.ledger.sample.faults import Desk
from screener.ledger.sample.sheets import Sheet

_HANDED_IN = day_number("2022-04-20") * DAY  # the earlier hand-in holds what was issued before
EARLIER_TABLES = ("institutions", "sites")
REFERENCE_TABLES = ("institutions", "certificates", "scope", "authorisations", "calibrations")

Named = list[tuple[str, str]]


def earlier(chunk: Chunk, desk: Desk | None, count: int, *, as_text: bool) -> dict[str, Sheet]:
    """Reports and results as they were handed in before: those issued by then, some of which are altered since."""
    draft = chunk.draft
    values, conclusions, issued = draft.rows.value, draft.reports.conclusion, draft.reports.issued
    before = issued < _HANDED_IN
    draft.rows.value, draft.reports.conclusion, draft.reports.issued = (
        values.copy(),
        conclusions.copy(),
        issued.copy(),
    )
    dropped = _altered(desk, before, count) if desk is not None and count > 0 else ints([])
    try:
        kept = pa.array(before)
        shown = pa.array(before[draft.row_report()][draft.rows.kept])
        told = {"reports": reports(chunk.cast, draft, chunk.people)}
        told["reports"] = {name: column.filter(kept) for name, column in told["reports"].items()}
        rows = results(chunk.cast, draft, chunk.people, chunk.benches, as_text=as_text)
        told["results"] = {name: column.filter(shown) for name, column in rows.items()}
    finally:
        draft.rows.value, draft.reports.conclusion, draft.reports.issued = values, conclusions, issued
    draft.rows.kept[dropped] = False  # from the present ledger only
    return told


def _altered(desk: Desk, before: np.ndarray, count: int) -> np.ndarray:
    """Tell some reports as they were: another value and conclusion, another day, a result more."""
    draft, rows, dropped = desk.draft, desk.draft.rows, []
    found = desk.reports(before, count)
    for i, report in enumerate(found.tolist()):
        own = draft.rows_of_reports(ints([report]))
        own = own[rows.kept[own] & (rows.value[own] != MISSING)]
        if i % 3 == 1 or not len(own):
            draft.reports.issued[report] -= DAY
        elif i % 3 == 0:
            rows.value[own[-1]] += 1 + rows.value[own[-1]] // 5
            was = draft.reports.conclusion[report]
            draft.reports.conclusion[report] = FAIL if was == PASS else was
        else:
            dropped.append(int(own[-1]))
    desk.note_reports("ledger.changed", found, len(found))
    return ints(dropped)


def _day(text: str) -> pa.Scalar:
    return pa.scalar(day_number(text), pa.int32()).cast(pa.date32())


#: What the register says otherwise: table, column of the owner's key and the register that has it, what hits name.
_OTHERWISE: tuple[tuple[str, str, str, str, Callable[[], dict[str, pa.Scalar]]], ...] = (
    ("scope", "certificate_no", "certificates", "parameter", lambda: {"valid_to": _day("2022-03-01")}),
    ("authorisations", "person_id", "people", "person_id", lambda: {"valid_to": _day("2022-02-28")}),
    (
        "calibrations",
        "instrument_id",
        "instruments",
        "instrument_id",
        lambda: {"valid_until": _day("2022-03-31")},
    ),
)


def reference(chunk: Chunk, sheets: dict[str, Sheet], count: int) -> tuple[dict[str, Sheet], int, Named]:
    """The register's word, which differs from some faulty institutions' own; how often, and what hits name."""
    told = {name: dict(sheets[name]) for name in REFERENCE_TABLES}
    rng = np.random.default_rng([chunk.cast.branches[0].number, count, 7])
    faulty = {b.institution.uscc for b in chunk.cast.branches if b.institution.faulty}
    named: Named = []
    for turn in range(count if faulty else 0):
        table, key, register, about, otherwise = _OTHERWISE[turn % len(_OTHERWISE)]
        owners = sheets[register]
        owner = dict(zip(owners[key].to_pylist(), owners["uscc"].to_pylist(), strict=True))
        whose = [owner.get(one) for one in sheets[table][key].to_pylist()]
        rows = [row for row, uscc in enumerate(whose) if uscc in faulty]
        row = int(rng.choice(rows))
        for column, value in otherwise().items():
            mask = pa.array(np.arange(len(whose)) == row)
            told[table][column] = pc.replace_with_mask(
                told[table][column], mask, pa.array([value.as_py()], value.type)
            )
        named.append((str(whose[row]), str(sheets[table][about][row].as_py())))
    return told, len(named), sorted(set(named))
