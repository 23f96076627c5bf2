"""The table `attendance` of the ledger: 考勤, attendance."""

from __future__ import annotations

from screener.ledger.columns import Table, text, timestamp

TABLE = Table(
    "attendance",
    "考勤",
    "attendance",
    (
        text("person_id", "人员编号", "person", refers="people.person_id"),
        timestamp("arrived_at", "到岗时间", "arrived at"),
        timestamp("left_at", "离岗时间", "left at", nullable=True),
    ),
    supplementary=True,
)
