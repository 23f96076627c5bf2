"""The table `authorisations` of the ledger: 授权签字人领域, authorised signatories' fields."""

from __future__ import annotations

from screener.ledger.columns import Table, date, text

TABLE = Table(
    "authorisations",
    "授权签字人领域",
    "authorised signatories' fields",
    (
        text("person_id", "人员编号", "person", refers="people.person_id"),
        text("domain", "领域", "domain"),
        date("valid_from", "授权日", "in force from"),
        date("valid_to", "有效至", "in force to", nullable=True),
    ),
)
