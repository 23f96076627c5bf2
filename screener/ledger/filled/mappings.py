"""Which column of somebody's own table is which of the format's, written down once and used for every later file."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from screener.ledger.faults import Refused, shown
from screener.ledger.filled.naming import column_called, squeezed
from screener.ledger.tables import TABLES
from screener.phrases import Phrase


@dataclass(frozen=True)
class Parameter:
    """What a column of a wide table measures."""

    parameter: str
    method: str = ""
    unit: str = ""


@dataclass(frozen=True)
class Columns:
    """Of one table: our column by the word of their header, "" for one that is not read; what wide columns measure.

    `constants` are columns that their table lacks because every row would say the same.
    """

    table: str
    columns: Mapping[str, str] = field(default_factory=dict)
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)

    def named(self, words: Sequence[str]) -> list[str]:
        """A header by the names of the format; words of which the mapping says nothing as they are known anyway."""
        chosen = {squeezed(word): name for word, name in self.columns.items()}
        return [
            chosen[squeezed(word)] if squeezed(word) in chosen else column_called(self.table, word)
            for word in words
        ]

    def measured(self, word: str) -> Parameter | None:
        """What a wide column measures, where the mapping says it."""
        return next((one for name, one in self.parameters.items() if squeezed(name) == squeezed(word)), None)


#: Asked with the name of a sheet or file and its header.
Chosen = Callable[[str, Sequence[str]], Columns | None]


def nothing_chosen(_name: str, _header: Sequence[str]) -> Columns | None:
    """No mapping for anything."""
    return None


def read_mapping(path: Path) -> Chosen:
    """A mapping from a JSON file: by sheet or file name its table, columns, and what wide columns measure.

    Raises:
        Refused: it is none.
    """
    try:
        told = json.loads(path.read_text(encoding="utf-8-sig"))
        found = {name: _columns_of(one) for name, one in told.items()}
    except FileNotFoundError:
        raise Refused(Phrase(f"没有这个文件：{path}", f"No such file: {path}")) from None
    except (ValueError, TypeError, AttributeError, LookupError, RecursionError) as error:
        raise Refused(
            Phrase(
                f"{path} 不是列对照文件（{shown(error)}）。",
                f"{path} is no mapping of columns ({shown(error)}).",
            )
        ) from None
    return lambda name, _header: found.get(name) or found.get(Path(name).stem)


def _columns_of(told: Any) -> Columns:  # noqa: ANN401 - JSON
    table = told["table"]
    columns = {str(word): str(name or "") for word, name in told.get("columns", {}).items()}
    strange = [
        name
        for name in (*columns.values(), *told.get("constants", {}))
        if name and name not in TABLES[table].by_name
    ]
    if strange:
        raise ValueError(f"{table}.{strange[0]}")
    parameters = {str(word): Parameter(**one) for word, one in told.get("parameters", {}).items()}
    return Columns(
        table, columns, parameters, {name: str(text) for name, text in told.get("constants", {}).items()}
    )
