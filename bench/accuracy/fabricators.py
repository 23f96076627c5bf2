"""Laboratories that invent: each kind takes an honest one and makes its data up in one way."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from bench.accuracy.market import Lab, conclude, limit_of, numbered

Chance = np.random.Generator
#: How people who invent numbers like to end them.
_ENDINGS = np.array([0.04, 0.09, 0.11, 0.15, 0.08, 0.05, 0.12, 0.19, 0.10, 0.07])


def invented_digits(chance: Chance, lab: Lab) -> None:
    """Last digits out of the head."""
    for at, (value, places) in enumerate(zip(lab.values, lab.decimals, strict=True)):
        unit = 10.0**-places
        ten = np.floor(value / unit / 10) * 10
        lab.values[at] = np.maximum((ten + chance.choice(10, value.shape, p=_ENDINGS)) * unit, unit)


def invented_counts(chance: Chance, lab: Lab) -> None:
    """Counts whose first digit is any as often as another."""
    for at, one in enumerate(lab.parameters):
        if one.wide:
            shape = lab.values[at].shape
            lab.values[at] = np.floor(10 ** chance.integers(1, 5, shape) * chance.uniform(1, 10, shape))


def copied_replicates(chance: Chance, lab: Lab) -> None:
    """One measurement, and the others written a unit away."""
    for at, places in enumerate(lab.decimals):
        value = lab.values[at]
        value[:, 1:] = value[:, :1] + chance.integers(-1, 2, value[:, 1:].shape) * 10.0**-places


def damped(_: Chance, lab: Lab) -> None:
    """Values drawn in to their middle."""
    for at, one in enumerate(lab.parameters):
        if not one.wide:
            lab.values[at] = lab.values[at].mean() + 0.35 * (lab.values[at] - lab.values[at].mean())


def recycled(chance: Chance, lab: Lab) -> None:
    """A third of the values taken from a short list of earlier ones, each parameter by itself."""
    for value in lab.values:
        again = np.flatnonzero(chance.random(lab.size) < 0.33)
        value[again] = value[chance.integers(0, max(2, lab.size // 20), len(again))]


def moved_inside(chance: Chance, lab: Lab) -> None:
    """What lies a little outside a limit is written a little inside."""
    for at, one in enumerate(lab.parameters):
        limit = limit_of(one)
        if limit is not None:
            value = lab.values[at]
            out = (value > limit) & (value <= limit + one.spread)
            value[out] = limit - chance.uniform(0, 0.4, int(out.sum())) * one.spread


def never_fails(chance: Chance, lab: Lab) -> None:
    """What would fail is drawn again until it passes."""
    for at, one in enumerate(lab.parameters):
        limit = limit_of(one)
        if limit is not None:
            bad = np.flatnonzero(lab.values[at].mean(axis=1) > limit)
            good = np.flatnonzero(lab.values[at].mean(axis=1) <= limit)
            lab.values[at][bad] = lab.values[at][chance.choice(good, len(bad))] - chance.uniform(
                0, 0.05, (len(bad), 1)
            )


def one_operator(_: Chance, lab: Lab) -> None:
    """Everybody's tests in one name, two days' work in one: more than two, and few ledgers have the rule's 20 days."""
    lab.operator = np.zeros_like(lab.operator)
    lab.minutes = lab.minutes // (2 * 24 * 60) * (24 * 60) + lab.minutes % (24 * 60)


def _copies(chance: Chance, lab: Lab) -> tuple[np.ndarray, np.ndarray]:
    """Reports to be made up, and those they are made from; of the same product."""
    made = np.sort(chance.choice(np.arange(1, lab.size), max(4, lab.size // 20), replace=False))
    source = np.array([int(chance.integers(0, one)) for one in made])
    lab.product[made] = lab.product[source]
    return made, source


def edited(chance: Chance, lab: Lab) -> None:
    """One report in twenty is an earlier one with one parameter changed."""
    for to, source in zip(*_copies(chance, lab), strict=True):
        keep = int(chance.integers(0, len(lab.values)))
        for at, value in enumerate(lab.values):
            if at != keep:
                value[to] = value[source]


def shifted(chance: Chance, lab: Lab) -> None:
    """One report in twenty is an earlier one, every value so many last digits away."""
    for to, source in zip(*_copies(chance, lab), strict=True):
        away = int(chance.integers(1, 9))
        for value, places in zip(lab.values, lab.decimals, strict=True):
            value[to] = value[source] + away * 10.0**-places


def scaled(chance: Chance, lab: Lab) -> None:
    """One report in twenty is an earlier one times a factor near 1."""
    for to, source in zip(*_copies(chance, lab), strict=True):
        times = float(chance.choice((chance.uniform(0.9, 0.99), chance.uniform(1.01, 1.1))))
        for value in lab.values:
            value[to] = value[source] * times


def left_out(chance: Chance, lab: Lab) -> None:
    """A part of the reports kept out of the ledger: their numbers are missing."""
    lab.serial = numbered(chance, lab.size, float(chance.uniform(0.1, 0.3)))


def generated(chance: Chance, lab: Lab) -> None:
    """Every value from a generator of random numbers with the laboratory's own mean and spread."""
    for at, value in enumerate(lab.values):
        logs = lab.parameters[at].wide > 0
        one = np.log(value) if logs else value
        made = chance.normal(one.mean(), one.std(), (lab.size, 1)) + chance.normal(
            0, 0.02 * one.std(), value.shape
        )
        lab.values[at] = np.maximum(np.exp(made) if logs else made, 10.0 ** -lab.decimals[at])


#: Kind -> the rule it is made for (none for what no rule looks for as such), what it does, its name.
KINDS: dict[str, tuple[str, Callable[[Chance, Lab], None], str]] = {
    "invented digits": ("digits.terminal", invented_digits, "编造末位"),
    "invented counts": ("digits.first", invented_counts, "编造计数"),
    "copied replicates": ("replicates.too_alike", copied_replicates, "抄写平行样"),
    "damped spread": ("spread.unlike_peers", damped, "压小离散"),
    "recycled values": ("values.recycled", recycled, "数值重复使用"),
    "moved inside the limit": ("limit.bunching", moved_inside, "移入限值"),
    "never fails": ("passes.too_many", never_fails, "从不不合格"),
    "impossible workload": ("workload.too_high", one_operator, "不可能的工作量"),
    "copies with an edit": ("clones.near", edited, "复制后改一处"),
    "copies with an offset": ("clones.near", shifted, "复制后平移"),
    "copies with a factor": ("clones.near", scaled, "复制后乘倍数"),
    "numbers left out": ("number.gaps", left_out, "抽走报告"),
    "random numbers": ("", generated, "随机数生成"),
}  # fmt: skip


def fabricate(chance: Chance, lab: Lab, kind: str) -> None:
    """Make the laboratory's data up in this way, printed as it prints."""
    KINDS[kind][1](chance, lab)
    lab.kind = kind
    conclude(lab)
