"""The table `methods` of the ledger: 方法参考库, reference of methods."""

from __future__ import annotations

from screener.ledger.columns import Table, date, integer, number, text

TABLE = Table(
    "methods",
    "方法参考库",
    "reference of methods",
    (
        text("method", "方法", "method"),
        text("parameter", "参数", "parameter"),
        number("min_minutes", "最短分钟数", "shortest duration in minutes", nullable=True),
        date("superseded_on", "被替代日", "superseded on", nullable=True),
        integer("min_age_days", "最小龄期（日）", "least age in days", nullable=True),
        integer("max_age_days", "最大龄期（日）", "greatest age in days", nullable=True),
    ),
    key=("method", "parameter"),
)
