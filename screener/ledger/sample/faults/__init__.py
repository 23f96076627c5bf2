"""Plants faults: for each rule small alterations that are hits of it, in the institutions chosen to be faulty."""

from __future__ import annotations

from screener.ledger.sample.faults.desk import Desk, Planted
from screener.ledger.sample.faults.papers import PAPER_FAULTS
from screener.ledger.sample.faults.work import WORK_FAULTS

# Scarce material first: what one fault uses, no other fault touches.
FAULTS = {**PAPER_FAULTS, **WORK_FAULTS}

__all__ = ["FAULTS", "Desk", "Planted", "plant"]


def plant(desk: Desk, due: dict[str, int]) -> None:
    """Plant up to `due[rule]` faults of every rule; `desk.planted` says what became of them."""
    for rule, fault in FAULTS.items():
        if due[rule] > 0:
            fault(desk, due[rule])
