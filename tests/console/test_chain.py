"""The chain page: both ways from any step, in the order of the stages; what one may not open says nothing of itself."""

from __future__ import annotations

import datetime as dt

import pytest

from bureau.console import chains
from bureau.console.chains import chain_of, recent
from bureau.kernel import clock, references
from bureau.kernel.access import Actor
from bureau.kernel.references import Card
from bureau.law.references import choice_card
from bureau.law.subjects import Subject
from bureau.people.models import Account, Unit
from bureau.reminders.services import add_due_date
from bureau.trail.scope import scope
from bureau.trail.services import link
from tests.cast import PROGRAM, client_for, make_institution_account, make_officer
from tests.english import english  # noqa: F401 - a fixture, which pytest finds here by name
from tests.rooms.law.choosing import choose

pytestmark = [pytest.mark.django_db, pytest.mark.db]

HITS = ("H-1", "H-2")
STEPS = (
    ("H-1", "L-1", "accepted"),
    ("H-2", "L-1", "accepted"),
    ("L-1", "V-1/3", "put_on"),
    ("L-2", "V-1/4", "put_on"),
    ("V-1/3", "D-1", "found"),
    ("D-1", "P-1", "became"),
)
STAGE_OF = {"H": "hit", "L": "lead", "V": "visit", "D": "finding", "P": "problem", "Z": "elsewhere"}


class Rooms:
    """Rooms that know every reference but those that are hidden, and what ended where."""

    def __init__(self) -> None:
        self.hidden: set[str] = set()
        self.ended: dict[str, str] = {}

    def card(self, reference: str, _actor: Actor) -> Card | None:
        if reference in self.hidden:
            return None
        prefix = reference[0]
        return Card(
            reference,
            STAGE_OF[prefix],
            f"title of {reference}",
            f"/{reference}",
            state="dealt with",
            tone="idle" if reference in self.ended else "good",
            at=dt.datetime(2022, 6, 1, tzinfo=dt.UTC),
            by="方磊",
            note=self.ended.get(reference, ""),
            rows_url="/rows/" if prefix == "H" else "",
        )


@pytest.fixture
def rooms(monkeypatch: pytest.MonkeyPatch) -> Rooms:
    made = Rooms()
    monkeypatch.setattr(references, "autodiscover_modules", lambda _name: None)
    monkeypatch.setattr(references, "_resolvers", {f"{one}-": made.card for one in STAGE_OF})
    return made


@pytest.fixture
def reader(district: Unit, rooms: Rooms) -> Account:
    account = make_officer("reader", "inspector", district)
    joined(*STEPS)
    assert rooms.hidden == set()
    return account


def joined(*steps: tuple[str, str, str]) -> None:
    with scope(actor="program", move="join"):
        for source, target, kind in steps:
            link(source=source, target=target, kind=kind, by="program")


def shown(reference: str, by: Account) -> list[tuple[str, ...]]:
    """The references of each stage."""
    found = chain_of(reference, for_=by)
    assert found is not None
    return [tuple(node.reference for node in stage.nodes) for stage in found.stages]


WHOLE = [("H-1", "H-2"), ("L-1",), ("V-1/3",), ("D-1",), ("P-1",)]


def test_from_either_end_and_from_the_middle(reader: Account) -> None:
    assert shown("P-1", reader) == shown("D-1", reader) == shown("L-1", reader) == WHOLE
    assert shown("H-1", reader) == [("H-1",), *WHOLE[1:]]  # not the other hit of its lead


def test_a_place_of_a_visit_leads_to_its_own_lead_only(reader: Account) -> None:
    assert shown("V-1/3", reader) == WHOLE
    assert shown("V-1/4", reader) == [("L-2",), ("V-1/4",)]
    assert shown("V-1", reader) == [("H-1", "H-2"), ("L-1", "L-2"), ("V-1",), ("D-1",), ("P-1",)]
    joined(("L-3", "V-10/1", "put_on"))
    assert "L-3" not in str(shown("V-1", reader))


def test_alone_it_is_its_own_chain(reader: Account) -> None:
    assert shown("H-9", reader) == [("H-9",)]


def test_a_ring_comes_to_an_end(reader: Account) -> None:
    joined(("P-1", "H-1", "again"), ("H-1", "H-1", "itself"))
    assert shown("H-1", reader) == WHOLE


def test_what_is_too_much_is_cut(reader: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chains, "MOST", 4)
    found = chain_of("P-1", for_=reader)
    assert found is not None
    assert found.cut
    assert found.count <= 4
    monkeypatch.setattr(chains, "MOST", 60)
    monkeypatch.setattr(chains, "DEEPEST", 2)
    assert [one for stage in shown("P-1", reader) for one in stage] == ["V-1/3", "D-1", "P-1"]
    page = client_for(reader).get("/chain/P-1/").content.decode()
    assert "more steps than one page can show" in page


def test_what_one_may_not_open_says_nothing_of_itself(reader: Account, rooms: Rooms) -> None:
    rooms.hidden |= {"L-1", "X-1"}
    joined(("P-1", "X-1", "other"))
    assert shown("P-1", reader) == [*WHOLE, ("X-1",)]
    page = client_for(reader).get("/chain/P-1/").content.decode()
    assert page.count("One step that you may not open.") == 2
    assert "L-1" not in page
    assert "X-1" not in page
    assert "title of H-1" in page
    rooms.hidden.add("P-1")
    assert client_for(reader).get("/chain/P-1/").status_code == 404


def test_a_chosen_basis_stands_with_its_step_and_leads_both_ways(
    reader: Account, district: Unit, elsewhere: Unit, rooms: Rooms, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(references._resolvers, "B-", choice_card)
    first = choose(Subject("D-1", "", "/D-1", district, "F1", "food", dt.date(2022, 5, 1)), reader)
    second = choose(Subject("P-1", "", "/P-1", district, "F1", "food", dt.date(2022, 5, 1)), reader)
    client = client_for(reader)
    page = client.get("/chain/P-1/").content.decode().partition('<ol class="chain"')[2]
    assert page.index("title of D-1") < page.index(first.reference) < page.index("title of P-1")
    assert page.index("title of P-1") < page.index(f'href="/chain/{second.reference}/"')
    assert shown(second.reference, reader) == shown("P-1", reader) == WHOLE
    asked = client.get(f"/chain/?ref={first.reference}")
    assert asked["Location"] == f"/chain/{first.reference}/"
    back = client.get(asked["Location"]).content.decode()
    assert back.count('aria-current="step"') == 1
    assert 'href="/chain/D-1/"' in back
    # Of a step that is closed to somebody nothing is told, nor to whoever may not see the choice.
    stranger = make_officer("stranger", "inspector", elsewhere)
    assert first.reference not in client_for(stranger).get("/chain/P-1/").content.decode()
    assert client_for(stranger).get(f"/chain/{first.reference}/").status_code == 404
    rooms.hidden.add("D-1")
    assert first.reference not in client.get("/chain/P-1/").content.decode()
    assert shown(first.reference, reader) == [(first.reference,)]


def test_stages_that_are_none_come_last(reader: Account) -> None:
    joined(("P-1", "Z-1", "other"))
    assert shown("P-1", reader) == [*WHOLE, ("Z-1",)]


def test_where_it_stopped_reason_and_person_stand(reader: Account, rooms: Rooms) -> None:
    rooms.ended["H-7"] = "属同一批次的补打"
    page = client_for(reader).get("/chain/H-7/").content.decode()
    assert "It ends here: 属同一批次的补打" in page
    assert "方磊" in page
    # A remark on a step that led on is no end.
    rooms.ended["L-1"] = "合并两条"
    page = client_for(reader).get("/chain/P-1/").content.decode()
    assert "合并两条" in page
    assert "It ends here" not in page


def test_the_page_marks_where_one_is_and_leads_down_to_the_rows(reader: Account) -> None:
    page = client_for(reader).get("/chain/V-1/3/")
    text = page.content.decode()
    assert page.status_code == 200
    assert text.count('aria-current="step"') == 1
    assert text.count("/rows/") == 2
    assert 'href="/chain/P-1/"' in text
    assert "Nothing waits for anybody here." in text


def test_what_waits_next(reader: Account, district: Unit) -> None:
    add_due_date(
        subject="P-1",
        title="核对整改材料",
        why="",
        address="/",
        due_on=clock.today() - dt.timedelta(days=1),
        permission="problem.verify",
        unit=district,
        by=PROGRAM,
    )
    text = client_for(reader).get("/chain/H-1/").content.decode()
    assert "核对整改材料" in text
    assert 'class="late"' in text
    assert "Overdue</strong>" in text


def test_the_box_leads_there_from_any_number(reader: Account, rooms: Rooms) -> None:
    client = client_for(reader)
    assert client.get("/chain/?ref= p-1 ")["Location"] == "/chain/P-1/"
    assert client.get("/chain/?ref=V-1/3")["Location"] == "/chain/V-1/3/"
    rooms.hidden.add("P-1")
    absent = client.get("/chain/?ref=P-1")
    assert absent.status_code == 404
    assert "Nothing that you may open is called P-1" in absent.content.decode()
    page = client.get("/chain/").content.decode()
    assert "title of D-1" in page
    assert "P-1<" not in page


def test_the_newest_steps_and_no_more(reader: Account) -> None:
    assert recent(reader)[0].reference == "P-1"
    assert {card.reference for card in recent(reader)} >= {"D-1", "V-1/3"}
    joined(*((f"H-{n}", f"L-{n}", "accepted") for n in range(10, 30)))
    assert len(recent(reader)) == chains.RECENT


def test_before_the_first_step(district: Unit, rooms: Rooms) -> None:
    page = client_for(make_officer("reader", "expert", district)).get("/chain/").content.decode()
    assert "There is no chain yet." in page
    assert rooms.hidden == set()


def test_it_is_for_officers(district: Unit, rooms: Rooms) -> None:
    institution = client_for(make_institution_account("speaker", district))
    assert institution.get("/chain/").status_code == 403
    assert institution.get("/chain/P-1/").status_code == 403
    assert client_for(make_officer("superior", "superior", district)).get("/chain/P-1/").status_code == 403
    assert rooms.ended == {}
