"""items.missing: a report that lacks a parameter its product must be tested for."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from screener.evidence import case, report_row
from screener.index import pack
from screener.partition import Partition
from screener.rule import Rule, Verdict, hits_of


def present(p: Partition) -> npt.NDArray[np.int64]:
    """How many of the required parameters of its product each report has a value for (shape: reports)."""
    if p.compiled:
        from screener.compiled.lookups import required_present  # noqa: PLC0415 - loaded for large ledgers only

        columns = (p.first_result, p.reports["product"], p.results["pair"], p.has_value)
        return required_present(*columns, p.book.parameter_of, *p.book.requirements)
    wanted = hits_of(p.has_value & p.book.is_required(p.of_report("product"), p.parameter))
    distinct = np.unique(pack(p.report[wanted], p.parameter[wanted]))
    return np.bincount(distinct >> 32, minlength=len(p.reports["product"]))


def missing(p: Partition) -> Verdict:
    """Reports with fewer of the required parameters than their product has."""
    required = p.book.required_count[p.reports["product"]]
    kind = required > 0
    return Verdict(hits_of(kind & (present(p) < required)), kind)


def _evidence(p: Partition, report: int) -> dict[str, object]:
    first, last = int(p.first_result[report]), int(p.first_result[report + 1])
    valued = np.flatnonzero(p.has_value[first:last]) + first
    have = set(p.parameter_of(valued).tolist())
    required = p.book.required[int(p.reports["product"][report])]
    words = {code: str(p.book.word("parameter", code)) for code in required}
    return case(
        report_row(p, report, "product"),
        [],
        required=sorted(words.values()),
        present=sorted(words[code] for code in required if code in have),
        missing=sorted(words[code] for code in required if code not in have),
    )


RULES = (Rule("items.missing", "F3", "reports", ("product_requirements",), 0.7, missing, _evidence),)
