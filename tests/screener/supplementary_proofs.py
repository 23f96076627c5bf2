"""Recomputes a hit over the supplementary tables from its evidence alone, and counts the rows it must speak of."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from tests.screener.naive.files import files_of, hashes_of, sharing
from tests.screener.naive.presence import rows_of_month, runs_of, there_at, there_on
from tests.screener.naive.register import chain_breaches, chain_of
from tests.screener.naive.vehicles import (
    THIRTY_DAYS,
    changes,
    has_place,
    hours_between,
    identity,
    kilometres,
    makers,
    tests_at,
    vehicle_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.screener.naive import Book, Row

Evidence = dict[str, Any]
SHOWN = 20


def _read(row: Row) -> Row:
    """A row of the JSON with its instants as such."""
    return {
        name: dt.datetime.fromisoformat(value) if value and (name.endswith("_at") or name == "at") else value
        for name, value in row.items()
    }


def _others(evidence: Evidence, table: str) -> list[Row]:
    return [_read(row) for row in evidence["others"] if row["table"] == table]


def _same(row: Row, other: Row, *names: str) -> bool:
    return all(row[name] == other[name] for name in names)


def _sample(evidence: Evidence) -> tuple[Row, Row]:
    """The row and its sample in the register."""
    row, (sample,) = _read(evidence["row"]), _others(evidence, "samples")
    assert _same(row, sample, "uscc", "sample_no")
    return row, sample


def after_disposal(evidence: Evidence) -> bool:
    """The register's time is not after the start."""
    row, sample = _sample(evidence)
    assert dt.datetime.fromisoformat(evidence["disposed_at"]) == sample["disposed_at"]
    return bool(sample["disposed_at"] <= row["started_at"])


def other_product(evidence: Evidence) -> bool:
    """The register has another product."""
    row, sample = _sample(evidence)
    assert evidence["registered_product"] == sample["product"]
    return sample["product"] is not None and bool(sample["product"] != row["product"])


def unregistered(evidence: Evidence) -> bool:
    """Received between the two times, and none of the samples around it is this one."""
    row, samples = _read(evidence["row"]), _others(evidence, "samples")
    first, last = (dt.datetime.fromisoformat(evidence[f"{end}_registered_at"]) for end in ("first", "last"))
    times = [sample["registered_at"] for sample in samples]
    assert times == sorted(times)
    assert first <= times[0]
    assert times[-1] <= last
    assert all(sample["uscc"] == row["uscc"] for sample in samples)
    return first <= row["received_at"] <= last and all(
        sample["sample_no"] != row["sample_no"] for sample in samples
    )


def chain_broken(evidence: Evidence) -> bool:
    """Among the steps shown, which stand in order, there is a break."""
    row, steps = evidence["row"], _others(evidence, "sample_chain")
    assert all(_same(row, step, "uscc", "sample_no") for step in steps)
    assert [step["step"] for step in steps] == sorted({step["step"] for step in steps})
    if evidence["others_total"] == len(steps):
        assert evidence["first_step"] == steps[0]["step"]
        assert set(evidence["breaches"]) == chain_breaches(steps)
    moved = [{**step, "step": step["step"] - steps[0]["step"] + 1} for step in steps]
    return evidence["first_step"] != 1 or bool(chain_breaches(moved))


def absent(evidence: Evidence) -> bool:
    """There is attendance of the month, and none of it covers the start."""
    row, rows = _read(evidence["row"]), _others(evidence, "attendance")
    on = row["started_at"].date()
    assert evidence["on"] == on.isoformat()
    assert all(other["person_id"] == row["operator_id"] for other in rows)
    assert all((other["arrived_at"].year, other["arrived_at"].month) == (on.year, on.month) for other in rows)
    return bool(rows) and not any(there_at(other, row["started_at"]) for other in rows)


def signatory_absent(evidence: Evidence) -> bool:
    """There is attendance of the month, and none of it touches the day."""
    row, rows = _read(evidence["row"]), _others(evidence, "attendance")
    on = row["issued_at"].date()
    assert evidence["on"] == on.isoformat()
    assert all(other["person_id"] == row["signatory_id"] for other in rows)
    assert all((other["arrived_at"].year, other["arrived_at"].month) == (on.year, on.month) for other in rows)
    return bool(rows) and not any(there_on(other, on) for other in rows)


def no_run(evidence: Evidence) -> bool:
    """The test lies within the log, and none of the runs around it could be the test."""
    row, runs = _read(evidence["row"]), _others(evidence, "instrument_log")
    first, last = (dt.datetime.fromisoformat(evidence[name]) for name in ("log_from", "log_to"))
    assert all(run["instrument_id"] == row["instrument_id"] for run in runs)
    assert [run["started_at"] for run in runs] == sorted(run["started_at"] for run in runs)
    met = [
        run["sample_no"] in (None, row["sample_no"])
        and run["started_at"] <= row["ended_at"]
        and row["started_at"] <= run["ended_at"]
        for run in runs
    ]
    return bool(first <= row["started_at"] <= row["ended_at"] <= last) and not any(met)


def same_file(evidence: Evidence) -> bool:
    """Every result shown is of another record and another sample; the file is named."""
    row, others = evidence["row"], _others(evidence, "results")
    assert len(evidence["sha256"]) == 64
    return bool(others) and all(
        other["uscc"] == row["uscc"]
        and other["raw_record"] != row["raw_record"]
        and other["sample_no"] != row["sample_no"]
        for other in others
    )


def after_issue(evidence: Evidence) -> bool:
    """The first file shown is the latest, and later than the issue."""
    row, files = _read(evidence["row"]), _others(evidence, "raw_files")
    assert all(_same(row, file, "uscc", "raw_record") for file in files)
    times = [file["modified_at"] or file["created_at"] for file in files]
    told = [time for time in times if time is not None]
    assert dt.datetime.fromisoformat(evidence["file_time"]) == max(told) == times[0]
    return bool(times[0] > row["issued_at"])


def shared_identity(evidence: Evidence) -> bool:
    """The vehicles shown have one identity and three makers."""
    row, vehicles = evidence["row"], _others(evidence, "vehicle_tests")
    assert vehicles[0]["report_id"] == row["report_id"]
    assert all(vehicle["uscc"] == row["uscc"] for vehicle in vehicles)
    own = identity(vehicles[0])
    assert own == (evidence["cal_id"], evidence["cvn"])
    shown = {vehicle["vin"][:3] for vehicle in vehicles if identity(vehicle) == own}
    assert len(shown) == min(evidence["makers"], len(vehicles))
    return len(shown) >= 3


def changed_identity(evidence: Evidence) -> bool:
    """The other tests shown are of the vehicle, with other identities, in time."""
    row, vehicles = evidence["row"], _others(evidence, "vehicle_tests")
    own, *others = vehicles
    assert own["report_id"] == row["report_id"]
    assert own["vin"] == evidence["vin"]
    return bool(others) and all(
        other["uscc"] == row["uscc"]
        and other["vin"] == own["vin"]
        and None not in (identity(own), identity(other))
        and identity(other) != identity(own)
        and abs(other["tested_at"] - own["tested_at"]) <= THIRTY_DAYS
        for other in others
    )


def power_differs(evidence: Evidence) -> bool:
    """More than a twentieth apart."""
    row, (vehicle,) = evidence["row"], _others(evidence, "vehicle_tests")
    assert vehicle["report_id"] == row["report_id"]
    assert _same(evidence, vehicle, "vin", "rated_power", "registered_power")
    rated, registered = vehicle["rated_power"], vehicle["registered_power"]
    return bool(registered > 0 and abs(rated - registered) > 0.05 * registered)


def impossible_travel(evidence: Evidence) -> bool:
    """From the first place to the second there is not time enough."""
    row, (one, other) = evidence["row"], _others(evidence, "samplings")
    assert row["report_id"] in {one["report_id"], other["report_id"]}
    assert one["person_id"] == other["person_id"]
    assert one["arrived_at"] <= other["arrived_at"]
    assert has_place(one)
    assert has_place(other)
    km, hours = kilometres(one, other), hours_between(one, other)
    assert abs(km - evidence["km"]) < 1e-6
    assert abs(hours - evidence["hours"]) < 1e-9
    return km > 1 and km > 120 * hours


#: rule -> whether the evidence alone makes the case
SUPPLEMENTARY_PROVES: dict[str, Callable[[Evidence], bool]] = {
    "sample.after_disposal": after_disposal,
    "sample.other_product": other_product,
    "sample.unregistered": unregistered,
    "sample.chain_broken": chain_broken,
    "person.absent": absent,
    "signatory.absent": signatory_absent,
    "instrument.no_run": no_run,
    "raw.same_file": same_file,
    "raw.after_issue": after_issue,
    "vehicle.shared_identity": shared_identity,
    "vehicle.changed_identity": changed_identity,
    "vehicle.power_differs": power_differs,
    "person.impossible_travel": impossible_travel,
}


def _one(_book: Book, _row: Row) -> int:
    return 1


def _registrations(book: Book, report: Row) -> int:
    return sum(
        row["uscc"] == report["uscc"] and row["registered_at"] is not None for row in book.samples or []
    )


def _attended(book: Book, result: Row) -> int:
    return len(rows_of_month(book, result["operator_id"], result["started_at"].date()))


def _signatory_attended(book: Book, report: Row) -> int:
    return len(rows_of_month(book, report["signatory_id"], report["issued_at"].date()))


def _file(book: Book, result: Row) -> dict[str, Any]:
    """The first of the hashes that are shared."""
    shared = [hashes_of(book, result) & hashes_of(book, other) for other in sharing(book, result)]
    return {"sha256": min(set().union(*shared))}


def _of_that_file(book: Book, result: Row) -> int:
    digest = _file(book, result)["sha256"]
    return sum(digest in hashes_of(book, other) for other in sharing(book, result))


def _of_the_identity(book: Book, report: Row) -> int:
    own = identity(vehicle_of(book, report))
    return sum(identity(row) == own for row in tests_at(book, report["uscc"]))


def _tests_beside(book: Book, report: Row) -> int:
    """The vehicle's own test, the nearest before with another identity and the nearest after, within thirty days."""
    own = vehicle_of(book, report) or {}
    near = [row for row in changes(book, report) if abs(row["tested_at"] - own["tested_at"]) <= THIRTY_DAYS]
    here = (own["tested_at"], identity(own))
    before = [(row["tested_at"], identity(row)) < here for row in near]
    return 1 + (True in before) + (False in before)


#: rule -> how many other rows there are, of which evidence shows the first twenty
SUPPLEMENTARY_WITNESSES: dict[str, Callable[[Book, Row], int]] = {
    "sample.after_disposal": _one,
    "sample.other_product": _one,
    "sample.unregistered": _registrations,
    "sample.chain_broken": lambda book, report: len(chain_of(book, report)),
    "person.absent": _attended,
    "signatory.absent": _signatory_attended,
    "instrument.no_run": lambda book, result: len(runs_of(book, result)),
    "raw.same_file": _of_that_file,
    "raw.after_issue": lambda book, result: len(files_of(book, result)),
    "vehicle.shared_identity": _of_the_identity,
    "vehicle.changed_identity": _tests_beside,
    "vehicle.power_differs": _one,
    "person.impossible_travel": lambda _book, _report: 2,
}

#: rule -> what its evidence says besides the rows, exactly
SUPPLEMENTARY_STATED: dict[str, Callable[[Book, Row], dict[str, Any]]] = {
    "raw.same_file": _file,
    "vehicle.shared_identity": lambda book, report: {"makers": len(makers(book, report))},
}

#: rule -> the conduct it suggests
SUPPLEMENTARY_CONDUCT = {
    "sample.after_disposal": "F4",
    "sample.other_product": "F4",
    "sample.unregistered": "U1",
    "sample.chain_broken": "U1",
    "person.absent": "F2",
    "signatory.absent": "F5",
    "instrument.no_run": "F1",
    "raw.same_file": "F2",
    "raw.after_issue": "F2",
    "vehicle.shared_identity": "F2",
    "vehicle.changed_identity": "F4",
    "vehicle.power_differs": "F3",
    "person.impossible_travel": "F1",
}

#: rule -> the columns of its own row that it compares
SUPPLEMENTARY_COMPARED = {
    "sample.after_disposal": "started_at",
    "sample.other_product": "product",
    "sample.unregistered": "received_at",
    "sample.chain_broken": "sample_no",
    "person.absent": "operator_id started_at",
    "signatory.absent": "signatory_id issued_at",
    "instrument.no_run": "instrument_id started_at ended_at",
    "raw.same_file": "raw_record",
    "raw.after_issue": "raw_record issued_at",
    "vehicle.shared_identity": "report_no",
    "vehicle.changed_identity": "report_no",
    "vehicle.power_differs": "report_no",
    "person.impossible_travel": "report_no",
}

#: What finds the row of a table that evidence shows
SUPPLEMENTARY_KEYS = {
    "samples": ("uscc", "sample_no"),
    "sample_chain": ("uscc", "sample_no", "step"),
    "raw_files": ("uscc", "raw_record", "sha256"),
    "vehicle_tests": ("report_id",),
}
