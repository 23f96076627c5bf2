"""An officer leaves: institutions, visits and problems go over in one step, what a room refuses stays and is named."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from bureau.kernel import clock
from bureau.people.handovers import Change, Kind, declare, hand_everything_over, kinds, rehearse
from bureau.people.models import Account, Unit
from bureau.people.roles import Role
from bureau.registry.services import assign_institution
from bureau.trail.models import Entry
from bureau.trail.verify import verify
from tests.cast import client_for, make_officer
from tests.english import english  # noqa: F401 - a fixture, which pytest finds here by name
from tests.rooms.inspection.going import CERTIFIED, fresh
from tests.rooms.papers.office import DAY, Papers

pytestmark = [pytest.mark.django_db, pytest.mark.db, pytest.mark.usefixtures("english")]
PAGE = "/institutions/hand-over/"


@pytest.fixture(autouse=True)
def that_day() -> Iterator[None]:
    with clock.standing_at(DAY):
        yield


@pytest.fixture
def papers(district: Unit, settings: Settings, tmp_path: Path) -> Papers:
    """Somebody with an institution, a planned visit and two problems in hand."""
    settings.DATA = tmp_path
    made = Papers(district)
    assign_institution(
        institution=fresh(made.trip.institution), unit=district, officer=made.inspector, by=made.leader
    )
    made.trip.planned()
    made.record()
    return made


def successor(papers: Papers, role: Role = Role.INSPECTOR) -> Account:
    return make_officer("heir", role, papers.unit, full_name="接任人", certificate=CERTIFIED)


def counted(lines: list[str]) -> dict[str, int]:
    return {name: lines.count(name) for name in sorted(set(lines))}


def test_all_of_it_goes_over_in_one_step(papers: Papers) -> None:
    taker, entries = successor(papers), Entry.objects.count()
    change = Change(papers.inspector, taker, papers.office, "调离")
    shown = rehearse(change)
    assert Entry.objects.count() == entries, "to look changes nothing"
    assert fresh(papers.problem).officer == papers.inspector
    done = hand_everything_over(change)
    assert done == shown
    assert [one.why_not for one in done] == [""] * len(done)
    assert counted([one.kind.name for one in done]) == {"institutions": 1, "problems": 2, "visits": 1}
    assert fresh(papers.trip.institution).officer == taker
    assert fresh(papers.problem).officer == taker
    assert hand_everything_over(change) == []
    assert verify().discrepancies == ()


def test_what_a_room_refuses_stays_and_is_named(papers: Papers) -> None:
    """A reader may answer for an institution, and neither go on a visit nor handle a problem."""
    taker = successor(papers, Role.EXPERT)
    page = client_for(papers.office)
    entered = {"giver": papers.inspector.username, "taker": taker.username, "reason": "调离"}
    looked = page.post(PAGE, entered).content.decode()
    assert "1 thing goes from 马强 to 接任人" in looked
    assert "3 things stay where they are" in looked
    assert "may not handle problems of" in looked
    assert fresh(papers.trip.institution).officer == papers.inspector
    told = page.post(PAGE, entered | {"confirmed": "yes"}).content.decode()
    assert "1 thing is in the hands of 接任人 now." in told
    assert "3 things stay where they are" in told
    assert fresh(papers.trip.institution).officer == taker
    assert fresh(papers.problem).officer == papers.inspector
    nothing = page.post(PAGE, {"giver": taker.username, "taker": papers.office.username, "reason": "调离"})
    assert "1 thing goes from 接任人" in nothing.content.decode()


def test_who_may_and_what_is_refused(papers: Papers) -> None:
    page, own = client_for(papers.leader), papers.inspector.username
    assert page.get(f"{PAGE}?from={own}").status_code == 200
    same = page.post(PAGE, {"giver": own, "taker": own, "reason": "调离"})
    assert (same.status_code, "somebody else than" in same.content.decode()) == (422, True)
    none = page.post(PAGE, {"giver": papers.trip.reader.username, "taker": own, "reason": "调离"})
    assert "has nothing in hand that could go over" in none.content.decode()
    assert client_for(papers.trip.reader).get(PAGE).status_code == 403
    assign = page.get(f"/institutions/{papers.trip.institution.reference}/assign/").content.decode()
    assert f"{PAGE}?from={own}" in assign


def test_a_kind_is_declared_once() -> None:
    first = kinds()[0]
    assert declare(first) is first
    with pytest.raises(ValueError, match="two rooms declare the handing over of"):
        declare(Kind(first.name, first.title, first.held_by, first.hand_over))
    assert [one.name for one in kinds()][:1] == ["institutions"]
