"""Draws docs/reference/commands.md from the `--help` of every command, so that page and program agree."""

from __future__ import annotations

import copy
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = Path(__file__).parent.parent / "docs" / "reference" / "commands.md"
WIDTH = 100

HEAD = """\
# Commands 命令

Drawn from the program by `make docs`; a house test compares the two.
本页由 `make docs` 从程序的帮助文字生成，请勿手工修改。
"""


def commands(context: click.Context) -> Iterator[click.Context]:
    """The context itself and those of all commands below it, depth first, in the order of `--help`."""
    yield context
    group = context.command
    if not isinstance(group, click.Group):
        return
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command is not None and not command.hidden:
            yield from commands(_context(command, name, context))


def _context(command: click.Command, name: str, parent: click.Context | None) -> click.Context:
    command = copy.copy(command)
    command._help_option = None  # noqa: SLF001 - click keeps the first one it made, whatever the context says
    # Both widths are given, or the page would depend on the terminal it is drawn in.
    return click.Context(
        command,
        parent,
        info_name=name,
        terminal_width=WIDTH,
        max_content_width=WIDTH,
        help_option_names=command.context_settings.get("help_option_names"),  # None: the parent's
    )


def draw(group: click.Command, name: str) -> str:
    """The whole page as Markdown for the command `name` and everything below it."""
    parts = [HEAD]
    for context in commands(_context(group, name, None)):
        lines = "\n".join(line.rstrip() for line in context.get_help().splitlines())
        parts.append(f"## {context.command_path}\n\n```text\n{lines}\n```\n")
    return "\n".join(parts)


def main() -> int:
    """Writes the page anew."""
    from screener.commands import cli as mingjian  # noqa: PLC0415 - draw() serves any group, also without the engine

    PAGE.write_text(draw(mingjian, "mingjian"), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
