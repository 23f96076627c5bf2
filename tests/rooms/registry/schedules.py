"""Schedules of a body as they come with its certificate: capabilities, signatories, instruments, staff."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import docx
import openpyxl

NUMBER, SITE = "210512340011", "云川区铁西街道创业路116号"
CAPABILITIES: tuple[tuple[object, ...], ...] = (
    ("批准云川华衡建材检测有限公司资质认定项目及限制范围",),
    (f"证书编号：{NUMBER}　批准日期：2021年4月1日　有效期至：2027年3月31日",),
    (f"检验检测场所地址：{SITE}",),
    (
        "序号",
        "类别（产品/项目/参数）",
        "产品/项目/参数",
        "",
        "依据的标准（方法）名称及编号（含年号）",
        "限制范围",
        "说明",
    ),
    ("", "", "序号", "名称", "", "", ""),
    ("一", "建筑材料"),
    (1, "水泥", "1.1", "抗压强度", "《水泥胶砂强度检验方法（ISO法）》GB/T 17671-2021"),
    ("", "", "1.2", "凝结时间", "《水泥标准稠度用水量、凝结时间检验方法》\nGB/T 1346—2011", "", "扩项"),
    ("", "", "", "", "《通用硅酸盐水泥》GB 175-2007", "只做：普通水泥"),
    (2, "混凝土", "2.1", "抗渗性能", "GB/T 50082-2009; JGJ/T 193-2009"),
    ("", "", "2.2", "氯离子含量", "GB/T 50344-2019", "", "取消"),
    ("", "", "2.3", "外观"),
    ("", "", "2.4", "碳化", "GB/T 50082"),
    ("", "", "2.5", "配合比", "《普通混凝土配合比设计作业指导书》"),
    ("以下空白",),
    ("第1页 共1页",),
)
MERGED = ("A1:G1", "A2:G2", "A3:G3", "A4:A5", "B4:B5", "C4:D4", "E4:E5", "F4:F5", "G4:G5", "A7:A9", "B7:B9")
SIGNATORIES = (
    ("授权签字人一览表",),
    ("序号", "姓名", "职务/职称", "批准授权签字领域", "批准日期"),
    (1, "周立", "技术负责人/高工", "建设工程", "2021-04-01"),
    (2, "吴敏", "主任", "建筑材料", "2021.4.1"),
    (3, "吴敏", "主任", "建筑材料", "2021.4.1"),
)
INSTRUMENTS = (
    ("仪器设备（标准物质）配置一览表",),
    (
        "序号",
        "设备名称",
        "型号规格",
        "设备编号",
        "出厂编号",
        "检定/校准日期",
        "有效期至",
        "检定/校准结果",
        "存放地点",
    ),
    (1, "压力试验机", "YAW-2000", "YQ-001", "20190311", "2021-05-10", "2022-05-09", "合格", "力学室"),
    (2, "抗渗仪", "HP-4.0", "YQ-002", "", "2021-13-01", "2022.5.9", "不合格"),
    (3, "卷尺"),
    (4, "烘箱", "101-2", "YQ-004", "", "2022-05-10", "2021-05-09", "合格"),
)
STAFF = (
    ("序号", "姓名", "岗位", "身份证号", "入职时间"),
    (1, "周立", "技术负责人", "", "2015-03-01"),
    (2, "", "检测员"),
)
# Sheet, row and text of what is planted.
FAULTS = (
    ("能力附表", 11, "取消"),
    ("能力附表", 12, "外观"),
    ("能力附表", 13, "GB/T 50082"),
    ("授权签字人", 5, "吴敏"),
    ("设备", 4, "2021-13-01"),
    ("设备", 5, "卷尺"),
    ("设备", 6, "2021-05-09"),
    ("人员", 3, "2、检测员"),
)


def workbook() -> bytes:
    """All four in one workbook."""
    made: Any = openpyxl.Workbook()
    made.remove(made.active)
    for title, rows in (
        ("能力附表", CAPABILITIES),
        ("授权签字人", SIGNATORIES),
        ("设备", INSTRUMENTS),
        ("人员", STAFF),
    ):
        sheet = made.create_sheet(title)
        for at, row in enumerate(rows, start=1):
            for column, value in enumerate(row, start=1):
                if value != "":
                    sheet.cell(at, column, value)
    for place in MERGED:
        made["能力附表"].merge_cells(place)
    held = io.BytesIO()
    made.save(held)
    return held.getvalue()


def document(*, cut: int = 9) -> bytes:
    """The capabilities as a document whose table goes on, without its header, in a second one."""
    made = docx.Document()
    for row in CAPABILITIES[:3]:
        made.add_paragraph(str(row[0]))
    _table(made, CAPABILITIES[3:cut])
    made.add_paragraph("（续）")
    _table(made, CAPABILITIES[cut:-2])
    held = io.BytesIO()
    made.save(held)
    return held.getvalue()


def _table(made: docx.document.Document, rows: Sequence[Sequence[object]]) -> None:
    table = made.add_table(rows=len(rows), cols=7)
    for at, row in enumerate(rows):
        for column, value in enumerate(row):
            table.cell(at, column).text = str(value)
