"""Progress of long work: bars in a terminal, a plain line a stage otherwise."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from screener.ledger.intake import Progress, no_progress
from screener.phrases import Phrase

STAGES = {
    "read reports": Phrase("读入报告", "reading reports"),
    "read results": Phrase("读入结果", "reading results"),
    "cut by institution": Phrase("按机构整理", "cutting by institution"),
    "screen": Phrase("筛查", "screening"),
    "write the report": Phrase("写报告", "writing the report"),
    "sample": Phrase("生成样例", "writing the sample"),
}


def _said(stage: str) -> str:
    return str(STAGES.get(stage, Phrase(stage, stage)))


@contextmanager
def shown_progress() -> Iterator[Progress]:
    """A function that shows progress on standard error in the way that suits it."""
    if sys.stderr is None:
        yield no_progress
    elif sys.stderr.isatty():
        with _bars() as show:
            yield show
    else:
        yield _Lines().show


class _Lines:
    def __init__(self) -> None:
        self._begun: set[str] = set()

    def show(self, stage: str, _done: int, _total: int) -> None:
        """Say once that a stage has begun and once that it is done."""
        if stage not in self._begun:
            self._begun.add(stage)
            sys.stderr.write(f"{_said(stage)} …\n")


@contextmanager
def _bars() -> Iterator[Progress]:
    from rich.console import Console  # noqa: PLC0415 - loaded only in a terminal
    from rich.progress import Progress as Bars  # noqa: PLC0415 - loaded only in a terminal

    with Bars(console=Console(stderr=True)) as bars:
        tasks: dict[str, int] = {}

        def show(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(_said(stage), total=total)
            bars.update(tasks[stage], completed=done, total=total)  # type: ignore[arg-type]

        yield show
