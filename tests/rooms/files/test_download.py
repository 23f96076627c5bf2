"""A file is handed out to those whom the owning room names, to be saved and never to be shown."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from django.http import Http404
from django.urls import reverse

from bureau.files.policies import policy
from bureau.files.selectors import files_of, get_file
from bureau.files.store import place
from tests.cast import client_for
from tests.rooms.files.handing_in import PDF
from tests.rooms.files.test_keep_file import kept

if TYPE_CHECKING:
    from bureau.files.models import StoredFile
    from bureau.kernel.access import Actor
    from bureau.people.models import Account
    from tests.cast import MakeOfficer

pytestmark = [pytest.mark.django_db, pytest.mark.db]


@pytest.fixture
def reader(officer: MakeOfficer) -> Account:
    """Whom the policy lets see files of this room."""
    account = officer("inspector")

    @policy("test.open")
    def for_the_reader(actor: Actor, file: StoredFile) -> bool:
        return actor == account and file.owner == "I-1"

    return account


def address(file: StoredFile) -> str:
    return reverse("files:download", args=[file.reference])


def test_it_comes_as_an_attachment_under_its_chinese_name(reader: Account) -> None:
    file = kept(name="名录 “一”.pdf")
    answer = client_for(reader).get(address(file))
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content) == PDF  # type: ignore[attr-defined] # a streamed answer
    assert answer["Content-Disposition"] == f"attachment; filename*=utf-8''{quote(file.name)}"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "no-store" in answer["Cache-Control"]
    assert answer["Content-Length"] == str(len(PDF))


def test_nobody_else_learns_that_it_is_there(reader: Account, officer: MakeOfficer) -> None:
    file = kept()
    assert client_for(officer("leader")).get(address(file)).status_code == 404
    assert client_for(reader).get(address(kept(owner="I-2"))).status_code == 404
    assert client_for(reader).get(reverse("files:download", args=["F-0"])).status_code == 404
    assert client_for(officer("superior")).get(address(file)).status_code == 403


def test_without_a_policy_it_stays_closed(reader: Account) -> None:
    with pytest.raises(Http404):
        get_file(kept(policy="nobody.declares").reference, for_=reader)


def test_the_files_of_a_thing_are_those_one_may_see(reader: Account, officer: MakeOfficer) -> None:
    file = kept()
    kept(policy="nobody.declares")
    assert files_of("I-1", for_=reader) == [file]
    assert files_of("I-1", for_=officer()) == []


def test_a_missing_content_is_said_and_logged(reader: Account, caplog: pytest.LogCaptureFixture) -> None:
    file = kept()
    place(file.sha256).unlink()
    answer = client_for(reader).get(address(file))
    assert answer.status_code == 500
    assert file.reference in answer.content.decode()
    assert file.sha256 not in answer.content.decode()
    assert file.sha256 in caplog.text


def test_it_is_only_read(reader: Account) -> None:
    assert client_for(reader).post(address(kept())).status_code == 405


def test_a_policy_is_declared_once(reader: Account) -> None:
    with pytest.raises(ValueError, match="two rooms"):
        policy("test.open")(lambda _actor, _file: True)
