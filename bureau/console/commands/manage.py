"""mingjian manage: the commands of rooms, and Django's own."""

from __future__ import annotations

import click

EXAMPLES = """\b
例 Examples:
  mingjian manage create_administrator
  mingjian manage verify_files
"""


@click.command(
    "manage",
    context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False},
    epilog=EXAMPLES,
)
@click.argument("words", nargs=-1, type=click.UNPROCESSED)
@click.pass_context
def manage_command(context: click.Context, words: tuple[str, ...]) -> None:
    """运行一条管理命令。 Run one of the commands for administrators; without one, list them."""
    from django.core.management import execute_from_command_line  # noqa: PLC0415 - other commands do without

    from bureau.console.boot import start_django  # noqa: PLC0415 - as above

    start_django()
    execute_from_command_line([context.command_path, *words])
