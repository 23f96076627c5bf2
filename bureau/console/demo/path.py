"""One hit of the demonstration all the way: lead, visit, finding, problem, answer, verified, closed."""

from __future__ import annotations

import datetime as dt

from bureau.campaign.selectors import current_campaign
from bureau.console.demo.inspection import ENTRY, LEAVING
from bureau.console.demo.pictures import EMPTY, display
from bureau.inspection import services as visits
from bureau.inspection.models import Finding, Visit, VisitItem
from bureau.inspection.origins import Origin, open_origins
from bureau.inspection.services import Plan, Question, Statement
from bureau.kernel import clock
from bureau.people.models import Account
from bureau.rectification import services as register
from bureau.rectification.findings import fetch
from bureau.rectification.models import Problem
from bureau.rectification.services import Period
from bureau.screening.models import Lead

RULE = "instrument.double_booked"
PLANNED, VISITED, WRITTEN = "2022-05-27", "2022-05-31", "2022-06-01"
ANSWERED, VERIFIED, CLOSED = "2022-06-10", "2022-06-14", "2022-06-15"
SEEN = "设备运行日志里，所列时段只有一次试验；原始记录上的两次试验无法同时在这台设备上完成。"
DONE = "已停用该设备，重新核对同期报告 12 份，收回并更正 2 份，修订设备使用登记办法。"


def walk_path(accounts: dict[str, Account]) -> Problem | None:
    """The lead of the station that answers for the institution, followed to its end; None where there is no lead."""
    lead = Lead.objects.filter(hits__rule=RULE).order_by("reference").first()
    if lead is None:
        return None
    finding = _visited(lead, (lead.officer, accounts["office"]))
    with clock.standing_at(f"{WRITTEN}T10:00"):
        problem = _recorded(finding, lead.officer)
    with clock.standing_at(f"{ANSWERED}T15:20"):
        problem = register.record_answer(
            problem=problem, text=DONE, given_on=clock.today(), files=(), by=lead.officer
        )
    with clock.standing_at(f"{VERIFIED}T09:40"):
        remark = "核对更正报告原件 2 份、停用标识和修订后的办法，属实。"
        problem = register.verify_answer(
            problem=problem, way="site", verified_on=clock.today(), remark=remark, by=accounts["office"]
        )
    with clock.standing_at(f"{CLOSED}T11:00"):
        return register.close_problem(problem=problem, by=accounts["leader"])


def _visited(lead: Lead, team: tuple[Account, Account]) -> Finding:
    first, second = team
    with clock.standing_at(f"{PLANNED}T09:30"):
        (origin,) = [one for one in open_origins(lead.body, for_=first) if one.reference == lead.reference]
        visit = _planned(lead, origin, team)
    with clock.standing_at(f"{VISITED}T09:10"):
        visits.begin_visit(visit=visit, entry=ENTRY, by=first)
    with clock.standing_at(f"{VISITED}T10:25"):
        item = VisitItem.objects.get(visit=visit)
        visits.add_evidence(item=item, files=[display("设备运行日志.png", EMPTY)], by=first, use="picture")
        visits.answer_item(item=item, answer="confirmed", note=SEEN, by=first)
    with clock.standing_at(f"{VISITED}T11:30"):
        visits.conclude_visit(visit=Visit.objects.get(pk=visit.pk), leaving=LEAVING, by=second)
    finding = Finding.objects.get(item=item)
    with clock.standing_at(f"{VISITED}T15:00"):
        kept = (finding.conduct_from, finding.conduct_to) if finding.conduct_from else _days(lead)
        conduct = origin.conduct or "F1"
        statement = Statement(SEEN, conduct, *kept, reports=finding.reports, domain=origin.domain)
        visits.amend_finding(finding=finding, statement=statement, by=first)
    with clock.standing_at(f"{WRITTEN}T09:00"):
        return visits.establish_finding(finding=Finding.objects.get(pk=finding.pk), by=second)


def _planned(lead: Lead, origin: Origin, team: tuple[Account, Account]) -> Visit:
    first, second = team
    unit = first.officer.unit
    campaign = current_campaign(unit, dt.date.fromisoformat(VISITED))
    plan = Plan(
        planned_on=dt.date.fromisoformat(VISITED),
        kind="lead",
        purpose="核对线索：同一设备同一时段两次试验",
        first_officer=first,
        second_officer=second,
        campaign=campaign.reference if campaign else "",
    )
    visit = visits.plan_visit(institution=lead.body, unit=unit, plan=plan, by=first)
    question = Question(origin.question, origin.how, origin.domain, "lead", origin.reference, origin.conduct)
    visits.add_item(visit=visit, question=question, by=first)
    return visit


def _days(lead: Lead) -> tuple[dt.date, dt.date]:
    """The day of the conduct: that of the contradiction, as the ledger tells it."""
    row = lead.hits.order_by("reference")[0].evidence["row"]
    day = dt.date.fromisoformat(str(row["started_at"])[:10])
    return day, day


def _recorded(finding: Finding, by: Account) -> Problem:
    found = fetch(finding.reference, by)
    assert found is not None  # noqa: S101 - it was signed a moment ago
    problem = Problem(
        institution=found.institution,
        unit=found.institution.unit or by.jurisdiction,
        title="同一设备同一时段记了两次试验",
        what=found.what,
        domain=found.domain,
        conduct=found.conduct,
        measure="停用该设备，核对同期出具的报告，更正或者收回不实报告，修订设备使用登记办法。",
        officer=by,
        campaign=found.campaign,
        source=found.reference,
    )
    return register.record_problem(problem=problem, period=Period(working_days=10), by=by)
