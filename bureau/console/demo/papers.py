"""Papers of the demonstration: an order at every step, and the record of a visit that came back signed."""

from __future__ import annotations

import datetime as dt

from django.core.files.base import ContentFile

from bureau.approvals.models import Proposal
from bureau.approvals.services import approve_proposal
from bureau.console.demo.rectification import PAPER
from bureau.inspection.models import Visit
from bureau.kernel import clock
from bureau.law.reading import read_book
from bureau.law.selectors import propose
from bureau.law.selectors.choices import standing_choice
from bureau.law.services import choose_basis
from bureau.law.subjects import subject_of
from bureau.papers import services
from bureau.papers.blanks import BLANKS
from bureau.papers.citing import Citation, citations
from bureau.papers.models import Paper
from bureau.papers.services import Draft
from bureau.people.models import Account
from bureau.rectification.models import Problem

WRITTEN_AT, SIGNED_AT = "2022-06-16", "2022-06-17"
STEPS = ("sign", "issue", "approve", "propose", "draft")
BY_HAND = {
    "联系电话": "0477-3900000",
    "法定代表人": "见营业执照",
    "证照名称": "营业执照",
    "复议机关": "云川区人民政府",
    "管辖法院": "云川区人民法院",
}


def write_papers(accounts: dict[str, Account]) -> None:
    """Five orders, each a step further than the one after it, and one on-site record."""
    conducts = ("U1", "U2", "U3", "F1", "F2", "F3")
    found = Problem.objects.filter(conduct__in=conducts, deadline_on__gt="2022-06-20").exclude(
        state="withdrawn"
    )
    made: list[tuple[str, Paper]] = []
    with clock.standing_at(WRITTEN_AT):
        rows = found.filter(recorded_at__lte=clock.now()).select_related("officer").order_by("reference")
        made = [(step, _order(problem, step, accounts)) for step, problem in zip(STEPS, rows, strict=False)]
        _record(accounts)
    with clock.standing_at(SIGNED_AT):
        for step, paper in made:
            if step == "sign":
                _sign(paper, accounts["office"])


def _order(problem: Problem, step: str, accounts: dict[str, Account]) -> Paper:
    office = accounts["office"]
    day = clock.day_of(problem.recorded_at) - dt.timedelta(days=14)
    offered = citations(problem.conduct, problem.domain, day, day).found
    if offered:
        _choose(problem, day, offered[0], office)
    draft = Draft(BY_HAND, conduct_from=day, citation=offered[0].key if offered else "")
    paper = services.draft_paper(
        blank=BLANKS["correction-order"], source=problem.reference, draft=draft, by=office
    )
    if step == "draft" or not offered:
        return paper
    services.propose_paper(paper=paper, grounds="事实清楚，请审批。", by=office)
    if step != "propose":
        proposal = Proposal.objects.proposed().get(subject=paper.reference)
        approve_proposal(proposal=proposal, by=accounts["leader"])
    paper = Paper.objects.get(pk=paper.pk)
    return services.issue_paper(paper=paper, by=office) if step in {"sign", "issue"} else paper


def _choose(problem: Problem, day: dt.date, first: Citation, by: Account) -> None:
    """The basis that the order cites, chosen by name and with a reason."""
    about = subject_of(problem.reference, for_=by)
    if about is None or standing_choice(about) is not None:
        return
    choose_basis(
        subject=about,
        proposal=propose(problem.conduct, problem.domain or "other", first=day),
        digest=first.digest,
        book=read_book().digest,
        reason="按行为时的规定，由本局责令改正。",
        by=by,
    )


def _record(accounts: dict[str, Account]) -> None:
    """The newest visit that has ended by then."""
    visit = Visit.objects.concluded().filter(left_at__lte=clock.now()).order_by("-left_at", "reference")[0]
    draft = Draft({"地点": "机构检测场所", **BY_HAND})
    paper = services.draft_paper(
        blank=BLANKS["on-site-record"], source=visit.reference, draft=draft, by=accounts["office"]
    )
    _sign(services.issue_paper(paper=paper, by=accounts["office"]), accounts["office"])


def _sign(paper: Paper, by: Account) -> None:
    name = f"{paper.blank.title}（已签字）.pdf"
    services.file_signed_copy(
        paper=paper,
        content=ContentFile(PAPER, name=name),
        name=name,
        signed_on=clock.today(),
        by=by,
    )
