"""Watches the rows of a ledger for references that point nowhere, and for what several institutions share."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from screener.ledger.coding import Coded, Lexicon
from screener.ledger.identifiers import DOMAINS
from screener.ledger.notes import EXAMPLES, Dangling, Remark
from screener.ledger.package import Package
from screener.ledger.tables import TABLES
from screener.ledger.words import KINDS
from screener.phrases import Phrase

UNKNOWN_DOMAIN = Phrase(
    "领域不在代码表中，按单独的领域处理", "the domain is not in the code list; it is a field of its own"
)
SEVERAL = -2

Mask = npt.NDArray[np.bool_]


class Watch:
    """Counts and lists dangling rows, and learns which instruments and people occur in several institutions."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._known: dict[str, Mask] = {}
        self._noted: dict[tuple[str, str], Dangling] = {}
        self._owner = {"instrument": np.full(0, -1, np.int32), "person": np.full(0, -1, np.int32)}
        self._domains = np.zeros(0, np.int64)

    def learn(self, package: Package, small: dict[str, Coded]) -> None:
        """Note which identifiers each small table holds; absent tables are not watched."""
        for name, coded in small.items():
            key = TABLES[name].key
            if len(key) != 1 or key[0] not in KINDS or name not in package.files:
                continue
            known = np.zeros(len(self.lexicon.words[KINDS[key[0]]]), bool)
            known[coded[key[0]]] = True
            self._known[f"{name}.{key[0]}"] = known

    def column(
        self, table: str, column: str, codes: npt.NDArray[np.int32], texts: pa.ChunkedArray | None
    ) -> None:
        """Count the rows of a coded column that point to no row of the table it refers to."""
        target = TABLES[table].by_name[column].refers
        if target is None or target not in self._known:
            return
        lost = (codes >= 0) & ~is_known(codes, self._known[target])
        if lost.any():
            if texts is None:
                listed = self.lexicon.words[KINDS[column]].texts()
                examples = [listed[code] for code in codes[np.flatnonzero(lost)[:200]].tolist()]
            else:
                examples = texts.take(pa.array(np.flatnonzero(lost)[:200])).to_pylist()
            self._note(table, column, target).add(int(lost.sum()), examples)

    def _note(self, table: str, column: str, target: str) -> Dangling:
        return self._noted.setdefault((table, column), Dangling(table, column, target))

    def reports(self, rows: pa.Table, arrays: dict[str, npt.NDArray[np.int32]]) -> None:
        """Look at a piece of `reports`."""
        for name in ("uscc", "site_id", "signatory_id"):
            self.column("reports", name, arrays[name], rows.column(name))
        counts = np.bincount(arrays["domain"], minlength=len(self._domains))
        counts[: len(self._domains)] += self._domains
        self._domains = counts

    def results(self, rows: pa.Table, report: npt.NDArray[np.int32], arrays: dict[str, Any]) -> None:
        """Look at a piece of `results`; `report` is -1 where the report is absent."""
        lost = np.flatnonzero(report < 0)
        if len(lost):
            examples = rows.column("report_id").take(pa.array(lost[:200])).to_pylist()
            self._note("results", "report_id", "reports.report_id").add(len(lost), examples)
        for name in ("instrument_id", "operator_id"):
            self.column("results", name, arrays[name], rows.column(name))

    def replaced(self, stating: pa.Table, target: npt.NDArray[np.int32]) -> None:
        """Look at the reports that say which report they correct."""
        self.named("reports", "replaces", stating.column("replaces"), target)

    def named(
        self, table: str, column: str, texts: pa.Array | pa.ChunkedArray, report: npt.NDArray[np.int32]
    ) -> None:
        """Look at a column that names reports; `report` is -1 where the report is absent."""
        lost = np.flatnonzero(report < 0)
        if len(lost):
            examples = texts.take(pa.array(lost[:EXAMPLES])).to_pylist()
            self._note(table, column, "reports.report_id").add(len(lost), examples)

    def owners(self, institution: npt.NDArray[np.int32], rows: pa.Table) -> None:
        """Learn in which institution's reports each instrument and operator occurs."""
        for kind, name in (("instrument", "instrument_id"), ("person", "operator_id")):
            codes = rows.column(name).to_numpy()
            named = codes >= 0
            if named.any():
                self._owner[kind] = _own(self._owner[kind], codes[named], institution[named])

    def shared(self) -> tuple[Mask, Mask]:
        """Instruments and people (by code) that occur in the reports of several institutions.

        One place more than there are codes: it answers, with no, for the empty code -1.
        """
        masks = []
        for kind, owner in self._owner.items():
            mask = np.zeros(len(self.lexicon.words[kind]) + 1, bool)
            mask[: len(owner)] = owner == SEVERAL
            masks.append(mask)
        return masks[0], masks[1]

    def dangling(self) -> list[Dangling]:
        """Everything that points nowhere, in the order of the tables."""
        order = list(TABLES)
        return sorted(self._noted.values(), key=lambda note: (order.index(note.table), note.column))

    def remarks(self, reports: int) -> list[Remark]:
        """Remarks that need all reports to have been read."""
        texts = self.lexicon.words["domain"].texts()
        odd = {
            texts[code]: int(n) for code, n in enumerate(self._domains) if n and texts[code] not in DOMAINS
        }
        return (
            [Remark("reports", "domain", UNKNOWN_DOMAIN, sum(odd.values()), sorted(odd))]
            if odd and reports
            else []
        )


def is_known(codes: npt.NDArray[np.int32], known: Mask) -> Mask:
    """Whether each code is one of the known ones; empty and newer codes are not."""
    inside = (codes >= 0) & (codes < len(known))
    return inside & known[np.where(inside, codes, 0)] if len(known) else inside


def _own(
    owner: npt.NDArray[np.int32], codes: npt.NDArray[np.int32], institution: npt.NDArray[np.int32]
) -> npt.NDArray[np.int32]:
    top = int(codes.max()) + 1
    if top > len(owner):
        owner = np.concatenate([owner, np.full(top - len(owner), -1, np.int32)])
    fresh = owner[codes] == -1
    owner[codes[fresh]] = institution[fresh]
    held = owner[codes]
    owner[codes[(held != institution) & (held != SEVERAL)]] = SEVERAL
    return owner


def look_at_small_tables(watch: Watch, package: Package, small: dict[str, Coded]) -> None:
    """Learn the identifiers of the small tables, then count the rows among them that point nowhere."""
    watch.learn(package, small)
    for name, coded in small.items():
        for column in TABLES[name].columns:
            if column.refers is not None:
                watch.column(name, column.name, coded[column.name], None)
