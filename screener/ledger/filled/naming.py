"""How tables and their columns may be called in what is handed in: by the format's names, in Chinese, in English."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache

from screener.ledger.tables import TABLES
from screener.wording.terms import COLUMNS
from screener.wording.terms import TABLES as SPOKEN

#: A column for whoever fills in the sheet; it is nobody's parameter and nothing of it is read but the word example.
NOTES = frozenset(("备注", "note", "notes", "remark", "备注note", "序号", "no."))
LONGEST = 200  # characters of a word that is looked up


def squeezed(text: str) -> str:
    """A word as it is looked up: half width, without blanks and the star of what must be filled in."""
    plain = unicodedata.normalize("NFKC", text[:LONGEST]).strip("\ufeff")
    return "".join(plain.split()).rstrip("*").casefold()


_TABLES: dict[str, str] = {}
for _name, _table in TABLES.items():
    for _word in (_name, _table.zh, _table.en, SPOKEN[_name].zh, SPOKEN[_name].en):
        _TABLES.setdefault(squeezed(_word), _name)
for _word in ("results_wide", "检验检测结果（横排）", "结果横排", "wide"):
    _TABLES[squeezed(_word)] = "results"


def table_called(word: str) -> str:
    """The table that a file or sheet of this name holds, or "" if it is none."""
    return _TABLES.get(squeezed(word)) or _TABLES.get(squeezed(_last(word)), "")


def columns_called(table: str, words: Iterable[str]) -> list[str]:
    """A header with every word that is known put as the format writes it; other words stay."""
    known = _words_of(table)
    return [known.get(squeezed(word)) or known.get(squeezed(_last(word)), word) for word in words]


def column_called(table: str, word: str) -> str:
    """The column that one word means, or "" if it means none."""
    (found,) = columns_called(table, [word])
    return found if found in TABLES[table].by_name else ""


def is_note(word: str) -> bool:
    """Whether a header is that of a column for notes, or stands over nothing."""
    return squeezed(word) in NOTES or not word.strip()


def shape_of(headers: Sequence[str]) -> str:
    """The same for files with the same header, so that next month's is recognised."""
    return hashlib.sha256("\n".join(map(squeezed, headers)).encode()).hexdigest()


def _last(word: str) -> str:
    """The last of several words: a header in both languages ends with the format's own name."""
    pieces = word[:LONGEST].split()
    return pieces[-1] if len(pieces) > 1 else ""


@cache
def _words_of(table: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for column in TABLES[table].columns:
        spoken = COLUMNS.get(column.name)
        for word in (column.name, column.zh, column.en, *(spoken or ())):
            found.setdefault(squeezed(word), column.name)
    return found
