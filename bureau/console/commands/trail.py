"""mingjian trail: whether anything was changed outside the program."""

from __future__ import annotations

import sys

import click

KINDS = {
    "chain": "留痕链被改动 the chain was changed",
    "image": "留痕内容被改动 an image was changed",
    "changed": "记录被改动 a row was changed",
    "removed": "记录被删除 a row was removed",
    "inserted": "记录被插入 a row was put in",
}


@click.group("trail", epilog="\b\n例 Example:\n  mingjian trail verify")
def trail_group() -> None:
    """核对留痕。 The tamper-evident trail."""


@trail_group.command("verify", epilog="\b\n例 Example:\n  mingjian trail verify")
def verify_command() -> None:
    """核对整条留痕和每一行记录，指出程序之外的改动。 Verify the chain and every row; name what was changed outside."""
    from bureau.console.boot import start_django  # noqa: PLC0415 - other commands do without Django

    start_django()
    from bureau.trail.verify import verify  # noqa: PLC0415 - after Django is set up

    found = verify()
    for one in found.discrepancies:
        click.echo(f"{KINDS[one.kind]}: {one.label} {one.key} {'; '.join(one.fields)}".rstrip())
    click.echo(
        f"{found.entries:,} 条留痕 entries, {found.rows:,} 行记录 rows, {len(found.discrepancies)} 处不符 differ"
    )
    click.echo(f"链尾 head: {found.head}")
    sys.exit(1 if found.discrepancies else 0)
