"""The table `invoices` of the ledger: 开票记录, what was charged for reports."""

from __future__ import annotations

from screener.ledger.columns import Table, date, integer, number, text

TABLE = Table(
    "invoices",
    "开票记录",
    "what was charged for reports",
    (
        text("uscc", "所属机构", "institution", refers="institutions.uscc"),
        text("invoice_no", "发票号码", "invoice number"),
        integer("line", "发票行号", "line of the invoice", minimum=1),
        date("issued_on", "开票日期", "date of the invoice", nullable=True),
        text("report_no", "报告编号", "report number", nullable=True),
        number("amount", "金额（元，红字为负）", "amount in yuan, negative where given back", nullable=True),
    ),
    key=("uscc", "invoice_no", "line"),
    supplementary=True,
)
