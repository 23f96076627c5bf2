"""The pages of a roster: from the file to the dossiers and back, columns corrected by hand, what is no roster."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from bureau.jobs.models import Job
from bureau.jobs.running import run_job
from bureau.people.models import Unit
from bureau.registry.lifecycle import RosterState
from bureau.registry.models import (
    Institution,
    RosterImport,
)
from tests.cast import MakeOfficer, client_for
from tests.english import english  # noqa: F401 - a fixture, which pytest finds here by name
from tests.factories import (
    hand_in,
    make_code,
    make_contact,
    roster_file,
    roster_line,
)
from tests.rooms.registry.walking import REASON, downloaded, entered_on

pytestmark = [pytest.mark.django_db, pytest.mark.db]


def test_from_the_file_to_the_dossiers_and_back(district: Unit, officer: MakeOfficer) -> None:
    client = client_for(officer("office", username="han.xue", full_name="韩雪"))
    content = roster_file(
        [roster_line("云川新检测有限公司", make_code(1)), roster_line("冒名检测有限公司", make_code(1))]
    )
    upload = {"unit": district.reference, "file": SimpleUploadedFile("名录.xlsx", content)}
    assert "200 MB" in client.get("/rosters/receive/").content.decode()
    answer = client.post("/rosters/receive/", upload, follow=True)
    roster = RosterImport.objects.get()
    page = answer.content.decode()
    assert "机构名称 → Name" in page
    assert "Row 3 bears the same code with another name" in page
    assert client.get(f"/rosters/{roster.reference}/?verdict=conflict").context["found"].rows[0].row == 4
    assert downloaded(client, roster.file.reference) == content
    confirm = f"/rosters/{roster.reference}/import/"
    assert client.post(confirm, entered_on(client.get(confirm))).status_code == 302
    assert Institution.objects.get().name == "云川新检测有限公司"
    assert client.post(confirm, {"differing": "keep"}).status_code == 409
    undo = f"/rosters/{roster.reference}/undo/"
    make_contact(Institution.objects.get())
    shown = client.get(undo).content.decode()
    assert "These dossiers stay open, since others worked in them" in shown
    answer = client.post(undo, entered_on(client.get(undo)) | REASON, follow=True)
    assert "Stays open, since others worked in it: 云川新检测有限公司" in answer.content.decode()
    assert Institution.objects.get().is_kept
    upload["file"] = SimpleUploadedFile("名录.xlsx", content)
    again = client.post("/rosters/receive/", upload, follow=True)
    assert "The same file was handed in before." in again.content.decode()
    for seen in (again, client.get("/rosters/"), client.get(f"/rosters/{roster.reference}/")):
        told = seen.content.decode()
        assert "韩雪" in told
        assert "han.xue" not in told, "people are called by their names"


def test_columns_are_corrected_on_a_page(district: Unit, officer: MakeOfficer) -> None:
    client = client_for(officer("office"))
    roster = hand_in(
        district, [("云川新检测有限公司", "无")], heads=("哪一家", "号码", "", "", "", "", "", "", "")
    )
    path = f"/rosters/{roster.reference}/read/?sheet=名录&header=2"
    page = client.get(path)
    assert page.context["form"].fields["column_0"].label == "哪一家"
    entered = entered_on(page)
    assert client.post(path, entered).status_code == 422
    twice = entered | {"column_0": "name", "column_1": "name"}
    assert "Two columns are given" in client.post(path, twice).content.decode()
    assert client.post(path, entered | {"column_0": "name"}).status_code == 302
    roster.refresh_from_db()
    assert [row.read["name"] for row in roster.lines] == ["云川新检测有限公司"]
    assert "as corrected by hand" in client.get(f"/rosters/{roster.reference}/").content.decode()
    assert client.get(f"/rosters/{roster.reference}/read/?sheet=没有&header=x").status_code == 200


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("名录.pdf", b"%PDF-1.7", "cannot be read"),
        ("名录.xlsx", b"\x00\x01 nothing", "Nothing was kept"),
        ("名录.csv", b"", "empty"),
    ],
)
def test_what_is_no_roster(
    name: str, content: bytes, said: str, district: Unit, officer: MakeOfficer
) -> None:
    client = client_for(officer("office"))
    upload = {"unit": district.reference, "file": SimpleUploadedFile(name, content)}
    answer = client.post("/rosters/receive/", upload)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not RosterImport.objects.exists()


def test_large_ones_go_on_in_the_background(
    district: Unit, officer: MakeOfficer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bureau.registry.views.rosters.WAITED_BYTES", 0)
    monkeypatch.setattr("bureau.registry.views.rosters.WAITED_LINES", 0)
    client = client_for(officer("office"))
    content = roster_file([roster_line("云川新检测有限公司", make_code(1))])
    upload = {"unit": district.reference, "file": SimpleUploadedFile("名录.xlsx", content)}
    assert client.post("/rosters/receive/", upload, follow=True).status_code == 200
    roster = RosterImport.objects.get()
    if roster.state == RosterState.RECEIVED:
        assert "You may leave this page" in client.get(f"/rosters/{roster.reference}/").content.decode()
    work_off()
    roster.refresh_from_db()
    assert roster.state == RosterState.READ
    confirm = f"/rosters/{roster.reference}/import/"
    assert client.post(confirm, {"differing": "keep"}, follow=True).status_code == 200
    work_off()
    roster.refresh_from_db()
    assert roster.state == RosterState.IMPORTED
    assert {(job.kind, job.state) for job in Job.objects.all()} == {
        ("roster.read", "done"),
        ("roster.import", "done"),
    }


def work_off() -> None:
    """Do what waits in the queue, as a worker would."""
    for job in Job.objects.unfinished():
        run_job(job.pk)


def test_a_file_with_macros_is_refused_or_its_cells_are_read(district: Unit, officer: MakeOfficer) -> None:
    client = client_for(officer("office"))
    made = io.BytesIO(roster_file([roster_line("云川新检测有限公司", make_code(1))]))
    with zipfile.ZipFile(made, "a") as pack:
        pack.writestr("xl/vbaProject.bin", b"macros")
    upload = {"unit": district.reference, "file": SimpleUploadedFile("名录.xlsm", made.getvalue())}
    refused = client.post("/rosters/receive/", upload)
    assert refused.status_code == 422
    assert "名录.xlsm holds macros" in refused.content.decode()
    assert not RosterImport.objects.exists()
    upload["file"] = SimpleUploadedFile("名录.xlsm", made.getvalue())
    taken = client.post("/rosters/receive/", upload | {"macros": "on"}, follow=True)
    assert "only what stands in the cells was read" in taken.content.decode()
    roster = RosterImport.objects.get()
    assert roster.lines.count() == 1
    assert downloaded(client, roster.file.reference) == made.getvalue(), "kept as it came"
