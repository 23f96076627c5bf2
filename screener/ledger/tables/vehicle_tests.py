"""The table `vehicle_tests` of the ledger: 机动车检验, tests of vehicles."""

from __future__ import annotations

from screener.ledger.columns import Table, integer, number, text, timestamp

TABLE = Table(
    "vehicle_tests",
    "机动车检验",
    "tests of vehicles",
    (
        text("report_id", "报告标识", "report", refers="reports.report_id"),
        text("vin", "车辆识别代号", "vehicle identification number"),
        integer("attempt", "检验次数", "which attempt it was", minimum=1),
        timestamp("tested_at", "检验时间", "tested at", nullable=True),
        text("cal_id", "标定识别码", "calibration identification (CAL ID)", nullable=True),
        text("cvn", "标定验证码", "calibration verification number (CVN)", nullable=True),
        number("rated_power", "检验用额定功率（千瓦）", "rated power as tested, kW", nullable=True),
        number("registered_power", "登记功率（千瓦）", "power as registered, kW", nullable=True),
    ),
    key=("report_id",),
    supplementary=True,
)
