"""The table `samplings` of the ledger: 现场采样, samplings on site."""

from __future__ import annotations

from screener.ledger.columns import Table, number, text, timestamp

TABLE = Table(
    "samplings",
    "现场采样",
    "samplings on site",
    (
        text("report_id", "报告标识", "report", refers="reports.report_id"),
        text("person_id", "采样人员", "person who sampled", refers="people.person_id"),
        timestamp("arrived_at", "到场时间", "arrived at"),
        timestamp("left_at", "离场时间", "left at"),
        number("latitude", "纬度（度）", "latitude, degrees"),
        number("longitude", "经度（度）", "longitude, degrees"),
    ),
    supplementary=True,
)
