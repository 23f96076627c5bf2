"""An archive gives the same run as its ledger; one that is damaged or of another version is refused."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

import pytest

from screener import Refused, screen
from screener.ledger.archive import MANIFEST, VERSION, is_archive
from screener.ledger.tables import TABLES
from tests.screener.handins import hand_in, run, tree, with_cell

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MINGJIAN_DATA", str(tmp_path / "data"))
    ledger = hand_in(tmp_path / "ledger", results=with_cell("results", 1, "raw_record", ""))
    assert run(monkeypatch, "en", "ledger", "archive", ledger, "--out", tmp_path / "archive") == (0, "")
    return tmp_path / "archive"


def _said(archive: Path, monkeypatch: pytest.MonkeyPatch, *more: str) -> str:
    """The refusal, in English; nothing may have been written and the Chinese must be there too."""
    out = archive.parent / "out"
    before = tree(archive)
    status, chinese = run(monkeypatch, "zh", "screen", archive, "--out", out, *more)
    assert (status, chinese.startswith("存档 ")) == (2, True)
    status, english = run(monkeypatch, "en", "screen", archive, "--out", out, *more)
    assert status == 2
    assert len(english.splitlines()) == 1
    assert "make it again with mingjian ledger archive" in english
    assert tree(archive) == before
    assert not out.exists()
    return english


def _alter(archive: Path, **changed: object) -> None:
    manifest: dict[str, Any] = json.loads((archive / MANIFEST).read_text(encoding="utf-8"))
    manifest.update(changed)
    manifest = {name: value for name, value in manifest.items() if value is not None}
    (archive / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")


def test_an_archive_gives_what_its_ledger_gives(archive: Path, tmp_path: Path) -> None:
    from_ledger = screen(tmp_path / "ledger", tmp_path / "one")
    from_archive = screen(archive, tmp_path / "two")
    for name in ("ran_at", "seconds"):
        del from_ledger[name], from_archive[name]
    assert from_archive == from_ledger
    assert from_archive["by_rule"]["raw.missing"] == 1
    for name in ("hits", "outcomes", "reports", "institutions"):
        file = f"{name}.parquet"
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()


def test_an_archive_is_no_ledger(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert is_archive(archive)
    status, message = run(monkeypatch, "en", "ledger", "check", archive)
    assert (status, "holds no datapackage.json" in message) == (2, True)


def test_other_tables_are_another_version() -> None:
    """An archive that an earlier program kept would lack a table or a column, and be called damaged."""
    shape = [
        (name, [(column.name, column.type.value) for column in table.columns])
        for name, table in TABLES.items()
    ]
    known = hashlib.sha256(repr(shape).encode()).hexdigest()[:12]
    assert (VERSION, known) == (5, "19baa4d0938c"), "raise VERSION, then write both down here"


@pytest.mark.parametrize("version", [0, VERSION - 1, VERSION + 1, str(VERSION), None, {"n": ["\n"] * 100}])
def test_another_version(version: object, archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _alter(archive, version=version)
    assert "this program uses" in _said(archive, monkeypatch)


def test_another_programs_archive(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _alter(archive, format="tarball")
    assert f"has version tarball {VERSION}" in _said(archive, monkeypatch)


@pytest.mark.parametrize("manifest", ["", "{", "[]", "7", "null", '"x"', "[" * 100_000, "\udc80\udcff"])
def test_a_manifest_of_nonsense(manifest: str, archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (archive / MANIFEST).write_bytes(manifest.encode("utf-8", "surrogateescape"))
    assert "incomplete or damaged" in _said(archive, monkeypatch)


@pytest.mark.parametrize(
    ("entry", "value"),
    [
        ("buckets", None),
        ("buckets", 3),
        ("shared_people", {"a": 1}),
        ("files", ["chains.arrow"]),
        ("files", {"../ledger/results.csv": 1}),
        ("files", {"chains.arrow": "994"}),
        ("absent_tables", None),
        ("files_sha256", 7),
        ("shared", "no"),
    ],
)
def test_a_manifest_with_an_entry_of_nonsense(
    entry: str, value: object, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _alter(archive, **{entry: value})
    assert "incomplete or damaged" in _said(archive, monkeypatch)


@pytest.mark.parametrize("lost", [True, False])
def test_any_file_missing_or_cut(lost: bool, archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = [name for name, content in tree(archive).items() if content is not None and name != MANIFEST]
    assert len(files) > 20
    for name in files:
        whole = (archive / name).read_bytes()
        if lost:
            (archive / name).unlink()
        else:
            (archive / name).write_bytes(whole[:-1])
        with pytest.raises(Refused) as refused:
            screen(archive, archive.parent / "out")
        assert name in refused.value.message.en
        assert "incomplete or damaged" in refused.value.message.en
        (archive / name).write_bytes(whole)
    assert screen(archive, archive.parent / "out")["by_rule"]["raw.missing"] == 1


def test_contents_that_changed_are_found_on_request(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    results = archive / "texts" / "00000.results.arrow"
    results.write_bytes(results.read_bytes().replace(b"T2", b"T8"))
    assert "SHA-256" in _said(archive, monkeypatch, "--verify")
    results.write_bytes(results.read_bytes().replace(b"T8", b"T2"))
    assert run(monkeypatch, "en", "screen", archive, "--out", archive.parent / "out", "--verify") == (0, "")


@pytest.mark.parametrize("kind", ["results", "reports", "words", "tables", "texts", "chains.arrow"])
def test_contents_overwritten_never_end_in_a_traceback(
    kind: str, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever stands there, the run says that the archive is damaged, or does not need what was overwritten."""
    for name, content in tree(archive).items():
        if name.startswith(kind) and content is not None:
            middle = len(content) // 3
            (archive / name).write_bytes(content[:middle] + b"\x7f" * middle + content[2 * middle :])
    status, message = run(monkeypatch, "en", "screen", archive, "--out", archive.parent / "out")
    assert status in (0, 2)
    if status == 2:
        assert "is incomplete or damaged; make it again with mingjian ledger archive" in message
        assert not (archive.parent / "out").exists()


def test_an_archive_of_a_spoiled_ledger_is_not_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger = hand_in(tmp_path / "ledger", results=with_cell("results", 1, "value", "?"))
    status, message = run(monkeypatch, "en", "ledger", "archive", ledger, "--out", tmp_path / "a" / "archive")
    assert (status, "data row 1, value = '?'" in message) == (2, True)
    assert [path.name for path in tmp_path.iterdir()] == ["ledger"]
