"""Rosters: read, planned, imported in one piece; what is known, doubled or in conflict is named and nothing is lost."""

from __future__ import annotations

import datetime as dt
import io
import time

import docx
import pytest

from bureau.kernel.refusals import MissingPermission, NotNow
from bureau.people.models import Unit
from bureau.registry import services
from bureau.registry.lifecycle import RosterState
from bureau.registry.models import Certificate, Institution, RosterImport
from bureau.registry.selectors import roster_page
from bureau.trail.verify import verify
from tests.cast import PROGRAM, MakeOfficer
from tests.english import english  # noqa: F401 - a fixture, which pytest finds here by name
from tests.factories import (
    hand_in,
    make_certificate,
    make_code,
    make_institution,
    roster_file,
    roster_line,
    take_in,
)

pytestmark = [pytest.mark.django_db, pytest.mark.db]
HUACE = "云川华测检测有限公司"


def verdicts(roster: RosterImport) -> list[str]:
    return [row.verdict for row in roster.lines]


def whys(roster: RosterImport) -> str:
    return " ".join(row.why for row in roster.lines)


def test_new_bodies_get_dossiers(district: Unit) -> None:
    whole = roster_line(
        HUACE,
        make_code(1),
        certificate="220502110417",
        first="2012-09-03",
        until="2026-03-01",
        contact="韩雪",
        phone="13900002716",
    )
    roster = take_in(district, [whole, roster_line("云川计量所", kind="事业单位")])
    assert roster.state == RosterState.IMPORTED
    first, second = Institution.objects.order_by("reference")
    assert (first.reference, first.code, first.kind) == ("I-150699-0001", make_code(1), "enterprise")
    assert (second.code, second.kind) == ("T-150699-00001", "public_institution")
    assert (first.certified_until, first.unit, first.home_division) == (
        dt.date(2026, 3, 1),
        district,
        "150699",
    )
    certificate = Certificate.objects.get()
    assert certificate.roster_row is not None
    assert (certificate.source_kind, certificate.roster_row.row) == ("roster", 3)
    assert certificate.source_reference == f"{roster.reference} 名录 row 3"
    assert first.assignments.get().unit == district
    assert verify().discrepancies == ()


def test_known_by_code_certificate_or_name(district: Unit) -> None:
    by_code = make_institution("甲检测有限公司")
    by_number = make_institution("云川乙环境检测技术有限公司", uscc="")
    make_certificate(by_number, number="220502110417")
    by_name = make_institution("丙检测（云川）有限公司", uscc="")
    roster = take_in(
        district,
        [
            roster_line("甲检测有限公司", by_code.uscc or ""),
            roster_line("云川乙环境检测技术服务有限公司", make_code(88), certificate="220502110417"),
            roster_line("丙检测(云川)有限责任公司", contact="李工", phone="13900001111"),
        ],
    )
    assert verdicts(roster) == ["known", "known", "known"]
    assert Institution.objects.count() == 3
    by_number.refresh_from_db()
    assert by_number.uscc == make_code(88), "a code that the dossier lacks is filled in"
    assert by_name.contact_facts.get().phone == "13900001111"
    assert by_name.site_facts.count() == 1, "a place in the division is known"


def test_a_certificate_number_alone_makes_nobody_the_same(district: Unit) -> None:
    known = make_institution("甲食品", uscc="")
    make_certificate(known, number="220502110417")
    whole = roster_line(
        "完全不同的建工检测有限公司",
        make_code(1),
        certificate="220502110417",
        contact="韩雪",
        phone="13900002716",
    )
    roster = take_in(district, [whole])
    assert verdicts(roster) == ["conflict"]
    assert f"belongs to 甲食品 ({known.reference}), which has another name" in whys(roster)
    known.refresh_from_db()
    assert (Institution.objects.get(), known.uscc) == (known, None)
    assert not known.contact_facts.exists()
    assert known.certificate_facts.count() == 1


def test_a_number_that_two_dossiers_hold_goes_with_the_name(district: Unit) -> None:
    for name in ("云川甲食品检测有限公司", "云川丁环境监测有限公司"):
        make_certificate(make_institution(name, uscc=""), number="220502110417")
    make_certificate(make_institution("云川戊机动车检测站", uscc=""), number="220502110418")
    lines = [
        roster_line("云川丁环境监测有限责任公司", certificate="220502110417"),
        roster_line("云川甲食品检测有限公司", certificate="220502110417、220502110418"),
    ]
    roster = take_in(district, lines)
    assert verdicts(roster) == ["known", "conflict"], "one of its two numbers is another body's"
    found = [str(row.institution and row.institution.name) for row in roster.lines]
    assert found == ["云川丁环境监测有限公司", "云川戊机动车检测站"]


@pytest.mark.parametrize(
    ("name", "verdict"),
    [
        ("云川市甲检测所（食品检验中心）", "known"),
        ("云川市甲检测所（东城分所）", "conflict"),
        ("云川市乙检测所", "conflict"),
        ("甲检测所", "known"),
    ],
)
def test_whose_name_speaks_for_a_certificate_number(district: Unit, name: str, verdict: str) -> None:
    make_certificate(make_institution("云川市甲检测所", uscc=""), number="220502110417")
    assert verdicts(take_in(district, [roster_line(name, certificate="220502110417")])) == [verdict]


def test_a_certificate_under_a_former_name_is_known(district: Unit) -> None:
    known = make_institution("子虚工程质量监督站", uscc="")
    make_certificate(known, number="220502110417")
    renamed = services.Identification("云川华岳检测有限公司", "", "enterprise", "")
    services.amend_institution(institution=known.fresh(), identification=renamed, by=PROGRAM)
    roster = take_in(district, [roster_line("子虚工程质量监督站", certificate="220502110417")])
    assert verdicts(roster) == ["known"]
    assert "same certificate" in whys(roster)


def test_a_body_on_several_lines_is_one(district: Unit) -> None:
    roster = take_in(
        district,
        [
            roster_line(HUACE, make_code(1), certificate="220502110417"),
            roster_line(HUACE, make_code(1), certificate="220502110418", domains="环境"),
        ],
    )
    assert verdicts(roster) == ["new", "again"]
    made = Institution.objects.get()
    assert made.certificate_facts.count() == 2
    assert made.domains == ["food", "environment"]
    assert {row.institution for row in roster.lines} == {made}
    assert roster.built_upon() == []


def test_two_bodies_with_one_code(district: Unit) -> None:
    known = make_institution("甲检测有限公司")
    roster = take_in(
        district,
        [
            roster_line("冒名检测有限公司", known.uscc or ""),
            roster_line(HUACE, make_code(1)),
            roster_line("另一家检测有限公司", make_code(1)),
            roster_line(HUACE, make_code(2)),
        ],
    )
    assert verdicts(roster) == ["conflict", "new", "conflict", "conflict"]
    assert "belongs to 甲检测有限公司 (I-150699-0001)" in whys(roster)
    assert "Row 4 bears the same code" in whys(roster)
    assert "Row 4 bears the same name with another code" in whys(roster)
    assert Institution.objects.count() == 2


def test_a_code_that_a_later_line_adds_counts_too(district: Unit) -> None:
    make_institution("甲检测有限公司", uscc="")
    roster = take_in(
        district,
        [
            roster_line("甲检测有限公司"),
            roster_line("甲检测有限公司", make_code(1)),
            roster_line("乙检测有限公司", make_code(1)),
        ],
    )
    assert verdicts(roster) == ["known", "again", "conflict"]
    assert [one.code for one in Institution.objects.all()] == [make_code(1)]


def test_one_name_with_two_codes_is_a_conflict(district: Unit) -> None:
    known = make_institution("甲检测有限公司")
    roster = take_in(district, [roster_line("甲检测有限公司"), roster_line("甲检测有限公司", make_code(1))])
    assert verdicts(roster) == ["known", "conflict"]
    assert [one.code for one in Institution.objects.all()] == [known.uscc]


def test_whose_certificate_and_whose_name(district: Unit) -> None:
    known = make_institution("甲检测有限公司")
    make_certificate(known, number="220502110417")
    for _ in range(2):
        make_institution("同名检测有限公司", uscc="")
    roster = take_in(
        district,
        [
            roster_line("乙检测有限公司", make_code(1), certificate="220502110417"),
            roster_line("同名检测有限公司"),
            roster_line("甲检测有限公司", make_code(2)),
        ],
    )
    assert verdicts(roster) == ["conflict", "conflict", "new"]
    assert "belongs to 甲检测有限公司 (I-150699-0001), which has another code" in whys(roster)
    assert "Several institutions bear this name" in whys(roster)


def test_a_wrong_check_character_is_named_and_the_line_taken(district: Unit) -> None:
    right = make_code(1)
    wrong = right[:-1] + ("0" if right[-1] != "0" else "1")
    roster = take_in(district, [roster_line(HUACE, wrong)])
    assert [one["column"] for one in roster.problems] == ["统一社会信用代码"]
    assert Institution.objects.get().code == "T-150699-00001"


def test_the_list_of_another_district_is_named_and_nothing_lost(district: Unit, elsewhere: Unit) -> None:
    lines = [roster_line(f"临河第{n}检测有限公司", make_code(n, division="150698")) for n in range(1, 5)]
    odd = roster_page(hand_in(district, lines)).strange
    assert odd is not None
    assert (odd.division, odd.name, odd.there, odd.of) == ("150698", elsewhere.name, 4, 4)
    by_name = roster_page(hand_in(district, [roster_line(HUACE)], name="临河区名录.xlsx")).strange
    assert by_name is not None
    assert by_name.by_name
    assert roster_page(hand_in(district, [roster_line(HUACE, make_code(9))])).strange is None
    assert roster_page(hand_in(elsewhere, lines)).strange is None


def test_where_list_and_dossier_differ(district: Unit) -> None:
    made = make_institution(HUACE)
    make_certificate(made, number="220502110417", valid_from=None, valid_to=dt.date(2026, 1, 1))
    line = roster_line(HUACE, made.uscc or "", certificate="220502110417", until="2028-05-01")
    kept = take_in(district, [line])
    assert "the list says 2028-05-01, the dossier 2026-01-01" in whys(kept)
    assert Certificate.objects.standing().get().valid_to == dt.date(2026, 1, 1)
    taken = services.import_roster(roster=hand_in(district, [line]), by=PROGRAM, differing="take")
    standing = Certificate.objects.standing().get()
    assert (standing.valid_to, standing.roster_row.roster) == (dt.date(2028, 5, 1), taken)
    assert Certificate.objects.count() == 2


def test_a_dossier_that_was_closed_is_left_alone(district: Unit) -> None:
    made = make_institution(HUACE)
    services.close_institution(institution=made, by=PROGRAM, reason="停业")
    roster = take_in(district, [roster_line(HUACE, made.uscc or ""), roster_line("另一家检测有限公司")])
    assert verdicts(roster) == ["conflict", "new"]
    assert "closed" in whys(roster)


def test_the_same_file_again_says_so(district: Unit) -> None:
    lines = [roster_line(HUACE, make_code(1))]
    content = roster_file(lines)
    first, second = (
        services.receive_roster(content=content, name="名录.xlsx", unit=district, by=PROGRAM)
        for _ in range(2)
    )
    services.import_roster(roster=services.read_roster(roster=first, by=PROGRAM), by=PROGRAM)
    again = services.read_roster(roster=second, by=PROGRAM)
    assert [one.reference for one in roster_page(again).same_file] == [first.reference]
    assert verdicts(again) == ["known"]


def test_columns_are_corrected_by_hand(district: Unit) -> None:
    heads = ("哪一家", "号码", "", "", "", "", "", "", "")
    roster = hand_in(district, [(HUACE, make_code(1))], heads=heads)
    assert roster.lines.count() == 0
    with pytest.raises(NotNow, match="No line was read"):
        services.import_roster(roster=roster, by=PROGRAM)
    mapping = {"名录": {"header": 2, "columns": {"name": 0, "uscc": 1}}}
    again = services.read_roster(roster=roster, by=PROGRAM, mapping=mapping)
    assert [(row.read["name"], row.read["uscc"]) for row in again.lines] == [(HUACE, make_code(1))]
    assert services.import_roster(roster=again, by=PROGRAM).state == RosterState.IMPORTED


def test_a_file_that_cannot_be_read_is_put_on_record(district: Unit) -> None:
    memory = io.BytesIO()
    docx.Document().save(memory)
    roster = services.receive_roster(content=memory.getvalue(), name="名录.docx", unit=district, by=PROGRAM)
    refused = services.read_roster(roster=roster, by=PROGRAM)
    assert refused.state == RosterState.UNREADABLE
    assert "holds no table" in roster_page(refused).refusal
    assert "名录.docx" in roster_page(refused).refusal
    with pytest.raises(NotNow):
        services.import_roster(roster=refused, by=PROGRAM)


def test_text_as_offices_write_it(district: Unit) -> None:
    text = f"机构名称,统一社会信用代码,领域\n{HUACE},{make_code(1)},食品\n"
    roster = services.receive_roster(
        content=text.encode("gb18030"), name="名录.csv", unit=district, by=PROGRAM
    )
    read = services.read_roster(roster=roster, by=PROGRAM)
    assert [row.read["name"] for row in read.lines] == [HUACE]


def test_all_or_nothing(district: Unit, monkeypatch: pytest.MonkeyPatch) -> None:
    known = make_institution("甲检测有限公司")
    roster = hand_in(
        district, [roster_line(HUACE), roster_line("甲检测有限公司", known.uscc or "", domains="环境")]
    )

    def fail(*_args: object, **_more: object) -> None:
        raise RuntimeError("the power went")

    monkeypatch.setattr("bureau.registry.services.adding.refresh_many", fail)
    with pytest.raises(RuntimeError):
        services.import_roster(roster=roster, by=PROGRAM)
    assert Institution.objects.count() == 1
    assert RosterImport.objects.get().state == RosterState.READ
    assert verify().discrepancies == ()


def test_who_may_not(district: Unit, elsewhere: Unit, officer: MakeOfficer) -> None:
    content = roster_file([roster_line(HUACE)])
    for by in (officer("inspector"), officer("leader"), officer("office", elsewhere)):
        with pytest.raises(MissingPermission):
            services.receive_roster(content=content, name="名录.xlsx", unit=district, by=by)
    roster = hand_in(district, [roster_line(HUACE)])
    with pytest.raises(MissingPermission):
        services.import_roster(roster=roster, by=officer("office", elsewhere))
    services.withdraw_roster(roster=roster, by=officer("office"), reason="拿错了")
    with pytest.raises(NotNow, match="withdrawn"):
        services.import_roster(roster=roster, by=officer("office"))


def test_a_thousand_lines_take_seconds(district: Unit) -> None:
    lines = [
        roster_line(f"云川第{n}号检测有限公司", make_code(n), certificate=f"2205{n:08}") for n in range(1000)
    ]
    begun = time.monotonic()
    take_in(district, lines)
    assert Institution.objects.count() == 1000
    assert time.monotonic() - begun < 60, "a minute is what somebody waits"
