"""What was made before a run is left alone by the collection of garbage while it lasts."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

SELDOM = (100_000, 50, 100)  # objects made before the youngest are looked at, and how often the older ones


@contextmanager
def others_at_rest() -> Iterator[None]:
    """Keep the collection of garbage off everything made before the run: it would stop all threads for that.

    And let it come seldom: what a run makes is rows of evidence, which form no cycles.
    """
    usual = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(*SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*usual)
        gc.unfreeze()
