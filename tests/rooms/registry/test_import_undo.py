"""An import is undone whole: the registry is as it was, except for its history; what was built on it stops that."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from bureau.kernel import clock
from bureau.kernel.refusals import NotNow
from bureau.people.models import Account, Unit
from bureau.registry import services
from bureau.registry.lifecycle import InstitutionState, RosterState
from bureau.registry.models import Certificate, Institution, RosterImport
from bureau.registry.models.objections import ABOVE
from bureau.registry.selectors import dossier, facts_of, undoing
from bureau.trail.verify import verify
from tests.cast import PROGRAM, make_officer, make_unit
from tests.english import english  # noqa: F401 - a fixture, which pytest finds here by name
from tests.factories import (
    hand_in,
    make_capability,
    make_certificate,
    make_code,
    make_contact,
    make_institution,
    roster_line,
    state_domain,
    take_in,
)

HUACE = "云川华测检测有限公司"


def undo(roster: RosterImport) -> RosterImport:
    return services.undo_roster(roster=roster, by=PROGRAM, reason="导错了")


def picture() -> dict[str, Any]:
    """What the registry says now, without its history: each kept institution with its standing facts."""
    found: dict[str, Any] = {}
    for one in Institution.objects.active():
        drawn = (
            one.name,
            one.uscc,
            one.kind,
            one.home_division,
            one.domains,
            one.certified_until,
            one.missing,
        )
        facts = sorted(
            (
                kind,
                str(fact.lineage),
                sorted((name, str(value)) for name, value in fact.said.items()),
                fact.source_kind,
            )
            for kind, rows in facts_of(one).items()
            for fact in rows
        )
        found[one.reference] = (drawn, one.search_text, facts)
    return found


@pytest.mark.django_db
@pytest.mark.db
def test_what_it_superseded_stands_again(district: Unit) -> None:
    made = make_institution(HUACE, uscc="")
    make_certificate(made, number="220502110417", valid_to=None)
    before = picture()
    line = roster_line(HUACE, make_code(7), certificate="220502110417", until="2028-05-01")
    roster = take_in(district, [line, roster_line("云川新检测有限公司")])
    made.refresh_from_db()
    assert made.uscc == make_code(7)
    assert undo(roster).state == RosterState.UNDONE
    assert picture() == before
    assert Certificate.objects.count() == 3, "before, by the list, and before once more"
    new = Institution.objects.get(name="云川新检测有限公司")
    assert new.state == InstitutionState.CLOSED
    assert verify().discrepancies == ()


@pytest.mark.django_db
@pytest.mark.db
def test_a_day_in_between_still_shows_what_stood(district: Unit) -> None:
    with clock.standing_at("2022-05-05"):
        made = make_institution(HUACE)
        make_certificate(made, number="220502110417", valid_from=None, valid_to=None)
    with clock.standing_at("2022-05-10"):
        roster = take_in(
            district, [roster_line(HUACE, made.uscc or "", certificate="220502110417", until="2028-05-01")]
        )
    with clock.standing_at("2022-05-15"):
        undo(roster)
    terms = {
        day: [str(one.valid_to) for one in facts_of(made, clock.read_moment(day).date())["certificate"]]
        for day in ("2022-05-06", "2022-05-12", "2022-05-16")
    }
    assert terms == {"2022-05-06": ["None"], "2022-05-12": ["2028-05-01"], "2022-05-16": ["None"]}


@pytest.mark.django_db
@pytest.mark.db
def test_imported_again_after_it_was_undone(district: Unit) -> None:
    lines = [
        roster_line(HUACE, make_code(1), certificate="220502110417", contact="韩雪", phone="13900002716")
    ]
    undo(take_in(district, lines))
    again = take_in(district, lines)
    assert [row.verdict for row in again.lines] == ["new"]
    made = Institution.objects.get()
    assert made.is_kept
    assert made.missing == len(dossier(made).lacks)
    undo(again)
    assert not Institution.objects.get().is_kept
    assert verify().discrepancies == ()


@pytest.mark.django_db
@pytest.mark.db
def test_what_others_did_since_stays(district: Unit, institution_account: Account) -> None:
    """A later contact does not stop an import being undone: its dossier stays open with that, the others close."""
    known = make_institution("甲检测有限公司")
    office = make_officer("office", "office", district)
    names = (HUACE, "乙检测有限公司", "丙检测有限公司", "丁检测有限公司")
    lines = [
        roster_line(name, make_code(number), contact="韩雪", phone="13900002716")
        for number, name in enumerate(names, start=1)
    ]
    known_line = roster_line(
        "甲检测有限公司", known.uscc or "", certificate="220502110417", until="2028-05-01"
    )
    roster = take_in(district, [*lines, known_line])
    bodies = {one.name: one for one in Institution.objects.all()}
    certificate = Certificate.objects.get()
    make_capability(certificate)
    make_contact(bodies[HUACE], "李敏", "13800001234")
    services.link_account(institution=bodies["乙检测有限公司"], account=institution_account, by=PROGRAM)
    services.assign_institution(
        institution=bodies["丁检测有限公司"].fresh(), unit=district, officer=office, by=PROGRAM
    )
    told = undoing(roster)
    assert (told.closed, [one.institution.name for one in told.staying]) == (2, [HUACE, "乙检测有限公司"])
    assert told.staying[0].work == ["contact: 1"]
    assert [str(one) for one in told.resting] == ["220502110417"]
    undo(roster)
    now = {one.name: one for one in Institution.objects.all()}
    assert {name for name, one in now.items() if one.is_kept} == {"甲检测有限公司", HUACE, "乙检测有限公司"}
    facts = facts_of(now[HUACE])
    assert [one.name for one in facts["contact"]] == ["李敏"], (
        "what the import said is withdrawn, the later word not"
    )
    assert len(facts["identity"]) == len(facts["site"]) == 1, "a dossier that stays has its name and place"
    assert Certificate.objects.standing().get() == certificate, "a capability rests on it"
    assert now[HUACE].missing == len(dossier(now[HUACE]).lacks)
    assert verify().discrepancies == ()


@pytest.mark.django_db
@pytest.mark.db
def test_undoing_that_would_destroy_work_is_refused(district: Unit) -> None:
    roster = take_in(district, [roster_line(HUACE, make_code(1))])
    other = make_institution("云川华测检测公司", uscc="")
    made = Institution.objects.get(name=HUACE)
    services.merge_institution(institution=made, into=other.fresh(), by=PROGRAM, reason="同一家")
    with pytest.raises(NotNow, match=f"{made.reference}.* was merged into 云川华测检测公司"):
        undo(roster)
    services.unmerge_institution(institution=made.fresh(), by=PROGRAM, reason="并错了")
    undo(roster)
    assert not Institution.objects.get(pk=made.pk).is_kept


@pytest.mark.django_db
@pytest.mark.db
def test_what_rooms_above_keep_leaves_the_dossier_open(district: Unit) -> None:
    roster = take_in(district, [roster_line(f"{HUACE}{n}", make_code(n)) for n in range(1, 6)])
    visited = Institution.objects.get(name=f"{HUACE}4")
    ABOVE.append(lambda bodies: [f"a visit to {one.name}" for one in bodies if one == visited])
    try:
        assert [(one.institution, one.work) for one in undoing(roster).staying] == [
            (visited, [f"a visit to {HUACE}4"])
        ]
        undo(roster)
    finally:
        ABOVE.pop()
    assert list(Institution.objects.active()) == [visited]


@pytest.mark.django_db
@pytest.mark.db
def test_a_later_line_completes_an_earlier_one(district: Unit) -> None:
    line = roster_line(HUACE, make_code(1), certificate="220502110417")
    roster = take_in(
        district,
        [line, roster_line(HUACE, make_code(1), certificate="220502110417", until="2028-05-01")],
    )
    assert [str(one.valid_to) for one in Certificate.objects.standing()] == ["2028-05-01"]
    assert roster.built_upon() == []
    undo(roster)
    assert not Certificate.objects.standing().exists()
    assert verify().discrepancies == ()


NAMES = tuple(f"云川第{letter}检测有限公司" for letter in "甲乙丙丁戊己")
LINE = st.builds(
    roster_line,
    st.sampled_from(NAMES),
    st.sampled_from(["", *(make_code(number) for number in range(1, 7))]),
    kind=st.sampled_from(["企业", "事业单位", ""]),
    domains=st.sampled_from(["食品", "环境", "食品、环境", ""]),
    certificate=st.sampled_from(["", "220502110417", "220502110418", "220502110419"]),
    until=st.sampled_from(["", "2026-03-01", "2028-03-01"]),
    contact=st.sampled_from(["", "韩雪"]),
    phone=st.sampled_from(["", "13900002716"]),
)


class ThereAndBack(TestCase):
    """Random registries and random lists, imported in either manner and undone."""

    @settings(max_examples=15)
    @given(
        known=st.lists(
            st.tuples(st.sampled_from(NAMES), st.booleans(), st.booleans()),
            max_size=4,
            unique_by=lambda one: one[0],
        ),
        lines=st.lists(LINE, min_size=1, max_size=7),
        differing=st.sampled_from(["keep", "take"]),
    )
    def test_import_and_undo_leave_the_registry_as_it_was(
        self, known: list[tuple[str, bool, bool]], lines: list[tuple[str, ...]], differing: str
    ) -> None:
        unit = make_unit("云川区市场监督管理局", "district", "150699")
        for number, (name, coded, certified) in enumerate(known, start=1):
            made = make_institution(name, unit=unit, uscc=make_code(number) if coded else "", kind="")
            if certified:
                make_certificate(made, number=f"22050211041{6 + number}", valid_from=None, valid_to=None)
            state_domain(made, "food")
        before = picture()
        roster = services.import_roster(roster=hand_in(unit, lines), by=PROGRAM, differing=differing)
        taken = [row for row in roster.lines if row.verdict != "conflict"]
        assert all(row.institution is not None and row.institution.is_kept for row in taken)
        assert len(roster.lines) == len(lines), "no line is lost"
        undo(roster)
        assert picture() == before
        assert verify().discrepancies == ()
