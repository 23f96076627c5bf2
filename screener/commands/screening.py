"""mingjian screen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from screener.commands.filling import as_ledger
from screener.commands.progress import shown_progress
from screener.commands.sizes import Size
from screener.ledger.cache import data_folder
from screener.ledger.faults import FAULT_LIMIT
from screener.ledger.intake import Effort
from screener.phrases import Phrase
from screener.run import screen

FOLDER = click.Path(path_type=Path)

EXAMPLES = """\b
例 Examples:
  mingjian screen LEDGER --out REPORT
  mingjian screen LEDGER --out REPORT --reference REGISTRY
  mingjian screen LEDGER --out REPORT --earlier LAST-MONTH
  mingjian screen LEDGER --out REPORT --rules dates.order,raw.reused
"""


def names(_context: click.Context, _parameter: click.Parameter, values: tuple[str, ...]) -> list[str] | None:
    """Rule names, given one by one or joined by commas."""
    listed = [name.strip() for value in values for name in value.split(",") if name.strip()]
    if values and not listed:
        raise click.BadParameter(str(Phrase("没有写规则名。", "no rule is named.")))
    return listed or None


@click.command("screen", epilog=EXAMPLES)
@click.argument("source", metavar="LEDGER|ARCHIVE|WORKBOOK", type=FOLDER)
@click.option("--out", required=True, type=FOLDER, help="输出文件夹 The folder the results are written into.")
@click.option(
    "--reference", type=FOLDER, help="参考文件夹（登记信息为准） A folder of the office's own tables."
)
@click.option(
    "--earlier", multiple=True, type=FOLDER,
    help="以前交来的台账或存档，可写多次 A ledger or archive handed in before; may be repeated.",
)  # fmt: skip
@click.option(
    "--rules", multiple=True, callback=names, help="只用这些规则，逗号分隔 Only these rules, comma-separated."
)
@click.option(
    "--threads", type=click.IntRange(1, 256), help="线程数 Number of threads (default: one a core)."
)
@click.option("--memory", type=Size(), help="读入时的内存上限 Memory that reading may hold, such as 512MiB.")
@click.option("--max-faults", type=click.IntRange(1), default=FAULT_LIMIT, show_default=True,
              help="最多列出几处错误 How many faults are listed.")  # fmt: skip
@click.option(
    "--page/--no-page", default=True, show_default=True,
    help="写不写供阅读的网页 index.html Whether the page for reading, index.html, is written.",
)  # fmt: skip
@click.option(
    "--verify", is_flag=True, help="核对存档的内容 Check the content of an archive before it is used."
)
def screen_command(source: Path, out: Path, max_faults: int, **options: Any) -> None:
    """筛查一个台账，写出疑点和报告。 Screen a ledger and write its hits and a report.

    LEDGER is a folder with a datapackage.json; ARCHIVE is one made by `mingjian ledger archive`; WORKBOOK is the
    template of `mingjian ledger template`, filled in.
    """
    with (
        shown_progress() as progress,
        as_ledger(source, Effort(1, fault_limit=max_faults, progress=progress)) as ledger,
    ):
        summary = screen(
            ledger,
            out,
            fault_limit=max_faults,
            archive_cache=data_folder() / "archive" if ledger == source else None,
            progress=progress,
            **options,
        )
    message = Phrase(
        "{institutions:,} 家机构，{results:,} 条结果，{hits:,} 个疑点。报告：{page}",
        "{institutions:,} institutions, {results:,} results, {hits:,} hits. Report: {page}",
    )
    click.echo(
        message.fill(
            institutions=summary["institutions"],
            results=summary["rows_read"]["results"],
            hits=summary["hits"],
            page=out / "index.html" if options["page"] else out,
        )
    )
