"""mingjian calendar: a table is checked, put in force whole, and what was there is kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from bureau.console.commands.calendar import calendar_group
from bureau.console.commands.due import due_command

# Invented, for a year that no calendar knows.
YEAR = """\
[["年"]]
"年份" = 2090
"文件" = "通知第1号"
"放假" = [
    { "名" = "元旦", "自" = 2090-01-01, "至" = 2090-01-03 },
    { "名" = "春节", "自" = 2090-01-31, "至" = 2090-02-06 },
    { "名" = "清明节", "自" = 2090-04-03, "至" = 2090-04-05 },
    { "名" = "劳动节", "自" = 2090-05-01, "至" = 2090-05-05 },
    { "名" = "端午节", "自" = 2090-06-03, "至" = 2090-06-05 },
    { "名" = "中秋节", "自" = 2090-09-10, "至" = 2090-09-12 },
    { "名" = "国庆节", "自" = 2090-10-01, "至" = 2090-10-07 },
]
"上班" = [2090-05-06]
"""
SHUT = '[["停办"]]\n"自" = 2022-05-17\n"至" = 2022-05-18\n"事由" = "疫情防控"\n"凭证" = "第3号通告"\n'


@pytest.fixture(autouse=True)
def office(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("MINGJIAN_LANG", "en")
    monkeypatch.setenv("MINGJIAN_DATA", str(tmp_path / "office"))
    monkeypatch.delenv("DATABASE_URL", raising=False)  # a folder of data without a database
    return tmp_path / "office"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "table.toml"
    path.write_text(YEAR, encoding="utf-8")
    return path


def run(*words: str | Path) -> tuple[int, str]:
    done = CliRunner().invoke(calendar_group, [str(one) for one in words])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.output


def due(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(due_command, words)
    return done.exit_code, done.output


def test_a_year_is_refused_until_its_table_is_loaded(table: Path, office: Path) -> None:
    assert due("2090-04-28", "5wd")[0] == 2
    status, said = run("check", table)
    assert (status, office.exists()) == (0, False)
    assert "It can be used: 2090 (通知第1号); 31 holidays, 1 make-up days, 0 days shut." in said
    status, said = run("load", table)
    assert status == 0
    assert "entered in the trail when mingjian serve first runs" in said
    assert (office / "calendar.toml").read_text(encoding="utf-8") == YEAR
    assert due("2090-04-28", "1wd")[1].startswith("2090-05-06 ")


def test_a_table_with_a_fault_changes_nothing(table: Path, office: Path) -> None:
    run("load", table)
    table.write_text(YEAR.replace("2090-05-06", "2090-05-08"), encoding="utf-8")
    for word in ("check", "load"):
        status, said = run(word, table)
        assert status == 2
        assert "table.toml 年 1: 2090-05-08 is a weekday" in said
    assert (office / "calendar.toml").read_text(encoding="utf-8") == YEAR


def test_what_was_there_is_kept(table: Path, office: Path) -> None:
    run("load", table)
    table.write_text(YEAR + SHUT, encoding="utf-8")
    status, said = run("load", table)
    assert status == 0
    assert "What was there is kept as" in said
    kept = [one for one in office.iterdir() if one.name != "calendar.toml"]
    assert [one.read_text(encoding="utf-8") for one in kept] == [YEAR]
    assert due("2022-05-16", "15wd")[1].startswith("2022-06-09 ")
    assert "is kept as" not in run("load", table)[1]


def test_a_year_cannot_be_lost_by_loading_another(table: Path, office: Path) -> None:
    run("load", table)
    table.write_text(SHUT, encoding="utf-8")
    status, said = run("load", table)
    assert status == 2
    assert "2090, which is loaded, is not in this file" in said
    assert (office / "calendar.toml").read_text(encoding="utf-8") == YEAR


def test_a_difference_from_the_published_calendar_is_said(table: Path) -> None:
    text = YEAR.replace("2090", "2022").replace("2022-05-06", "2022-05-07")
    table.write_text(text, encoding="utf-8")
    status, said = run("check", table)
    assert status == 0
    assert "2022-05-05 differs from the calendar of the program" in said
    assert "no new year" not in said


def test_show(table: Path) -> None:
    status, said = run("show")
    assert status == 0
    assert "no table of its own" in said
    assert "known from 2004 to" in said
    table.write_text(SHUT, encoding="utf-8")
    run("load", table)
    assert "no new year; 0 holidays, 0 make-up days, 2 days shut" in run("show")[1]
    table.write_text(YEAR + SHUT, encoding="utf-8")
    run("load", table)
    assert "to 2090" in run("show")[1]


def test_a_folder_that_cannot_be_written(table: Path, office: Path) -> None:
    office.write_text("a file where the folder should be", encoding="utf-8")
    status, said = run("load", table)
    assert status == 2
    assert "It was not written" in said
    assert office.is_file()
