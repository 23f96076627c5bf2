"""scope.uncovered: a result of a CMA-marked report that no approved capability covers."""

from __future__ import annotations

from screener.book import Book
from screener.evidence import MOST_OTHERS, book_rows, case, in_order, result_row
from screener.ledger.units import date_text
from screener.partition import Partition
from screener.rule import Rule, Verdict, hits_of


def uncovered(p: Partition) -> Verdict:
    """Results of marked reports whose site, parameter and method no capability in force covered at the start."""
    able, pair, where = p.book.capabilities, p.results["pair"], (p.reports["uscc"], p.reports["site_id"])
    if p.compiled:
        from screener.compiled.lookups import places_of, unapproved  # noqa: PLC0415 - loaded for large ledgers only

        place = places_of(*where, able.places, p.book.sizes["site"])
        rows = (p.bounds, p.whose, p.reports["cma_marked"], place, p.pair, p.started_day, p.has_start)
        known = (able.place_offset, able.pair, able.periods.offset, *able.periods.days)
        hits, counts = unapproved(*rows, *known)
        return Verdict(hits, lambda: p.of_report("cma_marked"), counts)
    place, marked = able.place(*where), p.of_report("cma_marked")
    tested = marked & p.has_start
    looked_at = hits_of(tested)
    covered = able.covers(place[p.report[looked_at]], pair[looked_at], p.started_day[looked_at])
    return Verdict(looked_at[~covered], marked, tested)


def _approvals(p: Partition, result: int) -> list[tuple[int, int]]:
    """Rows of `certificates` and `scope` in which the institution holds the parameter and method, anywhere."""
    pair = int(p.results["pair"][result])
    certificates = p.book.certificates_by_institution.rows(int(p.reports["uscc"][p.report_of(result)]))
    numbers = p.book.small["certificates"]["certificate_no"]
    return [
        (certificate, row)
        for certificate in certificates.tolist()
        for row in p.book.scope_by_certificate.rows((int(numbers[certificate]) << 32) | pair).tolist()
    ]


def _evidence(p: Partition, result: int) -> dict[str, object]:
    site, sites = int(p.reports["site_id"][p.report_of(result)]), p.book.small["scope"]["site_id"]
    listed = _approvals(p, result)
    place = {row: at for at, row in enumerate(in_order(p, "scope", (row for _, row in listed)))}
    listed.sort(key=lambda held: (int(sites[held[1]]) != site, place[held[1]]))
    others = []
    for held, row in listed[:MOST_OTHERS]:
        certificate = book_rows(p, "certificates", [held])[0]
        own = {
            f"certificate_{name}": certificate[name]
            for name in ("uscc", "valid_from", "valid_to", "ended_on")
        }
        others.append(book_rows(p, "scope", [row])[0] | own)
    return case(
        result_row(p, result, "started_at", "cma_marked"),
        others,
        len(listed),
        on=date_text(p.started_day[result]),
        same_site_total=sum(int(sites[row]) == site for _, row in listed),
    )


def _prepare(book: Book) -> object:
    return book.capabilities


RULES = (
    Rule(
        "scope.uncovered",
        "SCOPE",
        "results",
        ("scope", "certificates"),
        0.6,
        uncovered,
        _evidence,
        prepare=_prepare,
    ),
)
