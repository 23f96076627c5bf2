"""Draws docs/reference/lifecycles.md from the lifecycle tables, so that diagram and program agree."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bureau.kernel.lifecycle import Lifecycle

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "reference" / "lifecycles.md"
HEAD = """\
# 生命周期 Lifecycles

每种记录有一张表：哪一步从哪个状态到哪个状态，谁可以走，什么会拦住。本页由 `make docs` 从程序生成，请勿手工修改。
A lifecycle is one table: which move leads from which state to which, who may make it, what objects to it. Drawn
from the program by `make docs`; a house test compares the two.
"""


def declare_all() -> None:
    """Import every room's table."""
    for path in sorted((ROOT / "bureau").glob("*/lifecycle.py")):
        if path.parent.name != "kernel":
            importlib.import_module(f"bureau.{path.parent.name}.lifecycle")


def draw() -> str:
    """The whole page."""
    from django.utils import translation  # noqa: PLC0415 - after Django is set up

    from bureau.kernel.lifecycle import Lifecycle  # noqa: PLC0415 - after Django is set up

    declare_all()
    with translation.override("en"):
        return "\n".join(
            [
                HEAD,
                *(
                    line
                    for one in sorted(Lifecycle.everywhere, key=lambda one: one.name)
                    for line in _one(one)
                ),
            ]
        )


def _one(table: Lifecycle) -> Iterator[str]:
    yield f"## {table.name}\n\n```mermaid\nstateDiagram-v2"
    for move in table.moves.values():
        for source in move.sources or ("[*]",):
            yield f"    {source} --> {move.leads(source)}: {move.name}"
    for state in sorted(table.finals):
        yield f"    {state} --> [*]"
    yield "```\n\n| move | from | to | permission | objections |\n|---|---|---|---|---|"
    for move in table.moves.values():
        guards = ", ".join(guard.__name__ for guard in move.guards) or "–"
        sources = ", ".join(move.sources) or "–"
        yield f"| `{move.name}` | {sources} | {move.target or 'as it was'} | {move.permission} | {guards} |"
    yield ""


def main() -> int:
    """Writes the page anew."""
    from bureau.console.boot import start_django  # noqa: PLC0415 - draw() serves a test that has started it

    start_django()
    PAGE.write_text(draw(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
