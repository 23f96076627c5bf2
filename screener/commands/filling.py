"""mingjian ledger template and convert: the workbook for those without an export, and the ledger that becomes of it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from screener.commands.progress import shown_progress
from screener.ledger.faults import FAULT_LIMIT, Refused
from screener.ledger.filled.checking import converted, is_filled
from screener.ledger.filled.mappings import nothing_chosen, read_mapping
from screener.ledger.filled.template import write_template
from screener.ledger.intake import Effort
from screener.ledger.workplaces import replacing, workplace
from screener.phrases import Phrase

PLACE = click.Path(path_type=Path)
CONVERT = """\b
例 Examples:
  mingjian ledger convert 报告台账.xlsx --out LEDGER
  mingjian ledger convert institutions.csv reports.csv results.csv --out LEDGER
  mingjian ledger convert 机构导出.xlsx --mapping columns.json --out LEDGER
"""
TEMPLATE = """\b
例 Examples:
  mingjian ledger template --out 报告台账.xlsx
  mingjian ledger template --supplementary --out 报告台账和补充表.xlsx
"""
TAKEN = Phrase(
    "{out} 已经存在，没有动它；请另选位置。", "{out} exists and was not touched; choose another place."
)


@click.command("template", epilog=TEMPLATE)
@click.option("--out", required=True, type=PLACE, help="工作簿 The workbook to write.")
@click.option(
    "--supplementary",
    is_flag=True,
    help="连同补充表 With the supplementary tables: samples, attendance, logs, files, vehicles and so on.",
)
def template(out: Path, *, supplementary: bool) -> None:
    """生成填报用的工作簿。 Write the workbook for institutions that have no export."""
    if out.suffix.lower() != ".xlsx":
        raise Refused(Phrase(f"文件名应以 .xlsx 结尾：{out}", f"The name must end in .xlsx: {out}"))
    if out.exists() or out.is_symlink():
        raise Refused(TAKEN.fill(out=out))
    with workplace(".mingjian-", out.resolve().parent) as work:
        made = work / out.name
        with made.open("wb") as file:
            write_template(file, supplementary=supplementary)
        made.rename(out)
    click.echo(Phrase("填报工作簿：{out}", "Workbook to fill in: {out}").fill(out=out))


@click.command("convert", epilog=CONVERT)
@click.argument("sources", metavar="FILE...", type=PLACE, nargs=-1, required=True)
@click.option("--out", required=True, type=PLACE, help="台账文件夹 The folder of the ledger.")
@click.option("--mapping", type=PLACE, help="列对照文件（JSON） Which of their columns is which of ours.")
@click.option("--max-faults", type=click.IntRange(1), default=FAULT_LIMIT, show_default=True,
              help="最多列出几处错误 How many faults are listed.")  # fmt: skip
def convert(sources: tuple[Path, ...], out: Path, mapping: Path | None, max_faults: int) -> None:
    """把填好的工作簿或 CSV 转成台账。 Turn a filled workbook or CSV files into a ledger folder."""
    chosen = nothing_chosen if mapping is None else read_mapping(mapping)
    with replacing(out, _refuse_existing) as target, shown_progress() as progress:
        effort = Effort(_cores(), fault_limit=max_faults, progress=progress)
        with converted(sources, target, effort, chosen=chosen) as folder:
            tables = len({file.split(".")[0].removesuffix("_wide") for file in folder.places})
    click.echo(Phrase("台账：{out}（{n} 张表）", "Ledger: {out} ({n} tables)").fill(out=out, n=tables))


@contextmanager
def as_ledger(source: Path, effort: Effort) -> Iterator[Path]:
    """The ledger folder that a workbook or CSV file makes; a folder is one already."""
    if not is_filled(source):
        yield source
        return
    with workplace("mingjian-", Path(tempfile.gettempdir())) as work:
        root = work / "ledger"
        root.mkdir()
        with converted([source], root, effort):
            yield root


def _cores() -> int:
    return min(os.cpu_count() or 1, 8)


def _refuse_existing(out: Path) -> None:
    """An empty folder may be replaced; anything else stays."""
    if out.is_dir() and not any(out.iterdir()):
        return
    if out.exists() or out.is_symlink():
        raise Refused(TAKEN.fill(out=out))
