"""What every rule says of every institution: hit, clear, not enough data, not applicable."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from screener.anomalies import Answers
from screener.measures.declaration import Anomaly
from screener.rule import Rule
from screener.screening import Tally
from screener.whole import Whole

WORDS = ("hit", "clear", "not_enough_data", "not_applicable")
HIT, CLEAR, NOT_ENOUGH_DATA, NOT_APPLICABLE = range(4)
NO_KIND = "no row of the kind the rule speaks about"
NO_COLUMNS = "no row has the columns the rule compares"


#: Why a rule did not run that needs more than the ledger.
NOT_GIVEN = {"reference": "no reference was given", "earlier": "no earlier hand-in was given"}


def absent_reason(tables: list[str]) -> str:
    """Why a rule did not run."""
    return f"absent table: {', '.join(tables)}"


def outcomes(
    rules: Mapping[str, Rule | Whole | Anomaly],
    not_run: dict[str, str],
    found: tuple[dict[str, Tally], dict[str, Answers]],
    names: Sequence[str],
    codes: Sequence[int],
) -> pa.Table:
    """One row a rule and institution, in the order of the rules, then of the institutions as they are given."""
    at = np.array(codes, np.intp)
    uscc = pa.array(names, pa.string())
    none = np.zeros(0, np.int64)
    parts = [_table("", uscc[:0], none, (none, none), None)]
    tallies, answers = found
    parts += [
        _of_anomaly(name, answers[name], uscc, at)
        if name in answers
        else _of_rule(rule, not_run.get(name), tallies.get(name), uscc, at)
        for name, rule in rules.items()
    ]
    return pa.concat_tables(parts).combine_chunks()


def _of_rule(
    rule: Rule | Whole | Anomaly,
    why_not: str | None,
    tally: Tally | None,
    uscc: pa.Array,
    at: npt.NDArray[np.intp],
) -> pa.Table:
    nothing = np.zeros(len(at), np.int64)
    if why_not is not None or tally is None:
        return _table(rule.name, uscc, nothing + NOT_APPLICABLE, (nothing, nothing), why_not or NO_KIND)
    hits, tested, kind = tally.hits[at], tally.tested[at], tally.kind[at]
    said = np.select([hits > 0, tested > 0, kind > 0], [HIT, CLEAR, NOT_ENOUGH_DATA], NOT_APPLICABLE)
    lacking = NO_COLUMNS if isinstance(rule, Anomaly) else rule.lacking or NO_COLUMNS
    counted = np.where(said <= CLEAR, tested, 0), hits
    return _table(rule.name, uscc, said, counted, NO_KIND, lacking=lacking)


def _of_anomaly(rule: str, answer: Answers, uscc: pa.Array, at: npt.NDArray[np.intp]) -> pa.Table:
    """The strongest word of each institution's groups; the reason names those that could not be tested."""
    hits, tested, groups = answer.hits[at], answer.tested_groups[at], answer.groups[at]
    said = np.select([hits > 0, tested > 0, groups > 0], [HIT, CLEAR, NOT_ENOUGH_DATA], NOT_APPLICABLE)
    reasons = [
        NO_KIND if not some else answer.untested.get(code) for some, code in zip(groups, at, strict=True)
    ]
    found = _table(rule, uscc, said, (answer.tested[at], hits), NO_KIND)
    place = found.schema.get_field_index("reason")
    return found.set_column(place, "reason", pa.array(reasons, pa.string()))


def _table(
    rule: str,
    uscc: pa.Array,
    said: npt.NDArray[np.int64],
    counted: tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]],
    not_applicable: str | None,
    *,
    lacking: str = NO_COLUMNS,
) -> pa.Table:
    reasons = pa.array([None, None, lacking, not_applicable], pa.string())
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
