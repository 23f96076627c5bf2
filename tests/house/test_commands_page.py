"""docs/reference/commands.md is what the program says of itself."""

from __future__ import annotations

import click

from screener.commands import cli as mingjian
from scripts.draw_commands import PAGE, commands, draw


def test_the_page_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == draw(mingjian, "mingjian"), "run `make docs`"


def test_every_command_shows_an_example() -> None:
    root = click.Context(mingjian, info_name="mingjian")
    leaves = [context for context in commands(root) if not isinstance(context.command, click.Group)]
    assert leaves
    without = [leaf.command_path for leaf in leaves if "mingjian " not in leaf.get_help().partition("\n")[2]]
    assert without == []


def test_hidden_commands_stay_out() -> None:
    @click.group()
    def group() -> None:
        """A group."""

    @group.command(hidden=True)
    def secret() -> None:
        """Not shown."""

    @group.command()
    def shown() -> None:
        """Shown."""

    page = draw(group, "tool")
    assert "## tool shown\n" in page
    assert "secret" not in page
