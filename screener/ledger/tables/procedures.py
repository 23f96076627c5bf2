"""The table `procedures` of the ledger: 方法规程参考库, reference of what a method demands of a test."""

from __future__ import annotations

from screener.ledger.columns import Table, integer, number, text

TABLE = Table(
    "procedures",
    "方法规程参考库",
    "reference of what a method demands",
    (
        text("method", "方法", "method"),
        text("parameter", "参数", "parameter"),
        integer("min_replicates", "最少平行数", "fewest replicates", nullable=True),
        number("temperature_low", "温度下限", "lowest temperature", nullable=True),
        number("temperature_high", "温度上限", "highest temperature", nullable=True),
        number("humidity_low", "湿度下限", "lowest humidity", nullable=True),
        number("humidity_high", "湿度上限", "highest humidity", nullable=True),
    ),
    key=("method", "parameter"),
    supplementary=True,
)
