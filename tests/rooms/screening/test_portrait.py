"""The page of an institution: who sees it, what stands on it, what a run keeps for it, and that it is drawn once."""

from __future__ import annotations

import pytest
from django.urls import reverse

from bureau.files.services import place
from bureau.people.models import Unit
from bureau.registry.models import Institution
from bureau.registry.services import merge_institution, unlink_account
from bureau.screening import services
from bureau.screening.models import Hit, RunTable, RunVerdict
from bureau.screening.selectors import portrait_page, portraits_of
from bureau.screening.selectors.portraits import _likeness
from tests.cast import PROGRAM, MakeOfficer, client_for
from tests.factories import make_institution
from tests.rooms.screening.conftest import Screened
from tests.rooms.screening.ledgers import work_off

pytestmark = [pytest.mark.django_db]


def _path(body: Institution) -> str:
    return reverse("screening:portrait", args=[body.reference])


def test_a_run_keeps_what_the_page_is_drawn_from(screened: Screened) -> None:
    table = RunTable.objects.get(run=screened.run, side="found")
    assert (table.table, place(table.sha256).is_file()) == ("groups", True)
    for verdict in RunVerdict.objects.filter(run=screened.run):
        assert verdict.standing["hits"] == sum(said["hits"] for said in verdict.rules.values())
        score = sum(term["value"] for term in verdict.standing["terms"])
        assert verdict.standing["risk"] == pytest.approx(score / (score + 15), abs=1e-4)


def test_what_stands_on_the_page(screened: Screened) -> None:
    body = screened.faulty
    found = portrait_page(body, for_=screened.office)
    hits = Hit.objects.about(body).filter(gone_run=None)
    assert found.hit_count == hits.count() == found.waiting
    assert {one.rule for one in found.hits} == set(hits.values_list("rule", flat=True))
    keys = {one.id.removeprefix("portrait-") for one in found.pictures}
    assert {"bookings", "serial", "copies"} <= keys
    assert len(found.pictures) + len(found.missing) == 7
    client = client_for(screened.office)
    page = client.get(_path(body)).content.decode()
    assert page.count("<svg") > len(found.pictures)
    for words in ("What it means", "It may be nothing", "What to look at on site", "Not enough data"):
        assert words.lower() in page.lower()
    assert 'lang="zh"' not in page.split("<main", 1)[1], "one language at a time"
    assert f"{body.uscc}/" not in page, "identifiers as the institution wrote them"
    client.post("/switch/language/", {"language": "zh-hans"})
    chinese = client.get(_path(body)).content.decode()
    for words in ("说明什么", "也可能没有问题", "到现场看什么", "图里的数", "报告编号和收样时间对得上吗"):
        assert words in chinese


def test_peers_are_figures_without_names(screened: Screened) -> None:
    body = screened.faulty
    page = client_for(screened.office).get(_path(body)).content.decode()
    for other in screened.bodies:
        if other.pk != body.pk:
            assert other.name not in page
            assert str(other.uscc) not in page


def test_a_judged_hit_is_counted_as_judged(screened: Screened) -> None:
    hit = screened.hit("instrument.double_booked")
    before = portrait_page(screened.faulty, for_=screened.office)
    services.accept_hit(hit=hit, officer=screened.office, by=screened.office)
    after = portrait_page(screened.faulty, for_=screened.office)
    assert after.waiting == before.waiting - 1
    assert next(one for one in after.hits if one.rule == hit.rule).accepted == 1


def test_who_sees_it(screened: Screened, elsewhere: Unit, officer: MakeOfficer) -> None:
    path = _path(screened.faulty)
    for role in ("office", "leader"):
        assert client_for(officer(role)).get(path).status_code == 200
    assert client_for(officer("office", elsewhere)).get(path).status_code == 404
    for closed in (path, reverse("screening:portraits")):
        assert client_for(screened.speaker).get(closed).status_code == 403
    assert client_for(screened.office).post(path).status_code == 405


def test_institutions_by_risk(screened: Screened, elsewhere: Unit, officer: MakeOfficer) -> None:
    run, lines = portraits_of(screened.office, screened.handin.unit)
    assert run == screened.run
    risks = [one.risk for one in lines]
    assert risks == sorted(risks, reverse=True)
    assert lines[0].institution == screened.faulty
    page = client_for(screened.office).get(reverse("screening:portraits")).content.decode()
    assert all(one.institution.name in page for one in lines)
    assert portraits_of(officer("office", elsewhere), elsewhere) == (None, [])


def test_pictures_are_drawn_once_for_a_run_and_anew_for_the_next(screened: Screened) -> None:
    body, by = screened.faulty, screened.office
    _likeness.cache_clear()
    portrait_page(body, for_=by)
    portrait_page(body, for_=by)
    assert (_likeness.cache_info().misses, _likeness.cache_info().hits) == (1, 1)
    services.start_run(unit=screened.handin.unit, by=by)
    work_off()
    portrait_page(body, for_=by)
    assert _likeness.cache_info().misses == 2


def test_an_institution_that_no_run_told_of_and_one_that_was_merged(
    screened: Screened, district: Unit
) -> None:
    quiet = make_institution("云川没有台账的检测有限公司", uscc="", unit=district)
    page = client_for(screened.office).get(_path(quiet))
    assert page.status_code == 200
    assert "No run has told of this institution yet." in page.content.decode()
    body = screened.faulty
    unlink_account(institution=body, account=screened.speaker, by=PROGRAM, reason="合并")
    merge_institution(institution=body, into=quiet, by=PROGRAM, reason="同一家")
    answer = client_for(screened.office).get(_path(body))
    assert (answer.status_code, answer["Location"]) == (302, _path(quiet))
    assert portrait_page(quiet, for_=screened.office).hit_count == Hit.objects.about(quiet).count()


def test_a_run_whose_files_are_gone_still_has_a_page(screened: Screened) -> None:
    for table in RunTable.objects.filter(run=screened.run):
        place(table.sha256).unlink()
    _likeness.cache_clear()
    found = portrait_page(screened.faulty, for_=screened.office)
    assert {one.id for one in found.pictures} == {"portrait-copies"}
    assert len(found.missing) == 6
