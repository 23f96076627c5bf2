"""The table `results` of the ledger: 检验检测结果, results."""

from __future__ import annotations

from screener.ledger.columns import Table, integer, number, text, timestamp

TABLE = Table(
    "results",
    "检验检测结果",
    "results",
    (
        text("result_id", "结果标识", "result"),
        text("report_id", "报告标识", "report", refers="reports.report_id"),
        text("parameter", "参数", "parameter"),
        text("method", "方法", "method"),
        text("instrument_id", "设备编号", "instrument", nullable=True, refers="instruments.instrument_id"),
        text("operator_id", "检测人员", "operator", nullable=True, refers="people.person_id"),
        timestamp("started_at", "开始时间", "started at", nullable=True),
        timestamp("ended_at", "结束时间", "ended at", nullable=True),
        integer("replicate", "平行号", "replicate", minimum=1),
        number("value", "检测值", "value", nullable=True),
        integer("decimals", "小数位数", "decimals as printed", nullable=True, minimum=0),
        text("unit", "计量单位", "measurement unit", nullable=True),
        number("limit_low", "下限", "lower limit", nullable=True),
        number("limit_high", "上限", "upper limit", nullable=True),
        text("raw_record", "原始记录", "raw record", nullable=True),
    ),
    key=("result_id",),
    required=True,
)
