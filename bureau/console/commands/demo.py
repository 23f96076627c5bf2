"""mingjian demo: an invented district, served on this machine."""

from __future__ import annotations

import os
import sys

import click

STANDS_AT = "2022-06-20"


@click.command("demo", epilog="\b\n例 Examples:\n  mingjian demo\n  mingjian demo --no-serve")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="端口 Port.")
@click.option("--no-serve", is_flag=True, help="只建数据，不打开页面 Build the data only.")
def demo_command(port: int, *, no_serve: bool) -> None:
    """建好一个虚构的区局并打开页面，只有本机能访问。 Build an invented district and serve it to this machine only."""
    os.environ["MINGJIAN_DEMO"] = "1"
    os.environ["MINGJIAN_NOW"] = STANDS_AT
    from bureau.console.boot import bring_up_to_date, start_django  # noqa: PLC0415 - after the environment

    start_django()
    bring_up_to_date()
    from bureau.console.demo.building import build  # noqa: PLC0415 - after Django is set up
    from bureau.people.models import Unit  # noqa: PLC0415 - as above

    if Unit.objects.exists():
        click.echo("演示数据已在，直接打开。 The demonstration is there already.")
    else:
        build(lambda what: click.echo(f"  {what}"))
    _tell(port, served=not no_serve)
    if not no_serve:
        from bureau.console.serving import serve  # noqa: PLC0415 - as above

        sys.exit(serve("127.0.0.1", port))


def _tell(port: int, *, served: bool) -> None:
    from bureau.console.demo.people import PASSWORD, told  # noqa: PLC0415 - after Django is set up

    if served:
        click.echo(f"\n打开 Open: http://127.0.0.1:{port}/")
    click.echo(f"密码 Password: {PASSWORD}")
    for username, post, _role in told():
        click.echo(f"  {username:12} {post}")
