"""The table `certificates` of the ledger: 资质认定证书, CMA certificates."""

from __future__ import annotations

from screener.ledger.columns import Table, date, text

TABLE = Table(
    "certificates",
    "资质认定证书",
    "CMA certificates",
    (
        text("certificate_no", "证书编号", "certificate number"),
        text("uscc", "持证机构", "institution", refers="institutions.uscc"),
        date("valid_from", "有效期自", "in force from"),
        date("valid_to", "有效期至", "in force to"),
        date("ended_on", "撤销注销日", "revoked or cancelled on", nullable=True),
    ),
    key=("certificate_no",),
)
