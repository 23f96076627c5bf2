"""mingjian serve: the office's pages."""

from __future__ import annotations

import sys

import click


@click.command("serve", epilog="\b\n例 Example:\n  mingjian serve --port 8000")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="端口 Port.")
def serve_command(port: int) -> None:
    """更新数据库并打开页面，只有本机能访问。 Bring the database up to date and serve the pages to this machine."""
    from bureau.console.boot import bring_up_to_date, start_django  # noqa: PLC0415 - other commands do without
    from bureau.console.serving import serve  # noqa: PLC0415 - as above

    start_django()
    bring_up_to_date()
    click.echo(f"打开 Open: http://127.0.0.1:{port}/")
    sys.exit(serve("127.0.0.1", port))
