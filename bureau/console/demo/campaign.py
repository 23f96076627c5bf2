"""The demonstration's campaigns: the notice of May 2022 as one that runs, and a small draft of 2026.

Numbers, names, telephone and mail are invented; the phases stand in the words of such notices.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from bureau.campaign import services
from bureau.campaign.citing import Confirmed, citations, why_of_focus
from bureau.campaign.models import Campaign, MemberRole
from bureau.campaign.notices import read_notice
from bureau.campaign.presets import DOMAINS
from bureau.campaign.selectors import tally_of
from bureau.campaign.services import PhasePlan, Plan
from bureau.kernel import clock
from bureau.kernel.workdays import is_working_day
from bureau.people.models import Account, Unit

Day = dt.date
NOTICE, NOTICE_NAME = Path(__file__).with_name("notice.txt"), "云川区专项整治行动通知.txt"
ISSUED_AT, SIGNED_AT, DRAFTED_AT = "2022-05-05T16:00", "2022-05-17", "2022-06-20T08:30"
VISITED_FROM, VISITED_TO = Day(2022, 5, 18), Day(2022, 6, 17)
PLAN = Plan(
    title="云川区检验检测市场专项整治行动",
    begins_on=Day(2022, 5, 5),
    ends_on=Day(2022, 7, 31),
    document_number="云川区市监发〔2022〕21号",
    basis=(
        "《北原自治区市场监管局关于印发<2022年检验检测市场专项整治行动实施方案>的通知》（北市监认检函〔2022〕31号）\n"
        "《鄂川市市场监管局关于印发<全市检验检测市场专项整治行动实施方案>的通知》（鄂川市监发〔2022〕12号）"
    ),
    period_words="从即日起至2022年7月底结束，历时3个月，分三个阶段进行",
    principles=(
        "坚持“问题导向、依法监管、综合治理”的基本原则和“规范一批、查办一批、震慑一批”的工作方针；落实属地监管责任，主要领导负总责"
    ),
    goal_regularise="问题逐项销号、复查通过的机构",
    goal_investigate="从严从重查处不实和虚假检验检测违法典型案件",
    goal_deter="公开曝光违法违规典型案例",
    contact_post="质量计量标准化室",
    contact_phone="0999-8880116",
    contact_mail="zhiliangshi@yunchuan.example",
)
# The notice's words, the working dates, why these, and what must be met before the phase is signed off.
PHASES = (
    (
        "2022年5月5 — 2022年5月中旬",
        Day(2022, 5, 5),
        Day(2022, 5, 16),
        "“5月中旬”按5月16日掌握，与汇总表上报同日",
        ("annex_submitted",),
    ),
    (
        "2022年5月中旬 — 6月底",
        Day(2022, 5, 16),
        Day(2022, 6, 30),
        "与全面摸底在5月16日交接；“6月底”按6月30日掌握",
        ("all_visited", "focus_visited", "all_responsible"),
    ),
    (
        "2022年7月底",
        Day(2022, 7, 1),
        Day(2022, 7, 31),
        "通知只写“7月底”：从集中整治结束次日起算",
        ("all_complete",),
    ),
)
# Role, post, and the account if there is one.
GROUP = (
    (MemberRole.LEADER, "局党组书记、局长", "leader"),
    (MemberRole.DEPUTY, "局党组成员、副局长", "deputy"),
    (MemberRole.EXPERT, "质量计量标准化室专家", "expert"),
    (MemberRole.MEMBER, "质量计量标准化室主任", "office"),
    (MemberRole.MEMBER, "质量计量标准化室副主任（一）", ""),
    (MemberRole.MEMBER, "质量计量标准化室副主任（二）", ""),
    (MemberRole.MEMBER, "质量计量标准化室干部", ""),
)
LATER = Plan(
    title="2026年机动车检验机构专项检查",
    begins_on=Day(2026, 3, 2),
    ends_on=Day(2026, 4, 30),
    period_words="2026年3月至4月",
    principles="问题导向、依法监管、综合治理",
    contact_post="质量计量标准化室",
)
LATER_PHASES = (
    ("自查自纠", "2026年3月", Day(2026, 3, 2), Day(2026, 3, 22), ("all_responsible",)),
    ("现场检查", "2026年3月下旬至4月中旬", Day(2026, 3, 23), Day(2026, 4, 19), ("focus_visited",)),
    ("总结", "2026年4月底", Day(2026, 4, 20), Day(2026, 4, 30), ()),
)


def run_campaigns(units: dict[str, Unit], accounts: dict[str, Account]) -> Campaign:
    """Both, one after the other; the one that runs. The form of the survey has been submitted before."""
    with clock.standing_at(ISSUED_AT):
        campaign = _issue(units, accounts)
    with clock.standing_at(SIGNED_AT):
        services.sign_off_phase(phase=campaign.phases_now()[0], by=accounts["leader"])
    _visit(campaign, accounts)
    with clock.standing_at(DRAFTED_AT):
        _draft_later(units["district"], accounts["office"])
    return campaign


def _issue(units: dict[str, Unit], accounts: dict[str, Account]) -> Campaign:
    """Drafted by the office, dated, with its lead group, issued by the leader."""
    office, district = accounts["office"], units["district"]
    to = [unit for unit in units.values() if unit.path.startswith(district.path) and unit != district]
    campaign = _drafted(district, to, office)
    for role, post, username in GROUP:
        account = accounts.get(username)
        services.add_member(campaign=campaign, role=role, post=post, account=account, by=office)
    services.issue_campaign(campaign=campaign, by=accounts["leader"])
    return Campaign.objects.get(pk=campaign.pk)


def _drafted(district: Unit, to: list[Unit], office: Account) -> Campaign:
    """From its notice: the office confirmed what was read, and set the working dates."""
    text = NOTICE.read_text(encoding="utf-8")
    notice = services.keep_notice(unit=district, by=office, content=text.encode(), name=NOTICE_NAME)
    found = read_notice(text)
    phases = [
        PhasePlan(one.name.value, words, one.task.value if one.task else "", since, until, why, conditions)
        for one, (words, since, until, why, conditions) in zip(found.phases, PHASES, strict=True)
    ]
    said = {name: one.value for name, one in found.fields.items()}
    entered = {name: getattr(PLAN, name, said[name]) for name in said}
    return services.draft_from_notice(
        notice=notice,
        plan=PLAN,
        phases=phases,
        domains=[(code, why_of_focus(found.domains[code])) for code in DOMAINS],
        cited=citations(
            found,
            fields=list(said),
            corrected=[name for name in said if entered[name] != said[name]],
            domains=DOMAINS,
            phases=[Confirmed(number, one.conditions) for number, one in enumerate(phases, start=1)],
        ),
        by=office,
        addressees=to,
    )


def _visit(campaign: Campaign, accounts: dict[str, Account]) -> None:
    """About two thirds of the institutions, so many a working day, by records on paper."""
    office = accounts["office"]
    days = [
        day
        for number in range((VISITED_TO - VISITED_FROM).days + 1)
        if is_working_day(day := VISITED_FROM + dt.timedelta(days=number))
    ]
    bodies = list(tally_of(campaign).due.select_related("officer").order_by("reference"))
    visited = [one for number, one in enumerate(bodies) if number % 3 != 1]
    for number, institution in enumerate(visited):
        day = days[number * len(days) // len(visited)]
        with clock.standing_at(f"{day}T17:00"):
            services.record_coverage(
                campaign=campaign,
                institution=institution,
                on=day,
                reference=f"现场检查记录〔2022〕{number + 1}号",
                by=institution.officer or office,
            )


def _draft_later(district: Unit, office: Account) -> None:
    """The small one of 2026: two domains of focus, no document number yet."""
    campaign = services.draft_campaign(
        plan=LATER, unit=district, addressees=[district], by=office, preset=False
    )
    for name, words, since, until, conditions in LATER_PHASES:
        plan = PhasePlan(name, words, "", since, until, "按年度计划", conditions)
        services.add_phase(campaign=campaign, plan=plan, by=office)
    for domain in ("vehicle", "environment"):
        services.focus_domain(campaign=campaign, domain=domain, reason="年度计划的重点", by=office)
