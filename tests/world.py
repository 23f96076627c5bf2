"""A world: one of everything the application records, about a unit and an institution, for tests over all of it.

`build(unit, …)` is called for the rooms together; `TRACES` are words that whoever may not see the world must not meet.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.core.files.base import ContentFile

from bureau.approvals import kinds as proposal_kinds
from bureau.approvals.services import propose
from bureau.campaign import services as campaigns
from bureau.campaign.models import Campaign, Member, MemberRole
from bureau.inspection import services as inspection
from bureau.jobs import kinds as job_kinds
from bureau.jobs.services import start_job
from bureau.kernel import clock
from bureau.people.models import Account, RoleHeld, Unit
from bureau.people.permissions import P
from bureau.people.roles import Role
from bureau.people.services import make_delegation
from bureau.people.services.accounts import Certificate
from bureau.people.services.savedviews import save_view
from bureau.rectification.models import Problem
from bureau.rectification.services import (
    Period,
    Words,
    answer_problem,
    correct_problem,
    record_problem,
    verify_answer,
)
from bureau.registry import services
from bureau.registry.models import Contact, Institution, RosterImport, RosterShape
from bureau.registry.selectors import annex_of, basis_of, bodies_of
from bureau.reminders.services import add_due_date, notify
from bureau.screening import services as screening
from bureau.screening.models import Hit
from bureau.screening.selectors import Listed
from bureau.trail.scope import scope
from bureau.trail.services import link
from screener.ledger.filled.mappings import Columns
from tests import factories as make
from tests.cast import PROGRAM, make_institution_account, make_officer, make_unit
from tests.rooms.campaign import world as campaign_world
from tests.rooms.collecting import world as collecting_world
from tests.rooms.files.handing_in import PDF
from tests.rooms.inspection.going import picture
from tests.rooms.law.choosing import legal_places
from tests.rooms.papers import world as papers
from tests.rooms.registry.schedules import workbook
from tests.rooms.screening.ledgers import as_files, codes_of, sample, work_off

WORK, MATTER = "test.world", "test.world"
OFFICER_ROLES = tuple(role for role in Role if role != Role.INSTITUTION)
# Nobody outside may meet any of these: names, a code, a number, people, a station, titles of work.
TRACES = (
    "瑶光检测",
    "瑶光新检测",
    "玉衡",
    "13911112222",
    "开阳所",
    "天璇",
    "MA0777777",
    "摇光事项",
    "2205770077",
)


@dataclass
class World:
    """What was built. `places` holds what stands in addresses: its values by the name of the place, or of the page."""

    unit: Unit
    accounts: dict[str, Account]
    institution: Institution
    places: dict[str, dict[str, Any]] = field(default_factory=dict)

    def place(self, page: str, name: str) -> str:
        """What stands at `<name>` in the address of a page."""
        own = self.places.get(page, {})
        return str(own[name] if name in own else self.places[""][name])


def build(unit: Unit, prefix: str = "天璇") -> World:
    """Everything, for a unit that has an officer of every role and a station below it."""
    station = make_unit("开阳所", "station", unit.division, unit)
    accounts: dict[str, Account] = {
        role.value: make_officer(
            f"{role.value}-of-world",
            role,
            unit,
            full_name=f"{prefix}{role.value}",
            certificate=Certificate(f"摇光-{role.value}"),
        )
        for role in OFFICER_ROLES
    }
    speaker = make_institution_account("speaker-of-world", unit, full_name=f"{prefix}机构")
    accounts[Role.INSTITUTION.value] = speaker
    body = _dossier(unit, accounts)
    services.link_account(institution=body, account=speaker, by=PROGRAM)
    world = World(unit, accounts, Institution.objects.get(pk=body.pk))
    _rooms(world, station)
    collecting_world.build(world)
    _campaign(world, station)
    _visits(world)
    world.places |= _problems(world)
    problem = world.place("rectification:problem", "reference")
    world.places |= papers.build(unit, accounts, problem)
    _screening(world)
    world.places |= legal_places(unit, accounts)
    return world


def _dossier(unit: Unit, accounts: dict[str, Account]) -> Institution:
    """An institution with a fact of every kind."""
    body = make.make_institution(
        "瑶光检测有限公司",
        unit=unit,
        officer=accounts["office"],
        division=unit.division,
        uscc=make.make_code(777_777, division=unit.division),
        domains=["food"],
    )
    today = clock.today()
    make.make_presence(body, unit.division)
    make.make_capability(make.make_certificate(body, number="220577007701"))
    make.calibrate(make.make_instrument(body), today - dt.timedelta(days=90), today)
    make.make_signatory(body, "玉衡", "food", today - dt.timedelta(days=90))
    make.make_contact(body, "玉衡", "13911112222")
    make.make_undertakings(body)
    return body


def _roster(unit: Unit, body: Institution, office: Account) -> RosterImport:
    """A roster whose columns were corrected by hand, and a merger."""
    roster = make.hand_in(
        unit,
        [make.roster_line("瑶光新检测有限公司", make.make_code(777_778))],
        name="瑶光检测.xlsx",
        by=office,
    )
    services.read_roster(
        roster=roster, by=office, mapping={"名录": {"header": 2, "columns": {"name": 0}}}, remember="名录"
    )
    double = make.make_institution("瑶光检测公司", unit=unit, division=unit.division, uscc="")
    services.merge_institution(institution=double, into=body, by=office, reason="同一家")
    another = make.make_institution("瑶光第二检测公司", unit=unit, division=unit.division, uscc="")
    services.distinguish_institution(institution=another, other=body, by=office, reason="场所和人员都不同")
    return roster


def _rooms(world: World, station: Unit) -> None:
    """What the other rooms record about them."""
    unit, body, accounts = world.unit, world.institution, world.accounts
    office, leader = accounts["office"], accounts["leader"]
    contact = Contact.objects.get(institution=body)
    document = services.add_document(institution=body, content=PDF, name="瑶光检测证书.pdf", by=office)
    schedule = services.add_document(
        institution=body, content=workbook(), name="瑶光检测附表.xlsx", by=office, use="table"
    )
    entered = {"division": unit.division, "address": "玉衡路"}
    speaker = accounts["institution"]
    fact = services.propose_fact(institution=body, kind="site", entered=entered, by=speaker)
    roster = _roster(unit, body, office)
    today = clock.today()
    bodies = bodies_of(unit, today)
    submission = services.submit_annex(
        annex=annex_of(bodies, unit, today),
        unit=unit,
        reported_on=today,
        by=leader,
        basis=basis_of(bodies),
    )
    delegation = make_delegation(
        giver=leader,
        taker=accounts["inspector"],
        valid_from=today + dt.timedelta(days=1),
        valid_to=today + dt.timedelta(days=3),
        reason="天璇出差",
        by=leader,
    )
    with scope(actor="program", move="link_world"):
        link(source=body.reference, target=document.reference, kind="shows", by="program")
    world.places = {
        "": {"reference": body.reference, "username": office.username, "kind": "contact", "form": "xlsx"}
        | {"slug": "order-39"},
        "files:download": {"reference": document.reference},
        "registry:withdraw-fact": {"key": contact.pk},
        **{f"registry:{page}": {"username": accounts["institution"].username} for page in SPEAKERS},
        "registry:forget-shape": {"key": RosterShape.objects.get().pk},
        **{f"registry:{page}": {"reference": submission.reference} for page in SUBMISSIONS},
        "people:withdraw-role": {"key": RoleHeld.objects.get(account=office).pk},
        "people:withdraw-delegation": {"key": delegation.pk},
        **{f"registry:{page}": {"file": schedule.reference} for page in ("import-schedule", "undo-schedule")},
        **{f"registry:{page}": {"reference": fact.reference} for page in FACTS},
        **{f"registry:{page}": {"reference": roster.reference} for page in ROSTERS},
        **{f"people:{page}": {"reference": station.reference} for page in UNITS},
    }
    _queues(world)


def _problems(world: World) -> dict[str, dict[str, Any]]:
    """A problem that was answered and verified, and where its pages are."""
    office, inspector = world.accounts["office"], world.accounts["inspector"]
    made = record_problem(
        problem=Problem(
            institution=Institution.objects.get(pk=world.institution.pk),
            unit=world.unit,
            title="瑶光检测设备未检定",
            what="玉衡在用设备未检定",
            measure="停用，检定后使用",
            officer=inspector,
        ),
        period=Period(on=clock.today() + dt.timedelta(days=14)),
        by=inspector,
    )
    words = Words(title=made.title, what="玉衡在用设备未检定，共一台", measure=made.measure, conduct="U2")
    made = correct_problem(problem=made, words=words, by=inspector, reason="摇光事项")
    answered = answer_problem(problem=made, text="玉衡已检定", by=world.accounts["institution"])
    verify_answer(problem=answered, way="paper", verified_on=clock.today(), remark="玉衡属实", by=office)
    return {f"rectification:{page}": {"reference": made.reference} for page in PROBLEMS} | {
        "console:chain": {"reference": made.reference}
    }


PROBLEMS = (
    *("problem", "answer-problem", "record-answer", "return-answer", "verify-answer", "close-problem"),
    *("extend-deadline", "hand-over-problem", "correct-problem", "withdraw-problem", "reopen-problem"),
)


def _screening(world: World) -> None:
    """A ledger that was handed in, screened, and judged in part."""
    unit, body, office = world.unit, world.institution, world.accounts["office"]
    tables = sample(900, 1)
    code = codes_of(tables)[0].encode()
    own = {name: content.replace(code, str(body.uscc).encode()) for name, content in tables.items()}
    handin = screening.hand_in_ledger(files=as_files(own), unit=unit, by=office, institution=body)
    work_off()
    strange = own | {"results": own["results"].replace(b"result_id", "摇光流水".encode(), 1)}
    asked = screening.hand_in_ledger(files=as_files(strange), unit=unit, by=office, institution=body)
    work_off()
    asked.refresh_from_db()
    header = own["results"].decode().splitlines()[0].split(",")
    columns = Columns("results", {("摇光流水" if name == "result_id" else name): name for name in header})
    screening.map_columns(handin=asked, shape=asked.unmapped[0]["shape"], columns=columns, by=office)
    work_off()
    hits = list(Hit.objects.filter(institution=body).order_by("reference"))
    lead = screening.accept_hit(hit=hits[0], officer=office, by=office, reason="摇光事项")
    until = clock.today() + dt.timedelta(days=3)
    question = screening.ask_institution(
        hit=hits[1], text="摇光事项：请说明。", report_numbers=[], due_on=until, by=office
    )
    screening.dismiss_hit(hit=hits[2], until=until, by=office, reason="摇光事项")
    run = {"reference": hits[3].run.reference, "uscc": body.uscc}
    for names, found in (
        (LEDGERS, {"reference": handin.reference}),
        (HITS, {"reference": hits[3].reference}),
        (QUESTIONS, {"reference": question.reference}),
        (LEADS, {"reference": lead.reference}),
        (("run", "run-verdict"), run),
        (("portrait",), {"reference": body.reference}),
        (("mapping", "rename-mapping", "drop-mapping"), {"key": body.column_mappings.get().pk}),
    ):
        world.places |= {f"screening:{page}": found for page in names}


LEDGERS = ("ledger", "ledger-faults", "check-ledger", "put-ledger-aside", "map-columns")
HITS = ("hit", "hit-rows", "accept-hit", "join-hit", "ask-institution", "dismiss-hit", "reopen-hit")
QUESTIONS = ("question", "answer-question", "withdraw-question")
LEADS = ("lead", "hand-over-lead", "close-lead")
FACTS = ("proposal", "accept-fact", "return-fact", "withdraw-proposal")
ROSTERS = ("roster", "import-roster", "read-roster", "undo-roster", "withdraw-roster")
SUBMISSIONS = ("annex-submission", "download-submission")
SPEAKERS = ("unlink-account", "close-institution-account")
VISITS = (
    *(
        "visit",
        "print-visit",
        "amend-visit",
        "hand-over-visit",
        "call-off-visit",
        "begin-visit",
        "conclude-visit",
    ),
    *("draw-reports", "set-aside-draw"),
    *("add-item", "withdraw-item", "on-site", "on-site-list", "answer-item"),
)
FINDINGS = ("finding", "amend-finding", "establish-finding", "close-finding", "withdraw-finding")
UNITS = ("unit", "amend-unit", "close-unit", "move-unit")
CAMPAIGN = ("campaign", "institutions", "export-institutions", "amend-campaign", "issue-campaign")
STEPS = ("withdraw-campaign", "close-campaign", "add-phase", "focus-domain", "add-member")


def _campaign(world: World, station: Unit) -> None:
    """A campaign that runs, with its phases, focus, lead group and addressee, and the institution covered."""
    today, leader = clock.today(), world.accounts["leader"]
    plan = campaigns.Plan(
        title="摇光事项专项行动",
        begins_on=today,
        ends_on=today + dt.timedelta(days=30),
        document_number="摇光1号",
    )
    made = campaigns.draft_campaign(plan=plan, unit=world.unit, addressees=[station], by=leader)
    for phase in made.phases_now():
        dates = campaigns.PhasePlan(
            phase.name, begins_on=today, ends_on=plan.ends_on, dates_reason="摇光事项"
        )
        campaigns.amend_phase(phase=phase, plan=dates, by=leader)
    member = campaigns.add_member(campaign=made, role=MemberRole.LEADER, account=leader, by=leader)
    campaigns.issue_campaign(campaign=made, by=leader)
    running = Campaign.objects.get(pk=made.pk)
    campaigns.record_coverage(
        campaign=running, institution=world.institution, on=today, reference="摇光检查1", by=leader
    )
    _campaign_places(world, running, member)
    campaign_world.build(world, running, station)


def _campaign_places(world: World, campaign: Campaign, member: Member) -> None:
    one = {"reference": campaign.reference}
    for page in (*CAMPAIGN, *STEPS):
        world.places[f"campaign:{page}"] = one
    for page in ("amend-phase", "withdraw-phase", "sign-off-phase"):
        world.places[f"campaign:{page}"] = {**one, "number": 1}
    world.places["campaign:withdraw-domain"] = {**one, "domain": "food"}
    world.places["campaign:end-member"] = {**one, "key": member.pk}


def _visits(world: World) -> None:
    """A visit under way with an item that was confirmed and the finding that came of it."""
    inspector, office = world.accounts["inspector"], world.accounts["office"]
    plan = inspection.Plan(clock.today(), "random", "摇光事项", inspector, office)
    visit = inspection.plan_visit(institution=world.institution, unit=world.unit, plan=plan, by=office)
    item = inspection.add_item(visit=visit, question=inspection.Question("摇光事项"), by=office)
    listed = [Listed(f"摇光-{number}", f"摇光-{number}", clock.today(), "", 0) for number in range(40)]
    aim = inspection.Aim(Decimal("0.2"), Decimal("0.9"))
    inspection.draw_reports(visit=visit, frame=inspection.Frame("file", listed), aim=aim, by=office)
    inspection.begin_visit(visit=visit, entry=inspection.Entry(True, True, True), by=inspector)
    photo = ContentFile(picture(), name="摇光事项.png")
    inspection.add_evidence(item=item, files=[photo], by=inspector)
    answered = inspection.answer_item(item=item, answer="confirmed", note="摇光事项", by=inspector)
    finding = answered.standing_finding
    assert finding is not None
    world.places |= {f"inspection:{page}": {"reference": visit.reference, "number": 1} for page in VISITS}
    world.places |= {f"inspection:{page}": {"reference": finding.reference} for page in FINDINGS}


def _queues(world: World) -> None:
    """What waits: a proposal, a due date, and a message and a job for everybody."""
    subject: dict[str, Any] = {"subject": "摇光-1", "title": "摇光事项", "why": "摇光事项", "address": "/"}
    declare()
    proposal = propose(
        kind=MATTER,
        subject="摇光-1",
        title="摇光事项",
        unit=world.unit,
        permission=P.ANNEX_SUBMIT,
        grounds="摇光事项",
        by=world.accounts["inspector"],
    )
    add_due_date(**subject, due_on=clock.today(), permission=P.INSTITUTION_AMEND, unit=world.unit, by=PROGRAM)
    for page in ("proposal", "approve-proposal", "refuse-proposal", "withdraw-proposal"):
        world.places[f"approvals:{page}"] = {"reference": proposal.reference}
    for role, account in world.accounts.items():
        view = save_view(place="registry:institutions", name="摇光", query="kind=enterprise", by=account)
        _places(world, role, "people", ("rename-view", "remove-view"), view.pk)
        message = notify(account=account, **subject, by=PROGRAM)
        job = start_job(WORK, title="摇光事项", arguments={}, by=account, unit=world.unit)
        _places(world, role, "reminders", ("read-reminder",), message.pk)
        _places(world, role, "jobs", ("job", "cancel-job"), job.pk)


def _places(world: World, role: str, room: str, pages: tuple[str, ...], key: object) -> None:
    """What is somebody's own: whoever has no own one asks for the last one's."""
    for page in pages:
        world.places[f"{room}:{page}@{role}"] = world.places[f"{room}:{page}"] = {"key": key}


def _nothing(_run: object) -> dict[str, Any]:
    return {}


_KIND = proposal_kinds.Kind(MATTER, "Matter", lambda _ref: {}, lambda ref: f"/matters/{ref}/")


def declare() -> None:
    """The kinds of work and of proposals that the world has, once for this process."""
    job_kinds._kinds.setdefault(WORK, _nothing)
    proposal_kinds._kinds.setdefault(MATTER, _KIND)
