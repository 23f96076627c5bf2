"""What a list does to dossiers that are there: many at once; a number that is another's; an address that is known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from bureau.people.models import Unit
from bureau.registry import services
from bureau.registry.models import Institution
from bureau.trail.verify import verify
from tests.cast import PROGRAM
from tests.english import english  # noqa: F401 - a fixture, which pytest finds here by name
from tests.factories import (
    hand_in,
    make_capability,
    make_certificate,
    make_institution,
    make_instrument,
    make_site,
    roster_line,
)

pytestmark = [pytest.mark.django_db, pytest.mark.db]
HUACE = "云川华测检测有限公司"


def test_code_of_one_dossier_and_certificate_of_another(district: Unit) -> None:
    """The line matches by its code, and its number is another's: named, and nothing of it is stored."""
    coded = make_institution(HUACE, unit=district)
    holder = make_institution("云川戊机动车检测站", unit=district)
    make_certificate(holder, number="220502110418")
    line = roster_line(HUACE, coded.uscc or "", certificate="220502110418")
    roster = services.import_roster(roster=hand_in(district, [line]), by=PROGRAM)
    (row,) = roster.lines
    assert row.verdict == "conflict"
    assert f"held by {holder.name} ({holder.reference})" in row.why
    assert not coded.certificate_facts.exists()


def test_a_new_body_at_a_known_address_is_a_lead_only(district: Unit) -> None:
    there = make_institution("云川北辰检测有限公司", unit=district, site=False)
    make_site(there, address="临河区临河街 18 号 3 层")
    make_site(
        make_institution("云川远处检测有限公司", unit=district, site=False), address="临河区河套路 1 号"
    )
    heads = ("机构名称", "地址")
    roster = hand_in(
        district, [("宏远计量校准服务部", "临河区临河街18号3层"), ("鼎新环境监测站", "临河区")], heads=heads
    )
    rows = list(roster.lines)
    assert [row.verdict for row in rows] == ["new", "new"], "an address alone makes nobody the same body"
    assert there.reference in rows[0].why
    assert rows[1].why == ""


def test_many_known_bodies_are_added_to_at_once(
    district: Unit,
    monkeypatch: pytest.MonkeyPatch,
    django_assert_max_num_queries: Callable[..., AbstractContextManager[None]],
) -> None:
    """What is drawn for many is what is drawn for each; the queries do not grow with the bodies."""
    bodies = [make_institution(f"云川第{number}检测有限公司", unit=district) for number in range(12)]
    for number, body in enumerate(bodies):
        certificate = make_certificate(body, number=f"2205021104{number:02}", valid_to=None)
        for domain in ("food", "food", "tank")[: number % 4]:
            make_capability(certificate, domain, parameter=f"项目{number}")
        if number % 2:
            make_instrument(body)
    lines = [
        roster_line(
            body.name,
            body.uscc or "",
            certificate=f"2205021104{number:02}",
            until="2029-05-01",
            contact="韩雪",
        )
        for number, body in enumerate(bodies)
    ]
    monkeypatch.setattr("bureau.registry.services.adding.AT_ONCE", 5)
    roster = hand_in(district, [*lines, roster_line(bodies[0].name, bodies[0].uscc or "", contact="李敏")])
    with django_assert_max_num_queries(400):
        services.import_roster(roster=roster, by=PROGRAM)
    columns = (
        "domains",
        "domain_text",
        "certified_until",
        "missing",
        "former_names",
        "search_text",
        "initials",
    )
    for body in Institution.objects.all():
        drawn = {name: getattr(body, name) for name in columns}
        services.refresh(body)
        assert drawn == {name: getattr(body, name) for name in columns}
        assert body.certified_until == dt.date(2029, 5, 1)
    assert {one.name for one in bodies[0].contact_facts.standing()} == {"韩雪", "李敏"}
    assert verify().discrepancies == ()
