"""An office that writes papers: a visit with a signed finding, the problem that came of it, and who acts."""

from __future__ import annotations

import datetime as dt
from typing import Any

from bureau.approvals.models import Proposal
from bureau.approvals.services import approve_proposal
from bureau.law.selectors.choices import standing_choice
from bureau.law.subjects import subject_of
from bureau.papers import services
from bureau.papers.blanks import BLANKS
from bureau.papers.citing import citations
from bureau.papers.models import Paper
from bureau.papers.services import Draft
from bureau.people.models import Account, Unit
from bureau.people.roles import Role
from bureau.rectification.models import Problem
from bureau.rectification.services import Period, record_problem
from tests.cast import make_officer
from tests.rooms.inspection.going import Trip, fresh
from tests.rooms.law.choosing import choose

DAY = "2022-06-20"
CONDUCT = dt.date(2022, 4, 11)
WRITTEN = {
    "联系电话": "0477-0000000",
    "住所": "铁西街道 1 号",
    "复议机关": "云川区人民政府",
    "管辖法院": "云川区人民法院",
}
ORDER = BLANKS["correction-order"]


class Papers:
    """The office."""

    def __init__(self, unit: Unit) -> None:
        self.trip = Trip(unit)
        self.unit = unit
        self.inspector, self.office = self.trip.first, self.trip.second
        self.leader: Account = make_officer("leader", Role.LEADER, unit, full_name="组长")
        self.finding = self.trip.established()
        self.problem = self.record(self.finding.reference)

    def record(self, source: str = "", until: str = "2022-07-20", **more: Any) -> Problem:
        """A problem of the register."""
        fields: dict[str, Any] = {
            "institution": fresh(self.trip.institution),
            "unit": self.unit,
            "title": "抗渗仪无运行记录",
            "what": "4月11日至17日没有运行记录，\n出具报告 HH-1。",
            "measure": "停止出具抗渗报告，补正管理制度。",
            "officer": self.inspector,
            "conduct": "F1",
            "source": source,
        }
        return record_problem(
            problem=Problem(**(fields | more)),
            period=Period(on=dt.date.fromisoformat(until)),
            by=self.inspector,
        )

    def draft(
        self, problem: Problem | None = None, *, citation: str | None = None, chosen: bool = True, **more: Any
    ) -> Paper:
        """A correction order by the first article that may be printed, which the inspector chose for the problem."""
        first = citations("F1", "", CONDUCT, CONDUCT).found[0]
        source = (problem or self.problem).reference
        if chosen and citation is None:
            self.choose(source, first.digest)
        key = first.key if citation is None else citation
        draft = Draft(WRITTEN, conduct_from=CONDUCT, citation=key, **more)
        return services.draft_paper(blank=ORDER, source=source, draft=draft, by=self.inspector)

    def choose(self, source: str, digest: str) -> None:
        """A basis for the problem, unless one holds."""
        about = subject_of(source, for_=self.inspector)
        assert about is not None
        if standing_choice(about) is None:
            choose(about, self.inspector, domain="other", first=CONDUCT, digest=digest)

    def proposed(self, paper: Paper) -> Proposal:
        """It waits for a decision."""
        services.propose_paper(paper=fresh(paper), grounds="请审批", by=self.inspector)
        found: Proposal = Proposal.objects.proposed().get(subject=paper.reference)
        return found

    def approved(self, paper: Paper) -> Paper:
        """The leader has approved it."""
        approve_proposal(proposal=self.proposed(paper), by=self.leader)
        return fresh(paper)
