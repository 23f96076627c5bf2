"""Schedules of a certificate enter the dossier with their days and sources, once, and are taken back whole."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from bureau.files.models import StoredFile
from bureau.people.models import Unit
from bureau.registry import services
from bureau.registry.lifecycle import FactState
from bureau.registry.models import (
    Authorisation,
    Calibration,
    Capability,
    Employment,
    Institution,
    Instrument,
    Site,
)
from bureau.registry.roster.told import DELETED
from bureau.registry.schedules import read_schedules
from bureau.registry.schedules.standards import standards_in
from bureau.trail.models import Entry
from bureau.trail.verify import verify
from tests.cast import PROGRAM, MakeOfficer, client_for
from tests.english import english  # noqa: F401 - a fixture, which pytest finds here by name
from tests.factories import calibrate, make_capability, make_certificate, make_institution, record
from tests.rooms.registry.annexes import with_tracked_deletions
from tests.rooms.registry.schedules import FAULTS, NUMBER, SITE, document, workbook
from tests.rooms.registry.walking import REASON, entered_on

METHODS = [
    ("水泥", "抗压强度", "GB/T 17671-2021", ""),
    ("水泥", "凝结时间", "GB/T 1346-2011", "扩项"),
    ("水泥", "凝结时间", "GB 175-2007", "只做：普通水泥"),
    ("混凝土", "抗渗性能", "GB/T 50082-2009", ""),
    ("混凝土", "抗渗性能", "JGJ/T 193-2009", ""),
    ("混凝土", "碳化", "GB/T 50082", ""),
    ("混凝土", "配合比", "《普通混凝土配合比设计作业指导书》", ""),
]


@pytest.mark.parametrize(("name", "content"), [("a.xlsx", workbook), ("b.docx", document)])
def test_every_capability_is_read(name: str, content: object, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(content())  # type: ignore[operator] # one of two makers
    found = read_schedules(path)
    said = [one.said for one in found.of("capability")]
    assert [
        tuple(one[key] for key in ("subject", "parameter", "method", "limits")) for one in said
    ] == METHODS
    assert {one["domain"] for one in said} == {"建筑材料"}


def test_every_planted_fault_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(workbook())
    found = read_schedules(path)
    assert found.numbers == [NUMBER]
    assert [(one.sheet, one.row, one.value) for one in found.problems] == list(FAULTS)
    assert len(found.of("instrument")) == 3
    assert [one.said["name"] for one in found.of("authorisation")] == ["周立", "吴敏"]


def test_what_was_deleted_with_changes_tracked_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(document())
    with_tracked_deletions(path, row="抗压强度", words=("只做：普通水泥", "普通", "特种"))
    found = read_schedules(path)
    said = [entry.said for entry in found.of("capability")]
    assert "抗压强度" not in [one["parameter"] for one in said]
    assert "只做：特种水泥" in [one["limits"] for one in said]
    assert [one.sheet for one in found.problems if one.said is DELETED] == [None]


RESULTS = {
    "yes": ("合格", "符合要求", "检定合格", "准用", "√", "是", "ok", "有效期内"),
    "no": ("不合格", "不符合要求", "停用", "禁用", "封存", "NG", "×", "否", "超差"),
    "": ("未检", "送检中", "限用", "合格（限用）", "降级", "待定", "", "见证书"),
}


def test_what_a_calibration_came_to(tmp_path: Path) -> None:
    """Only what says so has passed; what says neither is named, and not taken for a calibration."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["序号", "仪器设备名称", "管理编号", "检定/校准日期", "有效期至", "检定/校准结果"])
    said = [(passed, text) for passed, texts in RESULTS.items() for text in texts]
    for number, (_passed, text) in enumerate(said, start=1):
        sheet.append([number, "天平", f"YQ-{number}", "2021-05-10", "2022-05-09", text])
    book.save(tmp_path / "a.xlsx")
    found = read_schedules(tmp_path / "a.xlsx")
    assert [one.said["passed"] for one in found.entries] == [passed for passed, _text in said]
    assert [one.row for one in found.problems] == [
        number for number, (passed, _text) in enumerate(said, start=2) if not passed
    ]
    sheet.delete_cols(6)
    book.save(tmp_path / "b.xlsx")
    assert {one.said["passed"] for one in read_schedules(tmp_path / "b.xlsx").entries} == {"yes"}


def test_a_file_that_is_no_schedule(tmp_path: Path) -> None:
    made: Any = openpyxl.Workbook()
    made.active["A1"] = "会议纪要"
    made.save(tmp_path / "a.xlsx")
    found = read_schedules(tmp_path / "a.xlsx")
    assert (found.entries, len(found.problems)) == ([], 1)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("GB/T17671—2021", ["GB/T 17671-2021"]),
        ("ＧＢ／Ｔ　２２８．１－２０２１", ["GB/T 228.1-2021"]),
        ("DB15/T 427-2020、T/CECS 10-2019", ["DB15/T 427-2020", "T/CECS 10-2019"]),
        ("ISO 6892-1:2019", ["ISO 6892-1:2019"]),
        ("GB/T 5750.4-2006（1.1）", ["GB/T 5750.4-2006"]),
        ("HJ 828-2017HJ/T 399-2007", ["HJ 828-2017", "HJ/T 399-2007"]),
        ("《水和废水监测分析方法》（第四版增补版）", []),
    ],
)
def test_numbers_of_standards(text: str, numbers: list[str]) -> None:
    assert [number for number, _ in standards_in(text)] == numbers


def _dossier(district: Unit) -> Institution:
    body = make_institution("云川华衡建材检测有限公司", unit=district)
    make_certificate(body, number=NUMBER, valid_from=dt.date(2021, 4, 1), valid_to=dt.date(2027, 3, 31))
    record(Site(institution=body, division="150602", address=SITE))
    return body


def _is_on_record(file: StoredFile) -> None:
    """What all four schedules say is in the dossier, each with its days and its source."""
    facts = list(Capability.objects.standing().order_by("recorded_at", "id"))
    assert [(one.subject, one.parameter, one.method, one.limits) for one in facts] == METHODS
    (term,) = {(one.valid_from, one.valid_to) for one in facts}
    assert term == (dt.date(2021, 4, 1), dt.date(2027, 3, 31))
    assert {(str(one.site), one.domain) for one in facts} == {(SITE, "building_materials")}
    assert facts[0].source_reference == f"{file.reference} 能力附表 row 7"
    assert sorted(str(one) for one in Authorisation.objects.all()) == [
        "吴敏 Building materials",
        "周立 Construction works",
    ]
    assert Employment.objects.get().person == Authorisation.objects.get(domain="construction").person
    assert [one.own_number for one in Instrument.objects.order_by("own_number")] == [
        "YQ-001",
        "YQ-002",
        "YQ-004",
    ]
    calibration = Calibration.objects.get()
    assert (calibration.valid_from, calibration.valid_to, calibration.passed) == (
        dt.date(2021, 5, 10),
        dt.date(2022, 5, 9),
        True,
    )


@pytest.mark.django_db
@pytest.mark.db
def test_from_the_file_into_the_dossier_and_back(
    district: Unit, elsewhere: Unit, officer: MakeOfficer
) -> None:
    client, body = client_for(officer("office")), _dossier(district)
    base = f"/institutions/{body.reference}/"
    assert "Import schedules" in client.get(f"{base}?tab=certificates").content.decode()
    upload = {"file": SimpleUploadedFile("能力附表.xlsx", workbook())}
    page = client.post(f"{base}schedules/read/", upload, follow=True)
    path = page.request["PATH_INFO"]
    assert "8 places in doubt" in page.content.decode()
    assert client_for(officer("office", elsewhere)).get(path).status_code == 404
    entered = entered_on(page)
    assert entered["certificate"], "the number that the file names chooses the certificate"
    assert client.post(path, entered | {"certificate": ""}).status_code == 422
    assert client.post(path, entered | {"domain": "construction"}).status_code == 302
    file = StoredFile.objects.get()
    _is_on_record(file)
    make_capability(body.certificate_facts.get(), "construction", parameter="碱含量")
    assert "1 capability on record is not in this file" in client.get(path).content.decode()
    again = client.post(path, entered_on(client.get(path)) | {"domain": "construction"})
    assert again.status_code == 409
    assert "the dossier says all of it already" in again.content.decode()
    other = make_institution("云川华衡建材检测第二公司", unit=district)
    make_certificate(other, number="180512340077")
    upload = {"file": SimpleUploadedFile("能力附表.xlsx", workbook())}
    theirs = client.post(f"/institutions/{other.reference}/schedules/read/", upload, follow=True)
    assert "names a certificate that is not in the dossier" in theirs.content.decode()
    assert "certificate" not in entered_on(theirs), "a file of another certificate chooses none"
    undo = f"{base}schedules/{file.reference}/undo/"
    assert undo in client.get(f"{base}?tab=documents").content.decode()
    later = calibrate(Instrument.objects.get(own_number="YQ-001"), dt.date(2022, 5, 10), dt.date(2023, 5, 9))
    assert client.post(undo, REASON).status_code == 409
    services.withdraw_fact(fact=later, by=PROGRAM, reason="录错了一条")
    assert client.post(undo, REASON).status_code == 302
    assert client.post(undo, REASON).status_code == 409
    assert [one.parameter for one in Capability.objects.standing()] == ["碱含量"]
    assert Capability.objects.filter(state=FactState.WITHDRAWN).count() == len(METHODS)
    assert {"import_schedule", "undo_schedule"} <= set(Entry.objects.values_list("move", flat=True))
    assert verify().discrepancies == ()


HEAD = ("序号", "检测对象", "项目", "依据的标准（方法）", "限制范围")


def sheets(path: Path, **tables: tuple[tuple[object, ...], ...]) -> Path:
    """A workbook with a sheet for each of these tables; one whose name begins with 隐 is hidden."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in tables.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
        sheet.sheet_state = "hidden" if title.startswith("隐") else "visible"
    book.save(path)
    return path


def test_hidden_sheets_are_named_and_read_if_asked_for(tmp_path: Path) -> None:
    rows = (HEAD, (1, "水", "pH值", "GB/T 6920-1986", ""))
    path = sheets(tmp_path / "a.xlsx", 一=rows, 隐二=(HEAD, (1, "水", "氨氮", "HJ 535-2009", "")))
    found = read_schedules(path)
    assert [one.said["parameter"] for one in found.entries] == ["pH值"]
    assert [(one.sheet, "hidden" in one.said.en) for one in found.problems] == [("隐二", True)]
    both = read_schedules(path, hidden=True)
    assert [one.said["parameter"] for one in both.entries] == ["pH值", "氨氮"]
    assert (both.hidden, both.problems) == (["隐二"], [])


def test_the_same_as_above_is_what_stands_above(tmp_path: Path) -> None:
    rows = (
        HEAD,
        (1, "水", "钙", "同上", ""),
        (2, "水", "总硬度", "GB 7477-1987", "只测地表水"),
        (3, "同上", "钙和镁总量", "同上", "〃"),
        (4, "同上", "氨氮", "HJ 535-2009", ""),
    )
    found = read_schedules(sheets(tmp_path / "a.xlsx", 一=rows))
    assert [
        tuple(one.said[name] for name in ("subject", "parameter", "method", "limits"))
        for one in found.entries
    ] == [
        ("水", "总硬度", "GB 7477-1987", "只测地表水"),
        ("水", "钙和镁总量", "GB 7477-1987", "只测地表水"),
        ("水", "氨氮", "HJ 535-2009", ""),
    ]
    assert [(one.row, one.value) for one in found.problems] == [(2, "同上")], "nothing stands above the first"


def test_a_number_before_a_parameter_is_no_part_of_it(tmp_path: Path) -> None:
    rows = (
        ("序号", "检测对象", "项目", "项目", "依据的标准（方法）"),
        (1, "水", "1.1", "pH值", "GB/T 6920-1986"),
        (2, "水", "1.2 氨氮", "", "HJ 535-2009"),
        (3, "水", "1,1,1-三氯乙烷", "", "HJ 639-2012"),
    )
    found = read_schedules(sheets(tmp_path / "a.xlsx", 一=rows))
    assert [one.said["parameter"] for one in found.entries] == ["pH值", "氨氮", "1,1,1-三氯乙烷"]


@pytest.mark.django_db
@pytest.mark.db
def test_the_schedule_of_another_body_is_not_taken(
    district: Unit, officer: MakeOfficer, tmp_path: Path
) -> None:
    """A file of two bodies: what is of the other is named and stays out; hidden sheets are chosen on the page."""
    made = make_institution("云川华衡建材检测有限公司", unit=district)
    make_certificate(made, number=NUMBER)
    own = (
        ("批准云川华衡建材检测公司资质认定项目及限制范围",),
        HEAD,
        (1, "水泥", "强度", "GB/T 17671-2021", ""),
    )
    other = (("机构名称：云川北辰食品检测中心",), HEAD, (1, "奶粉", "蛋白质", "GB 5009.5-2016", ""))
    path = sheets(
        tmp_path / "a.xlsx", 一=own, 二=other, 隐三=(*own[:2], (1, "水泥", "细度", "GB/T 1345-2005", ""))
    )
    client = client_for(officer("office"))
    upload = {"file": SimpleUploadedFile("附表.xlsx", path.read_bytes())}
    page = client.post(f"/institutions/{made.reference}/schedules/read/", upload, follow=True)
    shown = page.content.decode()
    assert "1 hidden sheet was not read" in shown
    assert "its table is that of “云川北辰食品检测中心”" in shown
    address = page.redirect_chain[-1][0] + "?hidden=yes"
    asked = client.get(address)
    assert client.post(address, entered_on(asked)).status_code == 302
    assert {one.parameter for one in Capability.objects.standing()} == {"强度", "细度"}
