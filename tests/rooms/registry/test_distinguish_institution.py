"""Two dossiers that look like one body's are told apart with a reason, which can be taken back; slips are found."""

from __future__ import annotations

import pytest

from bureau.kernel.refusals import NotNow
from bureau.people.models import Unit
from bureau.registry import selectors, services
from bureau.registry.likeness import Body, likely
from bureau.registry.models import Distinction, Institution
from bureau.trail.models import Entry
from bureau.trail.verify import verify
from tests.cast import PROGRAM, MakeOfficer, client_for
from tests.english import english  # noqa: F401 - a fixture, which pytest finds here by name
from tests.factories import make_institution
from tests.rooms.registry.test_unmerge_institution import WHY, two


@pytest.mark.django_db
@pytest.mark.db
def test_told_apart_and_taken_back(district: Unit, elsewhere: Unit, officer: MakeOfficer) -> None:
    client = client_for(officer("office"))
    kept, double = two(district)
    path = f"/institutions/{double.reference}/distinguish/?other={kept.reference}"
    assert path in client.get("/institutions/duplicates/").content.decode()
    assert kept.reference in client.get(path).content.decode()
    assert client.post(path, {"other": kept.reference, "reason": "短"}).status_code == 422
    assert client.post(path, {"other": "I-999999-0001", "reason": WHY}).status_code == 422
    assert client.post(path, {"other": double.reference, "reason": WHY}).status_code == 409
    assert client.post(path, {"other": kept.reference, "reason": WHY}).status_code == 302
    page = client.get("/institutions/duplicates/")
    assert (page.context["pairs"], WHY in page.content.decode()) == ([], True)
    assert (
        Entry.objects.filter(move="distinguish_institution", reference=double.reference).get().reason == WHY
    )
    assert client.post(path, {"other": kept.reference, "reason": WHY}).status_code == 409
    with pytest.raises(NotNow, match="on record as two bodies"):
        services.merge_institution(institution=double, into=kept, by=PROGRAM, reason=WHY)
    theirs = client_for(officer("office", elsewhere)).get("/institutions/duplicates/")
    assert theirs.context["told_apart"] == []
    back = f"/institutions/{double.reference}/undistinguish/?other={kept.reference}"
    assert back in page.content.decode()
    assert client.post(back, {"other": kept.reference, "reason": WHY}).status_code == 302
    assert client.post(back, {"other": kept.reference, "reason": WHY}).status_code == 409
    (pair,) = selectors.likely_duplicates(Institution.objects.all())
    assert {pair.first, pair.second} == {kept, double}
    assert Distinction.objects.get().undone_at is not None
    make_institution("云川另一检测有限公司", unit=district)
    assert verify().discrepancies == ()


def test_a_slip_is_found_among_ten_thousand_names() -> None:
    """More dossiers than a district has: each name with one slip of the pen comes beside its own."""
    syllables = "华恒正信达安泰众诚绿源蓝天鼎盛金石宏远博雅基瑞丰汇通国民科创嘉德诺优谱思同惠顺平康宁"
    names = [
        f"{one}{other}{third}环境监测"
        for one in syllables[:22]
        for other in syllables[:22]
        for third in syllables[20:40]
    ]
    bodies = [Body(f"{at:05}", f"云川{name}有限公司") for at, name in enumerate(names)]
    slips = [
        Body("another character", f"云川{names[17][:2]}检环境监测有限公司"),
        Body("one left out", f"云川{names[4000][:5]}测有限公司"),
        Body("of a city", f"云川市{names[9000]}有限责任公司"),
    ]
    found = {(one.first, one.second) for one in likely([*bodies, *slips])}
    wanted = {("00017", "another character"), ("04000", "one left out"), ("09000", "of a city")}
    assert wanted <= found
