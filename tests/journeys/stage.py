"""The stage of the journeys: the demonstration's district with everything on it that a page can be about.

It is built once for a module in the tests' own database and stands at the demonstration's day.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from pytest_django.live_server_helper import LiveServer

from bureau.approvals import kinds
from bureau.campaign.models import Campaign, Member
from bureau.campaign.selectors import tally_of
from bureau.campaign.services import (
    Told,
    approve_scope_rule,
    hand_down_campaign,
    keep_notice,
    propose_excuse,
    propose_scope_rule,
    record_talk,
)
from bureau.collecting import services as collecting
from bureau.collecting.lacking import Lacking
from bureau.collecting.models import Part
from bureau.console.commands.demo import STANDS_AT
from bureau.console.demo.building import build
from bureau.inspection.models import Draw, Finding, Visit
from bureau.jobs.models import Job
from bureau.kernel import clock
from bureau.law.entries import doubtful_entries
from bureau.law.reading import read_book
from bureau.law.selectors import propose
from bureau.law.services import choose_basis, confirm_entry
from bureau.law.subjects import subject_of
from bureau.papers.blanks import BLANKS
from bureau.papers.models import Paper
from bureau.papers.services import replace_template
from bureau.papers.word.layout import own_template
from bureau.people.models import Account, RoleHeld, Unit
from bureau.people.services import close_account, make_delegation, save_view
from bureau.rectification.models import Problem
from bureau.rectification.services import Period, record_problem
from bureau.registry import services
from bureau.registry.models import AnnexSubmission, Contact, Institution, RosterImport, RosterShape
from bureau.registry.services import add_document
from bureau.registry.speaking import LinkSpeaker
from bureau.screening.models import ColumnMapping, HandIn, Hit, Lead, Question, Run
from bureau.screening.services.ledgers import check_hand_in, hand_in_ledger
from bureau.screening.services.mappings import keep_mapping
from bureau.trail.scope import scope
from bureau.trail.wall import opened
from screener.ledger.filled.mappings import Columns
from screener.ledger.filled.naming import shape_of
from screener.ledger.tables import TABLES
from tests.cast import PROGRAM, make_institution_account, make_officer
from tests.factories import hand_in, make_code, make_institution, roster_line
from tests.journeys.summing import sum_of_the_city
from tests.rooms.approvals import matters
from tests.rooms.papers.world import serve
from tests.rooms.registry.schedules import workbook

if TYPE_CHECKING:
    pass

NOTICE = Path(__file__).parents[1] / "rooms" / "campaign" / "notices" / "district.txt"
LONG = "云川华衡建材检测有限公司（曾用名云川市建筑材料检验所暨云川市混凝土及制品质量监督检验站）"
ADMIN, OFFICE, LEADER, SPEAKER = "admin", "office", "leader", "speaker"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


class Stage:
    """What stands there: the demonstration, and one of everything else that has a page."""

    def __init__(self) -> None:
        self.accounts: dict[str, Account] = build(lambda _said: None)
        self.district = Unit.objects.get(kind="district", division="150602")
        self.institution = Institution.objects.get(name="云川华衡建材检测有限公司")
        self.contact: Contact = Contact.objects.standing().get(institution=self.institution)
        self.campaign = Campaign.objects.get(state="issued")
        self.draft = Campaign.objects.get(state="drafted")
        self.member: Member = self.campaign.members.get(role="expert")
        self._campaign(self.accounts[OFFICE])
        self._registry(self.accounts[OFFICE])
        self._speaker()
        self._collecting(self.accounts[OFFICE])
        self.view = save_view(
            place="registry:institutions", name="过期的", query="view=lapsed", by=self.accounts[OFFICE]
        )
        self._people(self.accounts[LEADER])
        self._work(self.accounts[OFFICE])
        self._visits()
        self._screening()
        self._papers()
        self._law()

    def _campaign(self, office: Account) -> None:
        """A notice that waits, a campaign handed down, a contact to be followed up, a reason that waits."""
        self.notice = keep_notice(unit=self.district, by=office, pasted=NOTICE.read_text(encoding="utf-8"))
        below = Unit.objects.filter(kind="station", path__startswith=self.district.path).earliest("path")
        due = clock.today() + dt.timedelta(days=5)
        self.hand_down = hand_down_campaign(campaign=self.campaign, unit=below, due_on=due, by=office)
        told = Told(
            clock.today(),
            "phone",
            "质量负责人",
            "已告知自查要求，对方当日报送设备清单。",
            "查收设备清单",
            due,
        )
        known = Institution.objects.get(pk=self.institution.pk)
        self.talk = record_talk(
            institution=known, told=told, by=office, at=self.district, campaign=self.campaign
        )
        left = tally_of(self.campaign).left.order_by("reference")
        self.excuse = propose_excuse(
            campaign=self.campaign,
            institution=left[0],
            ground="ceased",
            words="已停业，见登记机关停业备案〔2022〕3号。",
            by=office,
        )
        self.left: Institution = left[1]
        rule = propose_scope_rule(
            campaign=self.campaign,
            effect="out",
            kind="certificate",
            chosen=["lapsed"],
            words="证书已过期，由注销专项清理",
            by=office,
        )
        approve_scope_rule(rule=rule, by=self.accounts[LEADER])
        propose_scope_rule(
            campaign=self.campaign,
            effect="out",
            kind="home",
            chosen=["elsewhere"],
            words="外省机构由市局统一检查，见市局函",
            by=office,
        )

    def _papers(self) -> None:
        """An order at every step, one served on the speaker's institution, and a template of the bureau's own."""
        blank = BLANKS["correction-order"]
        replace_template(
            blank=blank,
            issuer=self.district,
            content=own_template(blank),
            name="责令改正通知书（本局用语）.docx",
            why="落款加盖本局印章",
            by=self.accounts[OFFICE],
        )
        served = record_problem(
            problem=Problem(
                institution=Institution.objects.get(pk=self.institution.pk),
                unit=self.district,
                title="压力试验机未在检定有效期内",
                what="设备 YQ-0107 检定到期，仍在使用。",
                measure="停用该设备，检定合格后使用。",
                conduct="U2",
                officer=self.accounts[OFFICE],
            ),
            period=Period(on=clock.today() + dt.timedelta(days=10)),
            by=self.accounts[OFFICE],
        )
        serve(served.reference, self.accounts)

    def paper_in(self, state: str) -> Paper:
        """The first paper of the demonstration that is in a state."""
        found: Paper = Paper.objects.filter(state=state).earliest("reference")
        return found

    def _law(self) -> None:
        """A basis chosen for the problem of an order that is drafted, and an entry that the leader answers for."""
        by = self.accounts[OFFICE]
        subject = subject_of(self.paper_in("paper_drafted").source, for_=by)
        assert subject is not None
        question = propose(subject.conduct, subject.domain or "other", first=subject.first or clock.today())
        self.choice = choose_basis(
            subject=subject,
            proposal=question,
            digest=question.candidates[0].entry.digest,
            book=read_book().digest,
            reason="特别法优先，行为和领域都符合",
            by=by,
        )
        entry = [one for one in doubtful_entries(read_book()) if not one.undated][1]
        self.confirmed = confirm_entry(entry=entry, grounds="官方公报所载文本", by=self.accounts[LEADER])

    def _screening(self) -> None:
        """The newest ledger that counts, one with faults, and a hit, a lead and a question of the demonstration."""
        self.ledger = HandIn.objects.filter(state="ledger_taken").latest("received_at")
        self.faulty_ledger = HandIn.objects.filter(state="ledger_faulty").latest("received_at")
        self.unmapped = self._unmapped()
        self.mapping = self._mapping()
        self.run: Run = Run.objects.latest("started_at")
        self.hit: Hit = (
            Hit.objects.undecided().filter(rule="instrument.double_booked").order_by("reference")[0]
        )
        self.lead: Lead = Lead.objects.order_by("reference")[0]
        self.question: Question = Question.objects.latest("asked_at")

    def _mapping(self) -> ColumnMapping:
        """Columns of the institution's own export, explained once."""
        known = Institution.objects.get(pk=self.institution.pk)
        asked = {"name": "月度结果导出.csv", "headers": ["单号", "检测项目", "检测结果", "审核"]}
        words = {"单号": "report_id", "检测项目": "parameter", "检测结果": "value", "审核": ""}
        row = ColumnMapping(institution=known, shape=shape_of(asked["headers"]), name=str(asked["name"]))
        said = Columns("results", words, constants={"method": "GB/T 50081-2019"})
        return keep_mapping(mapping=row, asked=asked, columns=said, by=self.accounts[OFFICE])

    def _unmapped(self) -> HandIn:
        """A ledger of the institution's own whose columns nobody has explained."""
        known = Institution.objects.get(pk=self.institution.pk)
        content = "单号,检测项目,检测依据,检测结果\n1,抗压强度,GB/T 50081,35.2\n".encode()
        reports = ",".join(TABLES["reports"].by_name) + "\n"
        heads = "uscc,name,kind,home_division"
        files = [
            SimpleUploadedFile("results.csv", content),
            SimpleUploadedFile("institutions.csv", f"{heads}\n{known.uscc},甲,第三方,150602\n".encode()),
            SimpleUploadedFile("reports.csv", reports.encode()),
        ]
        made = hand_in_ledger(files=files, unit=self.district, by=self.accounts[OFFICE], institution=known)
        check_hand_in(
            handin=HandIn.objects.get(pk=made.pk), by=self.accounts[OFFICE], progress=lambda *_: None
        )
        return HandIn.objects.get(pk=made.pk)

    def _registry(self, office: Account) -> None:
        known = self.institution
        lines = [
            roster_line(
                LONG, make_code(900_001, division="150602"), certificate="170511110042", contact="韩雪"
            ),
            roster_line("云川新检测有限公司", "91150602MA0000000X", until="2024年8月", domains="不知道"),
            roster_line(known.name, known.uscc or "", domains="食品"),
        ]
        self.preview = hand_in(self.district, lines, by=office, name="补充名录.xlsx")
        self.imported = RosterImport.objects.exclude(pk=self.preview.pk).earliest("received_at")
        self.submission = AnnexSubmission.objects.latest("submitted_at")
        self.summed = sum_of_the_city(known.name, self.accounts["cityoffice"])
        self.closed = make_institution("云川旧检测有限公司", unit=self.district, division="150602")
        services.close_institution(institution=self.closed, by=office, reason="已注销登记")
        self.double = make_institution("云川旧华衡检测公司", unit=self.district, division="150602", uscc="")
        services.merge_institution(institution=self.double, into=known, by=office, reason="同一家")
        for name in ("云川恒瑞检测有限公司", "云川恒瑞检测公司"):
            make_institution(name, unit=self.district, division="150602", uscc="")
        two = [
            make_institution(name, unit=self.district, division="150602", uscc="")
            for name in ("云川恒泰检测有限公司", "云川恒泰检测公司")
        ]
        services.distinguish_institution(
            institution=two[1], other=two[0], by=office, reason="营业执照和场所都不同，是两家"
        )
        heads = ("受查对象", "号码", "", "", "", "", "", "", "")
        strange = hand_in(self.district, lines[:1], by=office, name="受查对象.xlsx", heads=heads)
        columns = {"名录": {"header": 2, "columns": {"name": 0, "uscc": 1}}}
        services.read_roster(roster=strange, by=office, mapping=columns, remember="名录")
        self.shape: RosterShape = RosterShape.objects.get()
        self.schedule = add_document(
            institution=known, content=workbook(), name="能力附表.xlsx", by=office, use="table"
        )
        add_document(institution=known, content=PDF, name="能力附表（扫描件）.pdf", by=office)

    def _speaker(self) -> None:
        """An institution's account with one proposal that waits and one that was returned."""
        known = Institution.objects.get(pk=self.institution.pk)
        self.accounts[SPEAKER] = by = make_institution_account(
            SPEAKER, self.district, full_name="华衡检测联系人"
        )
        services.link_account(institution=known, account=by, by=PROGRAM)
        entered = {"division": "150602", "address": "铁西街道创业路 116 号二号场所"}
        self.proposal = services.propose_fact(institution=known, kind="site", entered=entered, by=by)
        other = services.propose_fact(
            institution=known, kind="contact", entered={"name": "韩雪", "phone": "13900002716"}, by=by
        )
        services.return_fact(proposal=other, by=self.accounts[OFFICE], reason="请写明职务")

        self.own_problem = Problem.objects.filter(institution=known).earliest("reference")

    def _collecting(self, office: Account) -> None:
        """A collection: the speaker's institution still has its part, another sent it in by a link."""
        known = Institution.objects.get(pk=self.institution.pk)
        others = Institution.objects.active().filter(accounts__isnull=True, unit__isnull=False)
        other = Institution.objects.get(pk=others.exclude(pk=known.pk).earliest("reference").pk)
        asking = collecting.Asking(
            "补齐档案", clock.today() + dt.timedelta(days=9), ("contact",), "按原件填写。"
        )
        lacking = [
            Lacking(known, ("nature", "instruments", "signatories"), ()),
            Lacking(other, ("contact",), ("officer",)),
        ]
        self.collection = collecting.start_collection(
            asking=asking, lacking=lacking, unit=self.district, by=office
        )
        parts = self.collection.parts
        self.own_part, self.sent_in = parts.get(institution=known), parts.get(institution=other)
        self.units_part: Part = parts.get(institution=None)
        self.token = collecting.give_link(part=self.sent_in, by=office).token
        by = LinkSpeaker(other.pk, other.reference)
        collecting.send_in_part(part=self.sent_in, by=by, note="联系人已电话告知。")

    def problem_in(self, state: str) -> Problem:
        """The first problem of the demonstration that is in a state."""
        found: Problem = Problem.objects.filter(state=state).earliest("reference")
        return found

    def _people(self, leader: Account) -> None:
        self.person = self.accounts["stranger"]
        self.held = RoleHeld.objects.get(account=self.person)
        gone = make_officer("gone", None, self.district, full_name="已调离")
        self.gone = close_account(account=gone, by=self.accounts[ADMIN], reason="已调离本单位")
        days = (dt.date(2022, 6, 20), dt.date(2022, 6, 30))
        self.delegation = make_delegation(
            giver=leader,
            taker=self.accounts["deputy"],
            valid_from=days[0],
            valid_to=days[1],
            reason="出差",
            by=leader,
        )

    def _visits(self) -> None:
        """A visit of the demonstration that is under way, one that is planned for today, a finding that waits."""
        self.visit = Visit.objects.get(state="under_way")
        self.planned = Visit.objects.get(state="planned", planned_on=clock.today())
        self.drawn = Draw.objects.filter(visit__state="planned").latest("drawn_at")
        self.finding = Finding.objects.filter(state="drafted").exclude(visit=self.visit).get()

    def _work(self, office: Account) -> None:
        kinds.declare(matters.declared())
        matters.CONTENT["M-1"] = {"count": 62}
        self.matter = matters.proposed(
            office, self.district, title="上报机构名单", grounds="名单已核对，请审批。"
        )
        now = clock.now()
        self.job = Job(
            kind="roster.read",
            title="读取名录 机构名录2022（最终版）.xlsx",
            asked_by=office,
            asked_by_name=office.full_name,
            unit=self.district,
            created_at=now,
            queued_at=clock.ticking(),
        )
        with scope(
            actor=office.trail_name, move="start_job", reference=self.job.reference, reason=self.job.title
        ):
            self.job.save(force_insert=True)


@contextmanager
def standing() -> Iterator[tuple[Stage, str]]:
    """The stage and a server that shows it, until the end of the block; then the database is empty again."""
    before = {name: os.environ.get(name) for name in ("MINGJIAN_NOW", "DJANGO_ALLOW_ASYNC_UNSAFE")}
    os.environ.update({"MINGJIAN_NOW": STANDS_AT, "DJANGO_ALLOW_ASYNC_UNSAFE": "true"})
    server = None
    try:
        stage = Stage()
        server = LiveServer("localhost")
        yield stage, server.url
    finally:
        if server is not None:
            server.stop()
        kinds._kinds.pop(matters.MATTER, None)
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
        with opened():
            call_command("flush", interactive=False, verbosity=0, inhibit_post_migrate=True)
