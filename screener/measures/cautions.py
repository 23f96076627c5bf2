"""Cautions beside a hit: what the rule's own words count as a hit, and honest institutions often show.

The rules decide what is a hit; a caution takes none away. It says why this one is weak ground for a visit (decision
0039): `bench.accuracy` counts honest institutions named with one and without.
"""

from __future__ import annotations

import numpy as np

from screener.measures.declaration import Floats, Mask

LESS_THAN_TWOFOLD = "less_than_twofold"
VALUES_SPAN_DECADES = "values_span_decades"

#: The least effect that every rule asks for whose effect is a ratio.
TWOFOLD = 2.0
#: Standard deviations over the mean distance from nought: at most 1.25 for normal values wherever their middle lies,
#: 1 for exponential ones; beyond it for values whose logarithms vary by half a decade or more.
DECADES = 1.5


def less_than_twofold(ratio: Floats) -> Mask:
    """Whether a statistic lies within a factor of two of the peers' median (shape: groups)."""
    found: Mask = (ratio > 1 / TWOFOLD) & (ratio < TWOFOLD)
    return found


def span_decades(spread: Floats, size: Floats) -> Mask:
    """Whether the few largest values make the standard deviation: it varies far more than that of normal values does.

    `spread` is the standard deviation, `size` the mean of the values without their signs (shape of all: groups).
    """
    found: Mask = np.asarray(spread > DECADES * size)
    return found
