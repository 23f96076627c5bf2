"""Feeds the intake of workbooks and tables whatever a coverage-guided fuzzer thinks of; `make fuzz` runs it."""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

with atheris.instrument_imports(include=["screener.ledger.filled", "screener.ledger.parsing"]):
    from tests.screener.intake_fuzz import take_up


def once(data: bytes) -> None:
    """One input; anything raised is a finding, which the fuzzer keeps as a file."""
    take_up(data)


if __name__ == "__main__":
    atheris.Setup(sys.argv, once)
    atheris.Fuzz()
