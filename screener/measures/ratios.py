"""Statistics that are compared as logarithms: z = (ln X - med) / √(MADN² + v), effect = X / exp(med)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from screener.measures.declaration import Columns, Floats, Mask
from screener.measures.peers import Compared, compare, kinds


@dataclass(frozen=True)
class Ratio:
    """A statistic of each group beside its peers'; groups that were not compared have not-a-number."""

    value: Floats
    variance: Floats
    able: Mask
    compared: Compared
    effect: Floats

    def beside(self) -> dict[str, npt.NDArray[Any]]:
        """How many peers each group has and their median (shape: groups)."""
        return {"peers": self.compared.count, "peers_median": np.exp(self.compared.median)}

    def shown(self) -> dict[str, Callable[[int], object]]:
        """What evidence states so that the effect can be computed again."""
        made = self.compared
        return {
            "statistic": lambda row: float(self.value[row]),
            "variance": lambda row: float(self.variance[row]),
            "peers": lambda row: int(made.count[row]),
            "peers_median": lambda row: float(np.exp(made.median[row])),
            "peers_log_median": lambda row: float(made.median[row]),
            "peers_madn": lambda row: float(made.madn[row]),
        }


def ratio(groups: Columns, value: Floats, variance: Floats, able: Mask) -> Ratio:
    """Compare the able groups, whose statistic is above zero."""
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        logs = np.where(able, np.log(np.where(able, value, 1.0)), 0.0)
        compared = compare(logs, np.where(able, variance, 1.0), kinds(groups), able)
        effect = value / np.exp(compared.median)
    return Ratio(value, variance, able, compared, effect)
