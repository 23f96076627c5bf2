"""A file is kept with what it is, of which day it speaks, when it came in and from whom; or refused in words."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import IntegrityError

from bureau.files import formats
from bureau.files.intake import NotAccepted
from bureau.files.models import StoredFile
from bureau.files.selectors import is_in_use
from bureau.files.services import keep_file, keep_safe_copy
from bureau.files.store import keep, place
from bureau.files.work import sweep_orphans
from bureau.kernel import clock
from bureau.kernel.access import TheProgram
from bureau.kernel.refusals import MissingPermission
from bureau.trail.models import Entry
from bureau.trail.scope import scope
from bureau.trail.verify import verify
from tests.rooms.files.handing_in import PDF, compound, docx, package, xlsx
from tests.rooms.files.test_store import age, lying

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django.fixtures import Settings

    from tests.cast import MakeOfficer

pytestmark = [pytest.mark.django_db, pytest.mark.db]
PROGRAM = TheProgram()


def kept(content: Any = PDF, name: str = "说明.pdf", **more: Any) -> StoredFile:  # noqa: ANN401 - as in the service
    fields: dict[str, Any] = {"policy": "test.open", "owner": "I-1", "use": "paper", "by": PROGRAM}
    return keep_file(content=content, name=name, **(fields | more))


def refused(content: bytes, **more: Any) -> str:
    """What is said; nothing is kept."""
    with pytest.raises(NotAccepted) as said:
        kept(content, **more)
    assert said.value.status == 422
    assert not StoredFile.objects.exists()
    return said.value.sentence


def test_both_times_and_who(officer: MakeOfficer) -> None:
    with clock.standing_at("2022-06-20"):
        by = officer()
        file = kept(by=by, formed_on=dt.date(2022, 5, 1))
        instant = clock.now()
    assert (file.reference, file.name, file.media_type, file.size) == (
        "F-2022-000001",
        "说明.pdf",
        formats.PDF,
        len(PDF),
    )
    assert (file.formed_on, file.received_at, file.received_from) == (dt.date(2022, 5, 1), instant, by)
    assert place(file.sha256).read_bytes() == PDF
    entry = Entry.objects.get(move="keep_file")
    assert (entry.reference, entry.actor) == (file.reference, by.username)
    assert verify().discrepancies == ()


@pytest.mark.parametrize("content", [PDF, io.BytesIO(PDF), SimpleUploadedFile("x", PDF)], ids=type)
def test_it_may_be_given_in_many_ways(content: object) -> None:
    assert kept(content).size == len(PDF)


def test_one_content_twice_lies_once(store: Path) -> None:
    first, second = kept(), kept(name="另一份.pdf")
    assert first.sha256 == second.sha256
    assert first.reference != second.reference
    assert lying(store) == [first.sha256]


def test_the_name_says_what_the_content_is() -> None:
    assert kept(name="../\u202efdp.exe").name == "fdp.exe.pdf"


def test_without_the_permission_nothing_is_kept(officer: MakeOfficer, store: Path) -> None:
    with pytest.raises(MissingPermission):
        kept(by=officer("superior"))
    assert lying(store) == []
    assert kept(by=officer("superior"), permission="unit.read").received_from


def test_another_format_is_refused_whatever_it_is_called(store: Path) -> None:
    said = refused(b"<html><script>", name="说明.pdf")
    assert "PDF" in said
    assert lying(store) == []
    assert "macros" in refused(xlsx(**{"xl/vbaProject.bin": b"x"}))
    assert "password" in refused(compound("EncryptedPackage"))
    assert "empty" in refused(b"")


def test_one_that_would_burst_is_refused(store: Path) -> None:
    bomb = package({"xl/workbook.xml": bytes(40 << 20), "[Content_Types].xml": b""})
    assert "200 times" in refused(bomb, use="table")
    assert lying(store) == []


def test_one_too_large_is_refused_with_both_numbers(settings: Settings, store: Path) -> None:
    settings.UPLOAD_LIMIT = 1 << 20
    upload = SimpleUploadedFile("x.pdf", PDF + bytes(2 << 20))
    with pytest.raises(NotAccepted, match=r"3 MB.*1 MB"):
        kept(upload)
    with pytest.raises(NotAccepted, match="1 MB"):
        kept(PDF + bytes(2 << 20))
    assert lying(store) == []


def test_media_types_may_be_listed() -> None:
    assert kept(docx(), use={formats.DOCX}, name="a.docx").media_type == formats.DOCX


def test_a_safe_copy_hangs_on_its_original() -> None:
    original = kept(formed_on=dt.date(2022, 5, 1))
    copy = keep_safe_copy(
        original=original,
        content=b"%PDF-1.7 clean",
        name="说明（副本）.pdf",
        media_type=formats.PDF,
        policy="test.wide",
        by=PROGRAM,
    )
    assert (copy.kind, copy.original, copy.owner, copy.formed_on) == (
        "safe_copy",
        original,
        "I-1",
        original.formed_on,
    )
    assert list(StoredFile.objects.originals()) == [original]
    assert list(original.safe_copies.all()) == [copy]


@pytest.mark.parametrize("wrong", [{"kind": "safe_copy"}, {"kind": "sketch"}])
def test_the_database_refuses_contradictions(wrong: dict[str, str]) -> None:
    file = kept()
    with pytest.raises(IntegrityError), scope(actor="tester", move="attempt"):
        StoredFile(
            reference="F-x", sha256=file.sha256, size=1, name="x", received_at=clock.now(), **wrong
        ).save()


def test_what_a_row_names_is_never_swept(store: Path) -> None:
    file, orphan = kept(), keep([b"orphan"])
    age(place(file.sha256))
    age(place(orphan.sha256))
    sweep_orphans()
    assert lying(store) == [file.sha256]
    assert is_in_use(file.sha256)
    assert not is_in_use(orphan.sha256)


def test_the_store_is_verified(capsys: pytest.CaptureFixture[str]) -> None:
    whole, changed, missing = kept(), kept(PDF + b"2"), kept(PDF + b"3")
    place(changed.sha256).write_bytes(b"x")
    place(missing.sha256).unlink()
    with pytest.raises(SystemExit) as ended:
        call_command("verify_files")
    told = capsys.readouterr().out
    assert ended.value.code == 1
    assert f"{changed.reference}: the content {changed.sha256} was changed" in told
    assert f"{missing.reference}: the content {missing.sha256} is missing" in told
    assert whole.reference not in told
    assert "3 contents looked at, 2 missing or changed" in told
    place(changed.sha256).write_bytes(PDF + b"2")
    place(missing.sha256).write_bytes(PDF + b"3")
    call_command("verify_files")
    assert "3 contents looked at, 0 missing" in capsys.readouterr().out
