"""When a session ends: unused for half an hour, after eight hours, with the password, the stamp or the account."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import AbstractContextManager
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from bureau.kernel import clock
from bureau.people.models import Account
from bureau.people.services import change_password, close_account, reset_password, sign_out_everywhere
from tests.cast import PASSWORD, PROGRAM, MakeOfficer

pytestmark = [pytest.mark.django_db, pytest.mark.db]
CHOSEN = "another-long-one-5"
BEGIN = dt.datetime(2022, 6, 20, 9, 0, tzinfo=clock.SHANGHAI)


def after(minutes: int) -> AbstractContextManager[dt.datetime]:
    return clock.standing_at((BEGIN + dt.timedelta(minutes=minutes)).isoformat())


@pytest.fixture
def worker(officer: MakeOfficer) -> Account:
    return officer()


@pytest.fixture
def client(worker: Account) -> Client:
    found = Client()
    with after(0):
        found.post("/login/", {"username": worker.username, "password": PASSWORD})
    return found


def status(client: Client, minutes: int, path: str = "/own/") -> int:
    with after(minutes):
        return client.get(path).status_code


def test_it_ends_when_nobody_uses_it(client: Client) -> None:
    assert status(client, 29) == 200
    assert status(client, 58) == 200
    assert status(client, 89) == 302


def test_it_ends_after_eight_hours_however_busy(client: Client) -> None:
    assert [status(client, minutes) for minutes in range(20, 480, 20)] == [200] * 23
    assert status(client, 481) == 302


def test_a_clock_turned_back_ends_it(client: Client) -> None:
    assert status(client, -1) == 302


def test_the_sign_in_page_says_why_and_leads_back(client: Client) -> None:
    with after(45):
        answer = client.get("/delegations/?from=mail")
        assert parse_qs(urlsplit(answer["Location"]).query) == {
            "next": ["/delegations/?from=mail"],
            "why": ["idle"],
        }
        page = client.get(answer["Location"]).content.decode()
    assert "30 分钟" in page
    assert 'value="/delegations/?from=mail"' in page


@pytest.mark.parametrize(
    ("referer", "back"),
    [("http://testserver/own/?a=b", "/own/?a=b"), ("https://evil.example/x", "/"), ("", "/")],
)
def test_a_form_sent_too_late_leads_back_to_its_page(referer: str, back: str, client: Client) -> None:
    with after(45):
        answer = client.post("/own/preferences/", {"language": "en"}, headers={"referer": referer})
    assert parse_qs(urlsplit(answer["Location"]).query)["next"] == [back]


def test_a_fragment_asked_too_late_takes_the_whole_page_there(client: Client) -> None:
    with after(45):
        answer = client.get(
            "/own/", headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/units/"}
        )
    assert answer.status_code == 401
    assert parse_qs(urlsplit(answer["HX-Redirect"]).query)["next"] == ["/units/"]


def test_an_open_page_stays_open_when_a_session_is_over(client: Client) -> None:
    assert status(client, 45, "/login/") == 200


def _password(account: Account) -> None:
    change_password(account=account, password=CHOSEN, by=account)


def _everywhere(account: Account) -> None:
    sign_out_everywhere(account=account, by=account)


def _reset(account: Account) -> None:
    reset_password(account=account, by=PROGRAM, reason="forgotten")


def _close(account: Account) -> None:
    close_account(account=account, by=PROGRAM, reason="gone")


@pytest.mark.parametrize("change", [_password, _everywhere, _reset, _close])
def test_a_session_held_elsewhere_ends(
    change: Callable[[Account], None], client: Client, worker: Account
) -> None:
    assert status(client, 1) == 200
    change(worker)
    assert status(client, 2) == 302


def test_whoever_changes_the_password_stays_and_the_thief_goes(client: Client, worker: Account) -> None:
    thief = Client()
    thief.cookies["sessionid"] = client.cookies["sessionid"].value
    entered = {"current": PASSWORD, "chosen": CHOSEN, "again": CHOSEN}
    with after(1):
        assert thief.get("/own/").status_code == 200
        assert client.post("/own/password/", entered).status_code == 302
    assert status(client, 2) == 200
    assert status(thief, 2) == 302


def test_signing_out_everywhere_ends_this_session_too(client: Client, worker: Account) -> None:
    with after(1):
        answer = client.post("/own/sign-out-everywhere/", follow=True)
    assert "所有机器" in answer.content.decode()
    assert status(client, 1) == 302
