"""The analytic engine of Mingjian 明鉴: screens report ledgers for contradictions.

`screen` runs every rule over a ledger or an archive; `Refused` says what the user can mend.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from importlib.metadata import version

    from screener.ledger.faults import Fault, Refused
    from screener.run import screen

    __version__ = version("mingjian")

__all__ = ["Fault", "Refused", "__version__", "screen"]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever is asked for
    """Import on first use: the command answers, and can be interrupted in good order, before all of it is read."""
    if name == "screen":
        return import_module("screener.run").screen
    if name in ("Fault", "Refused"):
        return getattr(import_module("screener.ledger.faults"), name)
    if name == "__version__":
        return import_module("importlib.metadata").version("mingjian")
    raise AttributeError(name)
