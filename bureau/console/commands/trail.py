"""mingjian trail: whether anything was changed outside the program, and the hash to write on paper."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from bureau.console.commands.phrases import FAILED, Phrase, language, tell

if TYPE_CHECKING:
    from bureau.trail.verify import Discrepancy

ROW = {
    "image": Phrase("留痕内容被改动", "The trail's image was changed"),
    "changed": Phrase("记录被改动", "A row was changed"),
    "removed": Phrase("记录被删除", "A row was removed"),
    "inserted": Phrase("记录被插入", "A row was put in"),
}
CHAIN = {
    "an entry before it was removed or put in": Phrase(
        "第 {key} 条之前有留痕被删除或插入", "An entry before number {key} was removed or put in"
    ),
    "the entry was changed": Phrase("第 {key} 条留痕被改动", "Entry {key} was changed"),
    "reason": Phrase("第 {key} 条留痕的理由被改动", "The reason of entry {key} was changed"),
    "entries at the end are missing": Phrase(
        "末尾的留痕被删除（应到第 {key} 条）", "Entries at the end were removed (there were {key})"
    ),
}
SHOWN = 1000
MORE = Phrase("只列出前 {n} 处。", "Only the first {n} are listed.")
COUNTS = Phrase(
    "留痕 {entries:,} 条，记录 {rows:,} 行，不符 {wrong:,} 处。",
    "{entries:,} entries, {rows:,} rows, {wrong:,} that differ.",
)
HEAD = Phrase(
    "链尾第 {sequence} 条，请抄在纸上留存：\n{hash}",
    "The chain ends with entry {sequence}; write its hash on paper:\n{hash}",
)
EMPTY = Phrase("还没有留痕。", "There is no entry yet.")


@click.group("trail", epilog="\b\n例 Examples:\n  mingjian trail verify\n  mingjian trail head")
def trail_group() -> None:
    """核对留痕。 The tamper-evident trail."""


@trail_group.command("verify", epilog="\b\n例 Example:\n  mingjian trail verify")
def verify_command() -> None:
    """核对整条留痕和每一行记录，指出程序之外的改动。 Verify the chain and every row; name what was changed outside.

    Ends with status 1 when anything differs.
    """
    _start()
    from django.utils.translation import override  # noqa: PLC0415 - after Django is set up

    from bureau.trail.verify import verify  # noqa: PLC0415 - as above

    with override(language()):
        found = verify(limit=SHOWN)
        for one in found.discrepancies:
            click.echo(sentence(one))
    wrong = len(found.discrepancies)
    if wrong >= SHOWN:
        tell(MORE.with_(n=SHOWN))
    tell(COUNTS.with_(entries=found.entries, rows=found.rows, wrong=wrong))
    _tell_head()
    if wrong:
        sys.exit(FAILED)


@trail_group.command("head", epilog="\b\n例 Example:\n  mingjian trail head")
def head_command() -> None:
    """显示链尾的编号和哈希值。 Show where the chain ends, and its hash."""
    _start()
    _tell_head()


def sentence(one: Discrepancy) -> str:
    """What differs, in the words of whoever reads it: the table by its name, the key, the fields."""
    if one.kind == "chain":
        return str(CHAIN[one.fields[0]].with_(key=one.key))
    from django.apps import apps  # noqa: PLC0415 - after Django is set up

    table = apps.get_model(one.label)._meta.verbose_name
    fields = "; ".join(one.fields if one.kind == "changed" else ())
    return f"{ROW[one.kind]}: {table} ({one.label}) {one.key} {fields}".rstrip()


def _tell_head() -> None:
    from bureau.trail.models import Head  # noqa: PLC0415 - after Django is set up

    head = Head.objects.filter(pk=1).first()
    tell(HEAD.with_(sequence=head.sequence, hash=head.hash) if head and head.sequence else EMPTY)


def _start() -> None:
    from bureau.console.boot import insist_on_database, start_django  # noqa: PLC0415 - other commands do without

    start_django()
    insist_on_database()
