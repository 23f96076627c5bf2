"""A world: one of everything the application records, about a unit and an institution, for tests over all of it.

`build(unit, …)` is called for the rooms together; `TRACES` are words that whoever may not see the world must not meet.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from bureau.approvals import kinds as proposal_kinds
from bureau.approvals.services import propose
from bureau.jobs import kinds as job_kinds
from bureau.jobs.services import start_job
from bureau.kernel import clock
from bureau.people.models import Account, RoleHeld, Unit
from bureau.people.permissions import P
from bureau.people.roles import Role
from bureau.people.services import make_delegation
from bureau.people.services.savedviews import save_view
from bureau.registry import services
from bureau.registry.models import Contact, Institution
from bureau.registry.selectors import annex_of, basis_of, bodies_of
from bureau.reminders.services import add_due_date, notify
from bureau.screening import services as screening
from bureau.screening.models import Hit
from bureau.trail.scope import scope
from bureau.trail.services import link
from tests import factories as make
from tests.cast import PROGRAM, make_institution_account, make_officer, make_unit
from tests.rooms.files.handing_in import PDF
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
        role.value: make_officer(f"{role.value}-of-world", role, unit, full_name=f"{prefix}{role.value}")
        for role in OFFICER_ROLES
    }
    speaker = make_institution_account("speaker-of-world", unit, full_name=f"{prefix}机构")
    accounts[Role.INSTITUTION.value] = speaker
    body = _dossier(unit, accounts)
    services.link_account(institution=body, account=speaker, by=PROGRAM)
    world = World(unit, accounts, Institution.objects.get(pk=body.pk))
    _rooms(world, station)
    _screening(world)
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
    return body


def _rooms(world: World, station: Unit) -> None:
    """What the other rooms record about them."""
    unit, body, accounts = world.unit, world.institution, world.accounts
    office, leader = accounts["office"], accounts["leader"]
    contact = Contact.objects.get(institution=body)
    document = services.add_document(institution=body, content=PDF, name="瑶光检测证书.pdf", by=office)
    fact = services.propose_fact(
        institution=body,
        kind="site",
        entered={"division": unit.division, "address": "玉衡路"},
        by=accounts["institution"],
    )
    roster = make.hand_in(
        unit,
        [make.roster_line("瑶光新检测有限公司", make.make_code(777_778))],
        name="瑶光检测.xlsx",
        by=office,
    )
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
        "": {"reference": body.reference, "username": office.username, "kind": "contact", "form": "xlsx"},
        "files:download": {"reference": document.reference},
        "registry:withdraw-fact": {"key": contact.pk},
        "registry:unlink-account": {"username": accounts["institution"].username},
        "registry:annex-submission": {"reference": submission.reference},
        "people:withdraw-role": {"key": RoleHeld.objects.get(account=office).pk},
        "people:withdraw-delegation": {"key": delegation.pk},
        **{f"registry:{page}": {"reference": fact.reference} for page in FACTS},
        **{f"registry:{page}": {"reference": roster.reference} for page in ROSTERS},
        **{f"people:{page}": {"reference": station.reference} for page in UNITS},
    }
    _queues(world)


def _screening(world: World) -> None:
    """A ledger that was handed in, screened, and judged in part."""
    unit, body, office = world.unit, world.institution, world.accounts["office"]
    tables = sample(900, 1)
    code = codes_of(tables)[0].encode()
    own = {name: content.replace(code, str(body.uscc).encode()) for name, content in tables.items()}
    handin = screening.hand_in_ledger(files=as_files(own), unit=unit, by=office, institution=body)
    work_off()
    hits = list(Hit.objects.filter(institution=body).order_by("reference"))
    lead = screening.accept_hit(hit=hits[0], officer=office, by=office, reason="摇光事项")
    asked = clock.today() + dt.timedelta(days=3)
    question = screening.ask_institution(
        hit=hits[1], text="摇光事项：请说明。", report_numbers=[], due_on=asked, by=office
    )
    screening.dismiss_hit(hit=hits[2], until=asked, by=office, reason="摇光事项")
    run = {"reference": hits[3].run.reference, "uscc": body.uscc}
    for names, found in (
        (LEDGERS, {"reference": handin.reference}),
        (HITS, {"reference": hits[3].reference}),
        (QUESTIONS, {"reference": question.reference}),
        (LEADS, {"reference": lead.reference}),
        (("run", "run-verdict"), run),
    ):
        world.places |= {f"screening:{page}": found for page in names}


LEDGERS = ("ledger", "ledger-faults", "check-ledger", "put-ledger-aside")
HITS = ("hit", "hit-rows", "accept-hit", "join-hit", "ask-institution", "dismiss-hit", "reopen-hit")
QUESTIONS = ("question", "answer-question", "withdraw-question")
LEADS = ("lead", "hand-over-lead", "close-lead")
FACTS = ("proposal", "accept-fact", "return-fact", "withdraw-proposal")
ROSTERS = ("roster", "import-roster", "read-roster", "undo-roster", "withdraw-roster")
UNITS = ("unit", "amend-unit", "close-unit", "move-unit")


def _queues(world: World) -> None:
    """What waits: a proposal, a due date, and a message and a job for everybody."""
    subject: dict[str, Any] = {"subject": "摇光-1", "title": "摇光事项", "why": "摇光事项", "address": "/"}
    declare()
    save_view(
        place="registry:institutions", name="摇光", query="kind=enterprise", by=world.accounts["office"]
    )
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
        message = notify(account=account, **subject, by=PROGRAM)
        job = start_job(WORK, title="摇光事项", arguments={}, by=account, unit=world.unit)
        world.places[f"reminders:read-reminder@{role}"] = {"key": message.pk}
        for page in ("job", "cancel-job"):
            world.places[f"jobs:{page}@{role}"] = {"key": job.pk}


def _nothing(_run: object) -> dict[str, Any]:
    return {}


_KIND = proposal_kinds.Kind(MATTER, "Matter", lambda _ref: {}, lambda ref: f"/matters/{ref}/")


def declare() -> None:
    """The kinds of work and of proposals that the world has, once for this process."""
    job_kinds._kinds.setdefault(WORK, _nothing)
    proposal_kinds._kinds.setdefault(MATTER, _KIND)
