"""The annex form from the dossiers: parts 1 to 3 are disjoint and hold every body; what is submitted is frozen."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import docx
import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from bureau.kernel import clock
from bureau.kernel.refusals import MissingPermission, NotNow
from bureau.people.models import Unit
from bureau.people.services import amend_unit
from bureau.registry import services
from bureau.registry.annex.form import PARTS
from bureau.registry.models import AnnexSubmission, Institution, StatedDomain
from bureau.registry.selectors import annex_of, annex_of_unit, basis_of, bodies_of, survey_of
from bureau.registry.services.annexes import digest_of
from bureau.trail.verify import verify
from tests.cast import PROGRAM, MakeOfficer, client_for, make_unit
from tests.english import english  # noqa: F401 - a fixture, which pytest finds here by name
from tests.factories import (
    make_capability,
    make_certificate,
    make_contact,
    make_institution,
    make_presence,
    make_site,
    record,
    state_domain,
)

TODAY = clock.today()


@pytest.fixture
def stage(district: Unit) -> dict[str, Institution]:
    """A public institution, two third parties, and one of another province."""
    public = make_institution("云川食品检验所", kind="public_institution", domains=["food", "environment"])
    third = make_institution("云川华衡检测有限公司", domains=["construction"])
    other = make_institution("云川民办检测中心", kind="other")
    guest = make_institution("秦原检测有限公司", home_division="610104", site=False, domains=["tank"])
    make_presence(guest)
    make_certificate(guest, number="172704000001", first_issued_on=dt.date(2012, 9, 3))
    make_contact(guest)
    return {"public": public, "third": third, "other": other, "guest": guest}


def parts(unit: Unit) -> dict[str, list[str]]:
    annex = annex_of_unit(unit, clock.today())
    return {part.lines: [line.key for line in annex.lines(part)] for part in PARTS}


@pytest.mark.django_db
@pytest.mark.db
def test_the_four_parts(stage: dict[str, Institution], district: Unit) -> None:
    names = {name: one.reference for name, one in stage.items()}
    assert parts(district) == {
        "public_institutions": [names["public"]],
        "third_party": [names["third"], names["other"]],
        "other_province": [names["guest"]],
        "multi_domain": [names["public"]],
    }
    (visitor,) = annex_of_unit(district, clock.today()).other_province
    assert (visitor.first_certified_on, visitor.contact, visitor.phone) == (
        dt.date(2012, 9, 3),
        "韩雪",
        "13900002716",
    )


@pytest.mark.django_db
@pytest.mark.db
def test_by_division_and_not_by_the_certificate(district: Unit) -> None:
    made = make_institution("云川本地检测有限公司", domains=["food"])
    make_certificate(made, number="172704000001")
    own = make_institution("同区外市检测有限公司", home_division="152502")
    unknown = make_institution("来历不明检测有限公司", uscc="", home_division="", site=False)
    make_presence(unknown)
    settled = make_institution("来历不明有场所检测有限公司", uscc="", home_division="")
    found = parts(district)
    assert found["third_party"] == sorted(
        (made.reference, own.reference, settled.reference),
        key=lambda ref: Institution.objects.get(reference=ref).name,
    )
    assert found["other_province"] == [unknown.reference]


@pytest.mark.django_db
@pytest.mark.db
def test_approved_fields_go_before_stated_ones(district: Unit) -> None:
    made = make_institution("云川多能检测有限公司", domains=["food", "tank"])
    certificate = make_certificate(made, valid_to=TODAY + dt.timedelta(days=30))
    make_capability(certificate, "construction", valid_from=TODAY, valid_to=TODAY + dt.timedelta(days=10))
    record(StatedDomain(institution=made, domain="health", valid_to=TODAY + dt.timedelta(days=5)))

    def domains(days: int) -> tuple[str, ...]:
        (body,) = bodies_of(district, TODAY + dt.timedelta(days=days))
        return body.domains

    assert domains(0) == ("construction",)
    assert domains(-1) == ("food", "tank", "health")
    assert domains(11) == ("food", "tank")


@pytest.mark.django_db
@pytest.mark.db
def test_city_and_region_hold_what_lies_below(
    stage: dict[str, Institution], city: Unit, elsewhere: Unit, region: Unit
) -> None:
    there = make_institution("临河检测有限公司", division="150698")
    make_site(stage["third"], "150698")
    assert len(bodies_of(city, TODAY)) == len(bodies_of(region, TODAY)) == 5
    assert [one.institution for one in bodies_of(elsewhere, TODAY)] == [there, stage["third"]]


@pytest.mark.django_db
def test_as_many_questions_for_many_as_for_few(district: Unit) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            annex_of_unit(district, TODAY)
        return len(queries)

    make_institution()
    few = asked()
    for _ in range(12):
        made = make_institution(uscc="", home_division="", domains=["food"])
        make_presence(made)
        make_certificate(made)
    assert asked() == few


@pytest.mark.django_db
@pytest.mark.db
def test_what_is_submitted_is_frozen(
    stage: dict[str, Institution], district: Unit, officer: MakeOfficer
) -> None:
    leader = officer("leader")
    bodies = bodies_of(district, TODAY)
    annex = annex_of(bodies, district, TODAY)
    made = services.submit_annex(
        annex=annex, unit=district, reported_on=TODAY, by=leader, basis=basis_of(bodies)
    )
    assert made.reference.startswith(f"AX-150699-{TODAY.year}-")
    assert made.sha256 == digest_of(made.content)
    (visitor,) = made.content["other_province"]
    assert visitor["basis"]["home_division"] == "610104"
    assert visitor["basis"]["presences"] == ["150699"]
    with pytest.raises(NotNow, match=made.reference):
        services.submit_annex(
            annex=annex, unit=district, reported_on=TODAY, by=leader, basis=basis_of(bodies)
        )
    state_domain(stage["third"], "tank")
    again = AnnexSubmission.objects.get()
    assert [line["key"] for line in again.content["multi_domain"]] == [stage["public"].reference]
    assert verify().discrepancies == ()


@pytest.mark.django_db
@pytest.mark.db
def test_who_may_not_submit(district: Unit, elsewhere: Unit, officer: MakeOfficer) -> None:
    annex = annex_of_unit(district, TODAY)
    for by in (officer("inspector"), officer("superior"), officer("leader", elsewhere)):
        with pytest.raises(MissingPermission):
            services.submit_annex(annex=annex, unit=district, reported_on=TODAY, by=by)


@pytest.mark.django_db
def test_forms_are_chinese_whatever_the_readers_language(
    stage: dict[str, Institution], district: Unit, officer: MakeOfficer
) -> None:
    """This module runs in English."""
    amend_unit(
        unit=district,
        name=district.name,
        short_name="云川区局",
        kind="district",
        division="150699",
        area="云川区",
        by=PROGRAM,
    )
    leader = client_for(officer("leader"))
    for address in ("/annex/download/xlsx/", "/institutions/export/"):
        book = openpyxl.load_workbook(io.BytesIO(leader.get(address).content))
        told = "|".join(
            str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row
        )
        assert "食品、生态环境" in told
        assert "Food" not in told
    assert "所在旗区：云川区 " in str(rows_of_download(leader))
    leader.post("/annex/submit/")
    made = AnnexSubmission.objects.get()
    assert made.content["district"] == "云川区"
    assert made.content["public_institutions"][0]["domains"] == "食品、生态环境"
    shown = leader.get(f"/annex/{made.reference}/").content.decode()
    assert "所在旗区：云川区<" in shown
    assert "所在旗区：云川区<" in leader.get("/annex/").content.decode()


def rows_of_download(client: Client) -> list[str]:
    document = docx.Document(io.BytesIO(client.get("/annex/download/docx/").content))
    return [cell.text for row in document.tables[0].rows[:2] for cell in row.cells]


@pytest.mark.django_db
def test_the_page_its_files_and_the_frozen_form(
    stage: dict[str, Institution], district: Unit, elsewhere: Unit, officer: MakeOfficer
) -> None:
    who = officer("leader", username="wu.jun", full_name="吴军")
    leader, expert = client_for(who), client_for(officer("expert"))
    shown = leader.get("/annex/").content.decode()
    assert "（共 2 家）" in shown
    assert f"/institutions/{stage['guest'].reference}/" in shown
    assert "13900002716" in shown
    hidden = expert.get("/annex/").content.decode()
    assert "13900002716" not in hidden
    assert "139****2716" in hidden
    assert expert.get("/annex/download/xlsx/").status_code == 403
    assert expert.post("/annex/submit/").status_code == 403
    answer = leader.get("/annex/download/xlsx/")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert sheet is not None
    assert any("秦原检测有限公司" in str(cell.value) for row in sheet.iter_rows() for cell in row)
    assert leader.get("/annex/download/docx/").status_code == 200
    assert leader.get("/annex/download/exe/").status_code == 404
    assert leader.get("/annex/submit/").status_code == 200
    assert leader.post("/annex/submit/").status_code == 302
    assert leader.post("/annex/submit/", {"why": "再报一次"}).status_code == 409
    made = AnnexSubmission.objects.get()
    page = f"/annex/{made.reference}/"
    assert made.sha256[:16] in leader.get(page).content.decode()
    for told in (leader.get(page).content.decode(), expert.get("/annex/").content.decode()):
        assert str(who) in told
        assert f" {who.username}<" not in told
    assert "13900002716" not in expert.get(page).content.decode()
    assert client_for(officer("leader", elsewhere)).get(page).status_code == 404


@pytest.mark.django_db
def test_the_survey_counts_visitors_as_the_form_does(
    stage: dict[str, Institution], district: Unit, officer: MakeOfficer
) -> None:
    found = survey_of(district, on=TODAY, for_=officer("leader"))
    assert (found.institutions, found.visitors, found.certified) == (4, 1, 1)


BODY = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(["public_institution", "enterprise", "other", ""]),
        "home_division": st.sampled_from(["150699", "152502", "610104", "100000", ""]),
        "site": st.sampled_from([None, "150699", "150698"]),
        "presence": st.sampled_from([None, "150699", "150698"]),
        "domains": st.lists(st.sampled_from(["food", "tank", "无人机检测"]), max_size=3, unique=True),
        "assigned": st.booleans(),
    }
)


class Disjoint(TestCase):
    """Random bodies: each that is here stands in exactly one of parts 1 to 3, in 4 if it has several fields."""

    @settings(max_examples=20)
    @given(drawn=st.lists(BODY, max_size=6))
    def test_every_body_stands_in_exactly_one_part(self, drawn: list[dict[str, Any]]) -> None:
        unit = make_unit("云川区市场监督管理局", "district", "150699")
        expected: dict[str, list[str]] = {part.lines: [] for part in PARTS}
        for body in drawn:
            made = make_institution(
                kind=body["kind"],
                home_division=body["home_division"],
                uscc="",
                site=False,
                unit=unit if body["assigned"] else None,
                domains=body["domains"],
            )
            if body["site"]:
                make_site(made, body["site"])
            if body["presence"]:
                make_presence(made, body["presence"])
            if body["assigned"] or "150699" in {body["site"], body["presence"]}:
                expected[self.part(body)].append(made.reference)
                if len(body["domains"]) > 1:
                    expected["multi_domain"].append(made.reference)
        found = parts(unit)
        assert {name: sorted(keys) for name, keys in found.items()} == {
            name: sorted(keys) for name, keys in expected.items()
        }
        once = [
            key for name in ("public_institutions", "third_party", "other_province") for key in found[name]
        ]
        assert len(once) == len(set(once)) == Institution.objects.within(unit).count()

    def part(self, body: dict[str, Any]) -> str:
        home = body["home_division"]
        if home and not home.startswith("15"):
            return "other_province"
        if not home and body["presence"] and not body["site"]:
            return "other_province"
        return "public_institutions" if body["kind"] == "public_institution" else "third_party"
