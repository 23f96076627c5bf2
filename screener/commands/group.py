"""The group of commands `mingjian`."""

from __future__ import annotations

import click

from screener.commands.ledger import ledger
from screener.commands.screening import screen_command
from screener.commands.version import version_command


@click.group(
    name="mingjian",
    epilog="\b\n例 Example:\n  mingjian screen LEDGER --out REPORT",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
def cli() -> None:
    """明鉴：筛查检验检测报告台账中的矛盾。 Mingjian: screens report ledgers for contradictions."""


cli.add_command(screen_command)
cli.add_command(ledger)
cli.add_command(version_command)
