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

Codes = npt.NDArray[np.int64]

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
    at, (tallies, answers) = np.array(codes, np.intp), found
    sheet = _Sheet()
    for name, rule in rules.items():
        if name in answers:
            sheet.add_anomaly(answers[name], at)
        else:
            sheet.add_rule(rule, not_run.get(name), tallies.get(name), at)
    return sheet.table(list(rules), names)


class _Sheet:
    """The rows, rule by rule: what is said, tested and hit, and the place of each reason among those met."""

    def __init__(self) -> None:
        self.said: list[Codes] = []
        self.tested: list[Codes] = []
        self.hits: list[Codes] = []
        self.why: list[Codes] = []
        self._reasons: dict[str | None, int] = {None: 0}

    def _reason(self, text: str | None) -> int:
        return self._reasons.setdefault(text, len(self._reasons))

    def add_rule(
        self, rule: Rule | Whole | Anomaly, why_not: str | None, tally: Tally | None, at: npt.NDArray[np.intp]
    ) -> None:
        """What a rule says by its rows of the kind, tested and hit."""
        nothing = np.zeros(len(at), np.int64)
        if why_not is not None or tally is None:
            self._add(nothing + NOT_APPLICABLE, nothing, nothing)
            self.why.append(nothing + self._reason(why_not or NO_KIND))
            return
        hits, tested, kind = tally.hits[at], tally.tested[at], tally.kind[at]
        said = np.select([hits > 0, tested > 0, kind > 0], [HIT, CLEAR, NOT_ENOUGH_DATA], NOT_APPLICABLE)
        lacking = NO_COLUMNS if isinstance(rule, Anomaly) else rule.lacking or NO_COLUMNS
        self._add(said, np.where(said <= CLEAR, tested, 0), hits)
        by_word = [self._reason(one) for one in (None, None, lacking, NO_KIND)]
        self.why.append(np.array(by_word, np.int64)[said])

    def add_anomaly(self, answer: Answers, at: npt.NDArray[np.intp]) -> None:
        """The strongest word of each institution's groups; the reason names those that could not be tested."""
        hits, tested, groups = answer.hits[at], answer.tested_groups[at], answer.groups[at]
        said = np.select([hits > 0, tested > 0, groups > 0], [HIT, CLEAR, NOT_ENOUGH_DATA], NOT_APPLICABLE)
        self._add(said, answer.tested[at], hits)
        untested, none = answer.untested, self._reason(NO_KIND)
        reasons = [
            self._reason(untested.get(code)) if some else none
            for some, code in zip(groups.tolist(), at.tolist(), strict=True)
        ]
        self.why.append(np.array(reasons, np.int64))

    def _add(self, said: Codes, tested: Codes, hits: Codes) -> None:
        self.said.append(said)
        self.tested.append(tested)
        self.hits.append(hits)

    def table(self, rules: Sequence[str], names: Sequence[str]) -> pa.Table:
        """All of it; each text is looked up once."""
        said, tested, hits, why = (
            np.concatenate([np.zeros(0, np.int64), *column])
            for column in (self.said, self.tested, self.hits, self.why)
        )
        rule = np.repeat(np.arange(len(rules)), len(names))
        whose = np.tile(np.arange(len(names)), len(rules))
        texts = {
            "rule": (rules, rule),
            "uscc": (names, whose),
            "outcome": (WORDS, said),
            "reason": (list(self._reasons), why),
        }
        made = {
            name: pa.array(words, pa.string()).take(pa.array(places))
            for name, (words, places) in texts.items()
        }
        return pa.table(made | {"tested": pa.array(tested), "hits": pa.array(hits)})
