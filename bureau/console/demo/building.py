"""Builds the demonstration in an empty database: a roster as offices have them, imported, completed, a form sent."""

from __future__ import annotations

import datetime as dt
import random
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter

from bureau.console.demo import inspection
from bureau.console.demo.campaign import run_campaigns
from bureau.console.demo.collecting import collect
from bureau.console.demo.draws import draw_samples
from bureau.console.demo.furnishing import furnish, hand_out
from bureau.console.demo.papers import write_papers
from bureau.console.demo.path import walk_path
from bureau.console.demo.people import INSTITUTION, PASSWORD, STATIONS, make_accounts, make_units
from bureau.console.demo.rectification import fill_register
from bureau.console.demo.screening import screen_ledgers
from bureau.kernel import clock
from bureau.people.models import Account, Unit
from bureau.registry import services
from bureau.registry.domains import official_name_of
from bureau.registry.identifiers import check_character
from bureau.registry.models import Certificate, Contact, Institution, Presence, Site
from bureau.registry.services.sources import Source

OPENED_AT, COMPLETED_AT, SUBMITTED_AT = "2022-05-05", "2022-05-13", "2022-05-16"
HANDED_OUT_AT = "2022-06-13"
# The institution whose account is told, and what it proposes on which days: one proposal has waited too long.
OWN = 3
PROPOSED_AT = ("2022-06-09", "2022-06-13")
PROPOSED = (
    ("contact", {"name": "综合办公室", "phone": "13900000003"}),
    ("instrument", {"name": "电子万能试验机", "own_number": "YQ-0107"}),
)
LIST = Path(__file__).with_name("institutions.txt")
KINDS = {"p": "事业单位", "e": "企业", "o": "民办非企业"}
HEADS = {"p": "12", "e": "91", "o": "52"}
YEAR = dt.timedelta(days=365)
Tell = Callable[[str], None]


@dataclass(frozen=True)
class Body:
    """One invented institution, as its line says."""

    name: str
    kind: str
    domains: tuple[str, ...]
    station: str
    first: dt.date
    division: str
    uscc: str
    certificate: str
    until: dt.date | None


def bodies() -> Iterator[Body]:
    """Every institution of the list, its codes and terms drawn with a fixed seed."""
    draw = random.Random(20220620)  # noqa: S311 - invented data, the same every time
    for number, line in enumerate(LIST.read_text(encoding="utf-8").splitlines()):
        if not line or line.startswith("#"):
            continue
        name, kind, domains, station, first, home = (part.strip() for part in line.split("|"))
        division = home or "150602"
        letters = "ABCDEFGHJKLMNPQRTUWXY0123456789"
        head = f"{HEADS[kind]}{division}MA{''.join(draw.choice(letters) for _ in range(7))}"
        begun = dt.date.fromisoformat(first)
        until = _until(begun, number)
        place = {"15": "05", "14": "04", "61": "27", "11": "01", "62": "28"}[division[:2]]
        issued = (until - dt.timedelta(days=6 * 365 + 1)).year % 100 if until else 16
        yield Body(
            name,
            kind,
            tuple(domains.split()),
            station,
            begun,
            division,
            head + check_character(head),
            f"{issued:02}{place}{draw.randrange(22):02}11{draw.randrange(10000):04}",
            until,
        )


def _until(first: dt.date, number: int) -> dt.date | None:
    """The end of the present term: six years each; some ended lately, some end soon, of one it is not known."""
    if number in {19, 44}:
        return dt.date(2022, 6, 1) - dt.timedelta(days=number)
    if number in {12, 31, 50}:
        return dt.date(2022, 7, 15) + dt.timedelta(days=number)
    if number == 37:
        return None
    end = first
    while end <= dt.date(2022, 12, 31):
        end = end.replace(year=end.year + 6) - dt.timedelta(days=1)
    return end


def build(tell: Tell) -> dict[str, Account]:
    """Build everything; the accounts by user name."""
    with clock.standing_at(OPENED_AT):
        tell("单位和账号 units and accounts")
        units = make_units()
        accounts = make_accounts(units)
        tell("导入机构名录 importing the roster")
        listed = list(bodies())
        _import(listed, units["district"], accounts["office"])
    with clock.standing_at(COMPLETED_AT):
        tell("补全档案、分派责任人 completing dossiers, handing them to officers")
        _complete(listed, units, accounts)
        furnish(accounts)
    with clock.standing_at(PROPOSED_AT[0]):
        tell("机构账号和机构申报的事项 an institution's account, and what it proposes")
        accounts[INSTITUTION[0]] = _institution_account(listed[OWN], accounts["office"])
    for day, entered in zip(PROPOSED_AT, PROPOSED, strict=True):
        with clock.standing_at(day):
            _propose(listed[OWN], *entered, accounts[INSTITUTION[0]])
    with clock.standing_at(SUBMITTED_AT):
        tell("上报汇总表 submitting the form")
        _submit(units["district"], accounts["leader"])
    tell("专项行动 the campaign: issued, the first phase signed off, institutions visited")
    run_campaigns(units, accounts)
    with clock.standing_at(HANDED_OUT_AT):
        tell("分派要办的事 handing out what is to be done")
        hand_out(accounts)
    screen_ledgers(listed, units, accounts, listed[OWN], tell)
    tell("安排和记录现场检查 visits on site")
    inspection.go(accounts)
    tell("登记问题、答复、复查、销号 problems recorded, answered, verified, closed")
    fill_register(accounts)
    tell("一条疑点走到销号 one hit, all the way to a closed problem")
    walk_path(accounts)
    tell("信息采集 a collection: six institutions asked for what their dossiers lack")
    collect(
        accounts, units["district"], Institution.objects.get(uscc=listed[OWN].uscc), accounts[INSTITUTION[0]]
    )
    tell("抽取报告 drawing reports for visits")
    draw_samples(accounts)
    tell("起草、审批、签发文书 papers drafted, approved, issued, signed")
    write_papers(accounts)
    return accounts


def _submit(unit: Unit, by: Account) -> None:
    """The form of the day, as the leader sends it up."""
    from bureau.registry.selectors import annex_of, basis_of, bodies_of  # noqa: PLC0415 - after the dossiers are there

    today = clock.today()
    kept = bodies_of(unit, today)
    form = annex_of(kept, unit, today)
    services.submit_annex(annex=form, unit=unit, reported_on=today, by=by, basis=basis_of(kept))


def _import(listed: list[Body], unit: Unit, by: Account) -> None:
    """The roster as a workbook that an office would have typed, through the same reader as anybody's."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "云川区检验检测机构名录.xlsx"
        _write(listed, path)
        content = path.read_bytes()
    roster = services.receive_roster(content=content, name=path.name, unit=unit, by=by)
    roster = services.read_roster(roster=roster, by=by)
    services.import_roster(roster=roster, by=by)


def _write(listed: list[Body], path: Path) -> None:
    with xlsxwriter.Workbook(str(path), {"strings_to_numbers": False}) as book:
        sheet = book.add_worksheet("名录")
        sheet.merge_range(0, 0, 0, 7, "云川区检验检测机构名录")
        heads = (
            "序号",
            "机构名称",
            "统一社会信用代码",
            "机构性质",
            "领域",
            "证书编号",
            "首次获证时间",
            "有效期至",
        )
        for column, text in enumerate(heads):
            sheet.write_string(1, column, text)
        for row, body in enumerate(listed, start=2):
            sheet.write_number(row, 0, row - 1)
            until = (
                f"{body.until.year}年{body.until.month}月{body.until.day}日" if body.until else "2024年8月"
            )
            values = (
                body.name,
                body.uscc,
                KINDS[body.kind],
                "、".join(map(official_name_of, body.domains)),
                body.certificate,
                body.first.isoformat(),
                until,
            )
            for column, text in enumerate(values, start=1):
                sheet.write_string(row, column, text)


def _complete(listed: list[Body], units: dict[str, Unit], accounts: dict[str, Account]) -> None:
    office = accounts["office"]
    for number, body in enumerate(listed):
        institution: Institution = Institution.objects.get(uscc=body.uscc)
        visiting = body.station == "-"
        _place(institution, body, number, office)
        if number % 7 != 3:
            phone = f"1390000{number:04}"
            contact = Contact(institution=institution, name="综合办公室", phone=phone)
            services.record_fact(fact=contact, by=office, source=Source("institution"))
        certificate = Certificate.objects.standing().filter(institution=institution).first()
        if certificate is not None and certificate.valid_to:
            _term(certificate, office)
        if number % 9 != 5 and not visiting:
            place = STATIONS.index(body.station) + 1
            unit, officer = units[body.station], accounts[f"station{place}"]
            services.assign_institution(institution=institution, unit=unit, officer=officer, by=office)


def _place(institution: Institution, body: Body, number: int, by: Account) -> None:
    site: Any = Site.objects.standing().get(institution=institution)
    if body.station == "-":
        services.withdraw_fact(fact=site, by=by, reason="在本区没有固定场所")
        came = Presence(
            institution=institution,
            division="150602",
            remarks="承接本区委托",
            valid_from=dt.date(2022, 1, 10),
        )
        services.record_fact(fact=came, by=by)
        return
    placed = number % 8 != 4  # the others have not said where exactly they are
    address = Site(
        institution=institution,
        division="150602",
        address=f"{body.station}街道创业路{number + 6}号",
        longitude=Decimal(109_950_000 + number * number * 7 % 61 * 2_003) / 1_000_000 if placed else None,
        latitude=Decimal(39_780_000 + number * 23 % 59 * 1_301) / 1_000_000 if placed else None,
    )
    services.record_fact(fact=address, by=by, follows=site)


def _institution_account(body: Body, by: Account) -> Account:
    """The account with which one of them signs in, opened as an office would."""
    institution = Institution.objects.get(uscc=body.uscc)
    username, post, _role = INSTITUTION
    return services.open_institution_account(
        institution=institution, username=username, full_name=post, password=PASSWORD, by=by
    ).account


def _propose(body: Body, kind: str, entered: dict[str, str], by: Account) -> None:
    institution = Institution.objects.get(uscc=body.uscc)
    services.propose_fact(institution=institution, kind=kind, entered=entered, by=by)


def _term(certificate: Certificate, by: Account) -> None:
    begins = certificate.valid_to.replace(year=certificate.valid_to.year - 6) + dt.timedelta(days=1)  # type: ignore[union-attr] # asked before
    whole = Certificate(
        institution=certificate.institution,
        number=certificate.number,
        first_issued_on=certificate.first_issued_on,
        valid_from=begins,
        valid_to=certificate.valid_to,
        authority="北原自治区市场监督管理局",
    )
    services.record_fact(fact=whole, by=by, follows=certificate, source=Source("certificate"))
