"""Sample sizes, draws and bounds of the engine, with its refusals as sentences of these pages."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from bureau.kernel.refusals import NotNow
from bureau.ui.figures import in_chinese
from screener import sampling
from screener.ledger.faults import Refused
from screener.sampling import Drawn
from screener.sampling import Plan as SamplePlan

__all__ = ["SamplePlan", "at_most_bad", "draw_sample", "plan_sample"]


def plan_sample(
    population: int, *, rate: Decimal, assurance: Decimal, sensitivity: Decimal, targeted: int
) -> SamplePlan:
    """How many to draw at random beside the targeted ones; shares are fractions of one.

    Raises:
        NotNow: no sample is large enough.
    """
    try:
        return sampling.plan(population, rate, assurance, sensitivity, targeted)
    except Refused as refusal:
        raise NotNow(_said(refusal)) from refusal


def draw_sample(frame: Sequence[str], size: int, seed: str) -> Drawn:
    """The identifiers drawn from a frame, as anybody can draw them again.

    Raises:
        NotNow: an identifier stands twice, or the frame is too small.
    """
    try:
        return sampling.draw(frame, size, seed)
    except Refused as refusal:
        raise NotNow(_said(refusal)) from refusal


def at_most_bad(population: int, *, checked: int, bad: int, assurance: Decimal) -> int:
    """The most bad ones that there may be in the population, given those found among the ones drawn."""
    return sampling.bound(population, checked, bad, assurance)


def _said(refusal: Refused) -> str:
    phrase = refusal.args[0]
    return str(phrase.zh if in_chinese() else phrase.en)
