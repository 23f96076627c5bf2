"""mingjian version."""

from __future__ import annotations

import platform
from importlib.metadata import version

import click


@click.command("version", epilog="\b\n例 Example:\n  mingjian version")
def version_command() -> None:
    """显示版本。 Show the version."""
    click.echo(f"mingjian {version('mingjian')} (Python {platform.python_version()})")
