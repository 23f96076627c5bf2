"""A ledger is handed in: in every form, with every hostility, by whom it may be, and what becomes of it."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from typing import Any

import pyarrow.parquet as pq
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from bureau.files.intake import NotAccepted
from bureau.files.models import StoredFile
from bureau.files.services import place
from bureau.kernel.refusals import MissingPermission, NotNow
from bureau.people.models import Account, Unit
from bureau.registry.identity import hidden
from bureau.registry.models import Institution
from bureau.registry.services import link_account
from bureau.screening import services
from bureau.screening.ledgers.empty import empty_workbook
from bureau.screening.lifecycle import HandInState
from bureau.screening.models import HandIn, Hit, LedgerPart, LedgerTable, Run
from bureau.screening.selectors import ledger_page
from tests.cast import PROGRAM, MakeOfficer
from tests.rooms.registry.walking import ID_NUMBER
from tests.rooms.screening.ledgers import (
    Tables,
    as_files,
    as_parquet,
    as_workbook,
    as_zip,
    codes_of,
    only,
    register,
    sample,
    with_line,
    work_off,
)

pytestmark = [pytest.mark.django_db]


def small() -> Tables:
    return sample(600, 1, seed=4)


def taken(files: list[Any], unit: Unit, by: Account, **more: Any) -> HandIn:
    handin = services.hand_in_ledger(files=files, unit=unit, by=by, **more)
    work_off()
    handin.refresh_from_db()
    return handin


def test_every_form_of_the_same_ledger_gives_the_same_hits(district: Unit, officer: MakeOfficer) -> None:
    tables, by = small(), officer("office")
    register(tables, district)
    found: dict[str, set[str]] = {}
    chinese = {
        name: content.decode().replace("report_id,report_no", "报告标识,报告编号").encode("gb18030")
        for name, content in tables.items()
    }
    forms: dict[str, list[Any]] = {
        "files": as_files(tables),
        "zip": [as_zip(tables | {"reports": tables["reports"] + b"\n"})],
        "parquet": as_parquet(tables),
        "workbook": [as_workbook(tables)],
        "chinese": as_files(chinese),
    }
    for name, files in forms.items():
        handin = taken(files, district, by)
        assert handin.state in {HandInState.TAKEN, HandInState.REPEATED}, (
            name,
            handin.refusal,
            handin.faults,
        )
        found[name] = set(Hit.objects.filter(gone_run=None).values_list("hit_id", flat=True))
    assert found["files"]
    assert len({frozenset(one) for one in found.values()}) == 1
    assert LedgerPart.objects.current().count() == 1


def _packed(write: Callable[[zipfile.ZipFile], object], name: str = "x.zip") -> SimpleUploadedFile:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as package:
        write(package)
    return SimpleUploadedFile(name, memory.getvalue())


def _encrypted() -> SimpleUploadedFile:
    whole = bytearray(_packed(lambda one: one.writestr("results.csv", "a")).read())
    for signature, at in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        whole[whole.find(signature) + at] |= 1
    return SimpleUploadedFile("x.zip", bytes(whole))


def _link(package: zipfile.ZipFile) -> None:
    part = zipfile.ZipInfo("results.csv")
    part.external_attr = 0o120777 << 16
    package.writestr(part, "/etc/passwd")


def _crowd(package: zipfile.ZipFile) -> None:
    for number in range(5_001):
        package.writestr(f"{number}.csv", "a")


def _hostile() -> dict[str, tuple[list[Any], str]]:
    bomb = _packed(lambda one: one.writestr("results.csv", b"0" * (80 << 20)))
    crowd = _packed(_crowd)
    whole = as_zip(small()).read()
    table = SimpleUploadedFile("results.csv", b"result_id\n1\n")
    return {
        "outside": ([_packed(lambda one: one.writestr("../results.csv", "a"))], "leads outside"),
        "absolute": ([_packed(lambda one: one.writestr("/results.csv", "a"))], "leads outside"),
        "windows": ([_packed(lambda one: one.writestr("C:/results.csv", "a"))], "leads outside"),
        "nested": ([_packed(lambda one: one.writestr("inner.zip", whole))], "another package"),
        "encrypted": ([_encrypted()], "password"),
        "link": ([_packed(_link)], "link instead of a file"),
        "bomb": ([bomb], "times its size"),
        "crowd": ([crowd], "more than 5000 parts"),
        "cut off": ([SimpleUploadedFile("x.zip", whole[: len(whole) // 2])], "damaged"),
        "empty": ([SimpleUploadedFile("results.csv", b"")], "empty"),
        "binary": ([SimpleUploadedFile("results.csv", b"\x00\x01\x02\x03" * 99)], "none of what is taken"),
        "program": ([SimpleUploadedFile("results.csv", b"MZ" + b"\x00" * 99)], "none of what is taken"),
        "page": ([SimpleUploadedFile("results.csv", b"<html><script>")], "none of what is taken"),
        "twice": ([table, SimpleUploadedFile("results.csv", b"x")], "same name"),
        "many": ([SimpleUploadedFile(f"{n}.csv", b"x") for n in range(41)], "More than 40 files"),
        "none": ([], "Choose the ledger"),
    }


@pytest.mark.parametrize("kind", list(_hostile()))
def test_what_is_hostile_is_refused_in_one_sentence_and_nothing_is_kept(
    kind: str, district: Unit, officer: MakeOfficer
) -> None:
    files, why = _hostile()[kind]
    with pytest.raises(NotAccepted, match=why):
        services.hand_in_ledger(files=files, unit=district, by=officer("office"))
    assert not HandIn.objects.exists()
    assert not StoredFile.objects.exists()


def test_what_cannot_be_a_ledger_is_refused_when_it_is_checked(district: Unit, officer: MakeOfficer) -> None:
    by = officer("office")
    table = SimpleUploadedFile("results.csv", b"result_id\n1\n")
    strange: list[tuple[list[Any], str]] = [
        ([SimpleUploadedFile("notes.csv", b"a,b\n1,2\n")], "No table of a ledger"),
        ([table, as_zip(small())], "not several kinds"),
        ([SimpleUploadedFile("results.csv", b"result_id\n1\n")], "required tables are missing"),
        ([_packed(lambda one: one.writestr("datapackage.json", "{"))], "not valid JSON"),
    ]
    for files, why in strange:
        handin = taken(files, district, by)
        assert handin.state == HandInState.FAULTY, why
        assert why in handin.refusal["en"]
        assert "/tmp" not in handin.refusal["zh"]  # noqa: S108 - a path of the machine
    assert not LedgerPart.objects.exists()
    assert not Run.objects.exists()


def test_every_fault_is_named(district: Unit, officer: MakeOfficer) -> None:
    tables = small()
    register(tables, district)
    reports = with_line(tables["reports"], 3, issued_at="2022/03/01", conclusion="大概合格")
    handin = taken(as_files(tables | {"reports": reports}), district, officer("office"))
    assert handin.state == HandInState.FAULTY
    places = {(one["table"], one["file"], one["row"], one["column"], one["value"]) for one in handin.faults}
    assert places == {
        ("reports", "reports.csv", 3, "issued_at", "2022/03/01"),
        ("reports", "reports.csv", 3, "conclusion", "大概合格"),
    }
    assert all(one["zh"] and one["en"] for one in handin.faults)
    workbook = taken([as_workbook(tables | {"reports": reports})], district, officer("office"))
    assert {one["row"] for one in workbook.faults} == {
        5
    }  # as the sheet counts: a header, an empty row, the third


def test_an_institution_that_nobody_knows(district: Unit, officer: MakeOfficer) -> None:
    handin = taken(as_files(small()), district, officer("office"))
    assert handin.state == HandInState.FAULTY
    assert codes_of(small())[0] in handin.refusal["zh"]
    assert "Open their dossiers first" in handin.refusal["en"]
    assert not Run.objects.exists()


def test_an_institution_hands_in_its_own_only(
    district: Unit, officer: MakeOfficer, institution_account: Account
) -> None:
    tables = sample()
    own, other = register(tables, district)
    link_account(institution=own, account=institution_account, by=PROGRAM)
    with pytest.raises(NotNow, match="does not speak"):
        services.hand_in_ledger(
            files=as_files(tables), unit=district, by=institution_account, institution=other
        )
    with pytest.raises(NotNow, match="does not speak"):
        services.hand_in_ledger(files=as_files(tables), unit=district, by=institution_account)
    own = Institution.objects.get(pk=own.pk)
    both = taken(as_files(tables), district, institution_account, institution=own)
    assert both.state == HandInState.FAULTY
    mine = taken([as_zip(only(tables, str(own.uscc)))], district, institution_account, institution=own)
    assert mine.state == HandInState.TAKEN
    assert Run.objects.get().state == "run_screened"  # it follows by itself, and is not the institution's
    assert list(HandIn.objects.visible_to(institution_account)) == [mine, both]


def test_a_stranger_and_a_reader_hand_in_nothing(
    district: Unit, elsewhere: Unit, officer: MakeOfficer
) -> None:
    tables = small()
    register(tables, district)
    with pytest.raises(MissingPermission):
        services.hand_in_ledger(files=as_files(tables), unit=district, by=officer("leader"))
    with pytest.raises(MissingPermission):
        services.hand_in_ledger(files=as_files(tables), unit=district, by=officer("office", elsewhere))
    handin = taken(as_files(tables), elsewhere, officer("office", elsewhere))
    assert "your units do not answer for" in handin.refusal["en"]
    assert not HandIn.objects.visible_to(officer("office")).exists()


def test_numbers_of_identity_cards_are_dropped(district: Unit, officer: MakeOfficer) -> None:
    tables = small()
    register(tables, district)
    people = with_line(tables["people"], 1, identity=ID_NUMBER)
    taken(as_files(tables | {"people": people}), district, officer("office"))
    kept = LedgerTable.objects.get(table="people")
    identities = pq.read_table(place(kept.sha256)).column("identity").to_pylist()
    assert identities[0] == hidden(ID_NUMBER).digest
    assert ID_NUMBER not in str(identities)


def test_the_same_content_is_recognised_and_a_corrected_one_replaces_it(
    district: Unit, officer: MakeOfficer
) -> None:
    tables, by = small(), officer("office")
    register(tables, district)
    first = taken(as_files(tables), district, by)
    again = taken([as_zip(tables, folder="")], district, by)
    assert (again.state, again.repeats) == (HandInState.REPEATED, first)
    assert Run.objects.count() == 1
    hits = set(Hit.objects.values_list("hit_id", flat=True))
    gone = Hit.objects.filter(rule="raw.missing").first()
    assert gone is not None
    identifier = gone.result_id.split("/", 1)[1]
    rows = [line.split(",")[0] for line in tables["results"].decode().splitlines()]
    corrected = tables | {"results": with_line(tables["results"], rows.index(identifier), raw_record="YS-1")}
    newer = taken(as_files(corrected), district, by)
    assert newer.state == HandInState.TAKEN
    older = LedgerPart.objects.get(handin=first)
    assert (older.state, older.replaced_by and older.replaced_by.handin) == ("part_replaced", newer)
    gone.refresh_from_db()
    assert gone.gone_run == Run.objects.latest("started_at", "id")
    back = taken(as_files(tables), district, by)
    assert back.state == HandInState.TAKEN  # the earlier one does not count any more
    assert Hit.objects.get(pk=gone.pk).gone_run is None
    page = ledger_page(newer, for_=by)
    assert [(one["key"], one["column"], one["before"], one["after"]) for one in page.changes] == [
        (identifier, "raw_record", "", "YS-1")
    ]
    fewer = tables | {"results": b"".join(tables["results"].splitlines(keepends=True)[:-1])}
    shorter = ledger_page(taken(as_files(fewer), district, by), for_=by)
    assert [(one["column"], one["after"]) for one in shorter.changes] == [("result_id", "")]
    assert set(Hit.objects.values_list("hit_id", flat=True)) >= hits


def test_other_periods_add_up(district: Unit, officer: MakeOfficer) -> None:
    tables, by = small(), officer("office")
    register(tables, district)
    spring = (dt.date(2022, 1, 1), dt.date(2022, 7, 31))
    autumn = (dt.date(2022, 8, 1), dt.date(2022, 12, 31))
    wrong = taken(as_files(tables), district, by, period=autumn)
    assert "were issued from" in wrong.refusal["en"]
    first = taken(as_files(tables), district, by, period=spring)
    header, line = tables["reports"].splitlines(keepends=True)[:2]
    moved = with_line(header + line, 1, report_id="NEW", issued_at="2022-09-01T10:00:00", replaces="")
    later = tables | {"results": tables["results"].splitlines(keepends=True)[0], "reports": moved}
    second = taken(as_files(later), district, by, period=autumn)
    assert (first.state, second.state) == (HandInState.TAKEN, HandInState.TAKEN)
    assert LedgerPart.objects.current().count() == 2
    assert Hit.objects.filter(gone_run=None).exists()
    assert len(Run.objects.latest("started_at", "id").parts) == 2


def test_putting_one_aside_that_came_to_no_end(
    district: Unit, officer: MakeOfficer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bureau.jobs.services.enqueue", lambda _key: None)
    by = officer("office")
    handin = services.hand_in_ledger(files=as_files(small()), unit=district, by=by)
    assert services.check_again(handin=handin, by=by) == services.check_again(handin=handin, by=by)
    services.put_ledger_aside(handin=handin, by=by, reason="交错了")
    with pytest.raises(NotNow):
        services.put_ledger_aside(handin=handin, by=by, reason="交错了")
    handin.refresh_from_db()
    work_off()
    handin.refresh_from_db()
    assert handin.state == HandInState.PUT_ASIDE


def test_the_empty_workbook_can_be_read_again(district: Unit, officer: MakeOfficer) -> None:
    empty = SimpleUploadedFile("empty.xlsx", empty_workbook())
    handin = taken([empty], district, officer("office"))
    assert handin.state == HandInState.FAULTY
    assert "There is no report in it" in handin.refusal["en"]
