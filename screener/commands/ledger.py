"""mingjian ledger check, sample and archive, and the two commands of filling one in."""

from __future__ import annotations

import os
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import click

from screener.commands.filling import as_ledger, convert, template
from screener.commands.progress import shown_progress
from screener.commands.screening import FOLDER
from screener.commands.sizes import Size
from screener.ledger.archive import open_archive
from screener.ledger.cache import unchanged
from screener.ledger.faults import FAULT_LIMIT, Refused, shown
from screener.ledger.intake import DEFAULT_MEMORY, Effort, take_in
from screener.ledger.package import open_package
from screener.ledger.sample import SUPPLEMENTED, write_sample
from screener.ledger.workplaces import replacing, workplace
from screener.phrases import Phrase


@click.group("ledger", epilog="\b\n例 Example:\n  mingjian ledger check LEDGER")
def ledger() -> None:
    """检查、填报、转换、存档报告台账。 Check, fill in, convert, sample and archive report ledgers."""


ledger.add_command(template)
ledger.add_command(convert)


@ledger.command("check", epilog="\b\n例 Example:\n  mingjian ledger check LEDGER --max-faults 500")
@click.argument("source", metavar="LEDGER|WORKBOOK", type=FOLDER)
@click.option("--max-faults", type=click.IntRange(1), default=FAULT_LIMIT, show_default=True,
              help="最多列出几处错误 How many faults are listed.")  # fmt: skip
def check(source: Path, max_faults: int) -> None:
    """检查台账是否合格式，不筛查。 Check that a ledger keeps to the format, without screening it."""
    with (
        workplace("mingjian-", Path(tempfile.gettempdir())) as work,
        shown_progress() as progress,
        as_ledger(source, effort := Effort(_cores(), fault_limit=max_faults, progress=progress)) as folder,
    ):
        target = work / "archive"
        target.mkdir()
        package = open_package(folder)
        with unchanged(package):
            manifest = take_in(package, target, effort)
    for name, rows in manifest["rows_read"].items():
        note = Phrase("（没有这张表）", " (absent)") if name in manifest["absent_tables"] else ""
        click.echo(f"{name}: {rows:,}{note}")
    for item in manifest["dangling"]:
        said = Phrase("{rows:,} 行指向不存在的 {target}", "{rows:,} rows point to no {target}")
        click.echo(f"{item['table']}.{item['column']}: {said.fill(**item)}")
    for item in manifest["warnings"]:
        said = Phrase(item["message_zh"], item["message"])
        click.echo(
            f"{item['table']}.{item['column']}: {said} {', '.join(map(shown, item['examples'][:3]))}".rstrip()
        )
    click.echo(Phrase("台账合格式。", "The ledger keeps to the format."))


@ledger.command("archive", epilog="\b\n例 Example:\n  mingjian ledger archive LEDGER --out ARCHIVE")
@click.argument("source", metavar="LEDGER", type=FOLDER)
@click.option("--out", required=True, type=FOLDER, help="存档文件夹 The folder of the archive.")
@click.option(
    "--threads", type=click.IntRange(1, 256), help="线程数 Number of threads (default: one a core)."
)
@click.option("--memory", type=Size(), default=DEFAULT_MEMORY, help="内存上限 Memory that reading may hold.")
@click.option("--max-faults", type=click.IntRange(1), default=FAULT_LIMIT, show_default=True,
              help="最多列出几处错误 How many faults are listed.")  # fmt: skip
def archive(source: Path, out: Path, threads: int | None, memory: int, max_faults: int) -> None:
    """把台账整理成存档，供反复筛查。 Cut a ledger into an archive that can be screened again and again."""
    package = open_package(source)
    with replacing(out, _refuse_existing) as target, shown_progress() as progress:
        effort = Effort(threads or _cores(), memory, fault_limit=max_faults, progress=progress)
        with unchanged(package):
            manifest = take_in(package, target, effort)
        open_archive(target)
    said = Phrase("已存档 {rows:,} 条结果：{out}", "Archived {rows:,} results: {out}")
    click.echo(said.fill(rows=manifest["rows_read"]["results"], out=out))


@ledger.command(
    "sample", epilog="\b\n例 Example:\n  mingjian ledger sample --out LEDGER --results 30000 --seed 1"
)
@click.option("--out", required=True, type=FOLDER, help="台账文件夹 The folder of the ledger.")
@click.option(
    "--results", type=click.IntRange(1, 10**9), default=30_000, show_default=True, help="结果条数 Results."
)
@click.option(
    "--institutions",
    type=click.IntRange(1, 10**6),
    default=12,
    show_default=True,
    help="机构数 Institutions.",
)
@click.option(
    "--seed", type=click.IntRange(0, 2**32 - 1), default=1, show_default=True, help="随机种子 Seed."
)
@click.option("--format", "file_format", type=click.Choice(["csv", "parquet"]), default="csv", show_default=True,
              help="文件格式 File format.")  # fmt: skip
@click.option("--honest", is_flag=True, help="不埋设问题 Plant no faults.")
@click.option("--supplementary/--no-supplementary", default=None,
              help="补充表；一百万条以内默认写 Supplementary tables (default: up to 1,000,000 results).")  # fmt: skip
@click.option("--beside", type=FOLDER,
              help="另写先前的台账和登记信息 Also write an earlier hand-in and a reference here.")  # fmt: skip
def sample(out: Path, *, honest: bool, supplementary: bool | None, beside: Path | None, **shape: Any) -> None:
    """生成虚构的样例台账，默认埋设各类问题。 Write a fictional ledger, with faults of every rule planted in it."""
    if supplementary is None:
        supplementary = shape["results"] <= SUPPLEMENTED
    with ExitStack() as held:
        target = held.enter_context(replacing(out, _refuse_existing))
        also = held.enter_context(replacing(beside, _refuse_existing)) if beside else None
        progress = held.enter_context(shown_progress())
        write_sample(
            target, planted=not honest, supplementary=supplementary, beside=also, progress=progress, **shape
        )
    click.echo(
        Phrase("样例台账（全部虚构）：{out}", "Sample ledger (all of it fictional): {out}").fill(out=out)
    )


def _cores() -> int:
    return min(os.cpu_count() or 1, 8)


def _refuse_existing(out: Path) -> None:
    """An empty folder may be replaced; anything else stays."""
    if out.is_dir() and not any(out.iterdir()):
        return
    if out.exists() or out.is_symlink():
        raise Refused(
            Phrase(
                f"{out} 已经存在，没有动它；请另选位置。",
                f"{out} exists and was not touched; choose another place.",
            )
        )
