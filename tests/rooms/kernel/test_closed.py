"""Closed by default: a view that declared nothing stays closed, whoever asks; the others ask for what they declared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from bureau.kernel.access import Consequence, TheProgram, needs, open_to_all
from bureau.kernel.middleware import ClosedByDefault
from bureau.kernel.refusals import MissingPermission

if TYPE_CHECKING:
    from collections.abc import Callable


class Person:
    """Somebody who is signed in and holds the permissions named."""

    is_authenticated = True

    def __init__(self, *held: str) -> None:
        self.held = held

    def may(self, permission: str) -> bool:
        return permission in self.held


Somebody = Person | AnonymousUser


def plain(request: HttpRequest) -> HttpResponse:
    return HttpResponse("inside")


def judged(
    view: Callable[..., HttpResponse], person: Somebody, headers: dict[str, str] | None = None
) -> HttpResponse | None:
    request = RequestFactory().get("/there/?page=2", headers=headers)
    request.user = person  # type: ignore[assignment] # a stand-in
    return ClosedByDefault(plain).process_view(request, view, (), {})


def view(declare: Callable[[Any], Any]) -> Callable[..., HttpResponse]:
    declared: Callable[..., HttpResponse] = declare(lambda _request: HttpResponse("inside"))
    return declared


@pytest.mark.parametrize("person", [AnonymousUser(), Person("everything")])
def test_a_view_that_declares_nothing(person: Somebody, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(MissingPermission):
        judged(plain, person)
    assert "plain declares no access" in caplog.text


def test_a_view_for_everybody() -> None:
    assert judged(view(open_to_all), AnonymousUser()) is None


def test_a_view_for_those_who_are_signed_in() -> None:
    assert judged(view(needs()), Person()) is None
    answer = judged(view(needs()), AnonymousUser())
    assert answer is not None
    assert answer.status_code == 302
    assert answer["Location"].endswith("/login/?next=/there/%3Fpage%3D2")


def test_a_fragment_takes_the_whole_page_to_the_sign_in() -> None:
    answer = judged(view(needs("one")), AnonymousUser(), headers={"HX-Request": "true"})
    assert answer is not None
    assert (answer.status_code, answer["HX-Redirect"]) == (401, "/login/")


def test_one_of_the_permissions_is_enough() -> None:
    asking = view(needs("one", "two"))
    assert judged(asking, Person("two")) is None
    with pytest.raises(MissingPermission) as refused:
        judged(asking, Person("three"))
    assert refused.value.permission == "one"


@pytest.mark.parametrize("actor", [TheProgram(), Consequence("an officer")])
def test_what_the_program_does_needs_no_role(actor: TheProgram | Consequence) -> None:
    assert actor.trail_name
    assert actor.may("anything", at=None)
    assert actor.may_now("anything", at=None)
