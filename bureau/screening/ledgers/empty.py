"""The empty workbook for institutions without an export, as the engine draws it."""

from __future__ import annotations

import io

from screener.ledger.filled.template import write_template


def empty_workbook() -> bytes:
    """The workbook: instructions, a sheet a table, drop-downs, an example in each."""
    memory = io.BytesIO()
    write_template(memory)
    return memory.getvalue()
