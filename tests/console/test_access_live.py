"""Every role asks every address: it gets what its permissions say, and nothing of other units, not even a count."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.http import HttpRequest
from django.test import Client

from bureau.console import navigation
from bureau.kernel.access import access_of
from bureau.people.models import Account, Unit
from bureau.people.roles import Role
from bureau.registry import services
from bureau.registry.models import Institution
from scripts.draw_access import Address, addresses, permitted
from tests import factories as make
from tests import world
from tests.cast import PROGRAM, client_for, make_institution_account, make_officer
from tests.world import TRACES, World

pytestmark = [pytest.mark.django_db, pytest.mark.db]

# Whoever may open a page meets one of these: the page, a way on, "by post only", or the reason why not now.
OPENED = {200, 302, 303, 405, 409, 422}
# What ends a session or is of the session itself, not of the business.
OF_THE_SESSION = {"people:logout", "people:sign-out-everywhere"}
OBJECT = {"reference", "username", "key"}
# An address that says nothing alone, and the roles that may not open the list which it speaks of (404).
ASKED_WITH = {"people:save-view": "?place=registry:institutions&query=kind%3Denterprise"}
LIST_IS_CLOSED = {("administrator", "people:save-view"), ("institution", "people:save-view")}
# What stands at `<slug>`: the word of a law, or of a kind of paper.
SLUGS = {"papers": "correction-order"}
# The law and the calendar are the whole installation's, and so is who answers for them: every unit reads the same.
OF_THE_INSTALLATION = {"law:laws", "law:entries", "law:confirm-entry", "law:withdraw-confirmation"}
# Asked for besides the bare address: whatever is searched, filtered or chosen must not reach beyond one's own units.
QUERIES: dict[str, tuple[str, ...]] = {
    "console:search": tuple(f"?q={trace}" for trace in (*TRACES, "YGJC")),
    "registry:institutions": ("?q=瑶光", "?view=incomplete", "?domain=food"),
    "registry:export-institutions": ("?q=瑶光",),
}
# Of the request alone: its token, and numbers under which a log is searched.
NOISE = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"|"X-CSRFToken": ?"[^"]*"|E-[0-9A-F]{4}\b')

# How a browser asks for a part of a page: what is refused comes without the frame, which is the same around all.
PART = {"HX-Request": "true"}


@dataclass(frozen=True)
class Answer:
    """What came back, without what differs from request to request."""

    status: int
    body: bytes

    def traces(self) -> list[str]:
        """Words of the world in it."""
        text = self.body.decode("utf-8", "replace")
        return [trace for trace in TRACES if trace in text]


def answered(response: Any) -> Answer:  # noqa: ANN401 - what a test client gives, streamed or not
    """The answer; a workbook or document as the texts of its parts, so that nothing hides in the packing."""
    raw = b"".join(response.streaming_content) if response.streaming else response.content
    if raw[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(raw)) as package:
            raw = b"\n".join(
                package.read(name) for name in sorted(package.namelist()) if not name.startswith("docProps")
            )
    where = response.headers.get("Location", "") + response.headers.get("Content-Disposition", "")
    return Answer(response.status_code, NOISE.sub(b"", raw) + where.encode())


def asked() -> list[Address]:
    """Every address but those that end the session."""
    return [one for one in addresses() if one.name not in OF_THE_SESSION]


def places(address: Address) -> list[str]:
    """The names of the places in its path."""
    return re.findall(r"<(\w+)>", address.path)


def is_of_an_object(address: Address) -> bool:
    """Whether it names a thing that belongs to somebody."""
    return bool(OBJECT & set(places(address)))


def path_of(address: Address, built: World, role: str) -> str:
    """The address with the world's things in its places; a message and a job are one's own."""
    page = f"{address.name}@{role}"
    page = page if page in built.places else address.name
    path = re.sub(r"<(\w+)>", lambda found: built.place(page, found[1]), address.path)
    return path + ASKED_WITH.get(address.name, "")


def without_objects(address: Address) -> Iterator[str]:
    """The address of a list, a search, a form or a file, bare and with what may be asked of it."""
    slug = SLUGS.get(address.name.partition(":")[0], "order-39")
    path = address.path.replace("<form>", "xlsx").replace("<kind>", "contact").replace("<slug>", slug)
    bare = ASKED_WITH.get(address.name, "")
    yield from (path + query for query in (bare, *QUERIES.get(address.name, ())))


@pytest.fixture(autouse=True)
def one_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages say how late it is; two of them are compared here."""
    monkeypatch.setenv("MINGJIAN_NOW", "2022-06-20")


@pytest.fixture
def numbers_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The menu's numbers are the same on every page that somebody opens: they are counted on the first only."""
    counted: set[object] = set()

    def menu(request: HttpRequest) -> tuple[navigation.Group, ...]:
        if request.user.pk in counted:
            navigation.leave_uncounted(request)
        counted.add(request.user.pk)
        return navigation.menu(request)

    monkeypatch.setattr("bureau.console.context.menu", menu)


@pytest.fixture
def strangers(elsewhere: Unit) -> dict[str, Account]:
    """Somebody of every role, all of another district, where there is an institution too."""
    found = {
        role.value: make_officer(f"{role.value}-elsewhere", role, elsewhere)
        for role in Role
        if role != Role.INSTITUTION
    }
    body = make.make_institution(
        "临河检测有限公司", unit=elsewhere, division=elsewhere.division, domains=["food"]
    )
    speaker = make_institution_account("speaker-elsewhere", elsewhere)
    services.link_account(institution=body, account=speaker, by=PROGRAM)
    return found | {Role.INSTITUTION.value: speaker}


@pytest.mark.usefixtures("numbers_once")
def test_a_permission_opens_and_its_lack_closes(district: Unit) -> None:
    built = world.build(district)
    faults: list[str] = []
    for role, account in built.accounts.items():
        client = client_for(account)
        for address in asked():
            if (role, address.name) in LIST_IS_CLOSED:
                continue
            may = permitted(address, role)
            asking = {} if may else PART
            status = answered(client.get(path_of(address, built, role), headers=asking)).status
            if may and status not in OPENED:
                faults.append(f"{role} may open {address.name} and got {status}")
            if not may and status != 403:
                faults.append(f"{role} may not open {address.name} and got {status}")
    assert faults == []


def test_nobody_who_is_not_signed_in_sees_anything(district: Unit) -> None:
    built, client = world.build(district), Client()
    faults: list[str] = []
    for address in asked():
        access = access_of(address.view)
        if access is not None and access.open_to_all:
            continue
        response = client.get(path_of(address, built, "office"))
        if response.status_code != 302 or not response.headers["Location"].startswith("/login/"):
            faults.append(f"{address.name} answered {response.status_code}")
    assert faults == []


def test_what_is_of_another_unit_is_not_there(district: Unit, strangers: dict[str, Account]) -> None:
    built = world.build(district)
    before = Institution.objects.get(pk=built.institution.pk).version
    faults: list[str] = []
    for role, account in strangers.items():
        client = client_for(account)
        for address in (one for one in asked() if is_of_an_object(one)):
            expected = {404} if permitted(address, role) else {403}
            path = path_of(address, built, "office")
            for ask, asking in ((client.get, {}), (client.post, PART)):
                found = answered(ask(path, headers=asking))
                if found.status not in expected | ({405} if permitted(address, role) else set()):
                    faults.append(f"{role} asked {address.name} of strangers and got {found.status}")
                read = [trace for trace in found.traces() if trace not in path]  # the address may come back
                faults += [f"{role} read {trace} at {address.name}" for trace in read]
    assert faults == []
    assert Institution.objects.get(pk=built.institution.pk).version == before


def test_lists_searches_files_and_counts_are_as_if_it_were_not_there(
    district: Unit, strangers: dict[str, Account]
) -> None:
    pages = [
        (role, account, address, path)
        for role, account in strangers.items()
        for address in asked()
        if not is_of_an_object(address) and permitted(address, role)
        if (role, address.name) not in LIST_IS_CLOSED and address.name not in OF_THE_INSTALLATION
        for path in without_objects(address)
    ]

    clients = {role: client_for(account) for role, account in strangers.items()}  # signing in is seen, too

    def ask_all() -> dict[tuple[str, str], Answer]:
        return {(role, path): answered(clients[role].get(path)) for role, _, _, path in pages}

    before = ask_all()
    world.build(district)
    after = ask_all()
    assert [key for key, found in after.items() if found.status not in OPENED] == []
    traced = {key: found.traces() for key, found in after.items() if found.traces()}
    # What one searched for is repeated on the page, to whoever typed it.
    assert {key: words for key, words in traced.items() if not all(word in key[1] for word in words)} == {}
    assert [key for key in before if before[key] != after[key]] == []
