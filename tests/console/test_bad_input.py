"""What is hostile, broken or too late meets a running office: a clear sentence, nothing half-done, the server alive."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import openpyxl
import pytest
import xlsxwriter

from bureau.console.commands.demo import STANDS_AT
from bureau.console.demo.people import PASSWORD
from tests.console.browsing import Page, Person
from tests.console.conftest import Run
from tests.console.test_serve import free_port, health, serving
from tests.factories import make_code

pytestmark = [pytest.mark.full, pytest.mark.db, pytest.mark.loopback]
RECEIVE = "/rosters/receive/"
BOMB = 300 * 2**20  # bytes of one part, unpacked
TOO_LARGE = 201 * 2**20


@dataclass(frozen=True)
class Office:
    """The demonstration's office, running."""

    port: int
    mingjian: Run

    def person(self, username: str) -> Person:
        """Somebody of the demonstration, signed in."""
        one = Person(self.port)
        assert one.sign_in(username, PASSWORD).status == 302
        return one


@pytest.fixture
def office(surroundings: dict[str, str], mingjian: Run) -> Iterator[Office]:
    built = mingjian("demo", "--no-serve")
    assert built.returncode == 0, built.stderr
    port = free_port()
    demo = {**surroundings, "MINGJIAN_DEMO": "1", "MINGJIAN_NOW": STANDS_AT}
    with serving(demo, port):
        yield Office(port, mingjian)


def workbook(columns: int = 8) -> bytes:
    """A roster of one line; columns beyond those it needs hold remarks."""
    held = io.BytesIO()
    with xlsxwriter.Workbook(held) as book:
        sheet = book.add_worksheet("名录")
        known = ("机构名称", "统一社会信用代码", "机构性质", "领域")
        values = ("云川多列检测有限公司", make_code(880_001, division="150602"), "企业", "食品")
        for column in range(columns):
            extra = f"备注{column}"
            sheet.write_string(0, column, known[column] if column < len(known) else extra)
            sheet.write_string(1, column, values[column] if column < len(values) else extra)
    return held.getvalue()


def bomb() -> bytes:
    """A workbook whose sheet is three hundred megabytes of nothing."""
    held, inside = io.BytesIO(workbook()), io.BytesIO()
    with zipfile.ZipFile(held) as package, zipfile.ZipFile(inside, "w", zipfile.ZIP_DEFLATED) as made:
        for name in package.namelist():
            if name != "xl/worksheets/sheet1.xml":
                made.writestr(name, package.read(name))
        with made.open("xl/worksheets/sheet1.xml", "w") as part:
            for _ in range(BOMB >> 20):
                part.write(b" " * (1 << 20))
    return inside.getvalue()


def hand_in(by: Person, name: str, content: bytes | int) -> Page:
    """Hand a roster in for the district, as the page offers it first."""
    unit = re.search(r'<option value="(U[^"]+)" selected>', by.read(RECEIVE).text)
    assert unit, "the unit of the top bar is chosen already"
    return by.hand_in(RECEIVE, name, content, unit=unit[1])


def rosters(by: Person) -> set[str]:
    """The rosters that are on record."""
    return set(re.findall(r"/rosters/([A-Z][^/\"]+)/", by.read("/rosters/").text))


def refused(page: Page, *said: str) -> None:
    """Answered with a sentence, and no fault of ours."""
    assert page.status in {409, 422}, (page.status, page.said)
    assert [words for words in said if words not in page.said] == [], page.said


def hostile_files(office: Office, by: Person) -> None:
    before = rosters(by)
    for name, content, said in (
        ("名录.xlsx", b"PK\x03\x04 this only begins like one" * 50, "没有收下"),
        ("名录.xlsx", b"MZ\x90\x00" + b"\x00" * 5000, "没有收下"),
        ("空.xlsx", b"", "空"),
        ("炸弹.xlsx", bomb(), "没有收下"),
        ("太大.xlsx", TOO_LARGE, "200 MB"),
    ):
        refused(hand_in(by, name, content), said)
        assert health(office.port)["status"] == "ok"
    assert rosters(by) == before


def many_columns(_office: Office, by: Person) -> None:
    page = hand_in(by, "二百列.xlsx", workbook(200))
    assert page.status == 302, page.text
    assert "云川多列检测有限公司" in by.read(page.location).text


def paths_outside(office: Office, by: Person) -> None:
    page = hand_in(by, "../../../../etc/名录.xlsx", workbook(5))
    assert page.status == 302
    assert "../" not in by.read(page.location).text
    for path in (
        "/files/..%2f..%2fetc%2fpasswd/",
        "/static/..%2f..%2fsession.key",
        "/static/../keys/session.key",
        "/rosters/..%2f..%2f/",
        "/annex/download/..%2fx/",
    ):
        found = by.read(path)
        assert found.status == 404, (path, found.status)
        assert "root:" not in found.text
    assert health(office.port)["status"] == "ok"


def codes(_office: Office, by: Person) -> None:
    name, code = "云川校验检测有限公司", make_code(880_002, division="150602")
    wrong = code[:-1] + ("0" if code[-1] != "0" else "1")
    said = {"kind": "enterprise", "home_division": "150602"}
    refused(by.send("/institutions/register/", name=name, uscc=wrong, **said), code[-1])
    assert name not in by.read(f"/institutions/?q={code}").text
    assert by.send("/institutions/register/", name=name, uscc=code, **said).status == 302
    refused(by.send("/institutions/register/", name="云川另一检测有限公司", uscc=code, **said), name)


def formulas(_office: Office, by: Person) -> None:
    evil = '=HYPERLINK("http://192.0.2.1","x")检测有限公司'
    code = make_code(880_003, division="150602")
    sent = by.send("/institutions/register/", name=evil, uscc=code, kind="enterprise", home_division="150602")
    assert sent.status == 302, sent.text
    page = by.read(f"/institutions/export/?q={code}")
    book = openpyxl.load_workbook(io.BytesIO(page.body))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if evil in str(cell.value)]
    assert cells
    assert all(cell.data_type == "s" for cell in cells)
    assert not any(b"<f>" in part for part in parts(page.body))


def parts(content: bytes) -> list[bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return [package.read(name) for name in package.namelist()]


def stolen_session(office: Office, by: Person) -> None:
    victim = office.person("leader")
    thief = Person(office.port, dict(victim.cookies))
    assert thief.read("/institutions/").status == 200
    assert victim.send("/own/sign-out-everywhere/").status == 302
    for path in ("/institutions/", "/"):
        found = thief.read(path)
        assert (found.status, found.location[:7]) == (302, "/login/")
    assert by.read("/").status == 200, "others stay signed in"


def role_removed(office: Office, _by: Person) -> None:
    worker, admin = office.person("station1"), office.person("admin")
    listed = worker.read("/institutions/").text
    reference = re.search(r"/institutions/(I-[^/\"]+)/", listed)
    assert reference
    address = f"/institutions/{reference[1]}/amend/"
    token, form = worker.token(address), worker.read(address)
    withdraw = re.search(r"/accounts/station1/roles/[^/]+/withdraw/", admin.read("/accounts/station1/").text)
    assert withdraw
    assert (
        admin.send(
            withdraw[0], reason="调离岗位，收回权限", base=admin.read(withdraw[0]).entered("base")
        ).status
        == 302
    )
    late = worker.post(address, token, name="改了名的检测有限公司", base=form.entered("base"))
    assert late.status == 403
    assert "没有改动" in late.text or "不包括" in late.text
    assert "改了名的检测有限公司" not in office.person("office").read(f"/institutions/{reference[1]}/").text


def two_officers(office: Office, by: Person) -> None:
    other = office.person("station2")
    found = re.search(r"/institutions/(I-[^/\"]+)/", other.read("/institutions/").text)
    assert found
    address = f"/institutions/{found[1]}/amend/"
    first, second = by.read(address), other.read(address)
    fields = ("uscc", "kind", "home_division", "base")
    told = {name: first.entered(name) for name in fields} | {"kind": "enterprise"}
    assert told["base"] == second.entered("base")
    assert by.send(address, name="甲改的检测有限公司", **told).status == 302
    late = other.send(address, name="乙改的检测有限公司", **told)
    refused(late, "甲改的检测有限公司", "乙改的检测有限公司")
    assert "甲改的检测有限公司" in by.read(f"/institutions/{found[1]}/").text


TRIED: tuple[Callable[[Office, Person], None], ...] = (
    hostile_files,
    many_columns,
    paths_outside,
    codes,
    formulas,
    two_officers,
    stolen_session,
    role_removed,
)


def test_an_office_that_is_running_takes_none_of_it(office: Office) -> None:
    by = office.person("office")
    for attempt in TRIED:
        attempt(office, by)
        assert health(office.port)["status"] == "ok", attempt.__name__
    verified = office.mingjian("trail", "verify")
    assert verified.returncode == 0, verified.stdout + verified.stderr
