"""The tables and columns of the format as a page names them, and what of a table a mapping leaves out."""

from __future__ import annotations

from django.utils.translation import get_language

from screener.ledger.columns import Column
from screener.ledger.filled.layout import DERIVED
from screener.ledger.filled.mappings import Columns
from screener.ledger.tables import TABLES


def _zh() -> bool:
    return (get_language() or "zh").startswith("zh")


def _called(column: Column) -> str:
    star = "" if column.nullable else " *"
    return f"{column.zh} {column.name}{star}" if _zh() else f"{column.name} ({column.en}){star}"


def tables_spoken() -> list[tuple[str, str]]:
    """Every table with what it is called."""
    return [(name, f"{one.zh} {name}" if _zh() else f"{name} ({one.en})") for name, one in TABLES.items()]


def columns_spoken(table: str) -> list[tuple[str, str]]:
    """Every column of a table with what it is called."""
    return [(one.name, _called(one)) for one in TABLES[table].columns]


def needed_of(table: str) -> list[tuple[str, str]]:
    """Columns that must be filled in and may say the same in every row: those that identify nothing."""
    key = {*TABLES[table].key, "report_id", "report_no", "sample_no", "value", "parameter", "replicate"}
    own = set() if table == "institutions" else key - {"uscc"}
    return [
        (one.name, _called(one)) for one in TABLES[table].columns if not one.nullable and one.name not in own
    ]


def lacking_of(columns: Columns) -> list[str]:
    """Columns that are needed and that a mapping neither finds nor makes."""
    held = {name for name in columns.columns.values() if name} | set(columns.constants)
    if columns.parameters:
        held |= {"result_id", "parameter", "method", "replicate"}
    else:
        held |= {name for name, of in DERIVED.get(columns.table, {}).items() if of <= held}
    return [one.name for one in TABLES[columns.table].columns if not one.nullable and one.name not in held]
