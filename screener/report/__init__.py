"""The report of a run for reading: one self-contained page drawn from the output files, in Chinese and English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screener.report.evidence import read_hits
from screener.report.page import whole_page
from screener.report.portrait import Own, own_rows, read_groups
from screener.report.reading import read_output
from screener.report.sections import Rows, shares_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

__all__ = ["own_rows", "write_report"]


def write_report(folder: Path, own: Callable[[str], Own | None] | None = None) -> None:
    """Write `index.html` beside the output files of a run, replacing it whole or not at all.

    Reads `summary.json`, `institutions`, `outcomes`, `reports`, `hits` and, where there is one, `groups.parquet`;
    raises OSError or pyarrow's errors where one is missing or broken. `own` gives an institution's rows of the ledger
    for the pictures that are drawn from them; without it there are none of these.
    """
    output = read_output(folder)
    hits = read_hits(folder / "hits.parquet", shares_of(output))
    page = whole_page(output, hits, Rows(read_groups(folder / "groups.parquet"), own))
    half = folder / "index.html.part"
    half.write_text(page, encoding="utf-8")
    half.replace(folder / "index.html")
