"""Home and the menu: what waits for somebody, due when, late by how much, whose it is, and where it is done."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import RequestFactory

from bureau.approvals.selectors import waiting_for
from bureau.console import queue as queues
from bureau.console.navigation import MENU, Entry, menu
from bureau.kernel import clock
from bureau.kernel.lateness import late_words
from bureau.people.models import Account, Unit
from bureau.people.permissions import P
from bureau.people.roles import ROLES
from bureau.registry import services
from bureau.registry.models import FactProposal, Institution
from bureau.reminders.models import DueDate, Reminder
from bureau.reminders.services import add_due_date
from bureau.trail.verify import verify
from bureau.ui.paging import up_to
from tests.cast import PROGRAM, MakeOfficer, client_for
from tests.english import english  # noqa: F401 - a fixture, which pytest finds here by name
from tests.factories import make_institution

pytestmark = pytest.mark.django_db


def entries(account: Account) -> dict[str, Entry]:
    """The menu of somebody, by address."""
    request = RequestFactory().get("/")
    request.user = Account.objects.get(pk=account.pk)
    request.session = {}  # type: ignore[assignment] # nothing was chosen
    return {entry.url: entry for group in menu(request) for entry in group.entries}


def propose(institution: Institution, account: Account, address: str = "创业路 9 号") -> FactProposal:
    return services.propose_fact(
        institution=institution, kind="site", entered={"division": "150699", "address": address}, by=account
    )


@pytest.fixture
def lab(district: Unit, institution_account: Account) -> Institution:
    made = make_institution("云川华衡检测有限公司", unit=district)
    services.link_account(institution=made, account=institution_account, by=PROGRAM)
    return Institution.objects.get(pk=made.pk)


@pytest.mark.parametrize("role", [role for role in ROLES if role != "institution"])
def test_the_menu_shows_what_the_role_may_open_and_all_of_it_opens(role: str, officer: MakeOfficer) -> None:
    somebody = officer(role)
    shown = entries(somebody)
    assert len(shown) == sum(
        any(one in ROLES[role] for one in place.permissions) for _title, places in MENU for place in places
    )
    client = client_for(somebody)
    assert {url: client.get(url).status_code for url in shown} == dict.fromkeys(shown, 200)


def test_an_institutions_menu_and_home(lab: Institution, institution_account: Account) -> None:
    assert list(entries(institution_account)) == [
        "/",
        "/reminders/",
        "/own-institution/",
        "/own-parts/",
        "/own-problems/",
        "/own-orders/",
        "/ledgers/",
        "/questions/",
    ]
    client = client_for(institution_account)
    home = client.get("/")
    titles = [task.title for task in home.context["queue"].tasks]
    assert "Missing: Contact with telephone" in titles
    assert "Missing: Responsible officer" not in titles  # that is for the office to supply
    contact = "/own-institution/facts/contact/propose/"
    assert contact in {task.url for task in home.context["queue"].tasks}
    assert client.get(contact).status_code == 200
    for nowhere in ("/institutions/", "/search/"):  # no way to what would be refused
        assert nowhere not in home.content.decode()
    services.propose_fact(
        institution=lab,
        kind="contact",
        entered={"name": "韩雪", "phone": "13900002716"},
        by=institution_account,
    )
    titles = [task.title for task in client.get("/").context["queue"].tasks]
    assert "Missing: Contact with telephone" not in titles  # it is for an officer now


def test_home_of_an_account_that_speaks_for_nobody(institution_account: Account) -> None:
    (task,) = client_for(institution_account).get("/").context["queue"].tasks
    assert task.title == "Your account does not speak for an institution yet."


def test_a_proposal_waits_with_its_day_and_leaves_when_decided(
    lab: Institution, institution_account: Account, officer: MakeOfficer
) -> None:
    office, inspector = officer("office"), officer("inspector")
    made, today = propose(lab, institution_account), clock.today()
    with clock.standing_at((today + dt.timedelta(days=10)).isoformat()):
        home = client_for(office).get("/")
        task = home.context["queue"].tasks[0]
        assert (task.due_on, task.late) == (today + dt.timedelta(days=7), True)
        assert task.url == f"/fact-proposals/{made.reference}/"
        assert lab.unit is not None
        assert task.whose == str(lab.unit)
        page = home.content.decode()
        assert late_words(task.due_on, clock.today()) in page
        assert "your role decides on its facts" in page
        for somebody in (office, inspector):
            shown = entries(somebody)
            assert (str(shown["/reminders/"].count), shown["/reminders/"].late) == ("1", 1)
            assert str(shown["/fact-proposals/"].count) == "1"
        assert entries(officer("leader"))["/reminders/"].count is None
        services.return_fact(proposal=made, by=office, reason="the number is missing")
        assert entries(office)["/reminders/"].count is None
    message = Reminder.objects.get()
    assert (message.account, message.subject) == (institution_account, made.reference)
    own = client_for(institution_account)
    assert "1 message to you" in own.get("/").content.decode()
    assert "An officer returned what you proposed" in own.get("/reminders/").content.decode()
    assert own.post(f"/reminders/{message.pk}/read/", {"go": "1"})["Location"] == "/own-institution/"
    assert verify().discrepancies == ()


def test_taken_back_handed_over_accepted(
    lab: Institution, institution_account: Account, station: Unit, officer: MakeOfficer
) -> None:
    taken_back = propose(lab, institution_account)
    services.withdraw_proposal(proposal=taken_back, by=institution_account)
    assert not DueDate.objects.open().exists()
    assert not Reminder.objects.exists()
    stays = propose(lab, institution_account, "创业路 10 号")
    inspector = officer("inspector", station)
    assert entries(inspector)["/reminders/"].count is None
    services.assign_institution(institution=lab, unit=station, officer=inspector, by=PROGRAM)
    due = DueDate.objects.open().get()
    assert (due.subject, due.unit) == (stays.reference, station)
    assert str(entries(inspector)["/reminders/"].count) == "1"
    assert verify().discrepancies == ()


def test_one_persons_due_date_and_the_empty_state(officer: MakeOfficer) -> None:
    expert, other = officer("expert"), officer("expert")
    today = clock.today()
    for days in (-1, 0, 30):
        add_due_date(
            subject=f"X-{days}",
            title=f"Opinion {days}",
            why="You were asked.",
            address="/units/",
            due_on=today + dt.timedelta(days=days),
            account=expert,
            by=PROGRAM,
        )
    tasks = client_for(expert).get("/").context["queue"].tasks
    assert [(task.title, task.late, task.whose) for task in tasks] == [
        ("Opinion -1", True, str(expert)),
        ("Opinion 0", False, str(expert)),
        ("Opinion 30", False, str(expert)),
    ]
    home = client_for(other).get("/")
    assert home.context["queue"].tasks == ()


def test_a_long_queue_says_how_much_more(officer: MakeOfficer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queues, "MOST", 2)
    expert = officer("expert")
    for number in range(3):
        add_due_date(
            subject=f"X-{number}",
            title=f"Opinion {number}",
            why="",
            address="/units/",
            due_on=clock.today(),
            account=expert,
            by=PROGRAM,
        )
    home = client_for(expert).get("/")
    assert (str(home.context["queue"].count), home.context["queue"].more) == ("3", 1)
    assert "1 more due date" in home.content.decode()


def test_counts_are_capped_and_approvals_count(officer: MakeOfficer) -> None:
    assert [str(up_to(number)) for number in (10_000, 10_001)] == ["10,000", "over 10,000"]
    leader = officer("leader")
    assert leader.may(P.APPROVAL_DECIDE)
    assert entries(leader)["/approvals/"].count is None
    assert waiting_for(leader) == []


def test_an_institution_that_a_title_begins_with_has_its_own_column(
    lab: Institution, officer: MakeOfficer
) -> None:
    somebody, rest = officer("office"), {"why": "", "address": "/units/", "due_on": clock.today()}
    for subject, title in (
        ("D-150699-2022-0001", f"{lab.name} D-150699-2022-0001"),
        ("P-150699-2022-0001", f"{lab.name}：证书过期"),
        ("X-1", "别的事：不是机构"),
    ):
        add_due_date(subject=subject, title=title, account=somebody, by=PROGRAM, **rest)  # type: ignore[arg-type] # as above
    tasks = client_for(somebody).get("/").context["queue"].tasks
    told = {(task.title, task.about, task.note) for task in tasks if task.due_on}
    assert told == {
        ("Finding D-150699-2022-0001", lab.name, ""),
        ("证书过期", lab.name, "P-150699-2022-0001"),
        ("别的事：不是机构", "", "X-1"),
    }
