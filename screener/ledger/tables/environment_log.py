"""The table `environment_log` of the ledger: 环境记录, readings of temperature and humidity."""

from __future__ import annotations

from screener.ledger.columns import Table, number, text, timestamp

TABLE = Table(
    "environment_log",
    "环境记录",
    "readings of the environment",
    (
        text("site_id", "场所编号", "site", refers="sites.site_id"),
        timestamp("at", "读数时间", "read at"),
        number("temperature", "温度", "temperature", nullable=True),
        number("humidity", "湿度", "humidity", nullable=True),
    ),
    key=("site_id", "at"),
    supplementary=True,
)
