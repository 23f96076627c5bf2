"""signatory.unauthorised: a report signed by nobody, or by someone without the field or not on the staff."""

from __future__ import annotations

from screener.evidence import MOST_OTHERS, book_rows, case, in_order, report_row
from screener.ledger.units import date_text
from screener.partition import Partition
from screener.rule import Rule, Verdict, hits_of


def unauthorised(p: Partition) -> Verdict:
    """Reports whose signatory was not authorised for their domain, or not employed, on the day of issue."""
    signatory, day = p.reports["signatory_id"], p.issued_day
    if p.compiled:
        from screener.compiled.lookups import unsigned  # noqa: PLC0415 - loaded for large ledgers only

        reports = (signatory, p.reports["domain"], p.reports["uscc"], day)
        return Verdict(hits_of(unsigned(*reports, *p.book.authorisations, *p.book.staff)))
    authorised = p.book.authorised.covers(p.book.person_domain(signatory, p.reports["domain"]), day)
    employed = p.book.employed(signatory, p.reports["uscc"], day)
    return Verdict(hits_of((signatory < 0) | ~authorised | ~employed))


def _evidence(p: Partition, report: int) -> dict[str, object]:
    signatory = int(p.reports["signatory_id"][report])
    row = report_row(p, report, "signatory_id", "domain", "issued_at")
    person = int(p.book.people.row[signatory])
    staff = book_rows(p, "people", [person] if person >= 0 else [])
    fields = p.book.authorisations_by_person.rows(signatory)
    domain = p.book.small["authorisations"]["domain"]
    ordered = in_order(p, "authorisations", fields)
    same_first = sorted(ordered, key=lambda at: bool(domain[at] != p.reports["domain"][report]))
    others = staff + book_rows(p, "authorisations", same_first[: MOST_OTHERS - 1])
    return case(row, others, len(staff) + len(fields), on=date_text(p.issued_day[report]))


RULES = (
    Rule(
        "signatory.unauthorised",
        "SIGN",
        "reports",
        ("authorisations", "people"),
        0.5,
        unauthorised,
        _evidence,
    ),
)
