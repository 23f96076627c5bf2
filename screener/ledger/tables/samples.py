"""The table `samples` of the ledger: 样品登记, register of samples."""

from __future__ import annotations

from screener.ledger.columns import Table, text, timestamp

TABLE = Table(
    "samples",
    "样品登记",
    "register of samples",
    (
        text("uscc", "所属机构", "institution", refers="institutions.uscc"),
        text("sample_no", "样品编号", "sample number"),
        text("product", "登记的产品", "product as registered", nullable=True),
        timestamp("registered_at", "登记时间", "registered at", nullable=True),
        timestamp("disposed_at", "处置时间", "returned or destroyed at", nullable=True),
    ),
    key=("uscc", "sample_no"),
    supplementary=True,
)
