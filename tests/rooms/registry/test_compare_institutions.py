"""A registry too large to compare while somebody waits is compared in the background; the page says as of when."""

from __future__ import annotations

import pytest

from bureau.jobs.models import Job
from bureau.jobs.services import cancel_job
from bureau.kernel import clock
from bureau.kernel.refusals import NotNow
from bureau.people.models import Unit
from bureau.registry import services, work
from bureau.registry.models import Comparison, Institution, LikelyPair
from bureau.registry.selectors import duplicates, duplicates_among, likely_duplicates
from bureau.registry.services.comparing import WORK
from bureau.registry.work import compare_once_a_day
from tests.cast import PROGRAM, MakeOfficer, client_for
from tests.factories import make_institution
from tests.rooms.registry.test_unmerge_institution import WHY, two
from tests.rooms.screening.ledgers import work_off

PAGE = "/institutions/duplicates/"


@pytest.mark.django_db
@pytest.mark.db
def test_compared_in_the_background(
    district: Unit, elsewhere: Unit, officer: MakeOfficer, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, double = two(district)
    far = [
        make_institution(name, unit=elsewhere, division="150799", uscc="") for name in ("云川恒泰检测公司",)
    ]
    make_institution("云川恒泰检测有限公司", unit=elsewhere, division="150799", uscc="")
    client, rows = client_for(officer("office")), Institution.objects.active()
    at_once = likely_duplicates(rows)
    assert not client.get(PAGE).context["compared"].is_kept, "few dossiers are compared at once"
    compare_once_a_day()
    assert not Job.objects.exists()

    monkeypatch.setattr(duplicates, "AT_ONCE", 1)
    monkeypatch.setattr(work, "AT_ONCE", 1)
    page = client.get(PAGE)
    assert (page.context["pairs"], "尚未比对" in page.content.decode()) == ((), True)
    assert client.get(f"{PAGE}compare/").status_code == 405
    waits = Job.objects.create(
        kind=WORK, title="比对", asked_by_name="x", created_at=clock.now(), queued_at=clock.ticking()
    )
    assert 'id="comparing" hx-get' in client.get(PAGE).content.decode()
    compare_once_a_day()
    with pytest.raises(NotNow, match="正在比对"):
        services.compare_institutions(by=PROGRAM)
    assert "正在比对" in client.post(f"{PAGE}compare/", follow=True).content.decode()
    assert Job.objects.get() == waits
    cancel_job(job=waits, by=PROGRAM)
    assert client.post(f"{PAGE}compare/").status_code == 302
    work_off()
    job = Job.objects.latest("pk")
    assert (job.state, job.result) == ("done", {"pairs": LikelyPair.objects.count()})
    assert duplicates_among(rows).pairs == at_once, "what is kept is what would be found now"
    mine = client.get(PAGE).context["compared"]
    assert [{one.first, one.second} for one in mine.pairs] == [{kept, double}], "of what they may see"
    assert (mine.as_of, mine.dossiers) == (Comparison.objects.get().made_at, rows.count())
    services.distinguish_institution(institution=double, other=kept, by=PROGRAM, reason=WHY)
    services.close_institution(institution=Institution.objects.get(pk=far[0].pk), by=PROGRAM, reason=WHY)
    assert duplicates_among(Institution.objects.active()).pairs == [], "decided since"
    compare_once_a_day()
    work_off()
    assert Comparison.objects.get().compared == rows.count()


@pytest.mark.django_db
@pytest.mark.db
def test_more_pairs_than_a_page_shows_are_paged_through(
    district: Unit, officer: MakeOfficer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("恒泰", "华衡", "北辰"):
        make_institution(f"云川{name}检测有限公司", unit=district)
        make_institution(f"云川{name}检测公司", unit=district, uscc="")
    monkeypatch.setattr(duplicates, "SHOWN", 2)
    client = client_for(officer("office"))
    pages = [client.get(f"{PAGE}?page={page}") for page in ("1", "2", "9", "x")]
    first, second, beyond, wrong = (one.context["compared"] for one in pages)
    assert (first.total, len(first.pairs), len(second.pairs)) == (3, 2, 1)
    assert (beyond.page, wrong.page) == (2, 1)
    assert {one.first for one in (*first.pairs, *second.pairs)} == set(
        Institution.objects.filter(uscc__isnull=False)
    )
    assert "page=2" in pages[0].content.decode()
    assert "page=1" in pages[1].content.decode()
