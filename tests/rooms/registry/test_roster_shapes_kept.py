"""Columns that were corrected by hand serve the next file of that shape; rows are left out; the undoing is counted."""

from __future__ import annotations

import pytest

from bureau.people.models import Unit
from bureau.registry import services
from bureau.registry.models import RosterImport, RosterShape, Site
from bureau.registry.selectors import undoing
from bureau.registry.services.shapes import remembered_for, synonyms_for
from bureau.trail.verify import verify
from tests.cast import PROGRAM, MakeOfficer, client_for
from tests.english import english  # noqa: F401 - a fixture, which pytest finds here by name
from tests.factories import hand_in, make_certificate, make_code, make_institution, roster_line, take_in
from tests.rooms.registry.walking import REASON, entered_on

pytestmark = [pytest.mark.django_db, pytest.mark.db]
HEADS = ("委托对象", "号码", "", "", "", "", "", "", "")
BY_HAND = {"名录": {"header": 2, "columns": {"name": 0, "uscc": 1}}}
LINES = [("云川新检测有限公司", make_code(1)), ("云川乙检测有限公司", make_code(2))]


def names(roster: RosterImport) -> list[str]:
    return [row.read["name"] for row in roster.lines]


def corrected(district: Unit, *, remember: bool = True) -> RosterImport:
    roster = hand_in(district, LINES, heads=HEADS)
    assert names(roster) == []
    return services.read_roster(
        roster=roster, by=PROGRAM, mapping=BY_HAND, remember="名录" if remember else None
    )


def test_the_next_file_of_that_shape(district: Unit, elsewhere: Unit) -> None:
    corrected(district)
    again = hand_in(district, LINES, heads=HEADS, name="五月名录.xlsx")
    assert names(again) == ["云川新检测有限公司", "云川乙检测有限公司"]
    assert {one["how"] for one in again.columns[0]["why"].values()} == {"remembered"}
    assert names(hand_in(elsewhere, LINES, heads=HEADS)) == [], "another office explained nothing"
    services.read_roster(roster=again, by=PROGRAM, mapping=BY_HAND, remember="名录")
    assert RosterShape.objects.count() == 1
    assert verify().discrepancies == ()


def test_the_next_file_with_such_a_word(district: Unit) -> None:
    corrected(district)
    heads = ("领域", "委托对象", *[""] * 7)
    other = hand_in(district, [("食品", "云川新检测有限公司")], heads=heads)
    assert names(other) == ["云川新检测有限公司"]
    assert other.columns[0]["why"]["name"] == {"how": "own", "by": "委托对象"}


def test_what_was_not_to_be_remembered_is_not(district: Unit) -> None:
    assert names(corrected(district, remember=False)) == ["云川新检测有限公司", "云川乙检测有限公司"]
    assert names(hand_in(district, LINES, heads=HEADS)) == []


def test_a_word_with_two_meanings_and_one_the_program_knows(district: Unit) -> None:
    first = corrected(district)
    for shape, words, columns in (
        ("a", ["甲栏", "委托对象", "序号"], {"name": 0, "contact": 1, "phone": 2}),
        ("b", ["乙栏", "甲栏"], {"name": 0, "uscc": 1}),
    ):
        services.read_roster(roster=first, by=PROGRAM)
        with_shape(district, first, shape, words, columns)
    known = synonyms_for(district)
    assert [known.field_of(word) for word in ("委托对象", "甲栏", "乙栏", "序号")] == [
        "",
        "",
        "name",
        "other",
    ]


def with_shape(
    unit: Unit, roster: RosterImport, shape: str, words: list[str], columns: dict[str, int]
) -> None:
    from bureau.trail.scope import scope

    with scope(actor="program", move="remember_shape"):
        RosterShape(unit=unit, shape=shape, words=words, columns=columns, roster=roster).save()


def test_on_the_page(district: Unit, officer: MakeOfficer) -> None:
    client = client_for(officer("office"))
    roster = hand_in(district, LINES, heads=HEADS)
    path = f"/rosters/{roster.reference}/read/?sheet=名录&header=2"
    entered = entered_on(client.get(path)) | {"column_0": "name", "column_1": "uscc"}
    refused = client.post(path, entered | {"skipped": "4-3"})
    assert refused.status_code == 422
    assert "is no row or range of rows" in refused.content.decode()
    assert client.post(path, entered | {"skipped": "４、 9 - 12"}).status_code == 302
    roster.refresh_from_db()
    assert names(roster) == ["云川新检测有限公司"]
    page = client.get(f"/rosters/{roster.reference}/").content.decode()
    assert "as corrected by hand" in page
    assert [(one["row"], one["en"]) for one in roster.problems] == [
        (4, "This line was left out, as chosen by hand.")
    ]
    assert client.get(path).context["form"]["skipped"].value() == "4、9、10、11、12"
    hand_in(district, LINES, heads=HEADS, name="五月名录.xlsx")
    latest = RosterImport.objects.latest("received_at")
    shown = client.get(f"/rosters/{latest.reference}/").content.decode()
    assert "as corrected in an earlier file with this header" in shown


def test_undoing_is_counted_before_it_is_done(district: Unit, officer: MakeOfficer) -> None:
    client = client_for(officer("office"))
    made = make_institution("云川华测检测有限公司", uscc="")
    make_certificate(made, number="220502110417", valid_to=None)
    line = roster_line("云川华测检测有限公司", make_code(7), certificate="220502110417", until="2028-05-01")
    roster = take_in(district, [line, roster_line("云川新检测有限公司")])
    counted = undoing(roster)
    assert (counted.closed, counted.restored) == (1, 2)
    page = client.get(f"/rosters/{roster.reference}/undo/").content.decode()
    assert "1 dossier that it opened is closed." in page
    assert f"{counted.withdrawn} facts that it wrote are withdrawn." in page


def test_an_address_comes_with_the_site_and_a_likeness_is_told(district: Unit) -> None:
    make_institution("云川恒基检测有限公司", unit=district, uscc="")
    heads = ("机构名称", "地址", *[""] * 7)
    lines = [("云川恒基环境公司", "铁西路116号"), ("云川恒基检测公司", "")]
    roster = hand_in(district, lines, heads=heads)
    told = [(row.verdict, "云川恒基检测有限公司" in row.why) for row in roster.lines]
    assert told == [("new", False), ("new", True)]
    services.import_roster(roster=roster, by=PROGRAM)
    assert "铁西路116号" in Site.objects.values_list("address", flat=True)


def test_what_is_remembered_is_shown_and_forgotten(
    district: Unit, elsewhere: Unit, officer: MakeOfficer
) -> None:
    client = client_for(officer("office"))
    roster = corrected(district)
    shape = RosterShape.objects.get()
    page = client.get("/rosters/shapes/").content.decode()
    assert "委托对象 → Name" in page
    path = f"/rosters/shapes/{shape.pk}/forget/"
    assert path in page
    assert client_for(officer("office", elsewhere)).get(path).status_code == 404
    assert client.post(path, {"reason": "短"}).status_code == 422
    assert client.post(path, REASON).status_code == 302
    assert client.post(path, REASON).status_code == 409
    assert "委托对象" not in client.get("/rosters/shapes/").content.decode()
    assert synonyms_for(district).field_of("委托对象") == ""
    assert remembered_for(district) == {}
    services.read_roster(roster=roster, by=PROGRAM, mapping=roster.mapping, remember="名录")
    assert RosterShape.objects.remembered().get() == shape, "explained once more, it is remembered again"
