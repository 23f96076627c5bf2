"""The table `reports` of the ledger: 检验检测报告, reports."""

from __future__ import annotations

from screener.ledger.columns import Table, choice, date, flag, text, timestamp

TABLE = Table(
    "reports",
    "检验检测报告",
    "reports",
    (
        text("report_id", "报告标识", "report"),
        text("report_no", "报告编号", "report number"),
        text("uscc", "机构", "institution", refers="institutions.uscc"),
        text("site_id", "场所编号", "site", refers="sites.site_id"),
        text("domain", "领域", "domain"),
        text("product", "产品", "product"),
        text("sample_no", "样品编号", "sample number"),
        date("sampled_on", "抽样或制样日", "sampled on", nullable=True),
        timestamp("received_at", "收样时间", "received at"),
        timestamp("issued_at", "签发时间", "issued at"),
        text("signatory_id", "授权签字人", "signatory", nullable=True, refers="people.person_id"),
        flag("cma_marked", "是否加盖资质认定标志", "bears the CMA mark"),
        choice("conclusion", "结论", "conclusion", "pass", "fail", "none"),
        text(
            "replaces",
            "更正的报告",
            "report that this one corrects",
            nullable=True,
            refers="reports.report_id",
        ),
    ),
    key=("report_id",),
    required=True,
)
