"""The demonstration's ledgers: a year in two hand-ins and a correction, screened, hits in every state, some leads."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from django.core.files.uploadedfile import SimpleUploadedFile

from bureau.console.demo.furnishing import FULL
from bureau.console.demo.people import PASSWORD
from bureau.jobs.models import Job
from bureau.jobs.running import run_job
from bureau.kernel import clock
from bureau.people.models import Account, Unit
from bureau.registry import services as registry
from bureau.registry.models import Capability, Certificate, Institution
from bureau.registry.services.sources import Source
from bureau.registry.texts import initials
from bureau.screening import services
from bureau.screening.ledgers import invented
from bureau.screening.ledgers.invented import (
    AFTER,
    BEFORE,
    Season,
    Tables,
    capabilities_in,
    invented_tables,
    issued_between,
    of_one,
    put_together,
    with_records,
    zipped,
)
from bureau.screening.models import Hit, Lead, Question

if TYPE_CHECKING:
    from bureau.console.demo.building import Body

# Fictional, all of them; faults stand at these three only. The last one's certificate ended on 13 May.
FAULTY = (FULL, "云川绿野生态检测有限公司", "云川坚石防水材料检测有限公司")
# Twelve weeks each, without a gap. Certificates of the sample end with the fourth, on the day of the last one above.
SEASONS = (
    Season(0, -43, 20, 46_000, BEFORE),
    Season(1, -31, 21, 46_000, BEFORE),
    Season(2, -19, 22, 46_000, BEFORE),
    Season(3, -7, 38, 62_000, planted=True),
    Season(4, 5, 24, 46_000, AFTER),
)
YEAR_BEGINS, YEAR_TURNS, YEAR_ENDS = dt.date(2021, 6, 1), dt.date(2022, 1, 1), dt.date(2022, 5, 23)
HANDED_IN = (
    ("2022-05-20", "2021年6月至12月报告台账.zip", (YEAR_BEGINS, YEAR_TURNS - dt.timedelta(days=1))),
    ("2022-05-24", "2022年1月至5月报告台账.zip", (YEAR_TURNS, YEAR_ENDS)),
)
CORRECTED = "2022年1月至5月报告台账（更正）.zip"
JUDGED_AT, ANSWERED_AT, CORRECTED_AT, JUDGED_LATER = "2022-05-26", "2022-06-02", "2022-06-06", "2022-06-13"
KINDS = {"p": "public_institution", "e": "enterprise", "o": "other"}
YEARS = 6
BROKEN = (
    "report_id,report_no,uscc,site_id,domain,product,sample_no,sampled_on,received_at,issued_at,signatory_id,"
    "cma_marked,conclusion,replaces\n"
    "R1,HJ-2022-001,{uscc},S1,environment,地表水,Y1,2022-05-30,2022-05-30 09:00:00,2022/06/02,P1,true,pass,\n"
    "R2,HJ-2022-002,{uscc},S1,environment,地表水,Y2,2022-05-31,2022-05-31 09:00:00,2022-06-03 10:00:00,P1,是,合格,\n"
)


def screen_ledgers(
    listed: Sequence[Body],
    units: dict[str, Unit],
    accounts: dict[str, Account],
    own: Body,
    tell: Callable[[str], None],
) -> None:
    """Hand them in, let them be checked and screened, and judge some of what came of it."""
    tell("报告台账、筛查、疑点 ledgers, screening, hits")
    year = _year(listed)
    full = next(one for one in listed if one.name == FULL)
    with clock.standing_at(HANDED_IN[0][0]):
        _approve(year, full, accounts["office"])
    for day, name, period in HANDED_IN:
        with clock.standing_at(day):
            tables = issued_between(year, *period)
            file = SimpleUploadedFile(name, zipped(tables))
            services.hand_in_ledger(
                files=[file], unit=units["district"], by=accounts["office"], period=period
            )
            _work_off()
    _judge(accounts)
    _correct(year)
    with clock.standing_at(JUDGED_LATER):
        _judge_later(accounts)
        _hand_in_with_faults(own, accounts["institution"])


def _year(listed: Sequence[Body]) -> Tables:
    """A year's ledger of everybody: each season of those whose certificate was in force all the while."""
    seasons = [
        invented_tables(one, *_cast(listed, one)) for one in sorted(SEASONS, key=lambda one: not one.planted)
    ]
    return put_together(seasons)


def _cast(listed: Sequence[Body], season: Season) -> tuple[list[invented.Body], list[invented.Body]]:
    """The bodies of a season: those that get faults, if it has any, and the others."""
    bodies = {}
    for one in listed:
        if one.until is None or one.division != "150602":
            continue
        begins = one.until.replace(year=one.until.year - YEARS) + dt.timedelta(days=1)
        if begins <= season.begins and one.until >= min(season.ends, YEAR_ENDS):
            bodies[one.name] = invented.Body(
                uscc=one.uscc,
                name=one.name,
                letters=initials(one.name)[:4],
                kind=KINDS[one.kind],
                division=one.division,
                domains=one.domains,
                certificate=one.certificate,
                valid_from=begins,
                valid_to=one.until,
            )
    marked = [bodies.pop(name) for name in FAULTY if name in bodies]
    return (marked, list(bodies.values())) if season.planted else ([], marked + list(bodies.values()))


def _approve(year: Tables, body: Body, by: Account) -> None:
    """Put on record what a body is approved for, so that the registry's word stands beside the ledger's."""
    institution = Institution.objects.get(uscc=body.uscc)
    certificate = Certificate.objects.standing().get(institution=institution)
    known = set(
        Capability.objects.standing().filter(institution=institution).values_list("parameter", "method")
    )
    for parameter, method in capabilities_in(year, body.certificate):
        if (parameter, method) not in known:
            fact = Capability(
                institution=institution,
                certificate=certificate,
                domain=body.domains[0],
                parameter=parameter,
                method=method,
                valid_from=certificate.valid_from,
            )
            registry.record_fact(fact=fact, by=by, source=Source("certificate"))


def _work_off() -> None:
    """Do what waits in the queue, and what that puts there."""
    while waiting := list(Job.objects.unfinished().filter(kind__startswith="ledger.").order_by("id")):
        for job in waiting:
            run_job(job.pk)


def _judge(accounts: dict[str, Account]) -> None:
    """The first days: a lead, a dismissal, two questions."""
    office = accounts["office"]
    full, green = (Institution.objects.get(name=name) for name in FAULTY[:2])
    with clock.standing_at(JUDGED_AT):
        _accept(
            full,
            "instrument.double_booked",
            accounts["station3"],
            office,
            "同一台设备同一时段，须到现场看运行日志",
        )
        _dismiss(full, "raw.reused", office, "两个样品同批送检，原始记录合页登记，已核对原件")
        speakers = {one.pk: _speaker(one, name, office) for one, name in ((full, "huaheng"), (green, "lvye"))}
        asked = [_ask(body, rule, text, ASKED_UNTIL, office) for body, rule, text in asked_first(full, green)]
    with clock.standing_at(ANSWERED_AT):
        for question, answer in zip(asked, ANSWERS, strict=True):
            if question is not None:
                services.answer_question(
                    question=question, answer=answer, by=speakers[question.institution_id]
                )


def asked_first(full: Institution, green: Institution) -> tuple[tuple[Institution, str, str], ...]:
    """Which institution is asked about which rule's hit, in which words."""
    return (
        (full, "number.duplicate", "请说明两份报告为何使用同一报告编号，并提供两份报告的存档件。"),
        (full, "test.too_short", "请说明所列试验的起止时间如何记录，并提供设备运行日志。"),
        (green, "raw.missing", "请说明所列结果的原始记录编号及存放地点。"),
    )


ANSWERS = (
    "后一份系更正报告，录入时漏填了“更正的是哪一份”。两份报告存档件已随函送达。",
    "结束时间是按读数完成的时刻登记的，设备随后继续运行。运行日志复印件已备好，可到现场核对。",
    "原始记录都在，导出台账时漏了这一列。已补齐，将另行报送更正的台账。",
)
ASKED_UNTIL, ASKED_LATER_UNTIL = dt.date(2022, 6, 7), dt.date(2022, 6, 24)


def _speaker(body: Institution, username: str, by: Account) -> Account:
    return registry.open_institution_account(
        institution=body, username=username, full_name="质量负责人", password=PASSWORD, by=by
    ).account


def _ask(body: Institution, rule: str, text: str, due_on: dt.date, by: Account) -> Question | None:
    hit = _open(body, rule)
    if hit is None:
        return None
    return services.ask_institution(
        hit=hit, text=text, report_numbers=[hit.report_no] if hit.report_no else [], due_on=due_on, by=by
    )


def _correct(year: Tables) -> None:
    """One of them hands in its ledger once more, the raw records entered: those hits are no longer made."""
    body = Institution.objects.get(name=FAULTY[1])
    period = HANDED_IN[1][2]
    assert body.uscc is not None and body.unit is not None  # noqa: S101, PT018 - the demonstration gave it both
    content = zipped(with_records(of_one(issued_between(year, *period), body.uscc)))
    with clock.standing_at(CORRECTED_AT):
        file = SimpleUploadedFile(CORRECTED, content)
        speaker = Account.objects.get(username="lvye")
        services.hand_in_ledger(files=[file], unit=body.unit, by=speaker, institution=body, period=period)
        _work_off()


def _judge_later(accounts: dict[str, Account]) -> None:
    office = accounts["office"]
    _accept(
        Institution.objects.get(name=FULL),
        "results.copied",
        accounts["station3"],
        office,
        "两份报告数据完全相同",
    )
    for name in FAULTY[1:]:
        body = Institution.objects.get(name=name)
        _accept(body, "dates.order", body.officer or office, office, "签发早于试验结束")
    _ask(
        Institution.objects.get(name=FULL),
        "raw.missing",
        "请说明所列报告的原始记录存放地点，并提供复印件。",
        ASKED_LATER_UNTIL,
        office,
    )


def _open(body: Institution, rule: str) -> Hit | None:
    found: Hit | None = (
        Hit.objects.undecided().filter(institution=body, rule=rule).order_by("reference").first()
    )
    return found


def _accept(body: Institution, rule: str, officer: Account, by: Account, reason: str) -> Lead | None:
    """The hits of a rule at a body as one lead: the first accepted, up to three more joined."""
    hits = list(Hit.objects.undecided().filter(institution=body, rule=rule).order_by("reference")[:4])
    return services.accept_hits(hits=hits, officer=officer, by=by, reason=reason) if hits else None


def _dismiss(body: Institution, rule: str, by: Account, reason: str) -> None:
    hit = _open(body, rule)
    if hit is not None:
        services.dismiss_hit(hit=hit, until=dt.date(2023, 5, 26), by=by, reason=reason)


def _hand_in_with_faults(body: Body, by: Account) -> None:
    """An institution's own ledger that has faults, as its account sees them."""
    institution = Institution.objects.get(uscc=body.uscc)
    head = f"uscc,name,kind,home_division\n{body.uscc},{body.name},public_institution,150602\n"
    tables = {
        "institutions": head,
        "reports": BROKEN.format(uscc=body.uscc),
        "results": "result_id,report_id,parameter,method,replicate\nX1,R1,化学需氧量,HJ 828-2017,1\n",
    }
    files = [
        SimpleUploadedFile(f"{name}.csv", io.BytesIO(text.encode()).read()) for name, text in tables.items()
    ]
    assert institution.unit is not None  # noqa: S101 - the demonstration handed it to one
    services.hand_in_ledger(files=files, unit=institution.unit, by=by, institution=institution)
    _work_off()
