"""What the visits of the demonstration are about: whom, why, when, what is looked at and what was found there."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

Day = dt.date


@dataclass(frozen=True)
class Told:
    """How a finding is put into words; `end` is how far it came: drafted, established or withdrawn."""

    what: str
    conduct: str
    since: Day
    until: Day
    reports: tuple[str, ...] = ()
    end: str = "established"


@dataclass(frozen=True)
class Line:
    """One item with its answer, if it has one by now."""

    question: str
    how: str = ""
    answer: str = ""
    note: str = ""
    report: str = ""
    finding: Told | None = None


@dataclass(frozen=True)
class Going:
    """One visit; `end` is how far it came: planned, under way, concluded or called off."""

    institution: str
    kind: str
    day: Day
    purpose: str
    domain: str
    end: str
    lines: tuple[Line, ...]
    why: str = ""


LOG = Line("抗渗仪 YQ-0117 的运行日志与报告时间一致", "在仪器面板“历史”中翻到 4 月，拍全每一屏。")
SEAL = Line("资质认定标志的使用与证书有效期一致", "抽 5 份近期报告，核对签发日与证书有效期。")
TERMS = Line("检定校准在有效期内", "对照设备台账抽 8 台，逐台看标签和证书。")
SIGNATORY = Line("报告由授权签字人在其领域内签发", "抽 10 份报告，对照授权文件。")
RAW = Line("报告能追溯到原始记录", "按编号取原始记录，缺一份记一份。", report="FX-2022-0318")

TRIPS: tuple[Going, ...] = (
    Going(
        "云川华衡建材检测有限公司",
        "lead",
        Day(2022, 6, 20),
        "核对抗渗仪的运行日志、检定和原始记录",
        "building_materials",
        "under_way",
        (
            Line(
                LOG.question,
                LOG.how,
                "confirmed",
                "4月11日至17日日志为空，报告 HH-2022-0457 的试验时间落在其中。",
                finding=Told("", "", Day(2022, 4, 11), Day(2022, 4, 17), end="new"),
            ),
            Line(
                TERMS.question,
                TERMS.how,
                "explained",
                "抽 8 台，标签和证书一致；压力试验机已送检，停用标识在位。",
            ),
            Line("抗渗试模数量够做已报告的组数", "数试模和座，对照当月报告的组数。"),
            Line(RAW.question, RAW.how, report="HH-2022-0457"),
            SIGNATORY,
        ),
    ),
    Going(
        "云川清源食品检验有限公司",
        "random",
        Day(2022, 6, 20),
        "双随机抽取的检查",
        "food",
        "planned",
        (SEAL, Line("样品存放温度有记录", "看冷藏柜的温度记录，与样品登记对照。"), SIGNATORY),
    ),
    Going(
        "云川坚石防水材料检测有限公司",
        "campaign",
        Day(2022, 6, 17),
        "证书到期后是否仍在出具报告",
        "building_materials",
        "planned",
        (SEAL, Line("5月13日以后没有接收样品", "看收样登记和收费票据。")),
    ),
    Going(
        "云川中鼎工程检测有限公司",
        "campaign",
        Day(2022, 6, 22),
        "专项行动全覆盖检查",
        "construction",
        "planned",
        (TERMS, SIGNATORY, Line(RAW.question, RAW.how, report="ZD-2022-0096")),
    ),
    Going(
        "云川中谱碳核查有限公司",
        "campaign",
        Day(2022, 6, 24),
        "专项行动全覆盖检查",
        "carbon_verification",
        "planned",
        (Line("核查报告能追溯到现场记录", "抽 2 份核查报告，要现场照片和访谈记录。"),),
    ),
    Going(
        "云川安居建材检测有限公司",
        "campaign",
        Day(2022, 6, 16),
        "专项行动全覆盖检查",
        "building_materials",
        "concluded",
        (
            Line(TERMS.question, TERMS.how, "explained", "抽 8 台，全部在有效期内。"),
            Line(SIGNATORY.question, SIGNATORY.how, "explained", "抽 10 份，签字人与授权领域一致。"),
        ),
    ),
    Going(
        "云川恒基建筑材料检验有限公司",
        "campaign",
        Day(2022, 6, 14),
        "专项行动全覆盖检查",
        "building_materials",
        "concluded",
        (
            Line(
                RAW.question,
                RAW.how,
                "confirmed",
                "FX-2022-0318 没有原始记录，检测人员说“记在电脑里”，电脑中也没有。",
                report="FX-2022-0318",
                finding=Told(
                    "报告 FX-2022-0318 没有原始记录，电脑和纸质档案中均未找到。",
                    "U4",
                    Day(2022, 3, 18),
                    Day(2022, 3, 18),
                    ("FX-2022-0318",),
                    end="drafted",
                ),
            ),
            Line(
                "水泥养护箱温度记录连续",
                "看 5 月的温湿度记录曲线。",
                "confirmed",
                "5月8日记录缺 3 小时。",
                finding=Told(
                    "5月8日 2 时至 5 时养护箱没有温湿度记录。",
                    "MANAGEMENT",
                    Day(2022, 5, 8),
                    Day(2022, 5, 8),
                    end="withdrawn",
                ),
            ),
        ),
    ),
    Going(
        "云川洁诺口罩检测有限公司",
        "look_back",
        Day(2022, 6, 10),
        "回头看：上次整改是否保持",
        "medical_protection",
        "called_off",
        (Line("颗粒过滤仪的期间核查按计划做", "看期间核查记录。"),),
        why="机构所在园区临时封控，改期另行安排。",
    ),
    Going(
        "云川禾信食品检测有限公司",
        "campaign",
        Day(2022, 6, 8),
        "专项行动全覆盖检查",
        "food",
        "concluded",
        (
            Line(SEAL.question, SEAL.how, "explained", "5 份报告签发日均在有效期内。"),
            Line(
                "农残标准物质在有效期内",
                "看标准物质台账和柜内实物。",
                "explained",
                "过期的 2 支已隔离，有销毁计划。",
            ),
            Line(
                RAW.question,
                RAW.how,
                "not_found",
                "档案室钥匙在外出人员手中，当日未能打开。",
                report="HX-2022-0205",
            ),
        ),
    ),
    Going(
        "云川康护用品检测有限公司",
        "campaign",
        Day(2022, 6, 2),
        "专项行动全覆盖检查",
        "protective_equipment",
        "concluded",
        (
            Line(
                "报告的项目在批准的能力范围内",
                "抽 10 份报告，逐项对照能力附表。",
                "confirmed",
                "KH-2022-0131 的“视窗透光率”不在能力附表中，报告加盖了资质认定标志。",
                report="KH-2022-0131",
                finding=Told(
                    "报告 KH-2022-0131 中“视窗透光率”一项不在批准的能力范围内，报告加盖了资质认定标志。",
                    "SCOPE",
                    Day(2022, 4, 26),
                    Day(2022, 4, 26),
                    ("KH-2022-0131",),
                ),
            ),
            Line(SIGNATORY.question, SIGNATORY.how, "explained", "抽 10 份，签字人与授权领域一致。"),
        ),
    ),
    Going(
        "云川通达罐体检验有限公司",
        "campaign",
        Day(2022, 5, 27),
        "专项行动全覆盖检查",
        "tank",
        "concluded",
        (
            Line(
                TERMS.question,
                TERMS.how,
                "confirmed",
                "超声测厚仪 TD-09 的校准 3月2日到期，标签未更换，之后仍有 6 份报告使用。",
                finding=Told(
                    "超声测厚仪 TD-09 的校准 3月2日到期，3月3日至 5月20日仍用于 6 份报告；结果是否有误待复核。",
                    "U2",
                    Day(2022, 3, 3),
                    Day(2022, 5, 20),
                    ("TD-2022-0041", "TD-2022-0058"),
                ),
            ),
        ),
    ),
)
