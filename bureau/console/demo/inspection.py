"""Visits of the demonstration: planned, under way, concluded, called off, with photos that are drawn, and findings."""

from __future__ import annotations

import datetime as dt

from bureau.console.demo.pictures import CURVE, EMPTY, LINES, display
from bureau.console.demo.trips import TRIPS, Going, Line, Told
from bureau.inspection import services
from bureau.inspection.models import Finding, Visit, VisitItem
from bureau.inspection.services import Entry, Leaving, Plan, Question, Statement
from bureau.kernel import clock
from bureau.people.models import Account
from bureau.registry.models import Institution

CAMPAIGN = "C-150602-2022-01"
ENTRY = Entry(
    certificates_shown=True, rights_read=True, prevention_met=True, prevention_note="扫码、测温、佩戴口罩"
)
LEAVING = Leaving(attendant="质量负责人", conduct_confirmed=True, remarks="对检查情况无异议。")
AHEAD = dt.timedelta(days=6)
SHOTS = ((CURVE,), LINES, EMPTY)


def go(accounts: dict[str, Account]) -> None:
    """Plan every visit some days ahead, and do what was done by now."""
    for trip in sorted(TRIPS, key=lambda one: one.day):
        institution = Institution.objects.select_related("unit", "officer").get(name=trip.institution)
        team = (institution.officer or accounts["station1"], accounts["office"])
        with clock.standing_at((trip.day - AHEAD).isoformat()):
            visit = _plan(trip, institution, team)
        if trip.end == "called_off":
            with clock.standing_at(f"{trip.day}T08:20"):
                services.call_off_visit(visit=visit, by=team[1], reason=trip.why)
        elif trip.end != "planned":
            _conduct(trip, visit, team)


def _plan(trip: Going, institution: Institution, team: tuple[Account, Account]) -> Visit:
    plan = Plan(
        planned_on=trip.day,
        kind=trip.kind,
        purpose=trip.purpose,
        first_officer=team[0],
        second_officer=team[1],
        campaign="" if trip.kind == "random" else CAMPAIGN,
    )
    unit = team[0].officer.unit
    visit = services.plan_visit(institution=institution, unit=unit, plan=plan, by=team[0])
    for line in trip.lines:
        services.add_item(visit=visit, question=_question(line, trip.domain), by=team[0])
    return visit


def _question(line: Line, domain: str) -> Question:
    kind = "report" if line.report else "checklist"
    return Question(line.question, line.how, domain, kind, line.report)


def _conduct(trip: Going, visit: Visit, team: tuple[Account, Account]) -> None:
    """The visit itself: entered at ten past nine, an item every quarter of an hour; under way it was early today."""
    hour = 8 if trip.end == "under_way" else 9
    with clock.standing_at(f"{trip.day}T{hour:02}:12"):
        visit = services.begin_visit(visit=visit, entry=ENTRY, by=team[0])
    for line, item in zip(trip.lines, visit.items.order_by("number"), strict=True):
        if line.answer:
            with clock.standing_at(f"{trip.day}T{hour:02}:{15 + 13 * item.number}"):
                _answer(line, item, team)
    if trip.end == "concluded":
        with clock.standing_at(f"{trip.day}T11:40"):
            services.conclude_visit(visit=visit, leaving=LEAVING, by=team[1])
    for finding in visit.findings.all():
        line = trip.lines[finding.item.number - 1]
        if line.finding is not None and line.finding.end != "new":
            _follow(finding, line.finding, trip.day, team)


def _answer(line: Line, item: VisitItem, team: tuple[Account, Account]) -> None:
    by = team[0]
    if line.answer == "confirmed":
        shots = [display(f"现场照片 {number}.png", strokes) for number, strokes in enumerate(SHOTS, start=1)]
        services.add_evidence(item=item, files=shots[: 1 + item.number % 3], by=by, use="picture")
    services.answer_item(item=item, answer=line.answer, note=line.note, by=by)


def _follow(finding: Finding, told: Told, day: dt.date, team: tuple[Account, Account]) -> None:
    """Put into words the same afternoon, signed the next morning, or withdrawn after it was looked into."""
    statement = Statement(
        what=told.what,
        conduct=told.conduct,
        conduct_from=told.since,
        conduct_to=told.until,
        reports=told.reports,
        domain=finding.domain,
    )
    with clock.standing_at(f"{day}T15:30"):
        services.amend_finding(finding=finding, statement=statement, by=team[0])
    if told.end == "established":
        with clock.standing_at(f"{day + dt.timedelta(days=1)}T09:05"):
            services.establish_finding(finding=finding, by=team[1])
    elif told.end == "withdrawn":
        reason = "复核服务器备份，当时停电 3 小时，有备用记录，不属于缺失。"
        with clock.standing_at(f"{day + dt.timedelta(days=2)}T10:20"):
            services.withdraw_finding(finding=finding, by=team[1], reason=reason)
