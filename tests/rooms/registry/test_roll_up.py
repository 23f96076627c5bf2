"""The form of a city is the sum of what its districts submitted: each body once, and who has not reported."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bureau.files.intake import NotAccepted
from bureau.kernel import clock
from bureau.kernel.refusals import MissingPermission, NotNow
from bureau.people.models import Account, Unit
from bureau.registry import services
from bureau.registry.annex import Annex, Line, Source, VisitorLine, join_forms, write_docx, write_xlsx
from bureau.registry.annex.form import PARTS
from bureau.registry.annex.joining import identity
from bureau.registry.models import AnnexSubmission, Institution
from bureau.registry.selectors import annex_of, basis_of, basis_of_sum, bodies_of, roll_up
from bureau.reminders.models import DueDate
from bureau.trail.verify import verify
from tests.cast import MakeOfficer, client_for
from tests.english import english  # noqa: F401 - a fixture, which pytest finds here by name
from tests.factories import make_institution, make_presence, make_site, state_domain

TODAY = clock.today()


# --- forms are joined, without a database ------------------------------------------------------------------------

NAMES = st.sampled_from("甲乙丙丁戊己庚辛")
KEYS = {name: f"I-{place}" for place, name in enumerate("甲乙丙丁戊己庚辛")}


@st.composite
def forms(draw: st.DrawFn) -> Annex:
    """A form of some of eight bodies, some without keys, as a file has them."""
    keyed = draw(st.booleans())
    names = draw(st.lists(NAMES, unique=True))
    lines: dict[str, list[Any]] = {part.lines: [] for part in PARTS}
    for name in names:
        part = draw(st.sampled_from(PARTS[:3]))
        domains = tuple(draw(st.lists(st.sampled_from(("食品", "环境", "卫生")), unique=True)))
        kind = VisitorLine if part.lines == "other_province" else Line
        key = KEYS[name] if keyed else ""
        lines[part.lines].append(kind(name, domains, key=key))
        if len(domains) > 1:
            lines["multi_domain"].append(Line(name, domains, key=key))
    return Annex("某区", TODAY, **{part: tuple(rows) for part, rows in lines.items()})


@given(st.lists(forms(), max_size=5))
def test_every_body_of_any_form_stands_once(drawn: list[Annex]) -> None:
    """Nobody is lost, nobody counted twice, and who stands in several forms is named with all of them."""
    sources = [Source(f"区{place}", f"15060{place}", form) for place, form in enumerate(drawn)]
    joined = join_forms(sources, "某市", TODAY)
    in_sum = [line.name for part in PARTS[:3] for line in joined.annex.lines(part)]
    holding = {
        name: [
            source.unit
            for source in sources
            if any(line.name == name for part in PARTS[:3] for line in source.form.lines(part))
        ]
        for name in KEYS
    }
    assert sorted(in_sum) == sorted(name for name, units in holding.items() if units)
    assert {one.name: [one.taken, *one.left] for one in joined.repeated} == {
        name: units for name, units in holding.items() if len(units) > 1
    }
    several = {line.name for line in joined.annex.multi_domain}
    assert several == {
        line.name for part in PARTS[:3] for line in joined.annex.lines(part) if len(line.domains) > 1
    }
    assert all(
        joined.origin[identity(line)] == holding[line.name][0]
        for part in PARTS
        for line in joined.annex.lines(part)
    ), "without a home the first form is taken"


def test_the_line_of_the_home_district_is_taken() -> None:
    away = Source(
        "乙区",
        "150602",
        Annex("乙区", TODAY, third_party=(Line("甲", ("食品",), key="I-1"),)),
        {"I-1": "150601"},
    )
    home_form = Annex(
        "甲区",
        TODAY,
        public_institutions=(Line("甲", ("食品", "环境"), key="I-1"),),
        multi_domain=(Line("甲", ("食品", "环境"), key="I-1"),),
    )
    home = Source("甲区", "150601", home_form, {"I-1": "150601"})
    joined = join_forms([away, home], "市", TODAY)
    assert [line.name for line in joined.annex.public_institutions] == ["甲"]
    assert not joined.annex.third_party
    (one,) = joined.repeated
    assert (one.taken, one.left, one.differs) == ("甲区", ("乙区",), True)
    assert one.said == (("乙区", "二：食品"), ("甲区", "一、四：食品、环境"))


def test_two_bodies_of_one_name_are_not_joined_by_it() -> None:
    two = Annex("甲区", TODAY, third_party=(Line("同名", key="I-1"), Line("同名", key="I-2")))
    one = Annex("乙区", TODAY, third_party=(Line("同名"),))
    joined = join_forms([Source("甲区", "150601", two), Source("乙区", "150602", one)], "市", TODAY)
    assert len(joined.annex.third_party) == 3
    assert joined.repeated == ()


# --- in the office -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Stage:
    """A city with two districts; two bodies in one, one in the other, and one of the first that works there too."""

    city: Unit
    district: Unit
    elsewhere: Unit
    there: Institution
    shared: Institution


@pytest.fixture
def stage(city: Unit, district: Unit, elsewhere: Unit) -> Stage:
    """The stage."""
    make_institution("云川甲检测有限公司", domains=["food", "environment"])
    make_institution("云川检验所", kind="public_institution", domains=["food"])
    there = make_institution("临河检测有限公司", division="150698", domains=["tank"])
    shared = make_institution("云川乙检测有限公司", domains=["construction"])
    make_site(shared, "150698")
    return Stage(city, district, elsewhere, there, shared)


def submit(unit: Unit, officer: MakeOfficer, why: str = "") -> AnnexSubmission:
    bodies = bodies_of(unit, TODAY)
    return services.submit_annex(
        annex=annex_of(bodies, unit, TODAY),
        unit=unit,
        reported_on=TODAY,
        by=officer("leader", unit),
        basis=basis_of(bodies),
        why=why,
    )


@pytest.mark.django_db
@pytest.mark.db
def test_the_sum_of_what_was_submitted(stage: Stage, officer: MakeOfficer) -> None:
    assert [one.unit for one in roll_up(stage.city, TODAY).missing] == [stage.elsewhere, stage.district]
    first = submit(stage.district, officer)
    found = roll_up(stage.city, TODAY)
    assert [one.unit for one in found.missing] == [stage.elsewhere]
    assert [one.counts for one in found.reported] == [(1, 2, 0, 1)]
    second = submit(stage.elsewhere, officer)
    state_domain(stage.there, "food")
    found = roll_up(stage.city, TODAY)
    assert found.missing == ()
    assert [one.key for one in found.repeated] == [stage.shared.reference]
    (repeated,) = found.repeated
    assert (repeated.taken, repeated.left, repeated.differs) == (
        stage.district.name,
        (stage.elsewhere.name,),
        False,
    )
    assert len(found.annex.third_party) == 3
    assert found.lines_of_forms == 5
    assert "临河检测有限公司" not in {line.name for line in found.annex.multi_domain}, "as it was submitted"
    made = services.submit_annex(
        annex=found.annex,
        unit=stage.city,
        reported_on=TODAY,
        by=officer("leader", stage.city),
        basis=basis_of_sum(found),
        beside=found.frozen(),
    )
    assert [one["reference"] for one in made.content["stands_on"]] == [second.reference, first.reference]
    assert [one["counts"] for one in made.content["stands_on"]] == [[0, 2, 0, 0], [1, 2, 0, 1]]
    assert made.content["not_reported"] == []
    basis = {line["name"]: line["basis"] for line in made.content["third_party"]}
    assert basis["云川乙检测有限公司"]["form"] == first.reference
    assert basis["云川乙检测有限公司"]["home_division"] == "150699"
    assert verify().discrepancies == ()


@pytest.mark.django_db
@pytest.mark.usefixtures("english")
def test_nothing_is_added_up_before_anybody_reported(stage: Stage, officer: MakeOfficer) -> None:
    leader = officer("leader", stage.city)
    client = client_for(leader)
    assert "there is nothing to add up" in client.get("/annex/roll-up/submit/").content.decode()
    answer = client.post("/annex/roll-up/submit/")
    assert answer.status_code == 409
    assert "there is nothing to add up" in answer.content.decode()
    assert not AnnexSubmission.objects.exists()


@pytest.mark.django_db
@pytest.mark.db
def test_a_region_stands_on_its_cities(
    stage: Stage,
    region: Unit,
    officer: MakeOfficer,
) -> None:
    submit(stage.district, officer)
    submit(stage.elsewhere, officer)
    assert roll_up(region, TODAY).reported == ()
    found = roll_up(stage.city, TODAY)
    made = services.submit_annex(
        annex=found.annex,
        unit=stage.city,
        reported_on=TODAY,
        by=officer("leader", stage.city),
        basis=basis_of_sum(found),
        beside=found.frozen(),
    )
    whole = roll_up(region, TODAY)
    assert [one.submission for one in whole.reported] == [made]
    assert whole.annex.third_party == found.annex.third_party
    assert roll_up(stage.district, TODAY).below == ()


@pytest.mark.django_db
@pytest.mark.db
def test_forms_are_asked_for_and_awaited_until_they_come(stage: Stage, officer: MakeOfficer) -> None:
    leader, day = officer("leader", stage.city), TODAY + dt.timedelta(days=9)
    submit(stage.district, officer)
    asked = services.call_for_annexes(unit=stage.city, due_on=day, by=leader, again=False)
    assert asked == [stage.elsewhere]
    services.call_for_annexes(unit=stage.city, due_on=day + dt.timedelta(days=1), by=leader)
    waiting = DueDate.objects.open().order_by("unit__division")
    assert [(one.unit, one.due_on) for one in waiting] == [
        (stage.elsewhere, day + dt.timedelta(days=1)),
        (stage.district, day + dt.timedelta(days=1)),
    ]
    (there, _here) = roll_up(stage.city, TODAY).below
    assert (there.awaited, there.late) == (waiting[0], False)
    assert roll_up(stage.city, TODAY + dt.timedelta(days=11)).below[0].late
    assert waiting[0] in DueDate.objects.waiting_for(officer("leader", stage.elsewhere))
    submit(stage.elsewhere, officer)
    assert [one.unit for one in DueDate.objects.open()] == [stage.district]
    with pytest.raises(MissingPermission):
        services.call_for_annexes(unit=stage.city, due_on=day, by=officer("leader", stage.district))
    with pytest.raises(NotNow):
        services.call_for_annexes(unit=stage.city, due_on=TODAY - dt.timedelta(days=1), by=leader)
    with pytest.raises(NotNow):
        services.call_for_annexes(unit=stage.district, due_on=day, by=leader)
    assert DueDate.objects.open().count() == 1
    assert verify().discrepancies == ()


def received(path: Path, unit: Unit, by: Account, **more: str) -> AnnexSubmission:
    return services.receive_annex(content=path.read_bytes(), name=path.name, unit=unit, by=by, **more)


@pytest.mark.django_db
@pytest.mark.db
@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_a_form_that_came_as_a_file(
    kind: str,
    stage: Stage,
    officer: MakeOfficer,
    tmp_path: Path,
) -> None:
    submit(stage.district, officer)
    leader, path = officer("leader", stage.city), tmp_path / f"临河区.{kind}"
    form = Annex(
        "临河区",
        TODAY,
        third_party=(Line("云川乙检测有限公司", ("建筑工程",)), Line("临河新检测有限公司", ("食品", "环境"))),
        multi_domain=(Line("临河新检测有限公司", ("食品", "环境")),),
    )
    {"docx": write_docx, "xlsx": write_xlsx}[kind](form, path)
    made = received(path, stage.elsewhere, leader)
    assert (made.unit, made.reported_on) == (stage.elsewhere, TODAY)
    assert made.file is not None
    assert made.file.name == path.name
    assert made.content["received"]
    assert [line["key"] for line in made.content["third_party"]] == [stage.shared.reference, ""]
    found = roll_up(stage.city, TODAY)
    assert [one.name for one in found.repeated] == ["云川乙检测有限公司"]
    assert len(found.annex.third_party) == 3
    assert [line.name for line in found.annex.multi_domain] == ["临河新检测有限公司", "云川甲检测有限公司"]
    with pytest.raises(NotNow, match=made.reference):
        received(path, stage.elsewhere, leader, why="再交")
    assert AnnexSubmission.objects.count() == 2
    assert verify().discrepancies == ()


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_what_was_in_doubt_is_shown_beside_the_form(
    language: str, stage: Stage, officer: MakeOfficer, tmp_path: Path
) -> None:
    leader, path = officer("leader", stage.city), tmp_path / "临河区.xlsx"
    guest = VisitorLine("秦原检测有限公司", ("食品",), TODAY)
    write_xlsx(Annex("临河区", TODAY, other_province=(guest,)), path)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    at = next(cell for row in sheet.iter_rows() for cell in row if cell.value == guest.name)
    sheet.cell(at.row, 1).value = "甲"
    sheet.cell(at.row, 4).value = "2018年6月"
    book.save(path)
    made = received(path, stage.elsewhere, leader)
    (line,) = made.content["other_province"]
    assert (line["name"], line["domains"], line["first_certified_on"]) == (guest.name, "食品", "")
    client = client_for(leader)
    client.cookies["language"] = language
    page = client.get(f"/annex/{made.reference}/").content.decode()
    assert len(made.content["doubts"]) == 2
    for one in made.content["doubts"]:
        shown, other = (one["en"], one["zh"]) if language == "en" else (one["zh"], one["en"])
        assert (shown in page, other in page) == (True, False)
    assert {"en": "Some of the file was in doubt", "zh-hans": "文件里有几处存疑"}[language] in page
    assert verify().discrepancies == ()


@pytest.mark.django_db
@pytest.mark.usefixtures("english")
def test_files_that_are_not_taken(stage: Stage, officer: MakeOfficer, tmp_path: Path) -> None:
    leader, path = officer("leader", stage.city), tmp_path / "表.xlsx"

    def form(place: str = "临河区", day: dt.date | None = TODAY) -> Path:
        write_xlsx(Annex(place, day, third_party=(Line("丙"),)), path)
        return path

    for place, day, said in (
        ("白云区", TODAY, "白云区"),
        ("临河区", None, "names no day"),
        ("临河区", TODAY + dt.timedelta(days=2), "has not come yet"),
    ):
        with pytest.raises(NotNow, match=said):
            received(form(place, day), stage.elsewhere, leader)
    book = openpyxl.load_workbook(form())
    sheet = book.worksheets[0]
    at = next(cell for row in sheet.iter_rows() for cell in row if "第三方" in str(cell.value))
    at.value = str(at.value).replace("共 1 家", "共 7 家")
    book.save(path)
    with pytest.raises(NotAccepted, match="says 7 bodies and lists 1"):
        received(path, stage.elsewhere, leader)
    path.write_bytes(b"%PDF-1.4 not a table")
    with pytest.raises(NotAccepted):
        received(path, stage.elsewhere, leader)
    with pytest.raises(MissingPermission):
        received(form(), stage.elsewhere, officer("leader"))
    assert not AnnexSubmission.objects.exists()


@pytest.mark.django_db
@pytest.mark.db
@pytest.mark.usefixtures("english")
def test_the_pages(
    stage: Stage,
    officer: MakeOfficer,
    tmp_path: Path,
) -> None:
    guest = make_institution("秦原检测有限公司", home_division="610104", site=False, domains=["tank"])
    make_presence(guest)
    submit(stage.district, officer)
    leader = client_for(officer("leader", stage.city))
    assert "Sum of the units below" in leader.get("/annex/").content.decode()
    page = leader.get("/annex/roll-up/").content.decode()
    assert "1 of 2 units reported" in page
    assert "The sum is not whole." in page
    asked = leader.post("/annex/roll-up/ask/", {"due_on": (TODAY + dt.timedelta(days=5)).isoformat()})
    assert asked.status_code == 302
    path = tmp_path / "表.xlsx"
    write_xlsx(Annex("临河区", TODAY, third_party=(Line("云川乙检测有限公司", ("建筑工程",)),)), path)
    with path.open("rb") as file:
        answer = leader.post("/annex/roll-up/receive/", {"unit": stage.elsewhere.reference, "file": file})
    assert answer.status_code == 302, answer.content.decode()
    shown = leader.get(answer["Location"]).content.decode()
    assert "It came as a file." in shown
    page = leader.get("/annex/roll-up/").content.decode()
    assert "2 of 2 units reported" in page
    assert leader.get("/annex/roll-up/download/xlsx/").status_code == 200
    assert leader.get("/annex/roll-up/download/exe/").status_code == 404
    assert "The sum of 2 forms is frozen" in leader.get("/annex/roll-up/submit/").content.decode()
    answer = leader.post("/annex/roll-up/submit/")
    assert answer.status_code == 302
    shown = leader.get(answer["Location"]).content.decode()
    assert "The forms it stands on" in shown
    assert "registered in 610104" in shown
    assert "Nothing is otherwise." in shown
    nobody = client_for(officer("inspector"))
    assert nobody.get("/annex/roll-up/submit/").status_code == 403
    assert (
        "No unit below this one reports to it."
        in client_for(officer("leader")).get("/annex/roll-up/").content.decode()
    )
