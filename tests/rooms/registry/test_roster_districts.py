"""Lines of a list that are of another district: named, left out unless somebody chooses to take them, nothing lost."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest

from bureau.jobs.models import Job
from bureau.jobs.running import run_job
from bureau.people.models import Unit
from bureau.registry import services
from bureau.registry.importing.districts import Districts
from bureau.registry.models import Certificate, Institution, RosterImport, Site
from bureau.registry.selectors import roster_page
from bureau.trail.verify import verify
from tests.cast import PROGRAM, MakeOfficer, client_for
from tests.english import english  # noqa: F401 - a fixture, which pytest finds here by name
from tests.factories import make_certificate, make_code, make_institution
from tests.rooms.registry.walking import REASON, entered_on

pytestmark = [pytest.mark.django_db, pytest.mark.db]
HEAD = "机构名称,统一社会信用代码,证书编号,所在旗区,检测地点,联系电话\n"
OWN, OTHER = "云川第一检测有限公司", "临河第二检测有限公司"


def hand_in(unit: Unit, *lines: str) -> RosterImport:
    content = (HEAD + "".join(f"{line}\n" for line in lines)).encode()
    roster = services.receive_roster(content=content, name="全市名录.csv", unit=unit, by=PROGRAM)
    return services.read_roster(roster=roster, by=PROGRAM)


def line(name: str, number: int, district: str, *, certificate: str = "", address: str = "") -> str:
    return f"{name},{make_code(number)},{certificate},{district},{address},"


def told(roster: RosterImport) -> list[tuple[str, str]]:
    return [(row.verdict, row.why) for row in roster.lines]


@pytest.mark.parametrize(
    "said",
    [
        *(
            "临河区",
            "临河",
            "云川市临河区",
            "内蒙古自治区云川市临河区",
            "临河区市场监督管理局",
            "临河区（含开发区）",
            "临河 区",
        ),
        *(
            "150698",
            "150698001002",
            "150698 临河区",
            "达拉特旗",
            "云川市达拉特旗",
            "和林格尔县",
            "达拉特旗树林召镇",
            "140702",
        ),
        *("鄂伦春自治旗", "临河区分局", "临河区新华街道", "１５０６９８"),
    ],
)
def test_what_is_plainly_another_district(district: Unit, elsewhere: Unit, said: str) -> None:
    found = Districts.of(district)
    assert found is not None
    assert found.another({"district": said}) == said


@pytest.mark.parametrize(
    "said",
    [
        *(
            "云川区",
            "云川",
            "云川市云川区",
            "150699",
            "150699001",
            "云川区市监局",
            "云川区、临河区",
            "150698 云川区",
            "云川区临河路",
        ),
        *(
            "本区",
            "辖区",
            "全区",
            "本辖区",
            "全市",
            "市直",
            "市本级",
            "云川市",
            "150600",
            "开发区",
            "高新区",
            "经济技术开发区",
            "东片区",
        ),
        *(
            "城区",
            "主城区",
            "滨河所",
            "滨河街道",
            "外县",
            "各旗县",
            "其他旗区",
            "东区",
            "东部区",
            "一区",
            "达旗",
            "某",
            "017000",
        ),
        *("13900002716", "工业园区", "风景名胜区", "", "内蒙古自治区", "滨河小区街道"),
    ],
)
def test_what_says_nothing(district: Unit, elsewhere: Unit, said: str) -> None:
    found = Districts.of(district)
    assert found is not None
    assert found.another({"district": said}) == ""


def test_who_is_asked(city: Unit, district: Unit, elsewhere: Unit, station: Unit) -> None:
    assert Districts.of(city) is None
    below = Districts.of(station)
    assert below is not None
    assert below.another({"district": "临河区"})
    assert not below.another({"district": "临河区", "part": "三、外省检验检测机构"}), (
        "a list may give its home"
    )
    whole = Districts(
        code="150622", own=frozenset({"达拉特旗"}), others=frozenset({"伊金霍洛旗", "准格尔旗"})
    )
    assert [whole.another({"district": one}) for one in ("达旗", "伊旗", "准旗", "乌旗")] == [
        "",
        "伊旗",
        "准旗",
        "",
    ]


def test_lines_of_other_districts_are_left_out_and_named(district: Unit, elsewhere: Unit) -> None:
    read = hand_in(
        district,
        line(OWN, 1, "云川区"),
        line(OTHER, 2, "临河区"),
        line("达拉特第三检测有限公司", 3, "达拉特旗"),
        line("云川第四检测有限公司", 4, "辖区"),
        line("云川第五检测有限公司", 5, ""),
        line("临河第六检测有限公司", 6, "150698"),
    )
    page = roster_page(read)
    assert [one for one, _ in told(read)] == ["new", "elsewhere", "elsewhere", "new", "new", "elsewhere"]
    assert told(read)[1][1] == "the list places it in 临河区"
    assert (page.taken, page.left_elsewhere) == (3, 3)
    assert dict(page.elsewhere) == {"临河区": 1, "达拉特旗": 1, "150698": 1}
    assert [row.row for row in roster_page(read, verdict="elsewhere").rows] == [3, 4, 7]
    done = services.import_roster(roster=read, by=PROGRAM)
    assert [one for one, _ in told(done)] == ["new", "elsewhere", "elsewhere", "new", "new", "elsewhere"]
    assert set(Institution.objects.values_list("name", flat=True)) == {
        *(OWN, "云川第四检测有限公司", "云川第五检测有限公司")
    }
    assert done.elsewhere == "leave"
    assert verify().discrepancies == ()


def test_they_are_taken_where_somebody_chooses_so_and_undone_with_the_rest(
    district: Unit, elsewhere: Unit
) -> None:
    read = hand_in(district, line(OWN, 1, "云川区"), line(OTHER, 2, "临河区"))
    done = services.import_roster(roster=read, by=PROGRAM, elsewhere="take")
    assert done.elsewhere == "take"
    assert told(done) == [("new", ""), ("new", "the list places it in 临河区; taken as chosen")]
    assert {one.unit for one in Institution.objects.all()} == {district}
    services.undo_roster(roster=done, by=PROGRAM, reason="拿错了")
    assert {one.is_kept for one in Institution.objects.all()} == {False}
    again = hand_in(district, line(OWN, 1, "云川区"), line(OTHER, 2, "临河区"))
    assert [one for one, _ in told(again)] == ["new", "elsewhere"], (
        "an undone dossier of another district too"
    )


def test_a_city_and_a_list_without_the_column_are_not_asked(
    city: Unit, district: Unit, elsewhere: Unit
) -> None:
    assert [one for one, _ in told(hand_in(city, line(OWN, 1, "云川区"), line(OTHER, 2, "临河区")))] == [
        "new"
    ] * 2
    content = f"机构名称,统一社会信用代码\n{OTHER},{make_code(2)}\n".encode()
    roster = services.receive_roster(content=content, name="名录.csv", unit=district, by=PROGRAM)
    assert told(services.read_roster(roster=roster, by=PROGRAM)) == [("new", "")]


@pytest.mark.parametrize(
    ("sheet", "district_cell", "said"),
    [
        *(
            ("临河区", "", "临河区"),
            ("临河区检验检测机构名录", "", "临河区"),
            ("达拉特旗台账", "", "达拉特旗"),
        ),
        *(
            ("云川区", "", ""),
            ("Sheet1", "", ""),
            ("填报区", "", ""),
            ("开发区", "", ""),
            ("云川区检测机构", "", ""),
            ("移交临河区的", "", ""),
        ),
        *(("临河区", "云川区", ""), ("云川区", "临河区", "临河区"), ("临河区", "辖区", "")),
    ],
)
def test_a_sheet_called_after_a_district_speaks_where_the_cell_is_empty(
    district: Unit, elsewhere: Unit, sheet: str, district_cell: str, said: str
) -> None:
    found = Districts.of(district)
    assert found is not None
    assert found.another({"district": district_cell or None, "sheet": sheet}) == said


def test_a_workbook_with_a_sheet_for_each_district(district: Unit, elsewhere: Unit) -> None:
    memory = io.BytesIO()
    book = openpyxl.Workbook()
    for at, (sheet, name) in enumerate((("云川区", OWN), ("临河区", OTHER))):
        page: Any = book.active if at == 0 else book.create_sheet()
        page.title = sheet
        page.append(["机构名称", "统一社会信用代码"])
        page.append([name, make_code(at + 1)])
    book.save(memory)
    roster = services.receive_roster(content=memory.getvalue(), name="全市.xlsx", unit=district, by=PROGRAM)
    read = services.read_roster(roster=roster, by=PROGRAM)
    assert told(read) == [("new", ""), ("elsewhere", "the list places it in 临河区")]
    assert list(roster_page(read).elsewhere) == [("临河区", 1)]


def test_dossiers_of_this_district_and_of_others(district: Unit, elsewhere: Unit) -> None:
    """What moved away stays known here and gets no place here; what others keep is left to them."""
    own = make_institution(OWN, unit=district)
    theirs = make_institution(OTHER, unit=elsewhere)
    read = hand_in(
        district,
        f"{OWN},{own.uscc},180502110417,临河区,临河区一路1号,",
        f"{OWN},{own.uscc},180502110418,临河区,临河区一路2号,",
        f"{OTHER},{theirs.uscc},,临河区,临河区二路2号,",
        f"冒名检测有限公司,{theirs.uscc},,临河区,,",
        f"冒充检测有限公司,{own.uscc},,临河区,,",
    )
    assert [one for one, _ in told(read)] == ["known", "again", "elsewhere", "elsewhere", "conflict"]
    assert "same code；the list places it in 临河区: see whether it moved" in told(read)[0][1]
    assert "see whether it moved" in told(read)[1][1]
    services.import_roster(roster=read, by=PROGRAM)
    assert not Site.objects.filter(address__contains="临河").exists()
    numbers = Certificate.objects.standing().filter(institution=own).values_list("number", flat=True)
    assert {"180502110417", "180502110418"} <= set(numbers)


def test_one_certificate_number_of_two_bodies(district: Unit) -> None:
    number = "180502110417"
    read = hand_in(
        district,
        line("甲检测有限公司", 1, "", certificate=number),
        line("乙食品检测有限公司", 2, "", certificate=f"{number}、180502110418"),
        line("甲检测有限公司", 1, "", certificate="180502110419"),
        line("丙环境检测有限公司", 3, "", certificate="180502110419"),
        line("甲检测有限公司临河分公司", 4, "", certificate=number),
        f"甲检测有限公司（食品检验中心）,,{number},,,",
        line("乙食品检测有限公司", 2, "", certificate="180502110420"),
        line("丁检测有限公司", 5, "", certificate=number),
        line("丁检测有限公司", 5, "", certificate="180502110421"),
    )
    verdicts = [one for one, _ in told(read)]
    assert verdicts == [
        *("new", "conflict", "again", "conflict", "conflict", "again"),
        *("new", "conflict", "new"),
    ]
    whys = [why for _, why in told(read)]
    assert "Row 2 bears the same certificate number with another name" in whys[1]
    assert "A branch has a number of its own" in whys[4]
    assert whys[5] == "same as row 2"


def test_one_number_of_two_dossiers_that_are_known(district: Unit) -> None:
    first, second = (make_institution(f"{name}检测有限公司", unit=district) for name in ("甲", "乙"))
    make_certificate(first, number="180502110400")
    read = hand_in(
        district,
        f"甲检测有限公司,{first.uscc},180502110417,,,",
        f"乙检测有限公司,{second.uscc},180502110417,,,",
        f"甲检测有限公司,{first.uscc},180502110400,,,",
    )
    assert [one for one, _ in told(read)] == ["known", "conflict", "again"]


def test_a_body_under_two_names_with_one_number_is_one(district: Unit) -> None:
    number = "180502110417"
    read = hand_in(
        district,
        f"云川食品检验检测中心,,{number},,,",
        line("云川食品检验检测中心（食品）", 1, "", certificate=number),
        line("云川食品检验检测中心（食品）", 1, ""),
        line("云川食品检验检测中心", 2, ""),
        line("云川药品检验检测中心", 1, ""),
    )
    assert [one for one, _ in told(read)] == ["new", "again", "again", "conflict", "conflict"]


def test_the_pages_ask_and_keep_what_was_chosen(
    district: Unit, elsewhere: Unit, officer: MakeOfficer
) -> None:
    client = client_for(officer("office"))
    roster = hand_in(
        district, line(OWN, 1, "云川区"), line(OTHER, 2, "临河区"), line("临河三检测有限公司", 3, "临河区")
    )
    page = client.get(f"/rosters/{roster.reference}/").content.decode()
    assert "所在旗区 → District in the list" in page
    assert "Import 1 line" in page
    confirm = f"/rosters/{roster.reference}/import/"
    asked = client.get(confirm)
    assert (
        "2 lines are of other districts and are left out unless you choose otherwise: 临河区 2"
        in asked.content.decode()
    )
    assert client.post(confirm, entered_on(asked) | {"elsewhere": "all"}).status_code == 422
    assert client.post(confirm, entered_on(asked) | {"elsewhere": "take"}).status_code == 302
    roster.refresh_from_db()
    assert (roster.elsewhere, Institution.objects.count()) == ("take", 3)
    undo = f"/rosters/{roster.reference}/undo/"
    assert client.post(undo, entered_on(client.get(undo)) | REASON).status_code == 302
    without = hand_in(district, line("云川第七检测有限公司", 7, "云川区"))
    asked = client.get(f"/rosters/{without.reference}/import/")
    assert "elsewhere" not in asked.context["form"].fields
    posted = entered_on(asked) | {"elsewhere": "take"}
    assert client.post(f"/rosters/{without.reference}/import/", posted).status_code == 302
    without.refresh_from_db()
    assert without.elsewhere == "leave", "nothing is chosen where nothing was asked"


def test_the_choice_goes_with_a_large_list(
    district: Unit, elsewhere: Unit, officer: MakeOfficer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bureau.registry.views.rosters.WAITED_LINES", 0)
    client = client_for(officer("office"))
    roster = hand_in(district, line(OWN, 1, "云川区"), line(OTHER, 2, "临河区"))
    confirm = f"/rosters/{roster.reference}/import/"
    client.post(confirm, entered_on(client.get(confirm)) | {"elsewhere": "take"})
    for job in Job.objects.unfinished():
        run_job(job.pk)
    roster.refresh_from_db()
    assert (roster.elsewhere, Institution.objects.count()) == ("take", 2)
