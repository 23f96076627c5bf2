"""mingjian serve: the office's pages and one worker."""

from __future__ import annotations

import sys

import click

from bureau.console.commands.phrases import tell

EXAMPLES = """\b
例 Examples:
  mingjian serve
  mingjian serve --port 8080
"""


@click.command("serve", epilog=EXAMPLES)
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="端口 Port.")
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="监听地址；对外须由支持 TLS 的服务器转发 Address to listen at; others come through a server that speaks TLS.",
)
def serve_command(port: int, host: str) -> None:
    """更新数据库，打开页面，并处理后台任务。 Bring the database up to date, serve the pages, work in the background.

    Ctrl-C ends both; a job that is under way goes on from its checkpoint the next time.
    """
    from bureau.console.boot import bring_up_to_date, start_django  # noqa: PLC0415 - other commands do without Django
    from bureau.console.serving import serve  # noqa: PLC0415 - as above

    start_django()
    bring_up_to_date(tell)
    sys.exit(serve(host, port))
