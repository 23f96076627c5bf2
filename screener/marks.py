"""Numbers that stand for contents: equal where those are, and all but surely different where they differ."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

SPREAD, SPREAD_MORE = np.uint64(0x9C8F2D1B7A6E5D43), np.uint64(0xE3B1A95C64D7F02B)


def mix(words: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """A bijective scrambling of 64 bits (multiply, shift, exclusive or; multipliers are odd)."""
    words = (words ^ (words >> np.uint64(32))) * np.uint64(0xD6E8FEB86659FD93)
    words = (words ^ (words >> np.uint64(29))) * np.uint64(0xA24BAED4963EE407)
    return words ^ (words >> np.uint64(32))
