"""A form is submitted again for a reason, beside what has changed; a frozen one is a file of its own."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from django.test import Client

from bureau.kernel import clock
from bureau.kernel.refusals import NotNow
from bureau.people.models import Unit
from bureau.registry import services
from bureau.registry.annex import read_annex
from bureau.registry.models import AnnexSubmission, Institution
from bureau.registry.selectors import annex_of_unit, differences, form_of
from bureau.trail.verify import verify
from tests.cast import PROGRAM, MakeOfficer, client_for
from tests.english import english  # noqa: F401 - a fixture, which pytest finds here by name
from tests.factories import make_institution, state_domain

pytestmark = [pytest.mark.django_db, pytest.mark.db, pytest.mark.usefixtures("english")]


@pytest.fixture
def two(district: Unit) -> tuple[Institution, Institution]:
    """Two bodies, of which one works in a field."""
    return (
        make_institution("云川甲检测有限公司", unit=district, domains=["food"]),
        make_institution("云川乙检测有限公司", unit=district),
    )


def submitted(client: Client, **entered: str) -> AnnexSubmission:
    answer = client.post("/annex/submit/", entered)
    assert answer.status_code == 302, answer.content.decode()
    return AnnexSubmission.objects.latest("submitted_at", "id")


def test_submitting_is_confirmed_and_again_it_takes_a_reason(
    two: tuple[Institution, Institution], district: Unit, officer: MakeOfficer
) -> None:
    leader = client_for(officer("leader"))
    page = leader.get("/annex/submit/").content.decode()
    assert "2 of the 2 dossiers are not complete" in page
    assert "Why the form is submitted again" not in page
    assert not AnnexSubmission.objects.exists(), "to look freezes nothing"
    first = submitted(leader)
    assert (first.follows, first.why) == (None, "")
    state_domain(two[1], "tank")
    state_domain(two[0], "tank")
    page = leader.get("/annex/submit/").content.decode()
    assert f"What is otherwise than in {first.reference}" in page
    assert leader.post("/annex/submit/", {}).status_code == 422
    second = submitted(leader, why="又查到领域")
    assert (second.follows, second.why) == (first, "又查到领域")
    told = leader.get(f"/annex/{first.reference}/").content.decode()
    assert "Another followed it: 又查到领域" in told
    assert "stands in other parts" in told
    assert "The form before" in leader.get(f"/annex/{second.reference}/").content.decode()
    same = leader.post("/annex/submit/", {"why": "再报一次"})
    assert (same.status_code, "was submitted already" in same.content.decode()) == (409, True)
    with pytest.raises(NotNow, match=f"{second.reference} was submitted on"):
        make_institution("云川丙检测有限公司", unit=district)
        services.submit_annex(
            annex=annex_of_unit(district, clock.today()), unit=district, reported_on=clock.today(), by=PROGRAM
        )
    assert verify().discrepancies == ()


def test_what_is_otherwise(two: tuple[Institution, Institution], district: Unit) -> None:
    today = clock.today()
    before = annex_of_unit(district, today)
    services.submit_annex(annex=before, unit=district, reported_on=today, by=PROGRAM)
    frozen = form_of(AnnexSubmission.objects.get())
    assert differences(frozen, before) == []
    state_domain(two[0], "tank")
    services.close_institution(institution=two[1].fresh(), by=PROGRAM, reason="已注销")
    added = make_institution("云川丙检测有限公司", unit=district)
    found = differences(frozen, annex_of_unit(district, today))
    assert [(one.key, one.kind, one.before, one.now) for one in found] == [
        (added.reference, "added", "", "二"),
        (two[1].reference, "gone", "二", ""),
        (two[0].reference, "changed", "食品", "食品、常压液体危险货物罐体"),
        (two[0].reference, "moved", "二", "二、四"),
    ]


@pytest.mark.parametrize("form", ["docx", "xlsx"])
def test_the_files_are_those_of_that_day(
    form: str, two: tuple[Institution, Institution], district: Unit, officer: MakeOfficer, tmp_path: Path
) -> None:
    leader = client_for(officer("leader"))
    made = submitted(leader)
    state_domain(two[1], "food")
    answer = leader.get(f"/annex/{made.reference}/download/{form}/")
    path = tmp_path / f"a.{form}"
    path.write_bytes(answer.content)
    read = read_annex(path)
    assert read.reported_on == clock.today()
    assert [(one.name, one.domains) for one in read.third_party] == [
        ("云川乙检测有限公司", ()),
        ("云川甲检测有限公司", ("食品",)),
    ]
    assert leader.get(f"/annex/{made.reference}/download/exe/").status_code == 404
    assert client_for(officer("expert")).get(f"/annex/{made.reference}/download/{form}/").status_code == 403


@pytest.mark.full
def test_the_form_as_pdf(two: tuple[Institution, Institution], officer: MakeOfficer) -> None:
    answer = client_for(officer("leader")).get("/annex/download/pdf/")
    assert answer.content.startswith(b"%PDF")
    assert answer["Content-Type"] == "application/pdf"


def test_a_reason_without_a_form_before_is_none(two: tuple[Institution, Institution], district: Unit) -> None:
    today = clock.today()
    made = services.submit_annex(
        annex=annex_of_unit(district, today), unit=district, reported_on=today, by=PROGRAM, why="无所谓"
    )
    assert made.why == ""


def test_the_word_file_is_a_document(officer: MakeOfficer, two: tuple[Institution, Institution]) -> None:
    answer = client_for(officer("leader")).get("/annex/download/docx/")
    assert docx.Document(io.BytesIO(answer.content)).tables


def test_unknown_nature_is_decided_before_it_is_submitted(district: Unit, officer: MakeOfficer) -> None:
    """A body of unknown nature would stand in part 2: it is named, and nothing is frozen until that is meant."""
    unknown = make_institution("云川未明检测中心", unit=district, kind="")
    make_institution("云川明检测有限公司", unit=district)
    leader = client_for(officer("leader"))
    assert unknown.name in leader.get("/annex/submit/").content.decode()
    refused = leader.post("/annex/submit/", {})
    assert (refused.status_code, AnnexSubmission.objects.count()) == (422, 0)
    assert leader.post("/annex/submit/", {"as_third": "on"}).status_code == 302
