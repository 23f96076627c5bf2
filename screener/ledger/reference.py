"""The reference: an office's own tables that take the place of what the ledger says of the same keys."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from screener.ledger import keys
from screener.ledger.coding import SMALL, Coded, Lexicon
from screener.ledger.faults import FAULT_LIMIT, REFERENCE, Faults
from screener.ledger.package import open_package
from screener.ledger.reading import read_table
from screener.ledger.words import KINDS

#: What decides whether a row of the reference takes the place of the ledger's (ledger.md, Whose word is it).
REPLACED_BY: dict[str, tuple[str, ...]] = {
    "institutions": ("uscc",),
    "certificates": ("uscc",),
    "scope": ("certificate_no",),
    "authorisations": ("person_id",),
    "methods": ("method", "parameter"),
    "product_requirements": ("product", "parameter"),
    "calibrations": ("instrument_id",),
    "procedures": ("method", "parameter"),
    "prescribed_methods": ("product", "parameter"),
}


@dataclass(frozen=True)
class Grounds:
    """The small tables a run goes by, which of them are absent, and whose word each is.

    `own` is what the ledger itself says, `told` what the reference says of the tables that it holds.
    """

    small: dict[str, Coded]
    absent: frozenset[str]
    whose_word: dict[str, Any]
    own: dict[str, Coded]
    told: dict[str, Coded]


def read_reference(folder: Path, *, fault_limit: int = FAULT_LIMIT) -> dict[str, pa.Table]:
    """The tables of a reference folder that take part; raises `Refused` when they break the format."""
    package = open_package(folder, required=False)
    faults = Faults(fault_limit)
    tables = {}
    for name in REPLACED_BY:
        if name in package.files:
            tables[name] = read_table(package, name, faults, threads=1)
            keys.check_small(package, name, tables[name], faults)
    faults.refuse_if_any(REFERENCE)
    return tables


def grounds(
    small: dict[str, Coded], absent: frozenset[str], reference: dict[str, pa.Table], lexicon: Lexicon
) -> Grounds:
    """The ledger's small tables with the reference's rows in their place, key by key."""
    merged, whose, told = dict(small), dict[str, Any](), dict[str, Coded]()
    for name in SMALL:
        if name in reference:
            held = told[name] = lexicon.code(name, reference[name])
            merged[name], whose[name] = _replace(name, small[name], held, lexicon)
        elif name in REPLACED_BY:
            whose[name] = {"reference": [], "ledger_rows": len(next(iter(small[name].values())))}
    return Grounds(merged, absent - frozenset(reference), whose, small, told)


def _replace(name: str, ledger: Coded, held: Coded, lexicon: Lexicon) -> tuple[Coded, dict[str, Any]]:
    by = REPLACED_BY[name]
    replaced = np.isin(_keys(ledger, by), _keys(held, by))
    kept = np.flatnonzero(~replaced)
    joined = {column: np.concatenate((ledger[column][kept], held[column])) for column in held}
    return joined, {
        "reference": _texts(held, by, lexicon),
        "reference_rows": len(held[by[0]]),
        "ledger_rows": len(kept),
        "replaced_rows": int(replaced.sum()),
    }


def _keys(coded: Coded, by: tuple[str, ...]) -> np.ndarray[Any, Any]:
    packed = coded[by[0]].astype(np.int64)
    return packed if len(by) == 1 else (packed << 32) | coded[by[1]].astype(np.int64)


def _texts(held: Coded, by: tuple[str, ...], lexicon: Lexicon) -> list[str]:
    columns = [np.array(lexicon.words[KINDS[column]].texts(), object)[held[column]] for column in by]
    return sorted({" | ".join(parts) for parts in zip(*columns, strict=True)})
