"""mingjian manage: Django's own commands."""

from __future__ import annotations

import click


@click.command(
    "manage",
    context_settings={"ignore_unknown_options": True},
    epilog="\b\n例 Example:\n  mingjian manage create_administrator",
)
@click.argument("words", nargs=-1, type=click.UNPROCESSED)
def manage_command(words: tuple[str, ...]) -> None:
    """运行框架自带的管理命令。 Run one of Django's own commands."""
    from django.core.management import execute_from_command_line  # noqa: PLC0415 - other commands do without

    from bureau.console.boot import start_django  # noqa: PLC0415 - as above

    start_django()
    execute_from_command_line(["mingjian manage", *words])
