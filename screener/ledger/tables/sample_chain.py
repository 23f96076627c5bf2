"""The table `sample_chain` of the ledger: 样品流转, hands a sample went through."""

from __future__ import annotations

from screener.ledger.columns import Table, integer, text, timestamp

TABLE = Table(
    "sample_chain",
    "样品流转",
    "hands a sample went through",
    (
        text("uscc", "所属机构", "institution", refers="institutions.uscc"),
        text("sample_no", "样品编号", "sample number"),
        integer("step", "流转序号", "step", minimum=1),
        timestamp("handed_at", "交接时间", "handed over at"),
        text("given_by", "交出人", "given by", nullable=True),
        text("taken_by", "接收人", "taken by", nullable=True),
    ),
    key=("uscc", "sample_no", "step"),
    supplementary=True,
)
