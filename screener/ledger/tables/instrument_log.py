"""The table `instrument_log` of the ledger: 设备运行日志, log of an instrument's runs."""

from __future__ import annotations

from screener.ledger.columns import Table, text, timestamp

TABLE = Table(
    "instrument_log",
    "设备运行日志",
    "log of an instrument's runs",
    (
        text("instrument_id", "设备编号", "instrument", refers="instruments.instrument_id"),
        timestamp("started_at", "运行开始", "run started at"),
        timestamp("ended_at", "运行结束", "run ended at"),
        text("sample_no", "样品编号", "sample number", nullable=True),
    ),
    supplementary=True,
)
