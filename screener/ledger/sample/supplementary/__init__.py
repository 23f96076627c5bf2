"""The supplementary tables of a chunk, honest or with planted faults of the rules that read them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from screener.ledger.sample.chunk import Chunk
from screener.ledger.sample.faults import Desk
from screener.ledger.sample.sheets import Sheet, instrument_names, person_names
from screener.ledger.sample.supplementary import (
    billing,
    crews,
    custody,
    logs,
    presence,
    procedures,
    registers,
    vehicles,
)

__all__ = ["FURTHER_FAULTS", "REGISTER_FAULTS", "Supplement"]

Fault = Callable[[Desk, Any, int], None]
_PARTS = (custody, presence, logs, vehicles, crews, procedures, billing)

#: Rule -> the part that its faults alter, and how. Scarce material first, as in the other faults.
FURTHER_FAULTS: dict[str, tuple[Any, Fault]] = {
    "vehicle.shared_identity": (vehicles, vehicles.shared_identity),
    "vehicle.changed_identity": (vehicles, vehicles.changed_identity),
    "vehicle.power_differs": (vehicles, vehicles.power_differs),
    "person.impossible_travel": (crews, crews.impossible_travel),
    "replicates.missing": (procedures, procedures.replicates_missing),
    "raw.same_file": (logs, logs.same_file),
    "raw.after_issue": (logs, logs.after_issue),
    "instrument.no_run": (logs, logs.no_run),
    "method.not_prescribed": (procedures, procedures.not_prescribed),
    "conditions.outside": (procedures, procedures.conditions_outside),
    "person.absent": (presence, presence.absent),
    "signatory.absent": (presence, presence.signatory_absent),
    "sample.after_disposal": (custody, custody.after_disposal),
    "sample.other_product": (custody, custody.other_product),
    "sample.unregistered": (custody, custody.unregistered),
    "sample.chain_broken": (custody, custody.chain_broken),
}
REGISTER_FAULTS = ("person.two_employers", "instrument.two_owners", "invoice.no_report")


class Supplement:
    """Draws the supplementary tables around a chunk whose other faults are planted."""

    def __init__(self, rng: np.random.Generator, chunk: Chunk) -> None:
        self.rng, self.chunk = rng, chunk
        self.parts: dict[Any, Any] = {part: part.draw(rng, chunk) for part in _PARTS}
        registers.move_on(rng, chunk)

    def plant(self, desk: Desk, due: dict[str, int]) -> None:
        """Plant up to `due[rule]` faults of every rule over reports and results."""
        desk.rng = self.rng
        for rule, (part, fault) in FURTHER_FAULTS.items():
            if due[rule] > 0:
                fault(desk, self.parts[part], due[rule])

    def plant_registers(
        self, desk: Desk, due: dict[str, int]
    ) -> dict[str, tuple[int, list[tuple[str, str]]]]:
        """The same for the rules over registers: how many faults, and whose they are and what they are about."""
        chunk, told = self.chunk, {}
        bench = np.repeat(np.arange(len(chunk.benches.site)), np.diff(chunk.benches.start))
        for rule, make, names, branch in (
            (
                "person.two_employers",
                registers.two_employers,
                person_names(chunk.cast, chunk.people),
                chunk.people.branch,
            ),
            (
                "instrument.two_owners",
                registers.two_owners,
                instrument_names(chunk.cast, chunk.benches),
                chunk.benches.branch[bench],
            ),
        ):
            pairs = make(desk, chunk, due[rule]) if due[rule] > 0 else []
            hits = [
                (chunk.cast.branches[int(branch[row])].institution.uscc, names[row].as_py())
                for pair in pairs
                for row in pair
            ]
            told[rule] = len(pairs), hits
        if due["invoice.no_report"] > 0:
            made, whose = billing.no_report(desk, chunk, self.parts[billing], due["invoice.no_report"])
            told["invoice.no_report"] = made, [(uscc, "") for uscc in whose]
        return told

    def sheets(self) -> dict[str, Sheet]:
        """All supplementary tables but the references."""
        return {
            name: sheet
            for part, drawn in self.parts.items()
            for name, sheet in part.sheets(self.chunk, drawn).items()
        }


def supplementary_references() -> dict[str, Sheet]:
    """Those that are the same for every body."""
    return procedures.references()
