"""The table `people` of the ledger: 人员, staff."""

from __future__ import annotations

from screener.ledger.columns import Table, date, text

TABLE = Table(
    "people",
    "人员",
    "staff",
    (
        text("person_id", "人员编号", "person"),
        text("uscc", "所属机构", "institution", refers="institutions.uscc"),
        date("employed_from", "入职日", "employed from"),
        date("employed_to", "离职日", "employed to", nullable=True),
        text("identity", "身份密文", "keyed hash of the identity number", nullable=True),
    ),
    key=("person_id",),
)
