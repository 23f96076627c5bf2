"""The analytic engine of Mingjian 明鉴: screens report ledgers for contradictions.

`screen` runs every rule over a ledger or an archive; `Refused` says what the user can mend.
"""

from __future__ import annotations

from importlib.metadata import version

from screener.ledger.faults import Fault, Refused
from screener.run import screen

__version__ = version("mingjian")

__all__ = ["Fault", "Refused", "__version__", "screen"]
