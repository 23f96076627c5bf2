"""mingjian annex: the form of a unit as a file, whole or not at all, and one sentence when it cannot be."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.db import OperationalError

from bureau.console.commands.annex import annex_command
from bureau.kernel import clock
from bureau.people.models import Unit
from bureau.registry import selectors
from bureau.registry.annex import Annex, Line, read_annex

pytestmark = pytest.mark.django_db


def run(*words: object) -> Result:
    return CliRunner().invoke(annex_command, [str(word) for word in words])


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Unit, dt.date]]:
    """What the selector was asked; it answers with one body."""
    calls: list[tuple[Unit, dt.date]] = []

    def annex_of_unit(unit: Unit, on: dt.date) -> Annex:
        calls.append((unit, on))
        return Annex(unit.name, on, (), (Line("云川检测有限公司"),))

    monkeypatch.setattr(selectors, "annex_of_unit", annex_of_unit)
    return calls


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_from_the_dossiers(kind: str, district: Unit, tmp_path: Path) -> None:
    out = tmp_path / f"汇总表.{kind}"
    done = run("--unit", district.division, "--on", "2022-05-15", "--out", out)
    assert (done.exit_code, done.stdout) == (0, "")
    assert read_annex(out).reported_on == dt.date(2022, 5, 15)
    assert "0 / 0 / 0 / 0" in done.stderr
    assert list(tmp_path.iterdir()) == [out]


def test_today_is_the_clocks(district: Unit, asked: list[tuple[Unit, dt.date]], tmp_path: Path) -> None:
    with clock.standing_at("2022-06-20"):
        assert run("--unit", district.reference, "--out", tmp_path / "a.DOCX").exit_code == 0
    assert asked == [(district, dt.date(2022, 6, 20))]


def test_a_code_is_the_districts_not_its_stations(
    station: Unit, section: Unit, district: Unit, asked: list[tuple[Unit, dt.date]], tmp_path: Path
) -> None:
    assert run("--unit", "150699", "--format", "xlsx", "--out", tmp_path / "a.xlsx").exit_code == 0
    assert [unit for unit, _ in asked] == [district]


def test_an_unknown_unit(district: Unit, tmp_path: Path) -> None:
    done = run("--unit", "999999", "--out", tmp_path / "a.docx")
    assert done.exit_code == 2
    assert done.stderr == "没有 999999 这个在用的单位；请给出行政区划代码（六位）或单位编号。\n"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--out", "."], "文件夹"),
        (["--out", "nowhere/a.docx"], "没有 nowhere 这个文件夹"),
        (["--out", "a.pdf"], "应为 .docx 或 .xlsx"),
        (["--out", "a"], "应为 .docx 或 .xlsx"),
        (["--out", "a.xlsx", "--format", "docx"], "应为 .docx。"),
        (["--out", "a.docx", "--on", "yesterday"], "2022-06-20"),
        (["--out", "a.docx", "--format", "pdf"], "pdf"),
    ],
)
def test_what_cannot_be(
    words: list[str], said: str, district: Unit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("--unit", district.division, *words)
    assert done.exit_code == 2
    assert said in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_write_that_fails_leaves_the_old_file(
    district: Unit, asked: list[tuple[Unit, dt.date]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    out = tmp_path / "a.xlsx"
    out.write_text("old", encoding="utf-8")
    monkeypatch.setattr("bureau.console.commands.annex.os.fsync", full)
    done = run("--unit", district.division, "--out", out)
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
    assert "没有写成" in done.stderr
    assert [(path.name, path.read_text(encoding="utf-8")) for path in tmp_path.iterdir()] == [
        ("a.xlsx", "old")
    ]


def test_a_database_that_is_not_there(
    district: Unit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise OperationalError("no such table: registry_institution")

    monkeypatch.setattr(selectors, "annex_of_unit", broken)
    done = run("--unit", district.division, "--out", tmp_path / "a.docx")
    assert done.exit_code == 2
    assert "no such table" in done.stderr


def test_it_is_chinese_whatever_the_terminals_language(
    district: Unit, asked: list[tuple[Unit, dt.date]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.utils import translation

    seen: list[str | None] = []

    def annex_of_unit(unit: Unit, on: dt.date) -> Annex:
        seen.append(translation.get_language())
        return Annex(unit.name, on)

    monkeypatch.setattr(selectors, "annex_of_unit", annex_of_unit)
    with translation.override("en"):
        assert run("--unit", district.division, "--out", tmp_path / "a.docx").exit_code == 0
    assert seen == ["zh-hans"]
