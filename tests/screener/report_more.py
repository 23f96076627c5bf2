"""Evidence of the rules over registers, hand-ins and procedures as a run writes it, with believable values."""

from __future__ import annotations

from typing import Any

OWN = "91150699MA0QX7K23X"
OTHER = "91150600MA0N3F8T5L"

REPORT = {
    "report_id": "rep-0201",
    "report_no": "HH-KS-2022-0201",
    "uscc": OWN,
    "site_id": "YC-01",
    "sample_no": "S22-04-0201",
}
RESULT = {"result_id": "r-00201", **REPORT, "parameter": "抗压强度", "method": "GB/T 50081-2019"}
PROCEDURE = {
    "table": "procedures", "method": "GB/T 50081-2019", "parameter": "抗压强度", "min_replicates": 3,
    "temperature_low": 15.0, "temperature_high": 25.0, "humidity_low": None, "humidity_high": None,
}  # fmt: skip
STAFF = {"table": "people", "employed_from": "2019-03-01", "employed_to": None}
PRESS = {
    "table": "instruments", "site_id": "YC-01", "name": "压力试验机", "capacity": 1, "portable": False,
    "serial_no": "YA-2016-0042",
}  # fmt: skip
CALIBRATED = {"table": "calibrations", "instrument_id": "YQ-0042", "calibrated_on": "2022-01-10"}


def evidence(row: dict[str, Any], *others: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """A record as a run writes it."""
    return {"row": row, **fields, "others": list(others), "others_total": len(others)}


MORE: dict[str, tuple[str, dict[str, Any]]] = {
    "reference.disagrees": ("DECLARE", evidence(
        {"uscc": OWN, "instrument_id": "YQ-0042"},
        {**CALIBRATED, "valid_until": "2024-01-09", "passed": True, "said_by": "ledger", "reference_rows": 1},
        {**CALIBRATED, "valid_until": "2023-01-09", "passed": True, "said_by": "reference"},
        differences=1,
    )),
    "ledger.changed": ("F2", evidence(
        {**REPORT, "received_at": "2022-04-18T10:30:00", "issued_at": "2022-04-19T16:00:00",
         "columns": [{"column": "conclusion", "before": "fail", "after": "pass"}]},
        {"table": "results", **RESULT, "change": "altered",
         "columns": [{"column": "value", "before": 28.4, "after": 31.2}]},
        columns_total=1, hand_in=1, hand_in_sha256="0" * 64, hand_ins=1,
    )),
    "person.two_employers": ("TWOJOBS", evidence(
        {**STAFF, "person_id": "P-015", "uscc": OWN},
        {**STAFF, "person_id": "013", "uscc": OTHER, "same_identity": True},
    )),
    "instrument.two_owners": ("CONDITIONS", evidence(
        {**PRESS, "instrument_id": "YQ-0042", "uscc": OWN, "used_from": "2022-03-01", "used_to": "2022-05-31"},
        {**PRESS, "instrument_id": "A7", "uscc": OTHER, "used_from": "2022-05-02", "used_to": "2022-06-30"},
    )),
    "invoice.no_report": ("F1", evidence(
        {"table": "invoices", "uscc": OWN, "invoice_no": "25157000000012345678", "line": 1,
         "issued_on": "2022-06-20", "report_no": "YC-2022-00018", "amount": 600.0},
        {"table": "invoices", "uscc": OWN, "invoice_no": "25157000000012345679", "line": 1,
         "issued_on": "2022-06-21", "report_no": "YC-2022-00036", "amount": None},
        numbers=2, lines=2, reports=64, first_report_no="YC-2022-00001", last_report_no="YC-2022-00067",
    )),
    "replicates.missing": ("U3", evidence(
        {**RESULT, "replicate": 1, "value": 31.2, "decimals": 1}, PROCEDURE,
        replicates=[1], replicates_total=1, min_replicates=3,
    )),
    "method.not_prescribed": ("U3", evidence(
        {**RESULT, "method": "JGJ/T 23-2011", "product": "混凝土试块"},
        {"table": "prescribed_methods", "product": "混凝土试块", "parameter": "抗压强度",
         "method": "GB/T 50081-2019"},
    )),
    "conditions.outside": ("U3", evidence(
        {**RESULT, "started_at": "2022-04-18T09:00:00", "ended_at": "2022-04-18T11:00:00"}, PROCEDURE,
        {"table": "environment_log", "site_id": "YC-01", "at": "2022-04-18T10:00:00", "temperature": 27.5,
         "humidity": 40.0},
        outside=1, readings=2,
    )),
    "number.gaps": ("F5", evidence(
        {"uscc": OWN}, n=575, missing=120, share=0.2087, peers=43, peers_median=0.011, tau_squared=0.0003,
        rows=455, effect=18.97, z=14.6, q=1e-9, p=1e-10, tested_groups=44,
        peers_points=[[400.0, 0.01], [500.0, 0.012]], groups=[], groups_total=1,
    )),
}  # fmt: skip
