"""The demonstration's ledgers: two hand-ins that add up to a year, screened, hits in every state, some leads."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from django.core.files.uploadedfile import SimpleUploadedFile

from bureau.console.demo.furnishing import FULL
from bureau.jobs.models import Job
from bureau.jobs.running import run_job
from bureau.kernel import clock
from bureau.people.models import Account, Unit
from bureau.registry import services as registry
from bureau.registry.models import Capability, Certificate, Institution
from bureau.registry.services.sources import Source
from bureau.screening import services
from bureau.screening.ledgers import invented
from bureau.screening.ledgers.invented import Season, capabilities_in, invented_ledger
from bureau.screening.models import Hit, Lead

if TYPE_CHECKING:
    from bureau.console.demo.building import Body

# Fictional, all of them; faults stand at these three only. The last one's certificate ended on 13 May.
FAULTY = (FULL, "云川绿野生态检测有限公司", "云川坚石防水材料检测有限公司")
SINCE, UNTIL = dt.date(2021, 8, 1), dt.date(2022, 5, 13)
EARLIER = Season("A", -191, 21, 80_000, planted=False)
LATER = Season("B", -51, 22, 90_000, planted=True)
HANDED_IN = (
    ("2022-05-20", "2021年6月至12月报告台账.zip", (dt.date(2021, 6, 1), dt.date(2021, 12, 31))),
    ("2022-05-24", "2022年1月至5月报告台账.zip", (dt.date(2022, 1, 1), dt.date(2022, 5, 23))),
)
JUDGED_AT, JUDGED_LATER = "2022-05-26", "2022-06-13"
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
    faulty, honest = _cast(listed)
    for (day, name, period), season in zip(HANDED_IN, (EARLIER, LATER), strict=True):
        with clock.standing_at(day):
            content, _usccs = invented_ledger(season, faulty, honest)
            if season.planted:
                _approve(content, faulty[0], accounts["office"])
            file = SimpleUploadedFile(name, content)
            services.hand_in_ledger(
                files=[file], unit=units["district"], by=accounts["office"], period=period
            )
            _work_off()
    _judge(accounts)
    with clock.standing_at(JUDGED_LATER):
        _hand_in_with_faults(own, accounts["institution"])


def _cast(listed: Sequence[Body]) -> tuple[list[invented.Body], list[invented.Body]]:
    """The bodies of the ledger: those whose certificate was in force all the while."""
    bodies = {}
    for one in listed:
        if one.until is None:
            continue
        begins = one.until.replace(year=one.until.year - YEARS) + dt.timedelta(days=1)
        if begins <= SINCE and one.until >= UNTIL and one.division == "150602":
            bodies[one.name] = invented.Body(
                uscc=one.uscc,
                name=one.name,
                kind=KINDS[one.kind],
                division=one.division,
                domains=one.domains,
                certificate=one.certificate,
                valid_from=begins,
                valid_to=one.until,
            )
    faulty = [bodies.pop(name) for name in FAULTY]
    return faulty, list(bodies.values())


def _approve(content: bytes, body: invented.Body, by: Account) -> None:
    """Put on record what a body is approved for, so that the registry's word stands beside the ledger's."""
    institution = Institution.objects.get(uscc=body.uscc)
    certificate = Certificate.objects.standing().get(institution=institution)
    known = set(
        Capability.objects.standing().filter(institution=institution).values_list("parameter", "method")
    )
    for parameter, method in capabilities_in(content, body.certificate):
        if (parameter, method) not in known:
            fact = Capability(
                institution=institution,
                certificate=certificate,
                parameter=parameter,
                method=method,
                valid_from=body.valid_from,
            )
            registry.record_fact(fact=fact, by=by, source=Source("certificate"))


def _work_off() -> None:
    """Do what waits in the queue, and what that puts there."""
    while waiting := list(Job.objects.unfinished().filter(kind__startswith="ledger.").order_by("id")):
        for job in waiting:
            run_job(job.pk)


def _judge(accounts: dict[str, Account]) -> None:
    office = accounts["office"]
    full = Institution.objects.get(name=FULL)
    with clock.standing_at(JUDGED_AT):
        _accept(
            full,
            "instrument.double_booked",
            accounts["station3"],
            office,
            "同一台设备同一时段，须到现场看运行日志",
        )
        _dismiss(full, "raw.reused", office, "两个样品同批送检，原始记录合页登记，已核对原件")
    with clock.standing_at(JUDGED_LATER):
        _accept(full, "results.copied", accounts["station3"], office, "两份报告数据完全相同")
        for name in FAULTY[1:]:
            body = Institution.objects.get(name=name)
            _accept(body, "dates.order", body.officer or office, office, "签发早于试验结束")
        hit = _open(full, "raw.missing")
        if hit is not None:
            services.ask_institution(
                hit=hit,
                text="请说明所列报告的原始记录存放地点，并提供复印件。",
                report_numbers=[hit.report_no],
                due_on=dt.date(2022, 6, 24),
                by=office,
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
