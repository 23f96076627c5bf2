"""What the program answers when something was refused, is absent, or is its own fault."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils import translation

from bureau.console.middleware import AnswersRefusals, denied, fault
from bureau.kernel.refusals import MissingPermission, NotNow, Refusal
from bureau.trail.wall import OutsideTheTrailError
from tests.cast import client_for

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.cast import MakeOfficer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def asked(officer: MakeOfficer) -> HttpRequest:
    request = RequestFactory().get("/somewhere/")
    request.user = officer("leader")
    request.session = client_for(request.user).session
    return request


def answered(request: HttpRequest, error: Exception) -> HttpResponse | None:
    return AnswersRefusals(lambda _request: HttpResponse()).process_exception(request, error)


@pytest.mark.parametrize(
    ("error", "status", "title"),
    [
        (Refusal("The day lies in the future."), 400, "This was not done"),
        (MissingPermission("x", "Only the office may."), 403, "You may not do this"),
        (NotNow("It is closed already."), 409, "This cannot be done now"),
    ],
)
def test_a_refusal_is_a_page_with_its_sentence(
    asked: HttpRequest, error: Refusal, status: int, title: str
) -> None:
    answer = answered(asked, error)
    assert answer is not None
    text = answer.content.decode()
    assert answer.status_code == status
    assert error.sentence in text
    assert title in text
    assert "Nothing was changed" in text


def test_a_fragment_gets_the_sentence_alone(asked: HttpRequest) -> None:
    asked.META["HTTP_HX_REQUEST"] = "true"
    answer = answered(asked, NotNow("It is closed already."))
    assert answer is not None
    assert "It is closed already." in answer.content.decode()
    assert "<html" not in answer.content.decode()


def test_the_rest_is_left_to_others(asked: HttpRequest, caplog: pytest.LogCaptureFixture) -> None:
    assert answered(asked, Http404()) is None
    assert answered(asked, ValueError()) is None
    assert caplog.text == ""
    assert answered(asked, OutsideTheTrailError("units")) is None
    assert "wrote outside the trail" in caplog.text


def test_what_is_refused_before_a_view(asked: HttpRequest) -> None:
    assert denied(asked, MissingPermission("x", "Not you.")).status_code == 403
    assert b"Not you." in denied(asked, MissingPermission("x", "Not you.")).content
    assert b"does not include this page" in denied(asked, PermissionDenied()).content


def test_a_fault_has_a_number_that_the_log_has_too(
    asked: HttpRequest, caplog: pytest.LogCaptureFixture
) -> None:
    answer = fault(asked)
    (record,) = caplog.records
    number = record.getMessage().split()[0]
    assert answer.status_code == 500
    assert number in answer.content.decode()


def test_an_absent_page(officer: MakeOfficer) -> None:
    answer = client_for(officer("leader")).get("/no/such/page/")
    assert answer.status_code == 404
