"""The report of a run for reading: one self-contained page drawn from the output files, in Chinese and English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screener.report.evidence import read_hits
from screener.report.page import whole_page
from screener.report.reading import read_output
from screener.report.sections import shares_of

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["write_report"]


def write_report(folder: Path) -> None:
    """Write `index.html` beside the output files of a run, replacing it whole or not at all.

    Reads `summary.json`, `institutions`, `outcomes`, `reports` and `hits.parquet`; raises OSError or
    pyarrow's errors where one is missing or broken.
    """
    output = read_output(folder)
    page = whole_page(output, read_hits(folder / "hits.parquet", shares_of(output)))
    half = folder / "index.html.part"
    half.write_text(page, encoding="utf-8")
    half.replace(folder / "index.html")
