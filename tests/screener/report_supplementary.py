"""Evidence of each rule over a supplementary table as a run writes it, with believable values."""

from __future__ import annotations

from typing import Any

Row = dict[str, Any]
OWN = "91150699MA0QX7K23X"


def report(number: int, **columns: Any) -> Row:
    """A row of `reports`."""
    return {
        "report_id": f"rep-{number:04}",
        "report_no": f"HH-KS-2022-{number:04}",
        "uscc": OWN,
        "site_id": "YC-01",
        "sample_no": f"S22-04-{number:04}",
    } | columns


def result(number: int, **columns: Any) -> Row:
    """A row of `results` joined to its report."""
    own = {"result_id": f"r-{number:05}", "parameter": "抗压强度", "method": "GB/T 50081-2019"}
    return {**own, **report(number), **columns}


def made(row: Row, others: list[Row], **fields: Any) -> Row:
    """An evidence record."""
    return {"row": row, "others": others, "others_total": len(others), **fields}


SAMPLE = {"table": "samples", "uscc": OWN, "sample_no": "S22-04-0301", "product": "混凝土试块",
          "registered_at": "2022-03-01T09:10:00", "disposed_at": "2022-04-01T15:00:00"}  # fmt: skip
STEPS = [
    {"table": "sample_chain", "uscc": OWN, "sample_no": "S22-04-0304", "step": step, "handed_at": at,
     "given_by": given, "taken_by": taken}
    for step, at, given, taken in (
        (1, "2022-04-02T09:00:00", "收样室", "P-003"),
        (3, "2022-04-03T08:30:00", "P-006", "P-003"),
    )
]  # fmt: skip
ATTENDANCE: list[Row] = [
    {"table": "attendance", "person_id": "P-007", "arrived_at": "2022-04-07T08:02:00",
     "left_at": "2022-04-07T17:31:00"},
    {"table": "attendance", "person_id": "P-007", "arrived_at": "2022-04-11T07:58:00", "left_at": None},
]  # fmt: skip
RUNS = [
    {"table": "instrument_log", "instrument_id": "YQ-0042", "started_at": f"2022-04-0{day}T09:00:00",
     "ended_at": f"2022-04-0{day}T09:40:00", "sample_no": f"S22-04-03{day}0"}
    for day in (1, 4, 9)
]  # fmt: skip
DIGEST = "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"
FILE = {"table": "raw_files", "uscc": OWN, "raw_record": "JL-0309", "sha256": DIGEST,
        "created_at": "2022-04-05T10:00:00", "modified_at": "2022-05-09T21:14:00"}  # fmt: skip


def vehicle(number: int, vin: str, **columns: Any) -> Row:
    """A row of `vehicle_tests` with the institution that tested."""
    own = {"table": "vehicle_tests", "report_id": f"rep-{number:04}", "vin": vin, "attempt": 1, "uscc": OWN,
           "tested_at": "2022-04-06T10:12:00", "cal_id": "JM36761500", "cvn": "1791BC82",
           "rated_power": None, "registered_power": None}  # fmt: skip
    return own | columns


def sampling(number: int, at: str, latitude: float) -> Row:
    """A row of `samplings`."""
    return {"table": "samplings", "report_id": f"rep-{number:04}", "person_id": "P-011",
            "arrived_at": f"2022-04-08T{at}:00", "left_at": "2022-04-08T10:00:00", "latitude": latitude,
            "longitude": 109.99}  # fmt: skip


#: By rule: the conduct it suggests and one evidence record.
SUPPLEMENTARY_SAMPLES: dict[str, tuple[str, Row]] = {
    "sample.after_disposal": ("F4", made(
        result(301, started_at="2022-04-05T10:00:00"), [SAMPLE], disposed_at="2022-04-01T15:00:00")),
    "sample.other_product": ("F4", made(
        report(301, product="钢筋"), [SAMPLE], registered_product="混凝土试块")),
    "sample.unregistered": ("U1", made(
        report(303, received_at="2022-03-11T09:00:00"), [SAMPLE],
        first_registered_at="2022-01-04T08:40:00", last_registered_at="2022-05-20T16:05:00")),
    "sample.chain_broken": ("U1", made(
        report(304), STEPS, breaches=["step_missing", "hands_differ"], first_step=1)),
    "person.absent": ("F2", made(
        result(305, operator_id="P-007", started_at="2022-04-08T09:00:00"), ATTENDANCE, on="2022-04-08")),
    "signatory.absent": ("F5", made(
        report(306, signatory_id="P-007", issued_at="2022-04-09T16:00:00"), ATTENDANCE, on="2022-04-09")),
    "instrument.no_run": ("F1", made(
        result(307, instrument_id="YQ-0042", started_at="2022-04-05T10:00:00", ended_at="2022-04-05T10:30:00"),
        RUNS, log_from="2022-01-04T08:00:00", log_to="2022-05-20T17:00:00")),
    "raw.same_file": ("F2", made(
        result(308, raw_record="JL-0308"), [{"table": "results", **result(309, raw_record="JL-0309")}],
        sha256=DIGEST)),
    "raw.after_issue": ("F2", made(
        result(309, raw_record="JL-0309", issued_at="2022-04-20T16:00:00"), [FILE],
        file_time="2022-05-09T21:14:00")),
    "vehicle.shared_identity": ("F2", made(
        report(310), [vehicle(310, "LSVAA4187"), vehicle(311, "LFMAPE2C3"), vehicle(312, "LGWEF4A5X")],
        cal_id="JM36761500", cvn="1791BC82", makers=3)),
    "vehicle.changed_identity": ("F4", made(
        report(313), [vehicle(313, "LSVAA4187"),
                      vehicle(314, "LSVAA4187", cvn="22E0A7F1", tested_at="2022-04-08T09:00:00")],
        vin="LSVAA4187")),
    "vehicle.power_differs": ("F3", made(
        report(315), [vehicle(315, "LFMAPE2C3", rated_power=88.0, registered_power=110.0)],
        vin="LFMAPE2C3", rated_power=88.0, registered_power=110.0)),
    "person.impossible_travel": ("F1", made(
        report(316), [sampling(316, "09:00", 39.6), sampling(317, "10:20", 40.6)], km=111.195, hours=1 / 3)),
}  # fmt: skip
