"""One's own password: first after a one-time password, only with the present one, and nothing weak."""

from __future__ import annotations

import pytest
from django.conf import settings as configured

from bureau.kernel.refusals import MissingPermission
from bureau.people.models import Account
from bureau.people.services import change_password, choose_preferences, reset_password, sign_out_everywhere
from bureau.trail.models import Entry, Image
from tests.cast import PASSWORD, PROGRAM, MakeOfficer, client_for

pytestmark = [pytest.mark.django_db, pytest.mark.db]
CHOSEN = "another-long-one-5"


def test_a_one_time_password_is_changed_before_anything_else(officer: MakeOfficer) -> None:
    worker = officer()
    once = reset_password(account=worker, by=PROGRAM, reason="new here").one_time_password
    client = client_for(worker)
    for path in ("/units/", "/own/", "/delegations/"):
        assert client.get(path)["Location"] == "/own/password/"
    fragment = client.get("/units/", headers={"HX-Request": "true"})
    assert (fragment.status_code, fragment["HX-Redirect"]) == (401, "/own/password/")
    assert "one-time password" in client.get("/own/password/").content.decode()
    answer = client.post("/own/password/", {"current": once, "chosen": CHOSEN, "again": CHOSEN})
    assert answer["Location"] == "/"
    assert client.get("/units/").status_code == 200
    assert Account.objects.get(pk=worker.pk).check_password(CHOSEN)


@pytest.mark.parametrize(
    ("entered", "said"),
    [
        ({"current": "wrong-one-here"}, "not your present password"),
        ({"again": "another-long-one-6"}, "differ"),
        ({"chosen": "short", "again": "short"}, "too short"),
        ({"chosen": "password1234", "again": "password1234"}, "common"),
        ({"chosen": PASSWORD, "again": PASSWORD}, "Choose another"),
    ],
)
def test_what_is_no_good_is_said(entered: dict[str, str], said: str, officer: MakeOfficer) -> None:
    worker = officer()
    answer = client_for(worker).post(
        "/own/password/", {"current": PASSWORD, "chosen": CHOSEN, "again": CHOSEN} | entered
    )
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert Account.objects.get(pk=worker.pk).check_password(PASSWORD)


def test_guesses_at_the_present_password_are_counted(officer: MakeOfficer) -> None:
    client = client_for(officer())
    entered = {"current": "wrong-one-here", "chosen": CHOSEN, "again": CHOSEN}
    statuses = [
        client.post("/own/password/", entered).status_code for _ in range(configured.AXES_FAILURE_LIMIT)
    ]
    assert statuses[-1] == 429


def test_neither_password_nor_hash_is_in_the_trail(officer: MakeOfficer) -> None:
    worker = officer()
    change_password(account=worker, password=CHOSEN, by=worker)
    entry = Entry.objects.get(move="change_password")
    assert (entry.actor, entry.reference) == (worker.username, worker.reference)
    values = Image.objects.get(entry=entry).values or ""
    assert CHOSEN not in values
    assert "argon2" not in values


def test_nobody_else_may(officer: MakeOfficer) -> None:
    worker, admin = officer(), officer("administrator")
    with pytest.raises(MissingPermission):
        change_password(account=worker, password=CHOSEN, by=admin)
    with pytest.raises(MissingPermission):
        sign_out_everywhere(account=worker, by=admin)
    with pytest.raises(MissingPermission):
        choose_preferences(account=worker, language="en", large_text=True, by=admin)
