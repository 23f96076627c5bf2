"""Rules about raw records: every value needs one, and one serves only one sample."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from screener.evidence import MOST_OTHERS, case, other_results, result_row
from screener.index import Index, Peers
from screener.partition import NONE, Mask, Partition
from screener.rule import Rule, Verdict, hits_of


def missing(p: Partition) -> Verdict:
    """Results with a value and no raw record."""
    return Verdict(hits_of(p.has_value & (p.results["raw"] < 0)), p.has_value)


def reused(p: Partition) -> Verdict:
    """Results whose raw record is also cited for another sample of the institution."""
    tested = p.results["raw"] >= 0
    hits = p.keep("raw_reused", lambda: _shared_records(p, tested))
    return Verdict(hits, None, tested)


def _shared_records(p: Partition, tested: Mask) -> npt.NDArray[np.intp]:
    """Rows whose raw record is cited for several samples; a record's code already is an institution's own."""
    if p.compiled:
        from screener.compiled import rows as kernel  # noqa: PLC0415 - loaded for large ledgers only

        codes = p.results["raw"]
        again = kernel.several(p.bounds, codes, p.reports["sample"], 0, int(codes.max(initial=0)))
        return kernel.chosen(codes, tested, again, 0) if again.any() else NONE
    rows = hits_of(tested)
    raw, sample = p.results["raw"][rows], p.of_report("sample")[rows]
    several = np.zeros(int(raw.max(initial=-1)) + 1, bool)
    last = np.empty(len(several), np.int32)
    last[raw] = sample  # the sample of one result; any other that differs shows there are several
    several[raw[last[raw] != sample]] = True
    found: npt.NDArray[np.intp] = rows[several[raw]]
    return found


def _missing(p: Partition, result: int) -> dict[str, object]:
    return case(result_row(p, result, "value", "decimals", "raw_record"), [])


def _reused(p: Partition, result: int) -> dict[str, object]:
    raw = int(p.results["raw"][result])
    names = p.text("results", "result_id")

    hits = p.keep("raw_reused", lambda: _shared_records(p, p.results["raw"] >= 0))
    index = p.keep("raw_index", lambda: Index.of(p.results["raw"][hits]))

    def group() -> Peers:
        rows = hits[index.rows(raw)].tolist()
        return Peers(
            rows,
            lambda row: int(p.reports["sample"][p.report_of(row)]),
            lambda row: str(names[row].as_py()),
            MOST_OTHERS,
        )

    others, total = p.keep(f"raw_peers_{raw}", group).others(result)
    columns = ("raw_record", "value", "decimals")
    return case(result_row(p, result, *columns), other_results(p, others, *columns), total)


RULES = (
    Rule("raw.missing", "U4", "results", (), 0.4, missing, _missing),
    Rule("raw.reused", "F2", "results", (), 0.7, reused, _reused),
)
