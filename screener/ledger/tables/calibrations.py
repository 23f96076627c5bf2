"""The table `calibrations` of the ledger: 检定校准, calibrations and verifications."""

from __future__ import annotations

from screener.ledger.columns import Table, date, flag, text

TABLE = Table(
    "calibrations",
    "检定校准",
    "calibrations and verifications",
    (
        text("instrument_id", "设备编号", "instrument", refers="instruments.instrument_id"),
        date("calibrated_on", "检定校准日", "calibrated on"),
        date("valid_until", "有效期至", "valid until"),
        flag("passed", "是否合格", "passed"),
    ),
)
