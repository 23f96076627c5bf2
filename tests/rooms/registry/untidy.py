"""Rosters as untidy as those of offices, made from a seed as real files, with the truth beside them."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from tests.rooms.registry.untidy_cells import ANSWERS, CELLS, Written, blank, contact_and_phone
from tests.rooms.registry.untidy_files import Sheet, write

KINDS = ("xlsx", "xls", "et", "utf-8.csv", "utf-8-sig.csv", "gb18030.csv", "docx")
# Words of headers, many of which stand in no table: what offices call a column has no end.
HEADS = {
    field: tuple(words.split(" | "))
    for field, words in {
        "name": "机构名称 | 检验检测机构名称 | 单位名称 | JGMC | 机构名称（全称） | "
        "机 构 名 称 | 检验检测机构全称 | 被检机构名称",
        "uscc": "统一社会信用代码 | 社会信用代码 | TYSHXYDM | 统一社会信用代码（18位） | 企业统一社会信用代码",
        "certificate": "资质认定证书编号 | 证书编号 | CMA证书编号 | ZZRDZSBH | 资质认定（CMA）证书编号 | 获证证书编号",
        "first_issued": "首次获证时间 | 首次发证日期 | 首次取得资质认定证书时间 | 首次 获证\n时间 | 初次获证年月日",
        "valid_to": "有效期至 | 证书有效期 | YXRQ | 资质认定证书有效期至 | 证书到期时间 | 有效期限（起止）",
        "contact": "联系人 | 联系人姓名 | LXR | 机构联系人 | 联 系 人 | 业务联系人姓名",
        "phone": "联系电话 | 联系方式 | LXDH | 手机号码 | 联系电话（手机） | 联系人手机号 | 固定电话/手机",
        "domains": "领域 | 检验检测领域 | 涉及领域 | 专业领域 | 主要检验检测领域 | 检测领域类别",
        "kind": "机构性质 | 单位性质 | 性质 | 机构属性 | 法人单位性质",
        "issued": "发证日期 | 证书发证时间 | 颁证日期 | 批准日期 | 本次发证日期",
        "address": "地址 | 检验检测场所地址 | 实验室地址 | 机构详细地址 | 检 测 地 址",
        "both": "联系人及电话 | 联系人及联系方式 | 联系人/联系电话 | 联系人（电话）",
    }.items()
}
EXTRA = (
    "法定代表人",
    "备注",
    "人员数量",
    "所属监管所",
    "电子邮箱",
    "发证机关",
    "设备台套数",
    "检查情况",
)
PAIRS = {  # two levels: the word above, and the two below
    ("certificate", "valid_to"): ("资质认定证书", "编号", "有效期至"),
    ("first_issued", "valid_to"): ("资质认定证书", "首次发证日期", "有效期"),
    ("contact", "phone"): ("联系人", "姓名", "电话"),
}
TITLES = ("云川区检验检测机构名录", "2022年辖区检验检测机构基本情况统计表", "检验检测机构摸底排查台账")
NOTES = (
    "填报单位：云川区市场监督管理局　　填报日期：2022年5月10日",
    "单位：家",
    "（此表请于5月15日前报质量计量标准化室）",
)
GROUPS = ("一、建筑工程类", "（二）环境监测类", "城关市场监管所", "食品检测机构（3家）")
SIGNED = (
    ["填表人：韩雪", "", "审核人：王黎明", "单位（盖章）："],
    ["填表人", "韩雪", "审核人", "王黎明"],
    ["制表：李娜", "", "负责人签字：", ""],
    ["", "填报人：田野　审核人：包志刚　联系电话：0477-8300000"],
    ["", "", "云川区市场监督管理局", ""],
    ["", "", "2022年5月10日", ""],
)


@dataclass
class Truth:
    """What must be read of a file: entries as the command writes them, and faults as (sheet, row, text)."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    faults: list[tuple[str | None, int | None, str]] = field(default_factory=list)


@dataclass
class _List:
    """One list while it is made: where its columns stand, and the sheet it goes to."""

    rng: Random
    sheet: Sheet
    truth: Truth
    columns: list[str]
    first: int
    above: dict[str, Written] = field(default_factory=dict)

    def head(self) -> None:
        """The header, of one level or two."""
        words = [self._words(column) for column in self.columns]
        pair = next((one for one in PAIRS if _beside(self.columns, one)), None)
        if pair is None or self.rng.random() < 0.5:
            self.sheet.add(self._placed(words))
            return
        above, *below = PAIRS[pair]
        at = self.columns.index(pair[0])
        upper = [*words[:at], above, "", *words[at + 2 :]]
        row = len(self.sheet.rows)
        self.sheet.add(self._placed(upper))
        self.sheet.add(
            self._placed(["" if n not in (at, at + 1) else below[n - at] for n in range(len(words))])
        )
        self.sheet.merged.append((row, self.first + at, row, self.first + at + 1))
        for n in range(len(words)):
            if n not in (at, at + 1):
                self.sheet.merged.append((row, self.first + n, row + 1, self.first + n))

    def _words(self, column: str) -> str:
        return self.rng.choice(HEADS[column]) if column in HEADS else column

    def _placed(self, cells: list[Any]) -> list[Any]:
        return [""] * self.first + cells

    def body(self, number: int) -> None:
        """A line, its truth, its faults."""
        told: dict[str, Written] = {}
        cells: list[Any] = []
        for column in self.columns:
            if column == "both":
                told["contact"], told["phone"] = contact_and_phone(self.rng, number)
                cells.append(told["contact"].cell)
            elif column in CELLS:
                told[column] = self._cell(column, number)
                cells.append(told[column].cell)
            else:
                cells.append(
                    number if column == "序号" else self.rng.choice(["", "无", "正常", "云川大街5号", 12])
                )
        row = self.sheet.add(self._placed(cells))
        self.truth.rows.append(_entry(told, self.sheet.name, row))
        self.truth.faults += [(self.sheet.name, row, one.fault) for one in told.values() if one.fault]

    def _cell(self, column: str, number: int) -> Written:
        """One cell: something, nothing, or 同上 of the line above."""
        roll, above = self.rng.random(), self.above.get(column)
        if column != "name" and roll < 0.08:
            made = blank(self.rng, column)
        elif (
            column in {"contact", "phone", "valid_to"}
            and roll > 0.96
            and above
            and above.truth
            and not above.fault
        ):
            mark = self.rng.choice(["同上", "〃", "同 上"])
            return Written(mark, above.truth, "".join(mark.split()))
        else:
            made = CELLS[column](self.rng, number)
        self.above[column] = made
        return made

    def aside(self) -> None:
        """Between the lines: blank rows, the header once more, a group's heading, a sum."""
        roll = self.rng.random()
        width = len(self.columns)
        if roll < 0.25:
            self.sheet.add([])
        elif roll < 0.45:
            self.head()
        elif roll < 0.7:
            row = self.sheet.add(self._placed([self.rng.choice(GROUPS)])) - self.sheet.before - 1
            if self.rng.random() < 0.6:
                self.sheet.merged.append((row, self.first, row, self.first + width - 1))
        else:
            said = self.rng.choice(["小计", "小计：3家", "合 计", "本页小计", "食品类小计"])
            self.sheet.add(self._placed([said, self.rng.choice(["", "3", 3.0, "3家"])][:width]))

    def foot(self) -> None:
        """Below the lines: a total, notes, signatures."""
        if self.rng.random() < 0.5:
            self.sheet.add(
                self._placed(
                    [
                        self.rng.choice(["合计", "总计", "合　计", "共计12家"]),
                        self.rng.choice(["12家", 12.0, ""]),
                    ]
                )
            )
        if self.rng.random() < 0.3:
            self.sheet.add(self._placed(["注：1.以上数据截至2022年5月；2.领域按证书附表填写。"]))
        if self.rng.random() < 0.6:
            self.sheet.add(self.rng.choice(SIGNED))


def _beside(columns: list[str], pair: tuple[str, str]) -> bool:
    return pair[0] in columns and columns[columns.index(pair[0]) + 1 :][:1] == [pair[1]]


def _entry(told: dict[str, Written], sheet: str | None, row: int) -> dict[str, Any]:
    entry: dict[str, Any] = dict.fromkeys(
        ("uscc", "first_issued_on", "issued_on", "valid_to", "contact", "phone", "kind", "address")
    )
    entry |= {"certificate_numbers": [], "domains": []}
    entry |= {ANSWERS.get(column, column): written.truth for column, written in told.items()}
    return entry | {"sheet": sheet, "row": row}


def untidy(path: Path, seed: int, kind: str) -> Truth:
    """Write a roster of a kind to the path and tell what must be read of it."""
    rng, truth = Random(seed), Truth()  # noqa: S311 - a roster that a seed makes again, no secret
    sheets = []
    most = 1 if kind.endswith("csv") else rng.choice([1, 1, 2, 3])
    for number in range(1, most + 1):
        name = None if kind.endswith("csv") else f"table {number}" if kind == "docx" else f"表{number}"
        sheets.append(_sheet(rng, Sheet(name), truth))
    if kind in {"xlsx", "xls", "et"} and rng.random() < 0.3:
        sheets.append(_explained())
    if kind == "xlsx" and rng.random() < 0.3:
        sheets.append(_sheet(rng, Sheet("旧表", hidden=True), Truth()))
        truth.faults.append(("旧表", None, ""))
    write(path, sheets, kind, rng)
    return truth


def _explained() -> Sheet:
    """A sheet of words, which is no list."""
    sheet = Sheet("填表说明")
    for text in (
        "填表说明",
        "一、机构名称应与资质认定证书一致。",
        "二、领域按证书附表填写，联系电话填手机号码。",
    ):
        sheet.add([text])
    return sheet


def _sheet(rng: Random, sheet: Sheet, truth: Truth) -> Sheet:
    columns = _columns(rng)
    first = rng.choice([0, 0, 0, 1])
    made = _List(rng, sheet, truth, columns, first)
    for texts, chance in ((TITLES, 0.8), (NOTES, 0.5)):
        if rng.random() < chance:
            row = sheet.add([rng.choice(texts)]) - sheet.before - 1
            sheet.merged.append((row, 0, row, first + len(columns) - 1))
    if rng.random() < 0.2:
        sheet.add([])
    made.head()
    for number in range(1, rng.randint(4, 14)):
        made.body(number)
        if rng.random() < 0.12:
            made.aside()
    made.foot()
    return sheet


def _columns(rng: Random) -> list[str]:
    wanted = [
        one
        for one in (
            *("uscc", "kind", "domains", "certificate", "first_issued", "issued", "valid_to", "address"),
        )
        if rng.random() < 0.75
    ]
    wanted += rng.choice([["contact", "phone"], ["contact", "phone"], ["both"], ["phone"], []])
    if rng.random() < 0.3:
        rng.shuffle(wanted)
    columns = ["name", *(wanted or ["domains"])]
    for extra in rng.sample(EXTRA, rng.choice([0, 1, 1, 3])):
        columns.insert(rng.randint(1, len(columns)), extra)
    return ["序号", *columns] if rng.random() < 0.8 else columns
