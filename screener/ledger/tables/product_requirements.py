"""The table `product_requirements` of the ledger: 产品必检参数, parameters a product must be tested for."""

from __future__ import annotations

from screener.ledger.columns import Table, text

TABLE = Table(
    "product_requirements",
    "产品必检参数",
    "parameters a product must be tested for",
    (
        text("product", "产品", "product"),
        text("parameter", "参数", "parameter"),
    ),
    key=("product", "parameter"),
)
