"""mingjian annex: the summary form of a unit as a file, filled from its dossiers."""

from __future__ import annotations

import datetime as dt
import os
import secrets
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from bureau.registry.roster.refusing import Said

if TYPE_CHECKING:
    from bureau.registry.annex import Annex

FORMATS = ("docx", "xlsx")
NO_DAY = Said("应为 2022-06-20 这样的日期。", "expected a day such as 2022-06-20.")
UNKNOWN = Said(
    "没有 {unit} 这个在用的单位；请给出行政区划代码（六位）或单位编号。",
    "There is no active unit {unit}; give its six-digit division code or its number.",
)
FOLDER = Said("{out} 是文件夹；请写明文件名。", "{out} is a folder; name the file.")
NO_FOLDER = Said("没有 {folder} 这个文件夹。", "There is no folder {folder}.")
SUFFIX = Said("{out} 的扩展名应为 .{kind}。", "The name of {out} should end in .{kind}.")
KINDS = Said("{out} 的扩展名应为 .docx 或 .xlsx。", "The name of {out} should end in .docx or .xlsx.")
UNWRITTEN = Said("{out} 没有写成：{reason}。", "{out} was not written: {reason}.")
NO_DATABASE = Said(
    "数据库还不能用：{reason}。请先用 mingjian serve 启动一次。",
    "The database cannot be used yet: {reason}. Start mingjian serve once.",
)
WRITTEN = Said("已写出 {out}：{counts} 家。", "Wrote {out}: {counts} bodies.")


def _day(_context: click.Context, _parameter: click.Parameter, text: str | None) -> dt.date | None:
    """The day that was typed."""
    try:
        return None if text is None else dt.date.fromisoformat(text)
    except ValueError:
        raise click.BadParameter(str(NO_DAY)) from None


@click.command(
    "annex",
    epilog="\b\n例 Examples:\n  mingjian annex --unit 150602 --out 汇总表.docx\n"
    "  mingjian annex --unit 150602 --on 2022-05-15 --format xlsx --out 汇总表.xlsx",
)
@click.option(
    "--unit", required=True, metavar="CODE", help="单位的行政区划代码或编号 Division code or number."
)
@click.option(
    "--out", required=True, metavar="FILE", type=click.Path(path_type=Path), help="写到 File to write."
)
@click.option("--format", "kind", type=click.Choice(FORMATS), help="缺省看扩展名 By the suffix unless given.")
@click.option(
    "--on", metavar="DATE", callback=_day, help="上报时间，缺省为今天 Day of the report, today unless given."
)
def annex_command(unit: str, out: Path, kind: str | None, on: dt.date | None) -> None:
    """导出检验检测机构基本情况汇总表。 Write the summary form of the bodies in a unit's district."""
    write = _writer(out, kind)
    annex = _filled(unit, on)
    try:
        _write_whole(lambda path: write(annex, path), out)
    except OSError as error:
        _refuse(UNWRITTEN.fill(out=out, reason=error.strerror or error))
    lines = (annex.public_institutions, annex.third_party, annex.other_province, annex.multi_domain)
    click.echo(str(WRITTEN.fill(out=out, counts=" / ".join(str(len(part)) for part in lines))), err=True)


def _writer(out: Path, kind: str | None) -> Callable[[Annex, Path], None]:
    """What writes this kind of file, after a look at where it is to go."""
    from bureau.registry.annex import write_docx, write_xlsx  # noqa: PLC0415 - other commands do without

    suffix = out.suffix.lower().removeprefix(".")
    if out.is_dir():
        _refuse(FOLDER.fill(out=out))
    if not out.parent.is_dir():
        _refuse(NO_FOLDER.fill(folder=out.parent))
    if suffix not in FORMATS and kind is None:
        _refuse(KINDS.fill(out=out))
    if kind is not None and suffix != kind:
        _refuse(SUFFIX.fill(out=out, kind=kind))
    return {"docx": write_docx, "xlsx": write_xlsx}[suffix]


def _filled(code: str, on: dt.date | None) -> Annex:
    """The form from the dossiers, in Chinese whatever the language of the terminal: it is an official document."""
    from bureau.console.boot import start_django  # noqa: PLC0415 - other commands do without

    start_django()
    from django.db import DatabaseError  # noqa: PLC0415 - after Django is set up
    from django.utils import translation  # noqa: PLC0415 - as above

    from bureau.kernel import clock  # noqa: PLC0415 - as above
    from bureau.people.models import Unit  # noqa: PLC0415 - as above
    from bureau.registry.selectors import annex_of_unit  # noqa: PLC0415 - as above

    units = Unit.objects.active()
    try:
        # A section or a station has its district's code, and stands below it in the tree.
        unit = units.filter(division=code).order_by("path").first() or units.filter(reference=code).first()
        if unit is None:
            _refuse(UNKNOWN.fill(unit=code))
        with translation.override("zh-hans"):
            return annex_of_unit(unit, on or clock.today())
    except DatabaseError as error:
        _refuse(NO_DATABASE.fill(reason=error))


def _write_whole(write: Callable[[Path], None], out: Path) -> None:
    """Write beside the place and move there at the end: whoever looks sees the old file or the new one, whole."""
    beside = out.with_name(f".{out.name}.{secrets.token_hex(4)}")
    try:
        write(beside)
        with beside.open("rb") as file:
            os.fsync(file.fileno())
        beside.replace(out)
    finally:
        beside.unlink(missing_ok=True)


def _refuse(said: Said) -> NoReturn:
    click.echo(str(said), err=True)
    sys.exit(2)
