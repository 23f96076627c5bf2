"""A table of the calendar is entered in the trail when it is loaded, and when it was put there by hand."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from bureau.console.commands.calendar import calendar_group
from bureau.law.models import CalendarTable
from bureau.law.selectors.closures import calendar_of
from bureau.law.services import notice_calendar
from bureau.trail.models import Entry
from bureau.trail.verify import verify

if TYPE_CHECKING:
    from bureau.people.models import Unit

SHUT = '[["停办"]]\n"自" = 2022-05-17\n"至" = 2022-05-18\n"事由" = "疫情防控"\n"凭证" = "第3号通告"\n'
pytestmark = [pytest.mark.django_db, pytest.mark.db]


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of data with a database: the tests' own."""
    monkeypatch.setenv("MINGJIAN_DATA", str(tmp_path))
    monkeypatch.setenv("MINGJIAN_LANG", "en")
    monkeypatch.delenv("DATABASE_URL", raising=False)
    (tmp_path / "mingjian.sqlite3").touch()
    return tmp_path


def load(path: Path, *words: str) -> tuple[int, str]:
    done = CliRunner().invoke(calendar_group, ["load", str(path), *words])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.output


def test_loading_is_told_by_the_trail_with_the_text_and_a_name(
    office: Path, district: Unit, station: Unit
) -> None:
    table = office / "table.toml"
    table.write_text(SHUT.replace("\n", f'\n"单位" = ["{station.short_name}"]\n', 1), encoding="utf-8")
    status, said = load(table, "--by", "王敏")
    assert status == 0
    row = CalendarTable.objects.get()
    assert f"Entered in the trail: 王敏, {row.reference}" in said
    assert (row.text, row.loaded_by, row.by_hand) == (table.read_text(encoding="utf-8"), "王敏", False)
    entry = Entry.objects.get(move="load_calendar")
    assert (entry.reference, entry.reason) == (row.reference, "王敏")
    assert load(table)[0] == 0
    assert CalendarTable.objects.count() == 1
    day = dt.date(2022, 5, 17)
    assert not calendar_of(station).kind_of(day).works
    assert calendar_of(district).kind_of(day).works
    assert verify().discrepancies == ()


def test_a_unit_that_nobody_knows_is_refused_and_nothing_is_written(office: Path, station: Unit) -> None:
    table = office / "table.toml"
    table.write_text(SHUT.replace("\n", '\n"单位" = ["城外所"]\n', 1), encoding="utf-8")
    status, said = load(table)
    assert (status, "There is no unit 城外所" in said) == (2, True)
    assert not (office / "calendar.toml").exists()
    assert not CalendarTable.objects.exists()


def test_a_table_put_there_by_hand_is_noticed_once(office: Path) -> None:
    assert notice_calendar() is None
    (office / "calendar.toml").write_text(SHUT, encoding="utf-8")
    found = notice_calendar()
    assert found is not None
    assert found.by_hand
    assert notice_calendar() is None
    (office / "calendar.toml").write_text("年", encoding="utf-8")
    assert notice_calendar() is None
    assert Entry.objects.filter(move="notice_calendar").count() == 1
