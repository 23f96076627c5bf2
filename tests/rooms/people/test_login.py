"""Signing in: a new session, the way back, guesses at a closed door, the demonstration that stays home."""

from __future__ import annotations

import logging
import re
from typing import Any

import pytest
from axes.models import AccessAttempt, AccessLog
from django.conf import settings as configured
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from bureau.people.models import Account, Unit
from bureau.people.selectors import last_sign_ins
from bureau.people.services import close_account, reset_password
from tests.cast import PASSWORD, PROGRAM, MakeOfficer

pytestmark = [pytest.mark.django_db, pytest.mark.db]
WRONG = "not-the-password-9"
Answer = Any  # the test client's kind of answer
LIMIT = configured.AXES_FAILURE_LIMIT


def sign_in(client: Client, username: str, password: str = PASSWORD, **more: Any) -> Answer:
    return client.post("/login/", {"username": username, "password": password}, **more)


def says(answer: Answer) -> str:
    """What the page says, without its tags."""
    text = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return " ".join(text.split())


def test_a_page_asks_to_sign_in_and_comes_back(station: Unit, officer: MakeOfficer, client: Client) -> None:
    worker = officer("inspector", station)
    wanted = reverse("people:unit", args=[station.reference])
    asked = client.get(wanted)
    assert asked.status_code == 302
    answer = client.post(
        asked["Location"], {"username": worker.username, "password": PASSWORD, "next": wanted}
    )
    assert (answer.status_code, answer["Location"]) == (302, wanted)
    assert client.get(wanted).status_code == 200
    assert worker.username in last_sign_ins([worker.username])


@pytest.mark.parametrize("lure", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_nobody_is_sent_elsewhere(lure: str, officer: MakeOfficer, client: Client) -> None:
    answer = client.post("/login/", {"username": officer().username, "password": PASSWORD, "next": lure})
    assert answer["Location"] == "/"


def test_the_session_gets_a_new_key(officer: MakeOfficer, client: Client) -> None:
    client.get("/login/")
    session = client.session
    session["planted"] = "by somebody else"
    session.save()
    before = session.session_key
    client.cookies[configured.SESSION_COOKIE_NAME] = before or ""
    sign_in(client, officer().username)
    cookie = client.cookies[configured.SESSION_COOKIE_NAME]
    assert cookie.value != before
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_capitals_and_blanks_do_not_matter(officer: MakeOfficer, client: Client) -> None:
    worker = officer()
    assert sign_in(client, f"  {worker.username.upper()} ").status_code == 302


def test_every_wrong_way_gets_the_same_answer(officer: MakeOfficer, client: Client) -> None:
    worker, gone = officer(), officer()
    close_account(account=gone, by=PROGRAM, reason="gone")
    answers = [
        sign_in(client, worker.username, WRONG),
        sign_in(client, "no-such-name", WRONG),
        sign_in(client, gone.username, PASSWORD),
    ]
    assert {answer.status_code for answer in answers} == {422}
    texts = {says(answer).replace("no-such-name", "") for answer in answers}
    assert len({re.sub(r"office-\d", "", text) for text in texts}) == 1


@pytest.mark.parametrize("exists", [True, False])
def test_five_wrong_passwords_close_the_door(exists: bool, officer: MakeOfficer, client: Client) -> None:
    username = officer().username if exists else "no-such-name"
    for _ in range(LIMIT - 1):
        assert sign_in(client, username, WRONG).status_code == 422
    locked = sign_in(client, username, WRONG)
    assert locked.status_code == 429
    assert re.search(r"Try again after \d{4}-\d\d-\d\d \d\d:\d\d", says(locked))
    assert "administrator" in says(locked)
    again = sign_in(client, username, PASSWORD)
    assert again.status_code == 429
    assert says(again) == says(locked)


def test_the_closed_door_is_for_that_name_from_that_address(officer: MakeOfficer, client: Client) -> None:
    first, second = officer(), officer()
    for _ in range(LIMIT):
        sign_in(client, first.username, WRONG)
    assert sign_in(Client(), first.username, REMOTE_ADDR="10.1.2.3").status_code == 302
    assert sign_in(Client(), second.username).status_code == 302
    assert sign_in(Client(), first.username).status_code == 429


def test_a_right_password_forgets_the_wrong_ones(officer: MakeOfficer) -> None:
    worker = officer()
    for _ in range(2):
        client = Client()
        for _ in range(LIMIT - 1):
            sign_in(client, worker.username, WRONG)
        assert sign_in(client, worker.username).status_code == 302


def test_a_one_time_password_opens_the_door_at_once(officer: MakeOfficer, client: Client) -> None:
    worker = officer()
    for _ in range(LIMIT):
        sign_in(client, worker.username, WRONG)
    opened = reset_password(account=worker, by=PROGRAM, reason="locked out")
    assert sign_in(client, worker.username, opened.one_time_password).status_code == 302


def test_what_was_typed_is_kept_nowhere(
    officer: MakeOfficer, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    worker = officer()
    for _ in range(LIMIT + 1):
        sign_in(client, worker.username, WRONG)
    inside = Client()
    sign_in(inside, worker.username, REMOTE_ADDR="10.0.0.9")
    inside.post(
        "/own/password/",
        {"current": WRONG, "chosen": "entirely-new-secret", "again": "entirely-new-secret"},
        REMOTE_ADDR="10.0.0.9",
    )
    kept = [str(vars(row)) for model in (AccessAttempt, AccessLog) for row in model.objects.all()]
    assert len(kept) == 3
    for secret in (WRONG, PASSWORD, "entirely-new-secret"):
        assert secret not in caplog.text
        assert not any(secret in text for text in kept)


@pytest.mark.parametrize(
    ("environment", "opens"),
    [
        ({"REMOTE_ADDR": "127.0.0.1"}, True),
        ({"REMOTE_ADDR": "::1"}, True),
        ({"REMOTE_ADDR": "::ffff:127.0.0.1"}, True),
        ({"REMOTE_ADDR": "192.168.1.7"}, False),
        ({"REMOTE_ADDR": ""}, False),
        ({"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "127.0.0.1"}, False),
        ({"REMOTE_ADDR": "127.0.0.1", "HTTP_FORWARDED": "for=127.0.0.1"}, False),
    ],
)
def test_the_demonstration_opens_at_home_only(
    environment: dict[str, Any], opens: bool, officer: MakeOfficer, client: Client, settings: Settings
) -> None:
    settings.DEMO = True
    answer = sign_in(client, officer().username, **environment)
    assert answer.status_code == (302 if opens else 422)
    if not opens:
        assert "127.0.0.1" in says(answer)
        assert not AccessAttempt.objects.exists()


def test_outside_the_demonstration_any_address_may(officer: MakeOfficer, client: Client) -> None:
    assert sign_in(client, officer().username, REMOTE_ADDR="192.168.1.7").status_code == 302


def test_signing_out_ends_the_session_and_wants_a_post(officer: MakeOfficer, client: Client) -> None:
    sign_in(client, officer().username)
    assert client.get("/logout/").status_code == 405
    answer = client.post("/logout/", follow=True)
    assert "您已退出" in says(answer)
    assert client.get("/own/").status_code == 302


def test_the_pages_come_in_the_language_of_the_account(officer: MakeOfficer, client: Client) -> None:
    worker = officer()
    sign_in(client, worker.username)
    assert client.cookies["language"].value == "zh-hans"
    assert Account.objects.get(pk=worker.pk).language == "zh-hans"
