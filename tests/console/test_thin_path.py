"""The thin path through the real rooms: from a line of a ledger to a closed problem, and back by its number."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from bureau.campaign.models import Campaign
from bureau.campaign.selectors import current_campaign, uncovered
from bureau.console.chains import Chain, chain_of
from bureau.inspection import services as inspection
from bureau.inspection.models import Finding, Visit
from bureau.inspection.origins import open_origins
from bureau.kernel import clock
from bureau.people.models import Account, Unit
from bureau.people.roles import Role
from bureau.people.services.accounts import Certificate
from bureau.rectification import services as rectification
from bureau.rectification.models import Problem
from bureau.rectification.sources import offered, waiting_to_be_taken_over
from bureau.screening import services as screening
from bureau.screening.models import Hit, Lead
from bureau.screening.selectors import rows_of
from bureau.trail.verify import verify
from tests.cast import MakeOfficer, client_for, make_officer
from tests.rooms.campaign.running import issued
from tests.rooms.inspection.going import ENTRY, LEAVING, photo
from tests.rooms.screening.conftest import Screened, screened  # noqa: F401 - a fixture, found here by its name

pytestmark = [pytest.mark.django_db, pytest.mark.db]
DAY = "2022-06-20"


@pytest.fixture(autouse=True)
def one_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINGJIAN_NOW", DAY)


@pytest.fixture
def team(district: Unit) -> tuple[Account, Account]:
    """Two officers with certificates."""
    return (
        make_officer(
            "first", Role.INSPECTOR, district, full_name="马强", certificate=Certificate("蒙K-0001")
        ),
        make_officer("second", Role.OFFICE, district, full_name="方磊", certificate=Certificate("蒙K-0002")),
    )


def visited(hit: Hit, lead: Lead, team: tuple[Account, Account], unit: Unit) -> Visit:
    """The lead is put on a visit and confirmed on site; both officers stand behind the finding."""
    first, second = team
    (origin,) = open_origins(hit.body, for_=first)
    assert (origin.reference, origin.conduct) == (lead.reference, hit.conduct)
    assert origin.how
    plan = inspection.Plan(
        planned_on=clock.today(), kind="lead", purpose="核对线索", first_officer=first, second_officer=second
    )
    visit = inspection.plan_visit(institution=hit.body, unit=unit, plan=plan, by=first)
    question = inspection.Question(
        origin.question, origin.how, origin.domain, "lead", origin.reference, origin.conduct
    )
    item = inspection.add_item(visit=visit, question=question, by=first)
    assert not open_origins(hit.body, for_=first)
    inspection.begin_visit(visit=visit, entry=ENTRY, by=first)
    inspection.add_evidence(item=item, files=[photo()], by=first)
    inspection.answer_item(item=item, answer="confirmed", note="设备日志里没有这一次试验", by=first)
    finding = Finding.objects.get(item=item)
    day = dt.date(2022, 4, 11)
    statement = inspection.Statement(
        finding.what, origin.conduct, day, day, reports=(hit.report_id,), domain="food"
    )
    inspection.amend_finding(finding=finding, statement=statement, by=first)
    inspection.establish_finding(finding=Finding.objects.get(pk=finding.pk), by=second)
    return inspection.conclude_visit(visit=Visit.objects.get(pk=visit.pk), leaving=LEAVING, by=first)


def recorded(finding: Finding, team: tuple[Account, Account], campaign: Campaign) -> Problem:
    """The finding becomes a problem through the page that its own page leads to."""
    first, second = team
    client = client_for(second)
    page = client.get(reverse("inspection:finding", args=[finding.reference]))
    address = f"{reverse('rectification:record-problem')}?source={finding.reference}"
    assert address in page.content.decode()
    form = client.get(address).context["form"]
    entered = {name: form[name].value() or "" for name in form.fields} | {
        "basis": "",
        "measure": "停用设备，复核相关报告",
        "officer": first.username,
    }
    assert entered["campaign"] == campaign.reference
    sent = client.post(address, entered)
    assert sent.status_code == 302, sent.context["form"].errors
    problem = Problem.objects.get(source=finding.reference)
    assert offered(finding.reference, for_=second) is None
    assert Finding.objects.get(pk=finding.pk).handed_on_to == problem.reference
    return problem


def assert_rows_are_lines(chain: Chain, hit: Hit, stage: Screened, by: Account) -> None:
    """What the chain ends in are the very lines of the file that was handed in."""
    (card,) = chain.rows
    shown = client_for(by).get(card.rows_url).content.decode()
    for line in rows_of(Hit.objects.get(pk=hit.pk))[0].lines:
        assert line.line is not None
        assert line.text == stage.tables[line.table].decode().splitlines()[line.line - 1]
        assert all(value in shown for _name, value in line.cells if value.isalnum())


def test_from_a_line_of_the_ledger_to_a_closed_problem_and_back(
    district: Unit,
    officer: MakeOfficer,
    team: tuple[Account, Account],
    screened: Screened,  # noqa: F811 - the fixture above
) -> None:
    _first, second = team
    leader = officer("leader", full_name="组长")
    campaign = issued(district, leader)
    hit = screened.hit("instrument.double_booked")
    left = uncovered(campaign, for_=leader).count()
    lead = screening.accept_hit(
        hit=hit, officer=screened.office, by=screened.office, reason="两次试验时间重叠"
    )
    visit = visited(Hit.objects.get(pk=hit.pk), lead, team, district)
    assert Lead.objects.get(pk=lead.pk).state == "lead_confirmed"
    assert current_campaign(district, clock.today()) == campaign
    assert uncovered(campaign, for_=leader).count() == left - 1
    finding = Finding.objects.get(visit=visit)
    assert [one.reference for one in waiting_to_be_taken_over(second, district)] == [finding.reference]

    problem = recorded(finding, team, campaign)
    answered = rectification.answer_problem(problem=problem, text="已停用并复核", by=screened.speaker)
    third = officer("inspector", full_name="许颖")
    verified = rectification.verify_answer(
        problem=answered, way="paper", verified_on=clock.today(), remark="凭证齐全", by=third
    )
    closed = rectification.close_problem(problem=verified, by=leader)
    chain = chain_of(closed.reference, for_=second)
    assert chain is not None
    steps = {stage.name: [node.reference for node in stage.nodes] for stage in chain.stages}
    assert steps == {
        "hit": [hit.reference],
        "lead": [lead.reference],
        "visit": [f"{visit.reference}/1"],
        "finding": [finding.reference],
        "problem": [closed.reference],
    }
    onward = chain_of(hit.reference, for_=second)
    assert onward is not None
    assert [stage.name for stage in onward.stages] == list(steps)
    assert_rows_are_lines(chain, hit, screened, second)
    assert verify().discrepancies == ()


def test_a_lead_that_the_visit_did_not_come_to_is_open_again(
    district: Unit,
    team: tuple[Account, Account],
    screened: Screened,  # noqa: F811 - the fixture above
) -> None:
    first, second = team
    hit = screened.hit("raw.missing")
    lead = screening.accept_hit(hit=hit, officer=screened.office, by=screened.office, reason="缺原始记录")
    plan = inspection.Plan(
        planned_on=clock.today(), kind="lead", purpose="核对线索", first_officer=first, second_officer=second
    )
    visit = inspection.plan_visit(institution=hit.body, unit=district, plan=plan, by=first)
    question = inspection.Question(lead.title[:200], kind="lead", origin=lead.reference)
    inspection.add_item(visit=visit, question=question, by=first)
    assert Lead.objects.get(pk=lead.pk).state == "lead_on_visit"
    inspection.call_off_visit(visit=Visit.objects.get(pk=visit.pk), by=first, reason="机构停业，改期再去")
    assert Lead.objects.get(pk=lead.pk).state == "lead_open"
    assert [one.reference for one in open_origins(hit.body, for_=first)] == [lead.reference]
