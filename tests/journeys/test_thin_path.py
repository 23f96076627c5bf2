"""The thin path in a browser: from an empty installation over a roster and a ledger to a closed problem, and back."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.console.conftest import Run, mingjian, surroundings  # noqa: F401 - fixtures, found here by name
from tests.console.test_serve import free_port, health, serving
from tests.journeys.founding import DISTRICT, Office, administrator, set_up
from tests.journeys.walking import Person
from tests.rooms.inspection.going import picture
from tests.rooms.screening.ledgers import as_zip, codes_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.full, pytest.mark.db, pytest.mark.timeout(1200)]

DAY = "2022-06-20"
CAMPAIGN = "云川区检验检测市场专项整治行动"
PHASES = {
    "全面摸底": ("2022-05-05", "2022-05-15"),
    "集中整治": ("2022-05-16", "2022-06-30"),
    "巩固提升": ("2022-07-01", "2022-07-31"),
}
RULE, FOUND = "设备同时做多组试验", "设备日志里没有这一次试验"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
TUTORIAL = Path(__file__).parents[2] / "docs" / "tutorial" / "from-roster-to-closed-problem.md"
LINE = re.compile(r"(\w+) · \S+ · 第 ([\d,]+) 行")


def roster_of_the_tutorial() -> bytes:
    """The list that the tutorial tells its reader to save."""
    found = re.search(r"```csv\n(.*?)```", TUTORIAL.read_text(encoding="utf-8"), re.DOTALL)
    assert found
    return found[1].encode()


def survey(clerk: Person, office: Office) -> None:
    """The office imports its list of institutions and submits the annex form."""
    clerk.go("导入名录")
    clerk.enter({"名录": office.file("机构名录.csv", roster_of_the_tutorial())})
    clerk.press("读取")
    clerk.wait_until("新增 2")
    assert all(code in clerk.text for code in codes_of(office.tables))
    office.photograph(clerk, "tutorial/04-roster.png")
    clerk.go("导入 2 行")
    clerk.press("导入")
    clerk.wait_until("已导入")
    clerk.menu("摸底与汇总表")
    clerk.go("上报汇总表")
    clerk.press("上报并封存")
    assert "已上报并封存" in clerk.text
    office.photograph(clerk, "tutorial/05-annex.png")


def campaign(clerk: Person, office: Office) -> None:
    """The office drafts the campaign, gives its phases dates and a leader, and issues it."""
    clerk.menu("专项行动")
    clerk.go("起草专项行动")
    clerk.enter({"名称": CAMPAIGN, "文号": "云川市监发〔2022〕7号", DISTRICT: True, "联系人": "质量室"})
    clerk.enter({"开始日": "2022-05-05", "结束日": "2022-07-31"})
    clerk.press("起草专项行动")
    clerk.go("去看方案")
    for name, (first, last) in PHASES.items():
        clerk.go(f"修改：{name}")
        clerk.enter({"工作日期：起": first, "工作日期：止": last, "为什么定这些日期": "按通知原话定"})
        clerk.press("保存")
    clerk.go("增加成员")
    clerk.enter({"角色": "组长", "账号": "吴军"})
    clerk.press("增加成员")
    clerk.go("印发专项行动")
    clerk.press("印发专项行动")
    assert "已印发" in clerk.text
    office.photograph(clerk, "tutorial/06-campaign.png")


def lead(clerk: Person, office: Office) -> str:
    """The office hands in the ledger, waits for the worker, and accepts a hit as a lead; the number of the hit."""
    clerk.menu("报告台账")
    clerk.go("报送台账")
    clerk.enter({"台账": office.file("台账.zip", as_zip(office.tables).read())})
    clerk.press("报送")
    clerk.wait_until("已收作版本")
    office.photograph(clerk, "tutorial/07-ledger.png")
    clerk.go("筛查记录")
    clerk.wait_until("已筛查")
    office.photograph(clerk, "tutorial/08-runs.png")
    clerk.menu("疑点")
    clerk.enter({"规则": RULE})
    clerk.press("筛选")
    office.photograph(clerk, "tutorial/09-hits.png")
    clerk.go("设备 ")
    office.photograph(clerk, "hit.png")
    office.photograph(clerk, "tutorial/10-hit.png")
    hit = clerk.number("H")
    clerk.go("受理为线索")
    clerk.enter({"执法人员": "马强", "受理理由": "两次试验时间重叠"})
    clerk.press("受理为线索")
    office.photograph(clerk, "tutorial/11-lead.png")
    return hit


def on_site(inspector: Person, office: Office) -> None:
    """The inspector plans the visit with the lead on it, confirms it on site with a photo, words the finding."""
    inspector.menu("线索")
    inspector.go("设备 ", "安排检查")
    inspector.enter({"检查类型": "线索核查", "检查目的": "核对设备运行记录", "执法人员二": "方磊"})
    inspector.press("安排检查")
    inspector.go("列入 L-")
    inspector.press("列入检查事项")
    office.photograph(inspector, "tutorial/12-visit.png")
    inspector.go("开始现场检查")
    inspector.enter({"两名执法人员已出示执法证件": True, "已告知权利：陈述、申辩、申请回避": True})
    inspector.enter({"已遵守场所防疫要求": True})
    inspector.press("记录进场")
    inspector.enter({"拍照": office.file("运行记录.png", picture()), "说明": FOUND})
    office.photograph(inspector, "tutorial/13-item.png")
    inspector.press("属实")
    inspector.go("D-", "修改")
    inspector.enter({"行为发生日，自": "2022-04-27", "涉及报告": "MHZX-2022-00177"})
    inspector.press("修改检查发现")
    inspector.go("V-")


def sign(clerk: Person, office: Office) -> None:
    """The other officer finds the finding in the queue and signs it."""
    clerk.menu("工作台")
    office.photograph(clerk, "tutorial/14-queue.png")
    clerk.go("D-", "签字确认检查发现")
    clerk.press("签字确认检查发现")
    assert "已签字，等待登记为问题" in clerk.text


def conclude(inspector: Person) -> None:
    """The visit ends."""
    inspector.go("结束检查")
    inspector.enter({"机构在场人员": "质量负责人", "机构意见": "无异议"})
    inspector.enter({"机构确认检查人员遵守执法纪律和廉政规定": True})
    inspector.press("结束检查")
    assert "检查已结束" in inspector.text


def record(clerk: Person, office: Office) -> tuple[str, str]:
    """The office records the problem and opens the institution's account; the problem's number, the password."""
    clerk.go("登记为问题")
    clerk.enter({"整改要求": "停用设备，复核相关报告", "整改督促人": "马强"})
    clerk.press("登记问题")
    number = clerk.number("P")
    office.photograph(clerk, "tutorial/15-problem.png")
    clerk.go("子虚省乌有市", "为机构开设账号")
    clerk.enter({"用户名": "miaoheng.lab", "名称": "质量负责人"})
    clerk.press("开立账号")
    return number, clerk.one_time_password()


def rectify(office: Office, given: Mapping[str, str]) -> Person:
    """The institution answers with a file, an officer verifies, the leader closes."""
    lab = office.somebody("miaoheng.lab", given["miaoheng.lab"])
    lab.menu("本机构的问题")
    lab.go("答复")
    proof = office.file("整改凭证.pdf", PDF)
    lab.enter({"整改情况": "已停用设备并复核相关报告", "证明材料": proof})
    lab.press("提交答复")
    assert "已答复" in lab.text
    assert "H-" not in lab.text
    office.photograph(lab, "tutorial/16-answer.png")
    lab.leave()
    verifier = office.somebody("xu.ying", given["xu.ying"])
    verifier.go(FOUND, "复查")
    verifier.enter({"书面复查": True, "复查情况": "停用记录和复核报告齐全，确已整改"})
    office.photograph(verifier, "tutorial/17-verify.png")
    verifier.press("复查")
    verifier.leave()
    leader = office.somebody("wu.jun", given["wu.jun"])
    leader.go(FOUND, "销号")
    leader.press("销号")
    assert "已销号" in leader.text
    office.photograph(leader, "tutorial/18-closed.png")
    return leader


def back_to_the_lines(leader: Person, office: Office, problem: str, hit: str) -> None:
    """From the number of the closed problem to the lines of the file, and from the hit to the problem again."""
    leader.menu("来龙去脉")
    leader.enter({"编号": problem})
    leader.press("看来龙去脉")
    office.photograph(leader, "chain.png")
    office.photograph(leader, "tutorial/19-chain.png")
    leader.go(f"打开 {hit}", "看报送时的原样行")
    lines = LINE.findall(leader.text)
    office.photograph(leader, "tutorial/20-rows.png")
    assert {name for name, _number in lines} >= {"results", "reports", "instruments"}
    for place, (name, number) in enumerate(lines):
        header, *rest = office.tables[name].decode().splitlines()
        handed_in = rest[int(number.replace(",", "")) - 2]
        assert handed_in in leader.text
        assert leader.row(place) == next(csv.DictReader([header, handed_in]))
    leader.go(hit, "来龙去脉", f"打开 {problem}")
    assert leader.number("P") == problem
    assert "已销号" in leader.text


def test_from_an_empty_installation_to_a_closed_problem_and_back(
    chromium: Browser,
    surroundings: dict[str, str],  # noqa: F811 - the fixture above
    mingjian: Run,  # noqa: F811 - as above
    tmp_path: Path,
) -> None:
    surroundings["MINGJIAN_NOW"] = DAY
    port = free_port()
    with serving(surroundings, port):
        assert health(port)["status"] == "ok"
        office = Office(chromium, f"http://127.0.0.1:{port}", tmp_path)
        given = set_up(office, administrator(mingjian))
        clerk = office.somebody("fang.lei", given["fang.lei"])
        office.photograph(clerk, "tutorial/03-home.png")
        survey(clerk, office)
        campaign(clerk, office)
        hit = lead(clerk, office)
        inspector = office.somebody("ma.qiang", given["ma.qiang"], screen="phone")
        on_site(inspector, office)
        sign(clerk, office)
        conclude(inspector)
        inspector.leave()
        problem, given["miaoheng.lab"] = record(clerk, office)
        clerk.leave()
        leader = rectify(office, given)
        back_to_the_lines(leader, office, problem, hit)
        leader.leave()
    verified = mingjian("trail", "verify")
    assert verified.returncode == 0, verified.stderr
