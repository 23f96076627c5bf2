"""Converts what was filled in and checks the ledger that it makes: a folder, or every fault where it stands."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from screener.ledger.faults import FAULT_LIMIT, Faults, Refused
from screener.ledger.filled.mappings import Chosen, nothing_chosen
from screener.ledger.filled.opening import Given, fold
from screener.ledger.filled.placing import Folder
from screener.ledger.intake import Effort, take_in
from screener.ledger.package import open_package
from screener.ledger.workplaces import workplace
from screener.phrases import Phrase

SUFFIXES = (".xlsx", ".csv")
FILE = Phrase("填报的文件", "What was filled in")


def is_filled(source: Path) -> bool:
    """Whether this is a workbook or a loose table rather than a ledger folder."""
    return source.suffix.lower() in SUFFIXES and not source.is_dir()


@contextmanager
def converted(
    sources: Sequence[Path], root: Path, effort: Effort, *, chosen: Chosen = nothing_chosen
) -> Iterator[Folder]:
    """The ledger folder made of these files in `root`, which keeps to the format.

    Raises:
        Refused: with every fault by sheet, row and column, up to the effort's limit.
    """
    folder = fold([Given(one.name, one) for one in sources], root, chosen=chosen, limit=effort.fault_limit)
    with workplace("mingjian-", Path(tempfile.gettempdir())) as work:
        target = work / "archive"
        target.mkdir()
        check_folder(folder, target, effort)
    yield folder


def check_folder(folder: Folder, target: Path, effort: Effort) -> dict[str, object]:
    """Check a folder with the format's own check; what it says of the ledger.

    Raises:
        Refused: with every fault where it stands in what was handed in.
    """
    try:
        manifest = take_in(open_package(folder.root), target, effort)
    except Refused as refused:
        raise placed(folder, refused, effort.fault_limit) from None
    if folder.faults:
        raise placed(folder, Refused(Phrase("", "")), effort.fault_limit)
    return manifest


def placed(folder: Folder, refused: Refused, limit: int = FAULT_LIMIT) -> Refused:
    """A refusal with its faults where they stand in what was handed in."""
    faults, more = folder.all_faults(refused, limit)
    if not faults:
        return refused
    counted = Faults(limit, list(faults), len(faults) + more)
    try:
        counted.refuse_if_any(FILE)
    except Refused as told:
        return told
    return refused
