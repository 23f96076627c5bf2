"""The table `institutions` of the ledger: 检验检测机构, inspection bodies."""

from __future__ import annotations

from screener.ledger.columns import Table, choice, text

TABLE = Table(
    "institutions",
    "检验检测机构",
    "inspection bodies",
    (
        text("uscc", "统一社会信用代码", "unified social credit code"),
        text("name", "机构名称", "name"),
        choice("kind", "机构性质", "kind of body", "public_institution", "enterprise", "other"),
        text("home_division", "登记地行政区划", "division of registration"),
    ),
    key=("uscc",),
    required=True,
)
