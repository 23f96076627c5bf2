"""The table `instruments` of the ledger: 仪器设备, instruments."""

from __future__ import annotations

from screener.ledger.columns import Table, flag, integer, text

TABLE = Table(
    "instruments",
    "仪器设备",
    "instruments",
    (
        text("instrument_id", "设备编号", "instrument"),
        text("uscc", "所属机构", "institution", refers="institutions.uscc"),
        text("site_id", "场所编号", "site", refers="sites.site_id"),
        text("name", "设备名称", "name"),
        integer("capacity", "可同时进行的试验数", "tests it can run at once", minimum=1),
        flag("portable", "是否便携", "portable"),
        text("serial_no", "出厂编号", "maker's serial number", nullable=True),
    ),
    key=("instrument_id",),
)
