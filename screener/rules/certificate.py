"""certificate.not_in_force: a CMA-marked report issued on a day without a certificate in force."""

from __future__ import annotations

from screener.evidence import MOST_OTHERS, book_rows, case, in_order, report_row
from screener.ledger.units import date_text
from screener.partition import Partition
from screener.rule import Rule, Verdict, hits_of


def not_in_force(p: Partition) -> Verdict:
    """Marked reports whose institution held no certificate on the day of issue."""
    marked, periods, keyed = p.reports["cma_marked"], p.book.certificates, (p.reports["uscc"], p.issued_day)
    if p.compiled:
        from screener.compiled.lookups import uncovered  # noqa: PLC0415 - loaded for large ledgers only

        hits, _ = uncovered(p.report_starts, periods.offset, *periods.days, *keyed, marked)
        return Verdict(hits, marked)
    return Verdict(hits_of(marked & ~periods.covers(*keyed)), marked)


def _evidence(p: Partition, report: int) -> dict[str, object]:
    own = p.book.certificates_by_institution.rows(int(p.reports["uscc"][report]))
    row = report_row(p, report, "issued_at", "cma_marked")
    return case(
        row,
        book_rows(p, "certificates", in_order(p, "certificates", own)[:MOST_OTHERS]),
        len(own),
        on=date_text(p.issued_day[report]),
    )


RULES = (
    Rule("certificate.not_in_force", "CERT", "reports", ("certificates",), 0.8, not_in_force, _evidence),
)
