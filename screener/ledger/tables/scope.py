"""The table `scope` of the ledger: 资质认定能力, approved capabilities."""

from __future__ import annotations

from screener.ledger.columns import Table, date, text

TABLE = Table(
    "scope",
    "资质认定能力",
    "approved capabilities",
    (
        text("certificate_no", "证书编号", "certificate", refers="certificates.certificate_no"),
        text("site_id", "场所编号", "site", refers="sites.site_id"),
        text("parameter", "参数", "parameter"),
        text("method", "方法", "method"),
        date("valid_from", "批准日", "in force from"),
        date("valid_to", "有效至", "in force to", nullable=True),
    ),
)
