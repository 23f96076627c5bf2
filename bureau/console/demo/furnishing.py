"""What the demonstration adds to dossiers: one that is full, with gaps to see; and what waits for whom, until when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any, TypeVar

from django.urls import reverse

from bureau.people.models import Account
from bureau.registry import services
from bureau.registry.models import (
    Authorisation,
    Calibration,
    Capability,
    Certificate,
    EarlierRecord,
    Fact,
    Institution,
    Instrument,
    ManagementFact,
    Promise,
    Qualification,
    ReviewFinding,
    Staff,
    StatedReports,
)
from bureau.registry.models.staff import Employment
from bureau.registry.services.sources import Source
from bureau.reminders.services import add_due_date, notify

FULL = "云川华衡建材检测有限公司"
Day = dt.date
F = TypeVar("F", bound=Fact)
# Fields, what is tested, by which method, since when.
CAPABILITIES = (
    ("building_materials", "混凝土抗压强度", "GB/T 50081-2019", Day(2018, 9, 3)),
    ("building_materials", "混凝土抗水渗透", "GB/T 50082-2009", Day(2021, 6, 11)),
    ("building_materials", "水泥胶砂强度", "GB/T 17671-2021", Day(2018, 9, 3)),
    ("construction", "地基承载力", "JGJ 340-2015", Day(2021, 6, 11)),
)
# Who may sign, in which field, from when to when: nobody for building materials between the two.
SIGNATORIES = (
    ("授权签字人甲", "building_materials", Day(2018, 9, 3), Day(2022, 2, 7)),
    ("授权签字人乙", "building_materials", Day(2022, 4, 20), None),
    ("授权签字人丙", "construction", Day(2021, 6, 11), None),
)
# Instruments, each with its calibrations: one lapsed for weeks, one is out of date today.
INSTRUMENTS = (
    (
        "混凝土抗渗仪",
        "YQ-0117",
        "HP-4.0",
        ((Day(2021, 3, 19), Day(2022, 3, 18)), (Day(2022, 5, 9), Day(2023, 5, 8))),
    ),
    (
        "压力试验机",
        "YQ-0031",
        "YAW-2000",
        ((Day(2020, 5, 30), Day(2021, 5, 29)), (Day(2021, 5, 30), Day(2022, 5, 29))),
    ),
    ("水泥胶砂振实台", "YQ-0042", "ZS-15", ((Day(2021, 11, 1), Day(2022, 10, 31)),)),
)
# What it promised: the paper, the matter, the words, the day.
PROMISES = (
    ("application", "premises", "检测场所为自有厂房，面积 860 平方米，满足全部申请项目", Day(2018, 6, 20)),
    ("declaration", "instruments", "用于检测的仪器设备全部按期检定、校准，状态标识完整", Day(2021, 5, 8)),
    ("commitment", "staff", "授权签字人变更前办理变更手续，空缺期间不签发报告", Day(2021, 5, 8)),
)
# What the review team found: what, the clause, how it was corrected, on which day, accepted on which.
FINDINGS = (
    ("抗渗仪的期间核查没有记录", "4.4.3", "补做期间核查并修订作业指导书", Day(2021, 5, 28), Day(2021, 6, 4)),
    ("标准养护室温湿度记录有三日空缺", "4.3.4", "", None, None),
)
REVIEWED = Day(2021, 5, 18)
# What is so in its management system, since when.
MANAGEMENT = (
    ("audit", "2021 年度内部审核，不符合项 4 个，已关闭", Day(2021, 11, 22)),
    ("review", "2021 年度管理评审", Day(2021, 12, 17)),
    ("proficiency", "混凝土抗压强度能力验证，结果满意", Day(2021, 9, 10)),
)
STATED = (
    (2020, "building_materials", 3_214),
    (2021, "building_materials", 3_902),
    (2021, "construction", 388),
)
# From before this program: of what, when, how many, what about, the number of its document.
EARLIER = (
    ("inspection", Day(2021, 6, 17), 1, "2021年专项检查", ""),
    ("problem", Day(2021, 6, 17), 2, "一份报告缺原始记录；一台设备逾期未校准", ""),
    ("penalty", Day(2021, 8, 30), 1, "报告缺原始记录，责令限期改正，罚款一万元", "云川市监罚〔2021〕9号"),
    ("tip", Day(2021, 11, 2), 1, "", ""),
)
# What waits: whose, about which institution, what, why, until when.
DUE = (
    (
        "office",
        "云川坚石防水材料检测有限公司",
        "核实证书到期后是否仍在出具报告",
        "证书 5 月 13 日到期，组长交办",
        Day(2022, 6, 16),
    ),
    (
        "office",
        "云川河滨机动车检验有限公司",
        "督促提交换发的资质认定证书",
        "证书已到期，组长交办",
        Day(2022, 6, 17),
    ),
    ("office", FULL, "核对压力试验机的检定证书", "检定 5 月 29 日到期，档案里没有新证书", Day(2022, 6, 20)),
    (
        "office",
        "云川中鼎工程检测有限公司",
        "提醒申请延续资质认定证书",
        "证书 7 月 27 日到期，应提前三个月申请",
        Day(2022, 6, 24),
    ),
    (
        "office",
        "云川罐安危运装备检测有限公司",
        "问清证书有效期",
        "名录只写到月份，档案里没有到期日",
        Day(2022, 6, 27),
    ),
    (
        "office",
        "云川清源食品检验有限公司",
        "补正档案：营业场所租赁合同",
        "租赁合同今年 7 月到期",
        Day(2022, 7, 8),
    ),
    (
        "station2",
        "云川坚石防水材料检测有限公司",
        "到现场看是否仍在接收样品",
        "证书已到期，由监管所负责",
        Day(2022, 6, 21),
    ),
    ("station3", FULL, "现场核对抗渗仪铭牌和使用记录", "检定断档 51 天，期间仍在用", Day(2022, 6, 22)),
)


def furnish(accounts: dict[str, Account]) -> None:
    """Fill one dossier as an office would after a visit."""
    by = accounts["office"]
    institution = Institution.objects.get(name=FULL)
    certificate = Certificate.objects.standing().get(institution=institution)

    def put(fact: F) -> F:
        row: F = services.record_fact(fact=fact, by=by, source=Source("officer"))
        return row

    for domain, parameter, method, since in CAPABILITIES:
        put(
            Capability(
                institution=institution,
                certificate=certificate,
                domain=domain,
                parameter=parameter,
                method=method,
                valid_from=since,
            )
        )
    for name, domain, since, until in SIGNATORIES:
        person = Staff(name=name)
        put(Employment(institution=institution, person=person, post="授权签字人", valid_from=since))
        put(Qualification(institution=institution, person=person, what="高级工程师", valid_from=since))
        put(
            Authorisation(
                institution=institution, person=person, domain=domain, valid_from=since, valid_to=until
            )
        )
    for name, number, model, terms in INSTRUMENTS:
        instrument = put(Instrument(institution=institution, name=name, own_number=number, model=model))
        for since, until in terms:
            put(
                Calibration(
                    institution=institution,
                    instrument=instrument,
                    valid_from=since,
                    valid_to=until,
                    passed=True,
                )
            )
    _hold(institution, put)


def _hold(institution: Institution, put: Callable[[Any], object]) -> None:
    """What the institution is held to."""
    for sort, matter, what, since in PROMISES:
        put(Promise(institution=institution, sort=sort, matter=matter, what=what, valid_from=since))
    for what, clause, correction, corrected, accepted in FINDINGS:
        put(
            ReviewFinding(
                institution=institution,
                what=what,
                clause=clause,
                valid_from=REVIEWED,
                correction=correction,
                corrected_on=corrected,
                accepted_on=accepted,
            )
        )
    for aspect, what, since in MANAGEMENT:
        put(ManagementFact(institution=institution, aspect=aspect, what=what, valid_from=since))
    for year, domain, reports in STATED:
        put(StatedReports(institution=institution, year=year, domain=domain, reports=reports))
    for sort, on, count, what, number in EARLIER:
        put(
            EarlierRecord(
                institution=institution, sort=sort, valid_from=on, count=count, what=what, number=number
            )
        )


def hand_out(accounts: dict[str, Account]) -> None:
    """Give out what waits until a day, and tell the office of it."""
    leader = accounts["leader"]
    for username, name, title, why, due_on in DUE:
        institution = Institution.objects.get(name=name)
        add_due_date(
            subject=institution.reference,
            title=title,
            why=why,
            address=reverse("registry:institution", args=[institution.reference]),
            due_on=due_on,
            account=accounts[username],
            by=leader,
        )
    notify(
        account=accounts["office"],
        subject="annex",
        title="市局退回意见：请核对外省机构名单",
        why="第三部分与交通部门名单差 1 家",
        address=reverse("registry:annex"),
        by=accounts["city"],
    )
