"""Names are found by the first letters of their syllables, within one's own units, and the letters follow the name."""

from __future__ import annotations

import pytest

from bureau.people.models import Unit
from bureau.registry import services
from bureau.registry.models import Institution
from bureau.registry.selectors import find_institutions
from bureau.registry.services import Identification
from bureau.registry.texts import initials
from bureau.registry.work import refresh_institutions
from bureau.trail.scope import scope
from bureau.trail.verify import verify
from tests.cast import PROGRAM, MakeOfficer, client_for
from tests.english import english  # noqa: F401 - a fixture, which pytest finds here by name
from tests.factories import make_institution, roster_line, take_in

pytestmark = [pytest.mark.django_db, pytest.mark.db]


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("云川华衡检测有限公司", "YCHHJCYXGS"),
        ("重庆长寿检测中心", "CQCSJCZX"),  # two characters with two readings each
        ("云川（ＡＢＣ）3 号检验所", "YCABC3HJYS"),
        ("——", ""),
    ],
)
def test_initials(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_a_name_is_found_by_its_initials(district: Unit, elsewhere: Unit, officer: MakeOfficer) -> None:
    made = make_institution("云川华衡检测有限公司", unit=district)
    make_institution("临河华衡检测有限公司", unit=elsewhere, division="150698")
    by = officer("office")
    for words in ("ychh", "HHJC", "ｈｈｊｃ", "华衡 jc"):
        assert [one.institution for one in find_institutions(words, for_=by)] == [made], words
    (found,) = find_institutions("hhjc", for_=by)
    assert (found.where, found.exact) == ("initials of the name", False)
    assert find_institutions("华衡", for_=by)[0].where == "name"
    assert find_institutions("zzzz", for_=by) == []
    client = client_for(by)
    assert client.get("/search/?q=ychhjc").context["found"][0].institution == made
    assert [one.name for one in client.get("/institutions/?words=hhjc").context["page"].rows] == [made.name]


def test_the_letters_follow_the_name(district: Unit, officer: MakeOfficer) -> None:
    made = make_institution("云川华衡检测有限公司", unit=district)
    said = Identification("云川新安检测有限公司", made.uscc or "", made.kind, made.home_division)
    services.amend_institution(institution=made, identification=said, by=PROGRAM)
    take_in(district, [roster_line("云川名录检测站")])
    by = officer("office")
    assert [one.institution.pk for one in find_institutions("ycxajc", for_=by)] == [made.pk]
    assert [one.institution.pk for one in find_institutions("ychhjc", for_=by)] == [
        made.pk
    ]  # its former name
    assert [one.institution.name for one in find_institutions("ycmljcz", for_=by)] == ["云川名录检测站"]


def test_dossiers_from_before_get_theirs_by_the_worker(district: Unit) -> None:
    made = make_institution("云川华衡检测有限公司", unit=district)
    with scope(actor="test", move="as_a_migration_left_it"):
        held = made.fresh()
        held.initials = ""
        held.save()
    refresh_institutions()
    assert Institution.objects.get(pk=made.pk).initials == "YCHHJCYXGS"
    version = Institution.objects.get(pk=made.pk).version
    refresh_institutions()
    assert Institution.objects.get(pk=made.pk).version == version  # nothing to draw, nothing written
    assert verify().discrepancies == ()
