"""The course of a correction order and of the two records, from the draft to the signed copy that counts."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.core.files.base import ContentFile
from django.db import transaction
from django.http import Http404

from bureau.approvals.models import Proposal
from bureau.approvals.services import approve_proposal, refuse_proposal, withdraw_proposal
from bureau.files.intake import NotAccepted
from bureau.files.policies import may_see
from bureau.inspection.models import Visit
from bureau.kernel import clock
from bureau.kernel.references import card_of
from bureau.kernel.refusals import MissingPermission, NotNow
from bureau.papers import services
from bureau.papers.blanks import BLANKS
from bureau.papers.drawing import draw_paper, number_words
from bureau.papers.lifecycle import PAPER
from bureau.papers.models import Paper, Template
from bureau.papers.selectors import paper_page
from bureau.papers.services import Draft, NotATemplate
from bureau.papers.word.filling import lines_of
from bureau.papers.word.layout import own_template
from bureau.people.models import Account
from bureau.rectification.models import Problem
from bureau.rectification.services import Words, correct_problem
from bureau.reminders.selectors import new_reminders
from bureau.trail.models import Image, Link
from bureau.trail.verify import verify
from tests.rooms.files.handing_in import PDF
from tests.rooms.inspection.going import fresh, picture
from tests.rooms.papers.office import CONDUCT, ORDER, WRITTEN, Papers
from tests.rooms.papers.packages import with_words

pytestmark = [pytest.mark.django_db, pytest.mark.db]


def said(paper: Paper) -> str:
    """What the paper says."""
    return "\n".join(text for _style, text in lines_of(draw_paper(paper)))


def test_an_order_from_draft_to_signed_copy(papers: Papers) -> None:
    paper = papers.draft()
    assert paper.conduct_from == CONDUCT
    assert "《检验检测机构监督管理办法》第十四条第（一）项" in said(paper)
    assert "（批准后编号）" in said(paper)
    with pytest.raises(NotNow, match="Propose it first"):
        services.issue_paper(paper=paper, by=papers.inspector)
    paper = papers.approved(paper)
    assert number_words(paper) == "云川区市监责改〔2022〕1号"
    issued = services.issue_paper(paper=paper, by=papers.inspector)
    whole = said(issued)
    assert "云川区市监责改〔2022〕1号" in whole
    assert "2022年6月20日" in whole
    assert "于2022年7月20日前改正" in whole
    assert "4月11日至17日没有运行记录，\n出具报告 HH-1。" in whole
    assert not re.search(r"\{\{|None|批准后|＿", whole)
    assert re.findall(r"[A-Za-z]+", whole.replace(papers.problem.reference, "").replace("HH-1", "")) in (
        [],
        re.findall(r"[A-Za-z]+", str(papers.trip.institution.uscc)),
    )
    card = card_of(paper.reference, for_=papers.leader)
    assert card is not None
    assert (card.stage, card.title) == ("notice", "Correction order 云川区市监责改〔2022〕1号")
    assert Link.objects.filter(source=papers.problem.reference, target=paper.reference).exists()
    with pytest.raises(NotAccepted):
        services.file_signed_copy(
            paper=issued, content=ContentFile(b"x"), name="a.pdf", signed_on=CONDUCT, by=papers.inspector
        )
    day = clock.today()
    scans = (("第一份.pdf", PDF), ("第二份.png", picture()))
    for name, content in scans:
        services.file_signed_copy(
            paper=fresh(paper),
            content=ContentFile(content, name=name),
            name=name,
            signed_on=day,
            by=papers.inspector,
        )
    copy = fresh(paper).signed_file
    assert copy is not None
    assert copy.name == "第二份.png"
    assert may_see(papers.leader, copy)
    assert [one.name for one in paper_page(fresh(paper), papers.leader).signed] == [
        "第二份.png",
        "第一份.pdf",
    ]
    with pytest.raises(NotNow):
        services.amend_paper(paper=fresh(paper), draft=Draft(), by=papers.inspector, reason="改")
    with pytest.raises(NotNow):
        services.withdraw_paper(paper=fresh(paper), by=papers.inspector, reason="不用了")


def test_a_change_after_the_approval_makes_it_void(papers: Papers) -> None:
    paper = papers.approved(papers.draft())
    first = Proposal.objects.get(subject=paper.reference)
    key = paper.present.basis["key"]
    amended = services.amend_paper(
        paper=paper, draft=Draft(WRITTEN, citation=key), by=papers.inspector, reason="改电话"
    )
    assert (fresh(amended).state, amended.edition) == ("paper_drafted", 2)
    # The same words again are what was approved, but the paper is a draft; other words make the proposal void.
    services.amend_paper(
        paper=fresh(paper),
        draft=Draft(WRITTEN | {"联系电话": "0477-1"}, citation=key),
        by=papers.inspector,
        reason="改电话",
    )
    assert fresh(first).state == "void"
    again = papers.approved(paper)
    assert number_words(again) == "云川区市监责改〔2022〕1号"
    template = with_words(ORDER, "联系人：", "经办人：")
    services.replace_template(
        blank=ORDER, issuer=papers.unit, content=template, name="新.docx", why="用语", by=papers.office
    )
    again = fresh(again)
    assert (again.state, again.is_approved, again.approved_on) == ("paper_drafted", False, None)
    with pytest.raises(NotNow, match="Propose it first"):
        services.issue_paper(paper=again, by=papers.inspector)
    again = papers.approved(again)
    correct_problem(
        problem=fresh(papers.problem),
        words=Words(title="抗渗仪无运行记录", what="另有七日没有记录", measure="停用", conduct="F1"),
        by=papers.inspector,
        reason="更正天数",
    )
    with pytest.raises(NotNow, match="says otherwise"):
        services.issue_paper(paper=again, by=papers.inspector)
    services.amend_paper(
        paper=fresh(paper), draft=Draft(WRITTEN, citation=key), by=papers.inspector, reason="照台账更正"
    )
    issued = services.issue_paper(paper=papers.approved(paper), by=papers.inspector)
    assert "经办人：马强" in said(issued)
    assert "另有七日没有记录" in said(issued)
    withdrawn = services.withdraw_paper(paper=issued, by=papers.inspector, reason="不再需要")
    assert number_words(withdrawn) == "云川区市监责改〔2022〕1号"


def test_numbers_have_no_gap(papers: Papers) -> None:
    """A number is given with the approval or not at all; each year, kind and bureau counts for itself."""
    one, two = (papers.draft(papers.record()) for _ in range(2))
    assert number_words(papers.approved(one)) == "云川区市监责改〔2022〕1号"
    waiting = papers.proposed(two)
    with pytest.raises(NotNow, match="yourself"):
        approve_proposal(proposal=own(papers), by=papers.office)
    with pytest.raises(ValueError, match="power cut"), transaction.atomic():
        approve_proposal(proposal=waiting, by=papers.leader)
        assert fresh(two).serial == 2
        raise ValueError("power cut")
    assert fresh(two).serial is None
    refuse_proposal(proposal=fresh(waiting), by=papers.leader, reason="请写明期限")
    assert fresh(two).state == "paper_drafted"
    assert number_words(papers.approved(two)) == "云川区市监责改〔2022〕2号"
    problem = papers.record(until="2023-07-20")
    with clock.standing_at("2023-01-03"):
        later = papers.draft(problem)
        assert number_words(papers.approved(later)) == "云川区市监责改〔2023〕1号"


def told(papers: Papers) -> list[str]:
    """What the drafter has to read."""
    return [one.why for one in new_reminders(papers.inspector)]


def test_whoever_drafted_it_hears_what_was_decided_until_it_goes_on(papers: Papers) -> None:
    """Of each decision one message, none of what they did themselves, and none once the paper has moved on."""
    paper = papers.draft()
    refuse_proposal(proposal=papers.proposed(paper), by=papers.leader, reason="请写明期限")
    assert ["refused" in one for one in told(papers)] == [True]
    papers.approved(paper)
    message = new_reminders(papers.inspector).get()
    assert "approved and can be issued" in message.why
    assert (message.address, message.sent_by_name) == (f"/papers/{paper.reference}/", "leader")
    key = paper.present.basis["key"]
    words = Draft(WRITTEN | {"联系电话": "0477-1"}, citation=key)
    services.amend_paper(paper=fresh(paper), draft=words, by=papers.office, reason="电话")
    assert ["is void" in one for one in told(papers)] == [True]
    services.amend_paper(paper=fresh(paper), draft=words, by=papers.inspector, reason="看过")
    assert told(papers) == []
    services.issue_paper(paper=papers.approved(paper), by=papers.office)
    assert told(papers) == [], "it was issued"
    other = papers.draft(papers.record())
    waiting = papers.proposed(other)
    withdraw_proposal(proposal=waiting, by=papers.inspector, reason="再核对")
    services.withdraw_paper(paper=papers.approved(other), by=papers.office, reason="不再需要")
    assert ["changed or withdrawn" in one for one in told(papers)] == [True]
    assert verify().discrepancies == ()


def own(papers: Papers) -> Proposal:
    """A paper that the office proposes itself, though it might approve others'."""
    paper = papers.draft(papers.record())
    services.propose_paper(paper=paper, grounds="请审批", by=papers.office)
    found: Proposal = Proposal.objects.proposed().get(subject=paper.reference)
    return found


def test_what_speaks_against_an_order(papers: Papers) -> None:
    """Nothing empty, and no article but one of the day of the conduct that may be printed."""
    paper = papers.draft(citation="")
    said_of_it = {
        name: PAPER.objection(name, paper, papers.inspector) for name in ("propose_paper", "issue_paper")
    }
    assert "No article is chosen" in said_of_it["propose_paper"]
    good = papers.draft(papers.record())
    key = good.present.basis["key"]
    empty = services.amend_paper(
        paper=paper, draft=Draft({"联系电话": " "}, citation=key), by=papers.inspector, reason="条款"
    )
    assert "Telephone of the bureau" in PAPER.objection("propose_paper", fresh(empty), papers.inspector)
    moved = services.amend_paper(
        paper=fresh(paper),
        draft=Draft(WRITTEN, conduct_from=dt.date(2025, 6, 3), citation=key),
        by=papers.inspector,
        reason="日期",
    )
    assert fresh(moved).present.basis == {}, "an article of 2021 does not answer a conduct of 2025"
    with clock.standing_at("2022-07-21"):
        assert "2022-07-20, is over" in PAPER.objection("propose_paper", good, papers.inspector)
    with pytest.raises(MissingPermission):
        papers_by_a_reader(papers)
    with pytest.raises(Http404):
        services.draft_paper(blank=ORDER, source="V-1", draft=Draft(), by=papers.inspector)


def papers_by_a_reader(papers: Papers) -> None:
    """An expert reads and writes none."""
    services.draft_paper(blank=ORDER, source=papers.problem.reference, draft=Draft(), by=papers.trip.reader)


def test_the_records_of_a_visit(papers: Papers) -> None:
    """Neither is approved nor numbered; the on-site record waits for the end of the visit; no name is in the trail."""
    visit = Visit.objects.get()
    blank = BLANKS["on-site-record"]
    paper = services.draft_paper(
        blank=blank, source=visit.reference, draft=Draft({"地点": "云川区"}), by=papers.inspector
    )
    assert "Ended at" in PAPER.objection("issue_paper", paper, papers.inspector)
    assert "without an approval" in PAPER.objection("propose_paper", paper, papers.inspector)
    assert "执法证号：蒙K-0001" in said(paper)
    assert "第 1 问：属实。日志为空。（附：F-2022-" in said(paper)
    asked = BLANKS["interview-record"]
    answers = {
        "开始时间": "2022年6月20日10时00分",
        "结束时间": "2022年6月20日10时40分",
        "地点": "云川区",
        "被询问人": "韩雪",
        "询问内容": "问：日志为何为空？\n答：设备当时停用。",
    }
    made = [
        services.draft_paper(blank=asked, source=source, draft=Draft(answers), by=papers.inspector)
        for source in (visit.reference, papers.problem.reference)
    ]
    for one in made:
        issued = services.issue_paper(paper=one, by=papers.inspector)
        assert "问：日志为何为空？\n答：设备当时停用。" in said(issued)
        assert "记录人：方磊　执法证号：蒙K-0002" in said(issued)
        assert number_words(issued) == ""
    assert not [
        one for one in Image.objects.filter(subject__label="papers.edition") if "韩雪" in str(one.values)
    ]


def test_a_template_of_the_bureau(papers: Papers) -> None:
    """Looked through before it counts; the one before retires; back to ours at any time."""
    paper = papers.draft()
    with pytest.raises(NotATemplate, match="Did you mean"):
        replaced(papers, with_words(ORDER, "{{改正期限}}", "{{改正期现}}"))
    first = replaced(papers, with_words(ORDER, "联系人：", "承办人："))
    assert "承办人：马强" in said(paper)
    second = replaced(papers, with_words(ORDER, "联系人：", "经办人："))
    assert (fresh(first).state, fresh(first).retired_why, second.number) == ("template_retired", "用语", 2)
    services.retire_template(template=second, by=papers.office, reason="恢复")
    assert "联系人：马强" in said(paper)
    assert own_template(ORDER)
    with pytest.raises(MissingPermission):
        replaced(papers, own_template(ORDER), by=papers.inspector)


def replaced(papers: Papers, content: bytes, by: Account | None = None) -> Template:
    """The office hands in a Word file."""
    return services.replace_template(
        blank=ORDER, issuer=papers.unit, content=content, name="模板.docx", why="用语", by=by or papers.office
    )


def test_a_number_goes_with_the_year_of_its_day(papers: Papers) -> None:
    """Approved in one year it is issued in the next as it stands; amended then, it gives way to another paper."""
    with clock.standing_at("2022-07-01"):
        kept, amended = (papers.approved(papers.draft(papers.record(until="2023-07-20"))) for _ in range(2))
    with clock.standing_at("2023-01-03"):
        issued = services.issue_paper(paper=kept, by=papers.inspector)
        assert "〔2022〕1号" in said(issued)
        assert "2022年7月1日" in said(issued)
        words = Draft(WRITTEN | {"联系电话": "0477-1"}, citation=amended.present.basis["key"])
        changed = services.amend_paper(paper=amended, draft=words, by=papers.inspector, reason="电话")
        with pytest.raises(NotNow, match="Its number is of 2022"):
            papers.proposed(changed)
        gone = services.withdraw_paper(paper=fresh(changed), by=papers.inspector, reason="跨年重拟")
        assert number_words(gone) == "云川区市监责改〔2022〕2号", "the series of the year has no gap"
        again = papers.approved(papers.draft(Problem.objects.get(reference=gone.source)))
        assert number_words(again) == "云川区市监责改〔2023〕1号"
