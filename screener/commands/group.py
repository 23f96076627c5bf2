"""The group of commands `mingjian`: the engine's own, and those that an application on top of it adds."""

from __future__ import annotations

from functools import cached_property
from importlib.metadata import EntryPoint, entry_points

import click

from screener.commands.ledger import ledger
from screener.commands.sample import sample
from screener.commands.screening import screen_command
from screener.commands.version import version_command

ADDED = "mingjian.commands"  # the entry points of commands that the engine does not know


class OpenGroup(click.Group):
    """A group that other packages add commands to; one is loaded when it is asked for, so the engine needs none."""

    @cached_property
    def added(self) -> dict[str, EntryPoint]:
        """Commands that installed packages declare, by name; none may take the place of one of ours."""
        return {point.name: point for point in entry_points(group=ADDED) if point.name not in self.commands}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command, ours and added."""
        return sorted({*super().list_commands(ctx), *self.added})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name."""
        own = super().get_command(ctx, cmd_name)
        if own is not None or cmd_name not in self.added:
            return own
        found: click.Command = self.added[cmd_name].load()
        return found


@click.group(
    name="mingjian",
    cls=OpenGroup,
    epilog="\b\n例 Example:\n  mingjian screen LEDGER --out REPORT",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
def cli() -> None:
    """明鉴：筛查检验检测报告台账中的矛盾。 Mingjian: screens report ledgers for contradictions."""


cli.add_command(screen_command)
cli.add_command(ledger)
cli.add_command(sample)
cli.add_command(version_command)
