"""Compiled kernels for the rules that a profile shows to dominate; each has a NumPy twin that a test compares it with.

Kernels are loaded only for large ledgers: a small one is done before they would be.
"""

from __future__ import annotations

import os

#: Results in a ledger from which the kernels are worth loading.
WORTHWHILE = 1_000_000


def wanted(results: int) -> bool:
    """Whether a run over so many results uses the kernels; MINGJIAN_COMPILED=1 or 0 decides it by hand."""
    stated = os.environ.get("MINGJIAN_COMPILED", "")
    return stated == "1" if stated in ("0", "1") else results >= WORTHWHILE
