"""Guesses which column of the format somebody's own header means, for a person to confirm."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from screener.ledger.filled.naming import column_called, squeezed
from screener.ledger.tables import TABLES

LEAST = 0.6
#: What laboratories call them.
SPOKEN: dict[str, tuple[str, ...]] = {
    "report_no": ("报告号", "单号", "证书编号", "报告编码", "report no"),
    "report_id": ("报告号", "单号", "报告编号", "报告编码", "report no"),
    "sample_no": ("样品号", "样品编码", "样号", "sample id"),
    "product": ("样品名称", "产品名称", "样品", "物品名称"),
    "parameter": ("检测项目", "检验项目", "项目", "参数名称", "检测参数", "item", "test item"),
    "method": ("检测依据", "检验依据", "依据", "标准", "方法标准", "检测方法", "standard"),
    "value": ("检测结果", "检验结果", "结果", "实测值", "测定值", "结果值", "result"),
    "unit": ("单位", "量纲"),
    "instrument_id": ("仪器编号", "仪器设备编号", "设备", "仪器", "instrument"),
    "operator_id": ("检测员", "检验员", "主检", "检测人", "试验员", "analyst"),
    "signatory_id": ("签发人", "批准人", "批准", "approved by"),
    "received_at": ("收样日期", "接样时间", "来样时间", "收样", "received"),
    "issued_at": ("签发日期", "报告日期", "发布日期", "出具日期", "issued"),
    "sampled_on": ("抽样日期", "采样日期", "制样日期", "取样日期"),
    "started_at": ("检测开始时间", "试验开始", "开始", "start"),
    "ended_at": ("检测结束时间", "试验结束", "完成时间", "结束", "end"),
    "replicate": ("次数", "平行", "序次"),
    "conclusion": ("判定", "检验结论", "单项判定", "检测结论"),
    "limit_low": ("标准下限", "最小值", "指标下限"),
    "limit_high": ("标准上限", "最大值", "指标上限"),
    "raw_record": ("原始记录编号", "记录编号"),
    "serial_no": ("出厂号",),
    "name": ("名称", "单位名称"),
    "uscc": ("信用代码", "机构代码"),
}


def guessed(table: str, headers: Sequence[str]) -> list[str]:
    """Our column by each header, each at most once, "" where nothing is near."""
    found = [column_called(table, word) for word in headers]
    near = sorted(
        ((_nearness(table, name, word), place, name) for name in TABLES[table].by_name
         for place, word in enumerate(headers[:MOST]) if not found[place]),
        key=lambda one: (-one[0], one[1]),
    )  # fmt: skip
    for score, place, name in near:
        if score >= LEAST and not found[place] and name not in found:
            found[place] = name
    return found


MOST = 200  # headers that are compared


def likely_table(headers: Sequence[str]) -> str:
    """The table whose columns are nearest to a header."""
    return max(TABLES, key=lambda table: sum(bool(one) for one in guessed(table, headers)))


def _nearness(table: str, name: str, word: str) -> float:
    column = TABLES[table].by_name[name]
    words = (column.zh, *SPOKEN.get(name, ()))
    told = squeezed(word)
    if not told:
        return 0
    if any(told == squeezed(one) for one in words):
        return 2
    return max(SequenceMatcher(None, told, squeezed(one)).ratio() for one in words)
