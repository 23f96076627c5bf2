"""What a summary says about rows that are well-formed but point nowhere, and about what looks odd."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from screener.phrases import Phrase

EXAMPLES = 20


@dataclass
class Dangling:
    """Rows whose column points to a row that the ledger does not hold."""

    table: str
    column: str
    target: str
    rows: int = 0
    examples: list[str] = field(default_factory=list)

    def add(self, rows: int, examples: Iterable[str]) -> None:
        """Count rows and keep the first few of the values that point nowhere."""
        self.rows += rows
        for example in examples:
            if len(self.examples) >= EXAMPLES:
                return
            if example not in self.examples:
                self.examples.append(example)

    def as_json(self) -> dict[str, Any]:
        """For `summary.json`."""
        return dict(vars(self))


@dataclass
class Remark:
    """Something odd that does not keep a ledger from being screened."""

    table: str
    column: str
    message: Phrase
    rows: int
    examples: list[str]

    def as_json(self) -> dict[str, Any]:
        """For `summary.json`, the message in both languages."""
        return {
            "table": self.table,
            "column": self.column,
            "message": self.message.en,
            "message_zh": self.message.zh,
            "rows": self.rows,
            "examples": self.examples[:EXAMPLES],
        }
