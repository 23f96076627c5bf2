"""Rules over registers, judged once for the whole ledger: their hits, and the rows of every institution they tested."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from screener.book import Book
from screener.screening import Hit, Tally, hit_id
from screener.whole import Claim, Whole
from screener.writing import written


def judge_registers(
    wholes: Sequence[Whole], book: Book, looked: Mapping[str, Sequence[Any]], *, evidence: bool
) -> tuple[list[Hit], dict[str, Tally]]:
    """The hits of every rule, and its tally by the institutions' codes; `looked` is what it saw of the results."""
    hits: list[Hit] = []
    tallies = {}
    for rule in wholes:
        said = rule.find(book, looked.get(rule.name, ()))
        owners = np.array([claim.uscc for claim in said.claims], np.intp)
        tallies[rule.name] = Tally(
            said.kind, said.tested, np.bincount(owners, minlength=book.sizes["uscc"]).astype(np.int64)
        )
        hits += [_hit(rule.name, book, claim, evidence=evidence) for claim in said.claims]
    return hits, tallies


def _hit(rule: str, book: Book, claim: Claim, *, evidence: bool) -> Hit:
    uscc = str(book.word("uscc", claim.uscc))
    named = (claim.parameter, claim.instrument, claim.person)
    return Hit(
        hit_id(rule, uscc, "", "", *named),
        rule,
        uscc,
        "",
        None,
        written(claim.tell()) if evidence else "{}",
        parameter=claim.parameter or None,
        instrument_id=claim.instrument or None,
        person_id=claim.person or None,
    )
