"""What of a roster's addresses, days, titles, hidden sheets and long lists reaches the dossier and the page."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from bureau.people.models import Unit
from bureau.registry import services
from bureau.registry.models import Certificate, Institution, RosterImport, Site
from bureau.registry.selectors import roster_page
from bureau.registry.selectors.rosters import SHOWN
from tests.cast import PROGRAM, MakeOfficer, client_for
from tests.english import english  # noqa: F401 - a fixture, which pytest finds here by name
from tests.factories import make_code
from tests.rooms.registry.walking import entered_on

pytestmark = [pytest.mark.django_db, pytest.mark.db]
NAME = "云川检测有限公司"
ONE, TWO = "190512050001", "200512050002"


def book(*rows: list[Any], hidden: list[list[Any]] | None = None) -> bytes:
    made = openpyxl.Workbook()
    sheet: Any = made.active
    for row in rows:
        sheet.append(row)
    if hidden:
        other: Any = made.create_sheet("旧表")
        other.sheet_state = "hidden"
        for row in hidden:
            other.append(row)
    made.save(file := io.BytesIO())
    return file.getvalue()


def read(unit: Unit, content: bytes, name: str = "名录.xlsx") -> RosterImport:
    roster = services.receive_roster(content=content, name=name, unit=unit, by=PROGRAM)
    return services.read_roster(roster=roster, by=PROGRAM)


def test_every_place_and_every_certificates_own_day_is_in_the_dossier(district: Unit) -> None:
    heads = ["机构名称", "统一社会信用代码", "证书编号", "有效期至", "检测地址"]
    days, places = "2027-03-04；2026-05-06", "云川区一路1号；云川区二路2号"
    roster = read(district, book(heads, [NAME, make_code(1), f"{ONE}\n{TWO}", days, places]))
    services.import_roster(roster=roster, by=PROGRAM)
    made = Institution.objects.get()
    assert sorted(Site.objects.standing().filter(institution=made).values_list("address", flat=True)) == [
        "云川区一路1号",
        "云川区二路2号",
    ]
    assert dict(Certificate.objects.values_list("number", "valid_to")) == {
        ONE: dt.date(2027, 3, 4),
        TWO: dt.date(2026, 5, 6),
    }
    again = read(district, book(heads, [NAME, make_code(1), f"{ONE}\n{TWO}", days, places]), "再.xlsx")
    services.import_roster(roster=again, by=PROGRAM)
    assert Site.objects.standing().count() == 2
    moved = read(district, book(heads, [NAME, make_code(1), ONE, "", "云川区九路9号"]), "又.xlsx")
    services.import_roster(roster=moved, by=PROGRAM)
    assert Site.objects.standing().count() == 2
    assert "云川区九路9号" in moved.lines.get().why


def test_a_title_in_the_sheet_names_another_district(district: Unit) -> None:
    lines = (["机构名称", "证书编号"], [NAME, ONE])
    odd = roster_page(read(district, book(["青沟旗检验检测机构名录"], *lines))).strange
    assert odd is not None
    assert (odd.name, odd.by_name) == ("青沟旗", True)
    assert (
        roster_page(read(district, book(["2022年辖区检验检测机构名录"], *lines), "辖区.xlsx")).strange is None
    )


def test_a_hidden_sheet_is_read_once_somebody_chooses_it(district: Unit, officer: MakeOfficer) -> None:
    client = client_for(officer("office"))
    heads = ["机构名称", "证书编号"]
    content = book(heads, [NAME, ONE], hidden=[heads, ["云川旧检测有限公司", TWO]])
    upload = {"unit": district.reference, "file": SimpleUploadedFile("名录.xlsx", content)}
    shown = client.post("/rosters/receive/", upload, follow=True).content.decode()
    assert "hidden, not read" in shown
    assert "Read this hidden sheet" in shown
    roster = RosterImport.objects.get()
    assert [row.sheet for row in roster.lines] == ["Sheet"]
    address = f"/rosters/{roster.reference}/read/?sheet=旧表"
    answer = client.post(address, entered_on(client.get(address)), follow=True)
    assert "hidden, not read" not in answer.content.decode()
    roster.refresh_from_db()
    assert [row.sheet for row in roster.lines] == ["Sheet", "旧表"]


def test_a_long_list_is_turned_over(district: Unit, officer: MakeOfficer) -> None:
    count = SHOWN + 5
    rows = [[f"云川第{n}检测有限公司", "12345"] for n in range(count)]
    roster = read(district, book(["机构名称", "证书编号"], *rows))
    client = client_for(officer("office"))
    first = client.get(f"/rosters/{roster.reference}/")
    assert f"1 to {SHOWN} of {count}" in first.content.decode()
    assert f"problems={SHOWN}" in first.content.decode()
    later = client.get(f"/rosters/{roster.reference}/?problems={SHOWN}&lines={SHOWN}")
    assert [one["row"] for one in later.context["found"].problems] == list(range(SHOWN + 2, count + 2))
    assert [row.row for row in later.context["found"].rows] == list(range(SHOWN + 2, count + 2))
    assert later.content.decode().count(f"{SHOWN + 1} to {count} of {count}") == 2
    assert client.get(f"/rosters/{roster.reference}/?problems=x&lines=99999999").status_code == 200
