"""How tables and their columns may be called in what is handed in: by the format's names, in Chinese, in English."""

from __future__ import annotations

from collections.abc import Iterable

from screener.ledger.columns import Table
from screener.ledger.tables import TABLES
from screener.wording.terms import COLUMNS
from screener.wording.terms import TABLES as SPOKEN


def _squeezed(text: str) -> str:
    return "".join(text.split()).strip("\ufeff").rstrip("*").casefold()


_TABLES: dict[str, str] = {}
for _name, _table in TABLES.items():
    for _word in (_name, _table.zh, _table.en, SPOKEN[_name].zh, SPOKEN[_name].en):
        _TABLES.setdefault(_squeezed(_word), _name)


def table_called(word: str) -> str:
    """The table that a file or sheet of this name holds, or "" if it is none."""
    return _TABLES.get(_squeezed(word), "")


def columns_called(table: str, words: Iterable[str]) -> list[str]:
    """A header with every word that is known put as the format writes it; other words stay."""
    known = _words_of(TABLES[table])
    return [known.get(_squeezed(word), word) for word in words]


def _words_of(table: Table) -> dict[str, str]:
    found: dict[str, str] = {}
    for column in table.columns:
        spoken = COLUMNS.get(column.name)
        for word in (column.name, column.zh, column.en, *(spoken or ())):
            found.setdefault(_squeezed(word), column.name)
    return found
