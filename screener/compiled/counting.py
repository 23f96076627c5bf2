"""What kernels that count by institution need to know."""

from __future__ import annotations

from typing import Any

import numpy.typing as npt
from numba import njit


@njit(cache=True, nogil=True)
def institutions_of(whose: npt.NDArray[Any]) -> int:
    """How many institutions there are, given the institution of each row, numbered from 0 and ascending."""
    return whose[-1] + 1 if len(whose) else 0
