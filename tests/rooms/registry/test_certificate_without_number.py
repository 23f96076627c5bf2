"""A list gives the dates of a certificate and no number, as the form of the notice does: nothing is lost or guessed."""

from __future__ import annotations

import datetime as dt

import pytest

from bureau.people.models import Unit
from bureau.registry.models import Certificate, Institution, RosterImport
from bureau.registry.selectors import dossier
from tests.english import english  # noqa: F401 - a fixture, which pytest finds here by name
from tests.factories import roster_line, take_in

pytestmark = [pytest.mark.django_db, pytest.mark.db]
HUAYUE = "子虚省华岳检测技术有限公司"
FIRST, NUMBER = "2018-06-01", "180512340078"


def said(row: RosterImport) -> str:
    return " ".join(one.why for one in row.lines)


def standing() -> list[tuple[str, dt.date | None, dt.date | None]]:
    rows = Certificate.objects.standing().order_by("number", "first_issued_on")
    return [(one.number, one.first_issued_on, one.valid_to) for one in rows]


def test_the_dates_stand_in_the_form_and_the_number_is_still_asked_for(district: Unit) -> None:
    take_in(district, [roster_line(HUAYUE, first=FIRST, until="2024-05-31")])
    body = Institution.objects.get()
    assert standing() == [("", dt.date(2018, 6, 1), dt.date(2024, 5, 31))]
    assert str(Certificate.objects.get()) == "number not known"
    assert body.certified_until == dt.date(2024, 5, 31)
    lacks = [str(one.name) for one in dossier(body).completeness.lacks]
    assert "Certificate with its term" in lacks
    assert "First certificate date" not in lacks


def test_the_next_list_gives_the_number(district: Unit) -> None:
    take_in(district, [roster_line(HUAYUE, first=FIRST)])
    take_in(district, [roster_line(HUAYUE, certificate=NUMBER, until="2024-05-31")])
    assert standing() == [(NUMBER, dt.date(2018, 6, 1), dt.date(2024, 5, 31))]


def test_a_number_with_another_date_is_another_certificate(district: Unit) -> None:
    take_in(district, [roster_line(HUAYUE, first=FIRST)])
    take_in(district, [roster_line(HUAYUE, certificate=NUMBER, first="2020-01-01")])
    assert standing() == [("", dt.date(2018, 6, 1), None), (NUMBER, dt.date(2020, 1, 1), None)]


def test_dates_alone_complete_the_only_certificate(district: Unit) -> None:
    take_in(district, [roster_line(HUAYUE, certificate=NUMBER)])
    take_in(district, [roster_line(HUAYUE, first=FIRST)])
    assert standing() == [(NUMBER, dt.date(2018, 6, 1), None)]
    again = take_in(district, [roster_line(HUAYUE, first="2019-01-01")])
    assert standing() == [(NUMBER, dt.date(2018, 6, 1), None)]
    assert f"{NUMBER} first issued: the list says 2019-01-01, the dossier 2018-06-01" in said(again)


def test_of_several_certificates_nobody_guesses_whose_the_dates_are(district: Unit) -> None:
    take_in(district, [roster_line(HUAYUE, certificate=f"{NUMBER}、190512340079")])
    before = standing()
    again = take_in(district, [roster_line(HUAYUE, first=FIRST)])
    assert standing() == before
    assert "first issued: the list says 2018-06-01, the dossier —" in said(again)
