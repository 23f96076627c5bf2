"""Evidence of each rule as a run writes it, with believable values."""

from __future__ import annotations

from typing import Any

from tests.screener.report_more import MORE
from tests.screener.report_odd import ODD
from tests.screener.report_supplementary import SUPPLEMENTARY_SAMPLES

OWN = "91150699MA0QX7K23X"
OTHER = "91150600MA0N3F8T5L"

Evidence = dict[str, Any]


def result(number: int, **columns: Any) -> dict[str, Any]:
    """A row of `results` joined to its report."""
    return {
        "result_id": f"r-{number:05}",
        "report_id": f"rep-{number:04}",
        "report_no": f"HH-KS-2022-{number:04}",
        "uscc": OWN,
        "site_id": "YC-01",
        "sample_no": f"S22-04-{number:04}",
        "parameter": "抗渗等级",
        "method": "GB/T 50082-2009",
    } | columns


def report(number: int, **columns: Any) -> dict[str, Any]:
    """A row of `reports`."""
    return {
        "report_id": f"rep-{number:04}",
        "report_no": f"HH-KS-2022-{number:04}",
        "uscc": OWN,
        "site_id": "YC-01",
        "sample_no": f"S22-04-{number:04}",
    } | columns


def made(row: dict[str, Any], others: list[dict[str, Any]], **fields: Any) -> Evidence:
    """An evidence record."""
    return {"row": row, "others": others, "others_total": len(others), **fields}


SCOPE = made(
    result(186, started_at="2022-04-11T09:00:00", cma_marked=True, site_id="YC-02"),
    [
        {
            "table": "scope", "certificate_no": "210612340057", "site_id": "YC-01", "parameter": "抗渗等级",
            "method": "GB/T 50082-2009", "valid_from": "2021-06-18", "valid_to": None, "certificate_uscc": OWN,
            "certificate_valid_from": "2021-06-18", "certificate_valid_to": "2027-06-17", "certificate_ended_on": None,
        }
    ],
    on="2022-04-11",
    same_site_total=0,
)  # fmt: skip
CERTIFICATE = made(
    report(203, issued_at="2022-05-20T16:30:00", cma_marked=True),
    [
        {"table": "certificates", "certificate_no": "160612340057", "uscc": OWN, "valid_from": "2016-05-06",
         "valid_to": "2022-05-05", "ended_on": None},
        {"table": "certificates", "certificate_no": "220612340091", "uscc": OWN, "valid_from": "2022-06-01",
         "valid_to": "2028-05-31", "ended_on": None},
    ],
    on="2022-05-20",
)  # fmt: skip
METHOD = made(
    result(120, parameter="氯离子含量", method="GB/T 50344-2004", started_at="2022-03-02T08:40:00"),
    [{"table": "methods", "method": "GB/T 50344-2004", "parameter": "氯离子含量", "min_minutes": None,
      "superseded_on": "2020-08-01", "min_age_days": None, "max_age_days": None}],
    on="2022-03-02",
)  # fmt: skip
UNCALIBRATED = made(
    result(142, parameter="抗压强度", method="GB/T 50081-2019", instrument_id="YQ-0042",
           started_at="2022-03-28T10:15:00"),
    [
        {"table": "calibrations", "instrument_id": "YQ-0042", "calibrated_on": "2021-03-18",
         "valid_until": "2022-03-17", "passed": True},
        {"table": "calibrations", "instrument_id": "YQ-0042", "calibrated_on": "2022-05-10",
         "valid_until": "2023-05-09", "passed": True},
    ],
    on="2022-03-28",
)  # fmt: skip
DOUBLE = made(
    result(191, instrument_id="YQ-0117", started_at="2022-04-12T14:00:00", ended_at="2022-04-15T14:00:00"),
    [
        {"table": "results", **result(186, started_at="2022-04-11T09:00:00", ended_at="2022-04-14T09:30:00")},
        {"table": "results", **result(197, started_at="2022-04-13T10:00:00", ended_at="2022-04-16T10:20:00")},
    ],
    capacity=1,
    at="2022-04-13T10:00:00",
    active=3,
)  # fmt: skip
ELSEWHERE = made(
    result(151, instrument_id="YQ-0063", started_at="2022-04-06T09:20:00"),
    [{"table": "instruments", "instrument_id": "YQ-0063", "uscc": OWN, "site_id": "YC-02", "portable": False,
      "name": "万能试验机"}],
)  # fmt: skip
TWO_PLACES = made(
    result(164, operator_id="P-007", started_at="2022-04-08T09:00:00", ended_at="2022-04-08T11:30:00"),
    [{"table": "results", **result(165, operator_id="P-007", site_id="YC-02", started_at="2022-04-08T10:10:00",
                                   ended_at="2022-04-08T12:00:00")}],
)  # fmt: skip
NOT_EMPLOYED = made(
    result(171, operator_id="P-015", started_at="2022-04-18T08:30:00"),
    [{"table": "people", "person_id": "P-015", "uscc": OWN, "employed_from": "2019-07-01",
      "employed_to": "2022-02-28"}],
    on="2022-04-18",
)  # fmt: skip
SIGNATORY = made(
    report(177, signatory_id="P-002", domain="building_materials", issued_at="2022-04-20T17:05:00"),
    [
        {"table": "authorisations", "person_id": "P-002", "domain": "building_materials", "valid_from": "2018-01-10",
         "valid_to": "2022-01-09"},
        {"table": "authorisations", "person_id": "P-002", "domain": "environment", "valid_from": "2020-01-10",
         "valid_to": None},
        {"table": "people", "person_id": "P-002", "uscc": OWN, "employed_from": "2015-03-01", "employed_to": None},
    ],
    domain="building_materials",
    on="2022-04-20",
)  # fmt: skip
TOO_SHORT = made(
    result(180, parameter="五日生化需氧量", method="HJ 505-2009", started_at="2022-04-19T09:00:00",
           ended_at="2022-04-21T09:00:00"),
    [{"table": "methods", "method": "HJ 505-2009", "parameter": "五日生化需氧量", "min_minutes": 7200.0,
      "superseded_on": None, "min_age_days": None, "max_age_days": None}],
    minutes=2880.0,
)  # fmt: skip
AGE = made(
    result(188, parameter="混凝土抗压强度", method="GB/T 50081-2019", sampled_on="2022-03-28",
           started_at="2022-04-14T09:10:00"),
    [{"table": "methods", "method": "GB/T 50081-2019", "parameter": "混凝土抗压强度", "min_minutes": None,
      "superseded_on": None, "min_age_days": 28, "max_age_days": 28}],
    age_days=17,
)  # fmt: skip
DATES = made(
    report(190, received_at="2022-04-18T10:30:00", issued_at="2022-04-19T16:00:00"),
    [
        {"table": "results", "result_id": "r-00911", "parameter": "拉伸强度", "started_at": "2022-04-17T09:00:00",
         "ended_at": "2022-04-17T11:00:00", "breaches": ["started_before_received"]},
        {"table": "results", "result_id": "r-00912", "parameter": "伸长率", "started_at": "2022-04-19T15:00:00",
         "ended_at": "2022-04-20T09:00:00", "breaches": ["ended_after_issued"]},
    ],
    breaches=["started_before_received", "ended_after_issued"],
)  # fmt: skip
ITEMS = made(
    report(205, product="GB 1499.2 热轧带肋钢筋"),
    [],
    required=["屈服强度", "抗拉强度", "断后伸长率", "最大力总延伸率", "弯曲性能", "重量偏差"],
    present=["屈服强度", "抗拉强度", "断后伸长率", "弯曲性能"],
    missing=["最大力总延伸率", "重量偏差"],
)
RAW_MISSING = made(result(210, value=38.4, decimals=1, raw_record=None, started_at="2022-04-21T10:00:00"), [])
REUSED = made(
    result(212, raw_record="HHYS-22-0731"),
    [
        {"table": "results", **result(213, raw_record="HHYS-22-0731")},
        {"table": "results", **result(214, raw_record="HHYS-22-0731")},
    ],
)
COPIED = made(
    report(220, product="混凝土抗压试块 C30"),
    [{"table": "reports", **report(221, product="混凝土抗压试块 C30"), "received_at": "2022-04-12T09:00:00",
      "issued_at": "2022-05-10T16:00:00"}],
    members=[["抗压强度", 1, 34.7, 1], ["抗压强度", 2, 35.2, 1], ["抗压强度", 3, 33.9, 1], ["表观密度", 1, 2384.0, 0],
             ["含气量", 1, 3.1, 1]],
    members_total=5,
    digits=15,
)  # fmt: skip
DUPLICATE = made(
    report(230, replaces=None, received_at="2022-04-12T09:00:00", issued_at="2022-04-20T09:00:00")
    | {"chain": [], "chain_total": 0},
    [{"table": "reports", **report(231, report_no="HH-KS-2022-0230", replaces=None, received_at="2022-05-06T14:00:00",
                                   issued_at="2022-05-16T09:00:00"), "chain": [], "chain_total": 0}],
    chain=[],
    chain_total=0,
)  # fmt: skip
BACKFILLED = made(
    report(240, received_at="2022-05-26T09:00:00"),
    [
        {"table": "reports", "report_id": f"rep-{240 + step:04}", "report_no": f"HH-KS-2022-{240 + step:04}",
         "received_at": f"2022-05-{10 + step:02}T09:30:00", "earlier": step < 9}
        for step in range(1, 15)
    ],
    prefix="HH-KS-2022-",
    number="0240",
)  # fmt: skip

#: By rule: the conduct it suggests and one evidence record.
SAMPLES: dict[str, tuple[str, Evidence]] = {
    "scope.uncovered": ("SCOPE", SCOPE),
    "certificate.not_in_force": ("CERT", CERTIFICATE),
    "method.superseded": ("CHANGE", METHOD),
    "instrument.uncalibrated": ("U2", UNCALIBRATED),
    "instrument.double_booked": ("F1", DOUBLE),
    "instrument.elsewhere": ("F1", ELSEWHERE),
    "person.two_places": ("F1", TWO_PLACES),
    "person.not_employed": ("F2", NOT_EMPLOYED),
    "signatory.unauthorised": ("SIGN", SIGNATORY),
    "test.too_short": ("F3", TOO_SHORT),
    "sample.age": ("F3", AGE),
    "dates.order": ("F1", DATES),
    "items.missing": ("F3", ITEMS),
    "raw.missing": ("U4", RAW_MISSING),
    "raw.reused": ("F2", REUSED),
    "results.copied": ("F2", COPIED),
    "number.duplicate": ("F5", DUPLICATE),
    "number.backfilled": ("F5", BACKFILLED),
    **SUPPLEMENTARY_SAMPLES,
    **ODD,
    **MORE,
}
