"""The pages: who opens which, what a stranger learns, and what happens to what was entered."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from bureau.kernel import clock
from bureau.people.models import Unit
from bureau.registry import services
from bureau.registry.forms import FACT_FORMS
from bureau.registry.models import (
    Calibration,
    Certificate,
    Institution,
)
from bureau.trail.verify import verify
from bureau.ui import slots
from tests.cast import PROGRAM, MakeOfficer, client_for
from tests.english import english  # noqa: F401 - a fixture, which pytest finds here by name
from tests.factories import (
    make_capability,
    make_certificate,
    make_code,
    make_institution,
    make_instrument,
    make_signatory,
)
from tests.rooms.registry.walking import ID_NUMBER, REASON, Stage, downloaded, entered_on, stage

pytestmark = [pytest.mark.django_db, pytest.mark.db]

__all__ = ["stage"]


# Every page about one thing, the role it opens for, and one that is there without the permission.
ONE_THING = [
    ("institution", "superior", "administrator"),
    ("print-institution", "expert", "administrator"),
    ("amend-institution", "inspector", "leader"),
    ("assign-institution", "leader", "inspector"),
    ("link-account", "leader", "inspector"),
    ("unlink-account", "office", "inspector"),
    ("close-institution", "office", "inspector"),
    ("reopen-institution", "office", "inspector"),
    ("merge-institution", "office", "inspector"),
    ("add-document", "expert", "leader"),
    ("record-fact", "inspector", "leader"),
    ("withdraw-fact", "inspector", "leader"),
    ("proposal", "inspector", "leader"),
    ("accept-fact", "inspector", "leader"),
    ("return-fact", "office", "leader"),
    ("roster", "office", "inspector"),
    ("read-roster", "office", "inspector"),
    ("import-roster", "office", "inspector"),
    ("withdraw-roster", "office", "inspector"),
    ("undo-roster", "office", "inspector"),
]


@pytest.mark.parametrize("page", ONE_THING, ids=lambda page: page[0])
def test_a_page_about_one_thing(
    page: tuple[str, str, str], stage: Stage, elsewhere: Unit, officer: MakeOfficer
) -> None:
    name, holder, other = page
    path = stage.path(name)
    assert Client().get(path).status_code == 302
    stranger = client_for(officer(holder, elsewhere))
    assert stranger.get(path).status_code == 404
    assert stranger.post(path, REASON).status_code == 404
    assert client_for(officer(other)).get(path).status_code == 403
    assert client_for(stage.account).get(path).status_code == 403
    assert client_for(officer(holder)).get(path).status_code == 200


@pytest.mark.parametrize(
    ("name", "holder", "other"),
    [
        ("institutions", "superior", "administrator"),
        ("export-institutions", "leader", "inspector"),
        ("register-institution", "inspector", "leader"),
        ("proposals", "inspector", "leader"),
        ("rosters", "office", "inspector"),
        ("receive-roster", "office", "inspector"),
        ("annex", "superior", "administrator"),
    ],
)
def test_a_page_about_many(name: str, holder: str, other: str, stage: Stage, officer: MakeOfficer) -> None:
    path = reverse(f"registry:{name}")
    assert Client().get(path).status_code == 302
    assert client_for(officer(other)).get(path).status_code == 403
    assert client_for(stage.account).get(path).status_code == 403
    assert client_for(officer(holder)).get(path).status_code == 200


def test_opening_amending_and_closing(district: Unit, officer: MakeOfficer) -> None:
    client = client_for(officer("office"))
    new = {"name": "云川 新检测有限公司", "uscc": make_code(1).lower(), "kind": "enterprise"}
    wrong = client.post("/institutions/register/", new | {"uscc": "91150699MA0000001"})
    assert wrong.status_code == 422
    assert "has 18 characters" in wrong.content.decode()
    assert client.post("/institutions/register/", new).status_code == 302
    made = Institution.objects.get()
    assert (made.name, made.uscc, made.home_division) == ("云川新检测有限公司", make_code(1), "150699")
    again = client.post("/institutions/register/", new)
    assert again.status_code == 409
    assert made.reference in again.content.decode()
    path = f"/institutions/{made.reference}/"
    entered = entered_on(client.get(f"{path}amend/"))
    assert client.post(f"{path}amend/", entered | {"kind": "other"}).status_code == 302
    assert client.post(f"{path}close/", {"reason": "x"}).status_code == 422
    assert client.post(f"{path}close/", REASON).status_code == 302
    shown = client.get(f"{path}amend/").content.decode()
    assert "this can be done only while it is" in shown
    assert client.post(f"{path}reopen/", REASON).status_code == 302
    assert verify().discrepancies == ()


def test_two_who_amend_at_once(stage: Stage, officer: MakeOfficer) -> None:
    first, second = client_for(officer("office")), client_for(officer("inspector"))
    path = f"{stage.path('institution')}amend/"
    entered = entered_on(first.get(path))
    assert second.post(path, entered | {"name": "云川华衡检测技术有限公司"}).status_code == 302
    stale = first.post(path, entered | {"kind": "other"})
    page = stale.content.decode()
    assert stale.status_code == 409
    assert "云川华衡检测有限公司 → 云川华衡检测技术有限公司" in page
    assert "inspector-" in page
    base = stale.context["form"].data["base"]
    assert first.post(path, entered | {"kind": "other", "base": base}).status_code == 302
    assert Institution.objects.get(pk=stage.institution.pk).kind == "other"


UNDERTAKINGS: dict[str, dict[str, Any]] = {
    "promise": {
        "sort": "commitment",
        "matter": "staff",
        "what": "空缺期间不签发",
        "valid_from": "2021-05-08",
    },
    "reviewfinding": {"what": "期间核查没有记录", "valid_from": "2021-05-18"},
    "managementfact": {"aspect": "audit", "what": "年度内部审核"},
    "statedreports": {"year": "2021", "domain": "食品", "reports": "3902"},
    "earlierrecord": {"sort": "penalty", "count": "1", "what": "报告无原始记录", "valid_from": "2021-09-01"},
}


def test_every_kind_of_fact_is_entered_corrected_and_withdrawn(stage: Stage, officer: MakeOfficer) -> None:
    office = client_for(officer("office"))
    made = stage.institution
    certificate = make_certificate(made, number="220502110417")
    instrument = make_instrument(made)
    signatory = make_signatory(made, "高敏", "food", clock.today())
    day = clock.today().isoformat()
    entries: dict[str, dict[str, Any]] = {
        "certificate": {"number": "220502110418", "valid_from": day, "valid_to": day},
        "capability": {"certificate": certificate.pk, "domain": "食品", "parameter": "铅", "method": "GB 1"},
        "stateddomain": {"domain": "无人机检测"},
        "site": {"division": "150698", "address": "临河街 1 号"},
        "presence": {"division": "150698"},
        "instrument": {"name": "压力机", "capacity": "2", "model_": "YAW-2000", "portable": "on"},
        "calibration": {"instrument": instrument.pk, "valid_from": day, "valid_to": day, "passed": "on"},
        "employment": {"name": "周启明", "number": ID_NUMBER.lower(), "post": "检测员"},
        "authorisation": {"person": signatory.person.pk, "domain": "tank"},
        "contact": {"name": "李工", "phone": "0477-8313683"},
        "qualification": {"person": signatory.person.pk, "what": "高级工程师"},
        **UNDERTAKINGS,
    }
    assert set(entries) == set(FACT_FORMS)
    for kind, entry in entries.items():
        path = f"{stage.path('institution')}facts/{kind}/record/"
        assert office.get(path).status_code == 200, kind
        assert office.post(path, entry).status_code == 302, kind
        standing = FACT_FORMS[kind].model.objects.standing()
        fact: Any = standing.filter(institution=made).latest("recorded_at", "id")
        follow = f"{path}?follows={fact.pk}"
        page = office.get(follow)
        again = entered_on(page)
        until = "2022-01-01" if kind == "earlierrecord" else "2031-01-01"
        assert office.post(follow, again | {"valid_to": until}).status_code == 302, kind
        fact.refresh_from_db()
        followed = standing.filter(lineage=fact.lineage).get()
        if kind not in {"contact", "reviewfinding", "statedreports"}:  # of one day, or of a year
            assert (fact.state, str(followed.valid_to)) == ("superseded", until), kind
        withdraw = f"{stage.path('institution')}facts/{kind}/{followed.pk}/withdraw/"
        assert office.get(withdraw).status_code == 200
        assert office.post(withdraw, REASON).status_code == 302, kind
        assert office.post(withdraw, REASON).status_code == 404, kind
    assert office.get(f"{stage.path('institution')}facts/nonsense/record/").status_code == 404
    for tab in ("", "certificates", "places", "people", "undertakings", "earlier", "documents", "history"):
        assert office.get(f"{stage.path('institution')}?tab={tab}").status_code == 200
    assert verify().discrepancies == ()


def test_what_is_wrong_with_a_fact_is_said_beside_it(stage: Stage, officer: MakeOfficer) -> None:
    client = client_for(officer("office"))
    for kind, entry, said in (
        ("certificate", {"number": "L1234"}, "accreditation number"),
        ("certificate", {"number": "12"}, "has 12 digits"),
        ("certificate", {"number": "220502110417", "ended_why": "撤销"}, "on which day it ended"),
        ("site", {"division": "1506", "address": "某处"}, "Six digits"),
        (
            "site",
            {"division": "150699", "address": "某处", "valid_from": "2022-02-01", "valid_to": "2022-01-01"},
            "before it begins",
        ),
        ("employment", {"name": "周启明", "number": "110105194912310021"}, "the last one checks the others"),
        ("calibration", {"instrument": "nonsense"}, "valid"),
    ):
        answer = client.post(f"{stage.path('institution')}facts/{kind}/record/", entry)
        assert answer.status_code == 422
        assert said in answer.content.decode()


def test_as_it_stood_on_a_day(district: Unit, officer: MakeOfficer) -> None:
    with clock.standing_at("2022-05-05"):
        made = make_institution("云川旧名检测有限公司", unit=district)
        make_certificate(made, number="220502110417")
    with clock.standing_at("2022-06-01"):
        services.amend_institution(
            institution=made,
            identification=services.Identification("云川新名检测有限公司", made.uscc or "", "enterprise"),
            by=PROGRAM,
        )
    client = client_for(officer("office"))
    path = f"/institutions/{made.reference}/"
    answer = client.get(f"{path}?on=2022-05-20")
    past = answer.content.decode()
    assert answer.context["dossier"].identity.name == "云川旧名检测有限公司"
    assert "As it stood on the record at the end of 2022-05-20" in past
    assert "/record/" not in past
    assert client.get(path).context["dossier"].identity.name == "云川新名检测有限公司"
    assert "220502110417" not in client.get(f"{path}print/?on=2022-05-04").content.decode()
    assert client.get(f"{path}?on=yesterday").status_code == 404


def test_where_it_is_registered_is_told_by_name_where_it_is_known(
    district: Unit, section: Unit, elsewhere: Unit, officer: MakeOfficer
) -> None:
    client = client_for(officer("office"))
    far = make_institution("远方检测有限公司", unit=district, home_division="140213")
    near = make_institution("云川检测有限公司", unit=district, home_division="150699")
    unsaid = make_institution("某检测有限公司", unit=district, home_division="", uscc="")
    for name in ("institution", "print-institution"):
        pages = [
            client.get(reverse(f"registry:{name}", args=[one.reference])).content.decode()
            for one in (near, far, unsaid)
        ]
        assert "云川区 150699" in pages[0]
        assert "140213" in pages[1]
        assert all(place not in pages[1] for place in ("云川区 140213", "临河区 140213"))
        assert "云川区 150699" not in pages[2]


def test_documents_are_kept_with_both_times(stage: Stage, officer: MakeOfficer, elsewhere: Unit) -> None:
    client = client_for(officer("office"))
    path = stage.path("add-document")
    pdf = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
    upload = {"file": SimpleUploadedFile("证书.pdf", pdf), "formed_on": "2022-05-01"}
    assert client.post(path, upload).status_code == 302
    page = client.get(f"{stage.path('institution')}?tab=documents")
    (document,) = page.context["documents"]
    assert (document.name, str(document.formed_on)) == ("证书.pdf", "2022-05-01")
    download = reverse("files:download", args=[document.reference])
    assert downloaded(client, document.reference) == pdf
    assert client_for(officer("office", elsewhere)).get(download).status_code == 404
    bad = {"file": SimpleUploadedFile("x.exe", b"MZ\x90\x00")}
    assert client.post(path, bad).status_code == 422


def test_rooms_above_fill_the_slots(stage: Stage, officer: MakeOfficer) -> None:
    slots.fill("registry.dossier.overview")(
        filling := lambda _request, one: f"<p>3 problems of {one.reference}</p>"
    )
    try:
        page = client_for(officer("office")).get(stage.path("institution")).content.decode()
    finally:
        slots._fillings["registry.dossier.overview"].remove(filling)
    assert f"<p>3 problems of {stage.institution.reference}</p>" in page


def test_the_dossier_asks_as_much_for_many_facts_as_for_few(stage: Stage, officer: MakeOfficer) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = client_for(officer("office"))

    def asked(tab: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"{stage.path('institution')}?tab={tab}").status_code == 200
        return len(queries)

    tabs = ("", "certificates", "places", "people", "undertakings", "documents")
    certificate = make_certificate(stage.institution)
    make_capability(certificate)
    asked("")
    few = [asked(tab) for tab in tabs]
    for number in range(10):
        make_capability(make_certificate(stage.institution), parameter=f"参数{number}")
        instrument = make_instrument(stage.institution)
        Calibration(instrument=instrument)
        make_signatory(stage.institution, f"人员{number}", "food", clock.today())
    assert [asked(tab) for tab in tabs] == few
    assert max(few) <= 66, "seventeen tables of facts, six numbers and panels of other rooms, the menu"
    assert Certificate.objects.count() == 11
