"""The pages: who opens which, what a stranger learns, and what happens to what was entered."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client, RequestFactory
from django.urls import reverse

from bureau.kernel import clock
from bureau.people.models import Account, Delegation, RoleHeld, Unit
from bureau.people.selectors import current_unit
from bureau.people.services import make_delegation, withdraw_role
from bureau.trail.verify import verify
from tests.cast import PROGRAM, MakeOfficer, client_for, make_unit

pytestmark = [pytest.mark.django_db, pytest.mark.db]
REASON = {"reason": "as the head decided"}
# Every page about one thing, the permission's holder it opens for, and one who is there without the permission.
ONE_THING = [
    ("unit", "office", None),
    ("amend-unit", "administrator", "leader"),
    ("move-unit", "administrator", "leader"),
    ("close-unit", "administrator", "leader"),
    ("account", "administrator", "leader"),
    ("amend-account", "administrator", "leader"),
    ("close-account", "administrator", "leader"),
    ("reopen-account", "administrator", "leader"),
    ("reset-password", "administrator", "leader"),
    ("grant-role", "administrator", "leader"),
    ("withdraw-role", "administrator", "leader"),
    ("make-delegation", "leader", "administrator"),
    ("withdraw-delegation", "leader", "administrator"),
]

Answer = Any  # the test client's kind of answer


class Stage:
    """A station with a worker who holds a role and lends it."""

    def __init__(self, station: Unit, officer: MakeOfficer) -> None:
        self.station, self.worker = station, officer("inspector", station)
        self.held = self.worker.roles_held.get()
        today = clock.today()
        self.lent = make_delegation(
            giver=self.worker,
            taker=officer(None, station),
            valid_from=today,
            valid_to=today,
            reason="leave",
            by=PROGRAM,
        )

    def path(self, name: str) -> str:
        """The address of a page about one of them."""
        if "unit" in name:
            return reverse(f"people:{name}", args=[self.station.reference])
        if name == "withdraw-delegation":
            return reverse(f"people:{name}", args=[self.lent.pk])
        more = [self.held.pk] if name == "withdraw-role" else []
        return reverse(f"people:{name}", args=[self.worker.username, *more])


@pytest.fixture
def stage(station: Unit, officer: MakeOfficer) -> Stage:
    return Stage(station, officer)


@pytest.mark.parametrize(("name", "holder", "other"), ONE_THING)
def test_a_page_about_one_thing(
    name: str, holder: str, other: str | None, stage: Stage, officer: MakeOfficer
) -> None:
    assert stage.station.parent
    elsewhere = make_unit("临河区市场监督管理局", "district", "150698", stage.station.parent.parent)
    path = stage.path(name)
    assert Client().get(path).status_code == 302
    assert client_for(officer(holder, elsewhere)).get(path).status_code == 404
    assert client_for(officer(holder, elsewhere)).post(path, REASON).status_code == 404
    if other:
        assert client_for(officer(other)).get(path).status_code == 403
    assert client_for(officer(holder)).get(path).status_code == 200


@pytest.mark.parametrize(
    ("name", "holder", "other"),
    [
        ("units", "inspector", "institution"),
        ("open-unit", "administrator", "leader"),
        ("accounts", "administrator", "leader"),
        ("open-account", "administrator", "leader"),
        ("roles", "superior", "institution"),
        ("delegations", "expert", "institution"),
        ("own-account", "expert", None),
        ("change-password", "expert", None),
    ],
)
def test_a_page_about_many(
    name: str,
    holder: str,
    other: str | None,
    officer: MakeOfficer,
    institution_account: Account,
) -> None:
    path = reverse(f"people:{name}")
    assert Client().get(path).status_code == 302
    if other:
        person = institution_account if other == "institution" else officer(other)
        assert client_for(person).get(path).status_code == 403
    assert client_for(officer(holder)).get(path).status_code == 200


def entered_on(page: Answer) -> dict[str, str]:
    """What a browser would send back: the values of the page's form."""
    form = page.context["form"]
    return {
        name: str(value)
        for name, field in form.fields.items()
        if (value := form.get_initial_for_field(field, name)) not in (None, "")
    }


def test_opening_amending_moving_and_closing_a_unit(
    district: Unit, section: Unit, officer: MakeOfficer
) -> None:
    client = client_for(officer("administrator"))
    new = {
        "name": "稽查大队",
        "short_name": "稽查",
        "kind": "subordinate",
        "division": "150699",
        "parent": district.reference,
    }
    answer = client.post("/units/open/", new | {"division": "15"})
    assert answer.status_code == 422
    assert "Six digits" in answer.content.decode()
    answer = client.post("/units/open/", new | {"kind": "region"})
    assert answer.status_code == 409
    assert "cannot belong" in answer.content.decode()
    assert 'value="稽查大队"' in answer.content.decode()
    answer = client.post("/units/open/", new, follow=True)
    branch = Unit.objects.get(name="稽查大队")
    assert branch.reference in answer.content.decode()
    path = f"/units/{branch.reference}/"
    page = client.get(f"{path}amend/")
    assert client.post(f"{path}amend/", entered_on(page) | {"name": "执法大队"}).status_code == 302
    stale = client.post(f"{path}amend/", entered_on(page) | {"name": "别的大队"})
    assert stale.status_code == 409
    assert Unit.objects.get(pk=branch.pk).name == "执法大队"
    page = client.get(f"/units/{section.reference}/move/")
    moved = entered_on(page) | REASON | {"parent": branch.reference}
    assert client.post(f"/units/{section.reference}/move/", moved).status_code == 302
    page = client.get(f"{path}close/")
    assert "Units still belong to it" in page.content.decode()
    assert client.post(f"{path}close/", entered_on(page) | REASON).status_code == 409
    assert client.post(f"/units/{section.reference}/close/", REASON).status_code == 302
    assert client.post(f"{path}close/", REASON).status_code == 302
    assert branch.reference not in client.get("/units/").content.decode()
    assert branch.reference in client.get("/units/?closed").content.decode()
    assert client.get(path).status_code == 200
    assert verify().discrepancies == ()


def test_an_account_from_its_opening_to_its_reopening(station: Unit, officer: MakeOfficer) -> None:
    client = client_for(officer("administrator"))
    new = {"username": "zhang.san", "full_name": "张三", "unit": station.reference}
    late = new | {"certificate_from": "2022-05-01", "certificate_to": "2022-04-30"}
    assert "before it begins" in client.post("/accounts/open/", late).content.decode()
    answer = client.post("/accounts/open/", new)
    (once,) = re.findall(r"zhang\.san · ([a-z0-9-]{17})", answer.content.decode())
    assert "no-store" in answer["Cache-Control"]
    assert once not in client.get("/accounts/zhang.san/").content.decode()
    assert client.post("/accounts/open/", new).status_code == 422
    path = "/accounts/zhang.san/"
    role = {"role": "inspector", "unit": station.reference, "valid_from": "2022-05-16"}
    assert client.post(f"{path}roles/grant/", role | {"valid_to": "2022-05-01"}).status_code == 422
    assert client.post(f"{path}roles/grant/", role).status_code == 302
    assert client.post(f"{path}roles/grant/", role).status_code == 409
    page = client.get(f"{path}amend/")
    assert client.post(f"{path}amend/", entered_on(page) | {"post": "所长"}).status_code == 302
    assert "所长" in client.get(path).content.decode()
    held = RoleHeld.objects.get(account__username="zhang.san")
    assert client.post(f"{path}roles/{held.pk}/withdraw/", REASON).status_code == 302
    assert client.post(f"{path}roles/{held.pk}/withdraw/", REASON).status_code == 409
    answer = client.post(f"{path}reset-password/", REASON)
    assert re.search(r"zhang\.san · [a-z0-9-]{17}", answer.content.decode())
    assert client.post(f"{path}close/", {"reason": "x"}).status_code == 422
    assert client.post(f"{path}close/", REASON).status_code == 302
    assert "zhang.san" in client.get("/accounts/?state=closed").content.decode()
    assert "zhang.san" not in client.get("/accounts/").content.decode()
    assert re.search(r"zhang\.san · [a-z0-9-]{17}", client.post(f"{path}reopen/", REASON).content.decode())
    assert verify().discrepancies == ()


def test_an_institutions_account_has_no_officer_and_one_role(
    station: Unit, institution_account: Account, officer: MakeOfficer
) -> None:
    client = client_for(officer("administrator"))
    path = f"/accounts/{institution_account.username}/"
    page = client.get(f"{path}amend/")
    assert set(page.context["form"].fields) == {"base", "full_name", "unit", "email"}
    saved = entered_on(page) | {"unit": station.reference, "full_name": "李工"}
    assert client.post(f"{path}amend/", saved).status_code == 302
    assert "李工" in client.get(path).content.decode()
    assert list(client.get(f"{path}roles/grant/").context["form"].fields) == [
        "role",
        "valid_from",
        "valid_to",
    ]
    held = {"role": "institution", "valid_from": clock.today().isoformat()}
    assert client.post(f"{path}roles/grant/", held).status_code == 409
    wrong = client.post("/own/preferences/", {"language": "xx"})
    assert wrong["Location"] == "/own/"
    assert client.get("/login/?next=/units/")["Location"] == "/units/"


def test_delegations_are_made_and_ended_on_their_pages(officer: MakeOfficer) -> None:
    leader, deputy = officer("leader"), officer("inspector")
    client = client_for(leader)
    path = f"/accounts/{leader.username}/delegations/make/"
    day = clock.today().isoformat()
    entered = {"taker": deputy.username, "valid_from": day, "valid_to": day, "reason": "leave"}
    assert client.post(path, entered | {"valid_from": "2022-01-01"}).status_code == 409
    assert client.post(path, entered | {"taker": leader.username}).status_code == 422
    assert client.post(path, entered).status_code == 302
    assert deputy.full_name in client.get("/delegations/").content.decode()
    made = Delegation.objects.get()
    assert client_for(deputy).get(f"/delegations/{made.pk}/withdraw/").status_code == 200
    assert client_for(deputy).post(f"/delegations/{made.pk}/withdraw/", REASON).status_code == 409
    assert client.post(f"/delegations/{made.pk}/withdraw/", REASON).status_code == 302


def test_a_role_withdrawn_between_page_and_post(station: Unit, officer: MakeOfficer) -> None:
    admin, other = officer("administrator"), officer("administrator")
    client = client_for(admin)
    path = f"/units/{station.reference}/amend/"
    entered = entered_on(client.get(path)) | {"name": "改了名的所"}
    withdraw_role(held=admin.roles_held.get(), by=other, reason="moved")
    answer = client.post(path, entered)
    assert answer.status_code == 403
    station.refresh_from_db()
    assert station.name != "改了名的所"


def test_the_switches_of_the_top_bar(
    district: Unit, station: Unit, elsewhere: Unit, officer: MakeOfficer
) -> None:
    worker = officer("office")
    client = client_for(worker)
    answer = client.post("/switch/unit/", {"unit": station.reference, "next": "/units/"})
    assert answer["Location"] == "/units/"
    assert client.session["unit"] == station.reference
    assert client.post("/switch/unit/", {"unit": elsewhere.reference}).status_code == 404
    client.post("/switch/text-size/", {"next": "/units/"})
    client.post("/switch/language/", {"language": "en", "next": "/units/"})
    client.post("/switch/language/", {"language": "xx"})
    worker.refresh_from_db()
    assert (worker.large_text, worker.language) == (True, "en")
    entered = {"language": "zh-hans", "large_text": ""}
    assert client.post("/own/preferences/", entered).status_code == 302
    worker.refresh_from_db()
    assert (worker.large_text, worker.language) == (False, "zh-hans")


def test_whoever_is_not_signed_in_has_switches_too(client: Client) -> None:
    client.post("/switch/text-size/")
    assert client.session["large_text"] is True
    client.post("/switch/language/", {"language": "en"})
    assert client.cookies["language"].value == "en"
    assert client.post("/switch/unit/", {"unit": "U-150699-01"}).status_code == 302


def test_the_unit_that_lists_are_about(
    district: Unit, station: Unit, officer: MakeOfficer, rf: RequestFactory
) -> None:
    request = rf.get("/")
    request.user, request.session = officer("office"), SessionStore()
    assert current_unit(request) == district
    for chosen, unit in ((station.reference, station), ("U-150698-01", district)):
        request.session["unit"] = chosen
        assert current_unit(request) == unit
    request.user = AnonymousUser()
    assert current_unit(request) is None
