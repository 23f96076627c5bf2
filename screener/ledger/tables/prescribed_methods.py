"""The table `prescribed_methods` of the ledger: 产品规定方法, methods that a product must be tested by."""

from __future__ import annotations

from screener.ledger.columns import Table, text

TABLE = Table(
    "prescribed_methods",
    "产品规定方法",
    "methods a product must be tested by",
    (
        text("product", "产品", "product"),
        text("parameter", "参数", "parameter"),
        text("method", "方法", "method"),
    ),
    key=("product", "parameter", "method"),
    supplementary=True,
)
