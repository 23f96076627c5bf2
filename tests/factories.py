"""What tests of the registry and of the rooms above need on the stage: institutions with their facts, rosters as files.

Everything comes into being through the services, with the program as actor. All names are invented.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import count
from typing import Any, TypeVar

import xlsxwriter

from bureau.kernel import clock
from bureau.kernel.access import Actor
from bureau.people.models import Account, Unit
from bureau.registry import services
from bureau.registry.identifiers import check_character
from bureau.registry.models import (
    Authorisation,
    Calibration,
    Capability,
    Certificate,
    Contact,
    EarlierRecord,
    Fact,
    Institution,
    Instrument,
    ManagementFact,
    Presence,
    Promise,
    Qualification,
    ReviewFinding,
    RosterImport,
    Site,
    Staff,
    StatedDomain,
    StatedReports,
)
from bureau.registry.models.staff import Employment
from bureau.registry.services import Identification, Source
from tests.cast import PROGRAM

_numbers = count(100_001)  # beyond the codes that tests make by number
HEADS = (
    "机构名称",
    "统一社会信用代码",
    "机构性质",
    "领域",
    "证书编号",
    "首次获证时间",
    "有效期至",
    "联系人",
    "联系方式",
)


def make_code(number: int, *, division: str = "150699", head: str = "91") -> str:
    """A right code of GB 32100 whose running part is this number."""
    body = f"{head}{division}MA{number:07}"
    return body + check_character(body)


def make_institution(
    name: str = "",
    *,
    unit: Unit | None = None,
    division: str = "150699",
    uscc: str | None = None,
    kind: str = "enterprise",
    home_division: str = "150699",
    site: bool = True,
    officer: Account | None = None,
    domains: Iterable[str] = (),
    by: Actor = PROGRAM,
) -> Institution:
    """An institution with a site in the division, if asked for; a code is made unless one is given ("" for none)."""
    number = next(_numbers)
    code = make_code(number, division=home_division or division) if uscc is None else uscc
    made = services.register_institution(
        identification=Identification(name or f"云川第{number}检测有限公司", code, kind, home_division),
        division=division,
        by=by,
        unit=unit,
        officer=officer,
        place=division if site else "",
    )
    for domain in domains:
        state_domain(made, domain, by=by)
    return Institution.objects.get(pk=made.pk)


F = TypeVar("F", bound=Fact)


def record(fact: F, *, by: Actor = PROGRAM, source: Source | None = None, follows: F | None = None) -> F:
    """Put a fact on record; the institution's row is not the one in hand afterwards."""
    return services.record_fact(fact=fact, by=by, source=source, follows=follows)


def state_domain(institution: Institution, domain: str, *, by: Actor = PROGRAM) -> StatedDomain:
    """A field in which it is said to work."""
    return record(StatedDomain(institution=institution, domain=domain), by=by)


def make_certificate(institution: Institution, **more: Any) -> Certificate:
    """A certificate, in force for years around now unless dates are given."""
    today = clock.today()
    fields = {
        "number": f"2205{next(_numbers):08}",
        "first_issued_on": dt.date(today.year - 8, 3, 1),
        "valid_from": dt.date(today.year - 2, 3, 1),
        "valid_to": dt.date(today.year + 4, 2, 28),
        "authority": "北原自治区市场监督管理局",
    }
    return record(Certificate(institution=institution, **(fields | more)))


def make_site(institution: Institution, division: str = "150699", **more: Any) -> Site:
    """Another place of work."""
    return record(Site(institution=institution, division=division, **more))


def make_presence(institution: Institution, division: str = "150699", **more: Any) -> Presence:
    """It works there without a site."""
    return record(Presence(institution=institution, division=division, **more))


def make_contact(institution: Institution, name: str = "韩雪", phone: str = "13900002716") -> Contact:
    """Whom to call."""
    return record(Contact(institution=institution, name=name, phone=phone))


def make_capability(certificate: Certificate, domain: str = "food", **more: Any) -> Capability:
    """An approved capability under a certificate."""
    fields = {"parameter": "菌落总数", "method": "GB 4789.2-2016"} | more
    return record(
        Capability(institution=certificate.institution, certificate=certificate, domain=domain, **fields)
    )


def make_instrument(institution: Institution, **more: Any) -> Instrument:
    """An instrument."""
    fields = {"name": "抗渗仪", "own_number": f"YQ-{next(_numbers):04}"} | more
    return record(Instrument(institution=institution, **fields))


def calibrate(instrument: Instrument, since: dt.date, until: dt.date, *, passed: bool = True) -> Calibration:
    """One calibration."""
    fact = Calibration(
        institution=instrument.institution,
        instrument=instrument,
        valid_from=since,
        valid_to=until,
        passed=passed,
    )
    return record(fact)


def make_signatory(
    institution: Institution, name: str, domain: str, since: dt.date, until: dt.date | None = None
) -> Authorisation:
    """A member of staff who may sign in a field."""
    employment = record(Employment(institution=institution, person=Staff(name=name), valid_from=since))
    fact = Authorisation(
        institution=institution, person=employment.person, domain=domain, valid_from=since, valid_to=until
    )
    return record(fact)


def make_undertakings(institution: Institution, day: dt.date | None = None) -> None:
    """One fact of every kind by which an institution is held to something; the qualification is an employee's."""
    own: dict[str, Any] = {"institution": institution, "valid_from": day or clock.today()}
    person = Employment.objects.standing().filter(institution=institution)[0].person
    record(Qualification(person=person, what="高级工程师", number="G-0117", **own))
    record(Promise(sort="commitment", matter="staff", what="签字人空缺期间不签发报告", **own))
    record(ReviewFinding(what="期间核查没有记录", clause="4.4.3", **own))
    record(ManagementFact(aspect="audit", what="年度内部审核", **own))
    record(StatedReports(year=2021, domain="food", reports=3_902, **own))
    record(
        EarlierRecord(
            sort="penalty", what="报告无原始记录，罚款三万元", number="云川市监罚〔2021〕9号", **own
        )
    )


def make_complete(institution: Institution) -> None:
    """Everything that a dossier is asked for, but instruments with their calibrations, and who answers for it."""
    today = clock.today()
    own: dict[str, Any] = {"institution": institution, "valid_from": today}
    make_capability(make_certificate(institution), "food")
    make_contact(institution)
    person = make_signatory(institution, "韩雪", "food", today).person
    paper = services.add_document(
        institution=institution, content=b"%PDF-1.4 paper", name="承诺书.pdf", by=PROGRAM
    )
    record(Qualification(person=person, what="高级工程师", document=paper, **own))
    for sort in ("commitment", "declaration"):
        record(Promise(sort=sort, matter="staff", what="签字人空缺期间不签发报告", document=paper, **own))
    record(ReviewFinding(what="无", document=paper, **own))
    for aspect in ("manual", "audit", "review", "control"):
        record(ManagementFact(aspect=aspect, what="按计划完成", **own))
    for site in Site.objects.standing().filter(institution=institution):
        place = {"address": "临河街 1 号", "longitude": Decimal("107.4"), "latitude": Decimal("40.7")}
        record(Site(institution=institution, division=site.division, **place), follows=site)
    for year in (today.year - 2, today.year - 1):
        record(StatedReports(institution=institution, year=year, domain="food", reports=3_902))


def roster_file(
    lines: Sequence[Sequence[object]], *, title: str = "检验检测机构名录", heads: Sequence[str] = HEADS
) -> bytes:
    """A workbook as an office types it: a title, a header, a line a body."""
    memory = io.BytesIO()
    with xlsxwriter.Workbook(memory, {"in_memory": True, "strings_to_numbers": False}) as book:
        sheet = book.add_worksheet("名录")
        sheet.merge_range(0, 0, 0, len(heads) - 1, title)
        for column, text in enumerate(heads):
            sheet.write_string(1, column, text)
        for row, line in enumerate(lines, start=2):
            for column, value in enumerate(line):
                if value not in (None, ""):
                    sheet.write_string(row, column, str(value))
    return memory.getvalue()


def roster_line(
    name: str,
    uscc: str = "",
    *,
    kind: str = "企业",
    domains: str = "食品",
    certificate: str = "",
    first: str = "",
    until: str = "",
    contact: str = "",
    phone: str = "",
) -> tuple[str, ...]:
    """One line of such a workbook."""
    return (name, uscc, kind, domains, certificate, first, until, contact, phone)


def hand_in(
    unit: Unit,
    lines: Sequence[Sequence[object]],
    *,
    by: Actor = PROGRAM,
    name: str = "名录.xlsx",
    **more: Any,
) -> RosterImport:
    """A roster that was handed in and read."""
    content = roster_file(lines, **more)
    roster = services.receive_roster(content=content, name=name, unit=unit, by=by)
    return services.read_roster(roster=roster, by=by)


def take_in(
    unit: Unit, lines: Sequence[Sequence[object]], *, by: Actor = PROGRAM, **more: Any
) -> RosterImport:
    """A roster that was imported."""
    return services.import_roster(roster=hand_in(unit, lines, by=by, **more), by=by)
