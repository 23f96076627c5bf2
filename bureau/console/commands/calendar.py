"""mingjian calendar: the office's own table of holidays, make-up days and closures, laid over the published one."""

from __future__ import annotations

import getpass
import os
import secrets
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bureau.console.commands.phrases import Phrase, language_option, stop, tell

if TYPE_CHECKING:
    from bureau.kernel.calendars import Calendar

RIGHT = Phrase("可以使用：{said}。", "It can be used: {said}.")
LOADED = Phrase("已载入 {place}：{said}。", "Loaded into {place}: {said}.")
KEPT = Phrase("原来的一份存为 {place}。", "What was there is kept as {place}.")
SAID = Phrase(
    "{years}；放假 {holidays} 天，调休上班 {make_ups} 天，本地停办 {closures} 天",
    "{years}; {holidays} holidays, {make_ups} make-up days, {closures} days shut",
)
YEAR = Phrase("{year} 年（{announced}）", "{year} ({announced})")
NO_YEAR = Phrase("没有新的年份", "no new year")
DIFFERS = Phrase(
    "注意：{day} 与程序自带的放假安排不同，将以这份为准。",
    "Mind: {day} differs from the calendar of the program; this table goes first.",
)
DROPPED = Phrase(
    "已载入的 {year} 年不在这份文件里；文件应写全部年份和停办，请补上再载入。",
    "{year}, which is loaded, is not in this file; a file holds every year and closure: add it and load again.",
)
KNOWN = Phrase("放假安排已知的年份：{first} 至 {last}。", "The calendar is known from {first} to {last}.")
NO_TABLE = Phrase("本单位没有载入自己的放假安排。", "The office has loaded no table of its own.")
NO_UNITS = Phrase(
    "放假安排里的单位没有：{units}。请按本系统里的单位名称或简称写。",
    "There is no unit {units}; write units by their name or short name in this office.",
)
IN_TRAIL = Phrase("已写入留痕：{by}，{reference}。", "Entered in the trail: {by}, {reference}.")
NOT_IN_TRAIL = Phrase(
    "这里还没有数据库；mingjian serve 第一次运行时写入留痕。",
    "There is no database here yet; it is entered in the trail when mingjian serve first runs.",
)
UNWRITTEN = Phrase("没有写成：{reason}。", "It was not written: {reason}.")


@click.group(
    "calendar",
    epilog="\b\n例 Examples:\n  mingjian calendar check 放假安排.toml\n  mingjian calendar load 放假安排.toml",
)
def calendar_group() -> None:
    """载入新一年的放假安排和本地停办。 Load the calendar of a new year, and days on which the office was shut."""


@calendar_group.command("check", epilog="\b\n例 Example:\n  mingjian calendar check 放假安排.toml")
@click.argument("file", type=click.Path(path_type=Path))
@language_option
def check_command(file: Path) -> None:
    """检查一份放假安排，不载入。 Check a table without loading it."""
    tell(RIGHT.with_(said=_said(_read(file))))


@calendar_group.command("load", epilog="\b\n例 Example:\n  mingjian calendar load 放假安排.toml")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--by", metavar="NAME", help="载入人 Whoever loads it; the login name unless given.")
@language_option
def load_command(file: Path, by: str | None) -> None:
    """检查并载入一份放假安排；原来的一份留存，写入留痕。 Check a table and put it in force; the trail names it.

    What was there is kept.
    """
    from bureau.kernel.calendars import place  # noqa: PLC0415 - other commands do without

    table, target = _read(file), place()
    if target.exists():
        for year in sorted(_read(target).years.keys() - table.years.keys()):
            stop(DROPPED.with_(year=year))
    try:
        kept, told = _load(file.read_bytes(), table, target, by or getpass.getuser())
    except OSError as error:
        stop(UNWRITTEN.with_(reason=error.strerror or error))
    tell(LOADED.with_(place=target, said=_said(table)))
    tell(told)
    if kept is not None:
        tell(KEPT.with_(place=kept))


def _load(content: bytes, table: Calendar, target: Path, by: str) -> tuple[Path | None, Phrase]:
    """Write it, and enter it in the trail in the same transaction; what was kept, and what is said of the trail."""
    from bureau.console.boot import insist_on_database, is_installed, start_django  # noqa: PLC0415 - other commands do without

    if not is_installed(target.parent):
        return _put(content, target), NOT_IN_TRAIL
    start_django()
    insist_on_database()
    from bureau.law.selectors.closures import unknown_units  # noqa: PLC0415 - after Django is set up
    from bureau.law.services import load_calendar  # noqa: PLC0415 - as above
    from bureau.law.services.calendars import reference_of  # noqa: PLC0415 - as above

    strange = unknown_units(table)
    if strange:
        stop(NO_UNITS.with_(units="、".join(strange)))
    kept: list[Path | None] = []
    load_calendar(content=content, table=table, by=by, put=lambda: kept.append(_put(content, target)))
    return kept[0], IN_TRAIL.with_(by=by, reference=reference_of(content))


@calendar_group.command("show", epilog="\b\n例 Example:\n  mingjian calendar show")
@language_option
def show_command() -> None:
    """显示到哪一年为止能推算。 Show up to which year periods can be counted."""
    from bureau.kernel.calendars import place  # noqa: PLC0415 - other commands do without

    target = place()
    table = _read(target) if target.exists() else None
    tell(RIGHT.with_(said=_said(table)) if table else NO_TABLE)
    known = [year for year in range(2000, 2100) if (table or _published()).knows(year)]
    tell(KNOWN.with_(first=known[0], last=known[-1]))


def _published() -> Calendar:
    from bureau.kernel.calendars import PUBLISHED  # noqa: PLC0415 - other commands do without

    return PUBLISHED


def _read(file: Path) -> Calendar:
    from bureau.kernel.calendars import read_calendar  # noqa: PLC0415 - other commands do without
    from bureau.kernel.entries import Refused  # noqa: PLC0415 - as above

    try:
        table = read_calendar(file)
    except Refused as refused:
        stop(refused.phrase)
    for day in table.differs():
        click.echo(str(DIFFERS.with_(day=day)), err=True)
    return table


def _said(table: Calendar) -> Phrase:
    years = [YEAR.with_(year=year, announced=text) for year, text in sorted(table.years.items())] or [NO_YEAR]
    return SAID.with_(
        years=Phrase("、".join(one.zh for one in years), ", ".join(one.en for one in years)),
        holidays=len(table.holidays),
        make_ups=len(table.make_ups),
        closures=len({day for days in (table.closures, *table.local.values()) for day in days}),
    )


def _put(content: bytes, target: Path) -> Path | None:
    """Write beside the place and move there: whoever counts meanwhile reads the old table or the new one, whole."""
    from bureau.kernel import clock  # noqa: PLC0415 - other commands do without

    target.parent.mkdir(parents=True, exist_ok=True)
    kept = None
    if target.exists() and target.read_bytes() != content:
        kept = target.with_name(f"calendar-{clock.now():%Y%m%dT%H%M%S}-{secrets.token_hex(2)}.toml")
        os.link(target, kept)
    beside = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    try:
        with beside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
    return kept
