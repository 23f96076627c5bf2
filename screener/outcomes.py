"""What every rule says of every institution: hit, clear, not enough data, not applicable."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from screener.rule import Rule
from screener.screening import Tally

WORDS = ("hit", "clear", "not_enough_data", "not_applicable")
HIT, CLEAR, NOT_ENOUGH_DATA, NOT_APPLICABLE = range(4)
NO_KIND = "no row of the kind the rule speaks about"
NO_COLUMNS = "no row has the columns the rule compares"


def absent_reason(tables: list[str]) -> str:
    """Why a rule did not run."""
    return f"absent table: {', '.join(tables)}"


def outcomes(
    rules: dict[str, Rule],
    not_run: dict[str, str],
    tallies: dict[str, Tally],
    names: Sequence[str],
    codes: Sequence[int],
) -> pa.Table:
    """One row a rule and institution, in the order of the rules, then of the institutions as they are given."""
    at = np.array(codes, np.intp)
    uscc = pa.array(names, pa.string())
    none = np.zeros(0, np.int64)
    parts = [_table("", uscc[:0], none, (none, none), None)]
    parts += [_of_rule(name, not_run.get(name), tallies.get(name), uscc, at) for name in rules]
    return pa.concat_tables(parts).combine_chunks()


def _of_rule(
    rule: str, why_not: str | None, tally: Tally | None, uscc: pa.Array, at: npt.NDArray[np.intp]
) -> pa.Table:
    nothing = np.zeros(len(at), np.int64)
    if why_not is not None or tally is None:
        return _table(rule, uscc, nothing + NOT_APPLICABLE, (nothing, nothing), why_not or NO_KIND)
    hits, tested, kind = tally.hits[at], tally.tested[at], tally.kind[at]
    said = np.select([hits > 0, tested > 0, kind > 0], [HIT, CLEAR, NOT_ENOUGH_DATA], NOT_APPLICABLE)
    return _table(rule, uscc, said, (np.where(said <= CLEAR, tested, 0), hits), NO_KIND)


def _table(
    rule: str,
    uscc: pa.Array,
    said: npt.NDArray[np.int64],
    counted: tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]],
    not_applicable: str | None,
) -> pa.Table:
    reasons = pa.array([None, None, NO_COLUMNS, not_applicable], pa.string())
    return pa.table(
        {
            "rule": pa.repeat(rule, len(uscc)),
            "uscc": uscc,
            "outcome": pa.array(WORDS).take(pa.array(said)),
            "reason": reasons.take(pa.array(said)),
            "tested": pa.array(counted[0], pa.int64()),
            "hits": pa.array(counted[1], pa.int64()),
        }
    )
