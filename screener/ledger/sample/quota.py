"""How many faults of each rule are due by now, and the tables of a chunk in which they are planted."""

from __future__ import annotations

import numpy as np

from screener.ledger.sample.cast import Branch
from screener.ledger.sample.chunk import Chunk
from screener.ledger.sample.faults import FAULTS, Desk, plant
from screener.ledger.sample.sheets import Sheet
from screener.ledger.sample.supplementary import FURTHER_FAULTS, REGISTER_FAULTS, Supplement
from screener.ledger.sample.supplementary.hand_ins import EARLIER_TABLES, earlier, reference

Planted = dict[str, list[tuple[str, str | None]]]

_SMALL = 30_000  # results from which every rule gets its full number of faults
_FAULTS = 6  # of each rule in a small ledger
_RATE = 1e-5  # faults of each rule per result in a large one, which bring hits on 0.06 % of the results
_BESIDE_FAULTS = ("ledger.changed", "reference.disagrees")


class Quota:
    """Plants what is due of each rule, in step with the faulty institutions' results."""

    def __init__(
        self,
        branches: list[Branch],
        results: int,
        seed: int = 1,
        *,
        supplementary: bool = False,
        beside: bool = False,
    ) -> None:
        self.faults = max(1, round(_FAULTS * min(1.0, results / _SMALL)), round(_RATE * results))
        self.total = sum(b.results for b in branches if b.institution.faulty)
        self.passed, self.seed, self.supplementary, self.beside = 0, seed, supplementary, beside
        rules = [*FAULTS, *((*FURTHER_FAULTS, *REGISTER_FAULTS) if supplementary else ())]
        rules += _BESIDE_FAULTS if beside else ()
        self.made = dict.fromkeys(rules, 0)
        self.planted: Planted = {rule: [] for rule in rules}

    def planted_in(self, chunk: Chunk, *, as_text: bool) -> dict[str, dict[str, Sheet]]:
        """Plant in the chunk what is due and keep what must be hits; its tables: own, earlier and reference."""
        own = sum(b.results for b in chunk.cast.branches if b.institution.faulty)
        self.passed += own
        desk = chunk.desk() if own else None
        if desk is not None:
            plant(desk, self._due())
        more = self._supplement(chunk, desk) if self.supplementary else {}
        if not self.beside:
            self._note(chunk, desk)
            return {"own": chunk.sheets(as_text=as_text) | more}
        before = earlier(chunk, desk, self._due()["ledger.changed"] if own else 0, as_text=as_text)
        self._note(chunk, desk)
        sheets = chunk.sheets(as_text=as_text)
        wanted = self._due()["reference.disagrees"] if own else 0
        told, made, named = reference(chunk, sheets, wanted)
        self._told("reference.disagrees", made, named)
        before |= {name: sheets[name] for name in EARLIER_TABLES}
        return {"own": sheets | more, "earlier": before, "reference": told}

    def _due(self) -> dict[str, int]:
        due = -(-self.faults * self.passed // self.total) if self.total else 0
        return {rule: due - made for rule, made in self.made.items()}

    def _supplement(self, chunk: Chunk, desk: Desk | None) -> dict[str, Sheet]:
        """The supplementary tables; drawn by a chance of their own, so that the others stay what they were."""
        extra = Supplement(np.random.default_rng([self.seed, 3, chunk.cast.branches[0].number]), chunk)
        if desk is not None:
            extra.plant(desk, self._due())
            for rule, (made, named) in extra.plant_registers(desk, self._due()).items():
                self._told(rule, made, named)
        return extra.sheets()

    def _note(self, chunk: Chunk, desk: Desk | None) -> None:
        for rule, entry in desk.planted.items() if desk is not None else ():
            self.made[rule] += entry.faults
            self.planted[rule] += chunk.names(entry.hits)

    def _told(self, rule: str, made: int, named: list[tuple[str, str]]) -> None:
        self.made[rule] += made
        self.planted[rule] += named
