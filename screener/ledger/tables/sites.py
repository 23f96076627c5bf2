"""The table `sites` of the ledger: 检验检测场所, places of work."""

from __future__ import annotations

from screener.ledger.columns import Table, text

TABLE = Table(
    "sites",
    "检验检测场所",
    "places of work",
    (
        text("site_id", "场所编号", "site"),
        text("uscc", "所属机构", "institution", refers="institutions.uscc"),
        text("division", "行政区划", "division"),
        text("address", "地址", "address", nullable=True),
    ),
    key=("site_id",),
)
