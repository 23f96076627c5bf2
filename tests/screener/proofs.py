"""Recomputes a hit from its evidence alone: what an inspector could do with a pencil and the JSON."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from tests.screener.naive.book import in_force, in_period, overlap
from tests.screener.naive.content import significant_digits
from tests.screener.naive.numbers import SEVEN_DAYS, split_number
from tests.screener.proofs_procedures import PROVES_PROCEDURES
from tests.screener.supplementary_proofs import SUPPLEMENTARY_PROVES

if TYPE_CHECKING:
    from collections.abc import Callable

Evidence = dict[str, Any]
SHOWN = 20
INSTANTS = ("started_at", "ended_at", "received_at", "issued_at", "at")


def _instant(text: str | None) -> dt.datetime | None:
    return None if text is None else dt.datetime.fromisoformat(text)


def _date(text: str | None) -> dt.date | None:
    return None if text is None else dt.date.fromisoformat(text)


def _read(row: dict[str, Any]) -> dict[str, Any]:
    """A row of the JSON with its days and instants as such."""
    found = dict(row)
    for name, value in row.items():
        if name in INSTANTS:
            found[name] = _instant(value)
        elif name.endswith(("_on", "_from", "_to", "_until")) or name == "on":
            found[name] = _date(value)
    return found


def _others(evidence: Evidence, table: str) -> list[dict[str, Any]]:
    return [_read(row) for row in evidence["others"] if row["table"] == table]


def _on(evidence: Evidence, column: str) -> dt.date:
    """The day the evidence speaks of, which must be that of the row's own time."""
    on = dt.date.fromisoformat(evidence["on"])
    assert on == dt.datetime.fromisoformat(evidence["row"][column]).date()
    return on


def scope_uncovered(evidence: Evidence) -> bool:
    """None of the scope rows shown has the site, and is in force on a certificate in force."""
    row, on = evidence["row"], _on(evidence, "started_at")
    rows = _others(evidence, "scope")
    same_site = [other for other in rows if other["site_id"] == row["site_id"]]
    assert len(same_site) == min(SHOWN, evidence["same_site_total"])
    return bool(row["cma_marked"]) and not any(
        (other["parameter"], other["method"]) == (row["parameter"], row["method"])
        and in_force(other, on)
        and other["certificate_uscc"] == row["uscc"]
        and in_force(
            {column: other[f"certificate_{column}"] for column in ("valid_from", "valid_to", "ended_on")}, on
        )
        for other in same_site
    )


def certificate_not_in_force(evidence: Evidence) -> bool:
    """None of the institution's certificates is in force."""
    row, on = evidence["row"], _on(evidence, "issued_at")
    certificates = _others(evidence, "certificates")
    assert all(other["uscc"] == row["uscc"] for other in certificates)
    return bool(row["cma_marked"]) and not any(in_force(other, on) for other in certificates)


def _method(evidence: Evidence) -> dict[str, Any]:
    row, (method,) = evidence["row"], _others(evidence, "methods")
    assert (method["method"], method["parameter"]) == (row["method"], row["parameter"])
    return method


def method_superseded(evidence: Evidence) -> bool:
    """The method's row says so."""
    return bool(_method(evidence)["superseded_on"] <= _on(evidence, "started_at"))


def uncalibrated(evidence: Evidence) -> bool:
    """None of the instrument's calibrations that passed covers the day."""
    row, on = evidence["row"], _on(evidence, "started_at")
    calibrations = _others(evidence, "calibrations")
    assert row["instrument_id"] is not None
    assert all(other["instrument_id"] == row["instrument_id"] for other in calibrations)
    return not any(
        other["passed"] and in_period(on, other["calibrated_on"], other["valid_until"])
        for other in calibrations
    )


def double_booked(evidence: Evidence) -> bool:
    """At the instant named, the row's test and those shown are more than the places."""
    row, others, at = _read(evidence["row"]), _others(evidence, "results"), _instant(evidence["at"])
    tests = [(other["report_id"], other["started_at"], other["ended_at"]) for other in [row, *others]]
    assert len(set(tests)) == len(tests)
    assert evidence["active"] == evidence["others_total"] + 1
    assert all(at is not None and started_at <= at < ended_at for _, started_at, ended_at in tests)
    return bool(evidence["active"] > evidence["capacity"])


def elsewhere(evidence: Evidence) -> bool:
    """The instrument's row names another institution, or another site and no leave to move."""
    row, (instrument,) = evidence["row"], _others(evidence, "instruments")
    assert instrument["instrument_id"] == row["instrument_id"]
    moved = not instrument["portable"] and instrument["site_id"] != row["site_id"]
    return bool(instrument["uscc"] != row["uscc"] or moved)


def two_places(evidence: Evidence) -> bool:
    """Every result shown is the operator's, at another site, and overlaps."""
    row, others = _read(evidence["row"]), _others(evidence, "results")
    assert row["operator_id"] is not None
    return bool(others) and all(
        other["operator_id"] == row["operator_id"]
        and other["site_id"] != row["site_id"]
        and other["started_at"] < other["ended_at"]
        and overlap(row, other)
        for other in others
    )


def _employed(people: list[dict[str, Any]], person_id: str, uscc: str, on: dt.date) -> bool:
    return any(
        (person["person_id"], person["uscc"]) == (person_id, uscc)
        and in_period(on, person["employed_from"], person["employed_to"])
        for person in people
    )


def not_employed(evidence: Evidence) -> bool:
    """No row of people shown employs the operator here on the day."""
    row, on = evidence["row"], _on(evidence, "started_at")
    assert row["operator_id"] is not None
    return not _employed(_others(evidence, "people"), row["operator_id"], row["uscc"], on)


def signatory_unauthorised(evidence: Evidence) -> bool:
    """Nobody signed, or no authorisation shown fits, or no row of people shown does."""
    row, on = evidence["row"], _on(evidence, "issued_at")
    if row["signatory_id"] is None:
        return True
    authorised = any(
        (other["person_id"], other["domain"]) == (row["signatory_id"], row["domain"]) and in_force(other, on)
        for other in _others(evidence, "authorisations")
    )
    return not authorised or not _employed(_others(evidence, "people"), row["signatory_id"], row["uscc"], on)


def too_short(evidence: Evidence) -> bool:
    """The minutes between the two times are fewer than the method's."""
    row = _read(evidence["row"])
    minutes = (row["ended_at"] - row["started_at"]) / dt.timedelta(minutes=1)
    assert abs(evidence["minutes"] - minutes) < 1e-6
    return bool(minutes < _method(evidence)["min_minutes"])


def sample_age(evidence: Evidence) -> bool:
    """The days between sampling and start lie outside the method's bounds."""
    row, method = _read(evidence["row"]), _method(evidence)
    age = (row["started_at"].date() - row["sampled_on"]).days
    assert age == evidence["age_days"]
    youngest, oldest = method["min_age_days"], method["max_age_days"]
    return (youngest is not None and age < youngest) or (oldest is not None and age > oldest)


def dates_order(evidence: Evidence) -> bool:
    """The breaches named are those that the times shown commit."""
    row = _read(evidence["row"])
    said = {"issued_before_received"} if row["issued_at"] < row["received_at"] else set()
    for result in _others(evidence, "results"):
        breaches = _breaches(result, row)
        assert breaches
        assert breaches == set(result["breaches"])
        said |= breaches
    assert said == set(evidence["breaches"]) or evidence["others_total"] > SHOWN
    return bool(said)


def _breaches(result: dict[str, Any], report: dict[str, Any]) -> set[str]:
    started_at, ended_at = result["started_at"], result["ended_at"]
    found = set()
    if started_at is not None and started_at < report["received_at"]:
        found.add("started_before_received")
    if started_at is not None and ended_at is not None and ended_at < started_at:
        found.add("ended_before_started")
    if ended_at is not None and ended_at > report["issued_at"]:
        found.add("ended_after_issued")
    return found


def items_missing(evidence: Evidence) -> bool:
    """Required without what is present is what is missing."""
    required, present, missing = (set(evidence[name]) for name in ("required", "present", "missing"))
    assert present <= required
    return bool(missing) and missing == required - present


def raw_missing(evidence: Evidence) -> bool:
    """A value, and no record."""
    return evidence["row"]["value"] is not None and evidence["row"]["raw_record"] is None


def raw_reused(evidence: Evidence) -> bool:
    """Every result shown cites the record for another sample of the institution."""
    row, others = evidence["row"], _others(evidence, "results")
    assert row["raw_record"] is not None
    return bool(others) and all(
        other["raw_record"] == row["raw_record"]
        and other["uscc"] == row["uscc"]
        and other["sample_no"] != row["sample_no"]
        for other in others
    )


def results_copied(evidence: Evidence) -> bool:
    """The members shown have digits enough, and the first report shown has the same."""
    row, members, others = evidence["row"], evidence["members"], _others(evidence, "reports")
    assert all((other["product"], other["uscc"]) == (row["product"], row["uscc"]) for other in others)
    assert all(other["sample_no"] != row["sample_no"] for other in others)
    assert len({tuple(member) for member in members}) == len(members)
    if len(members) == evidence["members_total"]:
        digits = sum(significant_digits(value, decimals) for _, _, value, decimals in members)
        assert digits == evidence["digits"]
    return bool(
        others
        and others[0]["members"] == members
        and evidence["members_total"] >= 4
        and evidence["digits"] >= 12
    )


def duplicate(evidence: Evidence) -> bool:
    """Every report shown has the number, and neither chain holds the other."""
    row, others = evidence["row"], _others(evidence, "reports")
    for chain in (evidence, *others):
        assert len(chain["chain"]) == min(SHOWN, chain["chain_total"])
    return bool(others) and all(
        (other["report_no"], other["uscc"]) == (row["report_no"], row["uscc"])
        and other["report_id"] != row["report_id"]
        and other["report_id"] not in evidence["chain"]
        and row["report_id"] not in other["chain"]
        for other in others
    )


def backfilled(evidence: Evidence) -> bool:
    """In the order of the numbers, three of those that follow were received long before."""
    row, others = _read(evidence["row"]), _others(evidence, "reports")
    prefix, number = split_number(row["report_no"])
    assert evidence["prefix"] == prefix
    assert evidence["number"].lstrip("0") == number.lstrip("0")
    places = []
    for report in [row, *others]:
        its_prefix, run = split_number(report["report_no"])
        assert its_prefix == prefix
        run = run.lstrip("0")
        places.append((len(run), run, report["received_at"], report["report_id"]))
    assert places == sorted(places)
    earlier = [row["received_at"] - other["received_at"] > SEVEN_DAYS for other in others]
    assert earlier == [other["earlier"] for other in others]
    return earlier.count(True) >= 3


#: rule -> whether the evidence alone makes the case
PROVES: dict[str, Callable[[Evidence], bool]] = {
    "scope.uncovered": scope_uncovered,
    "certificate.not_in_force": certificate_not_in_force,
    "method.superseded": method_superseded,
    "instrument.uncalibrated": uncalibrated,
    "instrument.double_booked": double_booked,
    "instrument.elsewhere": elsewhere,
    "person.two_places": two_places,
    "person.not_employed": not_employed,
    "signatory.unauthorised": signatory_unauthorised,
    "test.too_short": too_short,
    "sample.age": sample_age,
    "dates.order": dates_order,
    "items.missing": items_missing,
    "raw.missing": raw_missing,
    "raw.reused": raw_reused,
    "results.copied": results_copied,
    "number.duplicate": duplicate,
    "number.backfilled": backfilled,
    **SUPPLEMENTARY_PROVES,
    **PROVES_PROCEDURES,
}
