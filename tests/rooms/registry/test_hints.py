"""What identifiers tell is a hint: shown beside the facts with what does not fit, never stored."""

from __future__ import annotations

import datetime as dt

import pytest

from bureau.people.models import Unit
from bureau.registry.identifiers import read_certificate_number
from bureau.registry.models import Institution
from bureau.registry.selectors import facts_of, hints_of
from bureau.registry.selectors.hints import months_before
from tests.cast import MakeOfficer, client_for
from tests.english import english  # noqa: F401 - a fixture, which pytest finds here by name
from tests.factories import make_certificate, make_code, make_institution

TODAY = dt.date(2022, 6, 20)


def test_the_parts_of_a_number() -> None:
    read = read_certificate_number("161705070076")
    assert (read.year, read.authority, read.field, read.sector) == (2016, "湖北", "机动车安检", "交通")
    assert (read_certificate_number("239999999999").sector, read_certificate_number("no").sector) == ("", "")


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (dt.date(2024, 3, 4), 3, dt.date(2023, 12, 4)),
        (dt.date(2024, 5, 31), 3, dt.date(2024, 2, 29)),
        (dt.date(2023, 5, 31), 3, dt.date(2023, 2, 28)),
        (dt.date(2022, 1, 15), 1, dt.date(2021, 12, 15)),
    ],
)
def test_months_before(day: dt.date, months: int, before: dt.date) -> None:
    assert months_before(day, months) == before


def hints(made: Institution) -> list[tuple[str, str]]:
    return [(one.told, one.against) for one in hints_of(facts_of(made), TODAY)]


@pytest.mark.django_db
@pytest.mark.db
def test_beside_the_facts(district: Unit, officer: MakeOfficer) -> None:
    made = make_institution(
        "云川华测检测有限公司", unit=district, uscc=make_code(1), kind="public_institution"
    )
    make_certificate(made, number="160521110417", valid_from=None, valid_to=dt.date(2022, 8, 1))
    make_certificate(made, number="990521110417", valid_from=None, valid_to=None)
    make_certificate(made, number="060521110417", valid_from=None, valid_to=dt.date(2028, 8, 1))
    code, number, renewal, future, past, _ = hints(made)
    assert code == ("characters 1 and 2, 91: 企业", "the dossier says public institution")
    assert number == ("issued in 2016 · 内蒙古 · 其他 · 技术监督", "")
    assert renewal[0].startswith("renewal is to be asked for by 2022-05-01")
    assert renewal[1] == "that day is past"
    assert future[1] == "the year has not come yet"
    assert "does not fit the year of issue" in past[1]
    before = Institution.objects.get(pk=made.pk).version
    page = client_for(officer("office")).get(f"/institutions/{made.reference}/").content.decode()
    assert "hints only; none of it is a fact of the dossier" in page
    assert "issued in 2016" in page
    assert Institution.objects.get(pk=made.pk).version == before
