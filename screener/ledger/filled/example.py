"""The example row of every sheet of the template: invented, marked as an example, and never read."""

from __future__ import annotations

from collections.abc import Sequence

from screener.ledger.filled.layout import Layout, text_of
from screener.ledger.filled.naming import squeezed
from screener.ledger.filled.sheets import Found

MARK = "示例 Example"
_BODY, _SITE, _PERSON, _DEVICE, _REPORT = "91150602MA0EXAMPL9", "S01", "P001", "E001", "BG-2022-0001"
EXAMPLES: dict[str, dict[str, str]] = {
    "institutions": {"uscc": _BODY, "name": "某某检测有限公司", "kind": "第三方", "home_division": "150602"},
    "sites": {"site_id": _SITE, "uscc": _BODY, "division": "150602", "address": "某某街 1 号"},
    "certificates": {
        "certificate_no": "010000000001",
        "uscc": _BODY,
        "valid_from": "2020-01-01",
        "valid_to": "2025-12-31",
    },
    "scope": {
        "certificate_no": "010000000001",
        "site_id": _SITE,
        "parameter": "抗压强度",
        "method": "GB/T 50081-2019",
        "valid_from": "2020-01-01",
    },
    "instruments": {
        "instrument_id": _DEVICE,
        "uscc": _BODY,
        "site_id": _SITE,
        "name": "压力试验机",
        "capacity": "1",
        "portable": "否",
        "serial_no": "00123",
    },
    "calibrations": {
        "instrument_id": _DEVICE,
        "calibrated_on": "2022-01-10",
        "valid_until": "2023-01-09",
        "passed": "是",
    },
    "people": {"person_id": _PERSON, "uscc": _BODY, "employed_from": "2019-03-01"},
    "authorisations": {"person_id": _PERSON, "domain": "建筑材料", "valid_from": "2020-01-01"},
    "methods": {
        "method": "GB/T 50081-2019",
        "parameter": "抗压强度",
        "min_minutes": "5",
        "min_age_days": "28",
    },
    "product_requirements": {"product": "混凝土试块", "parameter": "抗压强度"},
    "procedures": {
        "method": "GB/T 50081-2019",
        "parameter": "抗压强度",
        "min_replicates": "3",
        "temperature_low": "15",
        "temperature_high": "25",
    },
    "prescribed_methods": {"product": "混凝土试块", "parameter": "抗压强度", "method": "GB/T 50081-2019"},
    "environment_log": {
        "site_id": _SITE,
        "at": "2022-06-02 09:00",
        "temperature": "20.5",
        "humidity": "55",
    },
    "reports": {
        "report_id": _REPORT,
        "report_no": _REPORT,
        "uscc": _BODY,
        "site_id": _SITE,
        "domain": "建筑材料",
        "product": "混凝土试块",
        "sample_no": "YP-0001",
        "sampled_on": "2022-05-04",
        "received_at": "2022-06-01 08:30:00",
        "issued_at": "2022-06-02 16:00:00",
        "signatory_id": _PERSON,
        "cma_marked": "是",
        "conclusion": "合格",
    },
    "results": {
        "result_id": f"{_REPORT}-1",
        "report_id": _REPORT,
        "parameter": "抗压强度",
        "method": "GB/T 50081-2019",
        "instrument_id": _DEVICE,
        "operator_id": _PERSON,
        "started_at": "2022-06-01 09:00:00",
        "ended_at": "2022-06-01 09:10:00",
        "replicate": "1",
        "value": "35.20",
        "unit": "MPa",
        "raw_record": "JL-0001",
    },
    "samples": {
        "uscc": _BODY,
        "sample_no": "YP-0001",
        "product": "混凝土试块",
        "registered_at": "2022-06-01 08:40:00",
        "disposed_at": "2022-09-01 10:00:00",
    },
    "sample_chain": {
        "uscc": _BODY,
        "sample_no": "YP-0001",
        "step": "1",
        "handed_at": "2022-06-01 08:50:00",
        "given_by": "收样室",
        "taken_by": _PERSON,
    },
    "attendance": {
        "person_id": _PERSON,
        "arrived_at": "2022-06-01 08:00:00",
        "left_at": "2022-06-01 17:30:00",
    },
    "instrument_log": {
        "instrument_id": _DEVICE,
        "started_at": "2022-06-01 09:00:00",
        "ended_at": "2022-06-01 09:10:00",
        "sample_no": "YP-0001",
    },
    "raw_files": {
        "uscc": _BODY,
        "raw_record": "JL-0001",
        "sha256": "0123456789abcdef" * 4,
        "created_at": "2022-06-01 09:00:00",
        "modified_at": "2022-06-01 09:10:00",
    },
    "vehicle_tests": {
        "report_id": _REPORT,
        "vin": "LSVAA49J132047371",
        "attempt": "1",
        "tested_at": "2022-06-01 10:00:00",
        "cal_id": "JMB36761500",
        "cvn": "1791BC82",
        "rated_power": "92",
        "registered_power": "92",
    },
    "samplings": {
        "report_id": _REPORT,
        "person_id": _PERSON,
        "arrived_at": "2022-06-01 09:00:00",
        "left_at": "2022-06-01 10:00:00",
        "latitude": "39.608",
        "longitude": "109.781",
    },
    "invoices": {
        "uscc": _BODY,
        "invoice_no": "25157000000012345678",
        "line": "1",
        "issued_on": "2022-06-20",
        "report_no": "2022-0001",
        "amount": "600.00",
    },
}
WIDE = ("报告标识 report_id", "设备编号 instrument_id", "检测人员 operator_id", "开始时间 started_at",
        "结束时间 ended_at", "原始记录 raw_record")  # fmt: skip
MEASURED = (("抗压强度", "GB/T 50081-2019", "MPa", "35.20"), ("抗折强度", "GB/T 50081-2019", "MPa", "4.85"))


def is_marked(text: str) -> bool:
    """Whether a note marks its row as an example."""
    return squeezed(text[:20]).startswith(("示例", "example"))


def is_example(layout: Layout, cells: Sequence[Found]) -> bool:
    """Whether a row says nothing but what the template's example says."""
    said = EXAMPLES[layout.table]
    for place, column in layout.columns.items():
        text = text_of(cells[place]) if place < len(cells) else ""
        if text and text != said.get(column.name, ""):
            return False
    figures = {one[3] for one in MEASURED}
    return all(
        text in figures for place in layout.wide if place < len(cells) and (text := text_of(cells[place]))
    )
