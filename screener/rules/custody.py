"""sample.chain_broken: the hands a sample went through do not follow each other."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from screener.book import Book
from screener.evidence import MOST_OTHERS, book_rows, case, report_row
from screener.index import pack, position
from screener.partition import Mask, Partition
from screener.rule import Rule, Verdict, hits_of
from screener.texts import codes_of

BREACHES = ("step_missing", "handed_backwards", "hands_differ")


@dataclass(frozen=True)
class Chains:
    """Every chain: institution and sample packed, ascending; where its steps begin in `order`; whether it is broken.

    `breaks` says of every step in order which of the `BREACHES` it commits (shape: breaches, steps).
    """

    keys: npt.NDArray[np.int64]
    offset: npt.NDArray[np.intp]
    order: npt.NDArray[np.intp]
    breaks: Mask
    broken: Mask

    @classmethod
    def of(cls, book: Book) -> Chains:
        """Read `sample_chain`."""
        rows = book.small["sample_chain"]
        order = np.lexsort((rows["step"], rows["sample_no"], rows["uscc"]))
        key = pack(rows["uscc"], rows["sample_no"])[order]
        begins = np.ones(len(key), bool)
        begins[1:] = key[1:] != key[:-1]
        breaks = _breaks(book, order, begins)
        offset = np.append(np.flatnonzero(begins), len(key))
        broken = np.logical_or.reduceat(breaks.any(axis=0), offset[:-1]) if len(key) else np.zeros(0, bool)
        return cls(key[begins], offset, order, breaks, broken)


def _breaks(book: Book, order: npt.NDArray[np.intp], begins: Mask) -> Mask:
    rows = book.small["sample_chain"]
    step, handed = rows["step"][order].astype(np.int64), rows["handed_at"][order]
    hands = codes_of([*rows["given_by"][order].tolist(), *rows["taken_by"][order].tolist()])
    given, taken = hands[: len(order)], hands[len(order) :]
    found = np.zeros((len(BREACHES), len(order)), bool)
    found[0] = begins & (step != 1)
    later = ~begins[1:]
    found[0, 1:] |= later & (step[1:] != step[:-1] + 1)
    found[1, 1:] = later & (handed[1:] < handed[:-1])
    found[2, 1:] = later & (given[1:] >= 0) & (taken[:-1] >= 0) & (given[1:] != taken[:-1])
    return found


def _chain(p: Partition) -> npt.NDArray[np.int32]:
    """The chain of each report's sample, -1 where there is none (shape: reports)."""
    chains: Chains = p.book.keep("chains", Chains.of)
    sample = p.coded("reports", "sample_no")
    return np.where(sample < 0, -1, position(chains.keys, pack(p.reports["uscc"], sample)))


def chain_broken(p: Partition) -> Verdict:
    """Reports on a sample whose chain lacks a step, goes back in time or changes hands that do not meet."""
    chain = _chain(p)
    tested = chain >= 0
    broken = np.append(p.book.keep("chains", Chains.of).broken, False)
    return Verdict(hits_of(broken[chain]), None, tested)


def _evidence(p: Partition, report: int) -> dict[str, object]:
    chains: Chains = p.book.keep("chains", Chains.of)
    chain = int(_chain(p)[report])
    first, last = int(chains.offset[chain]), int(chains.offset[chain + 1])
    breaks = chains.breaks[:, first:last]
    at = first + int(np.flatnonzero(breaks.any(axis=0))[0])
    begin = max(first, min(at - MOST_OTHERS // 2, last - MOST_OTHERS))
    rows = chains.order[begin : min(begin + MOST_OTHERS, last)]
    return case(
        report_row(p, report),
        book_rows(p, "sample_chain", rows.tolist()),
        last - first,
        breaches=[name for name, mask in zip(BREACHES, breaks, strict=True) if mask.any()],
        first_step=int(p.book.small["sample_chain"]["step"][chains.order[first]]),
    )


RULES = (Rule("sample.chain_broken", "U1", "reports", ("sample_chain",), 0.5, chain_broken, _evidence),)
