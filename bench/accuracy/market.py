"""Honest laboratories of one market, unlike each other in what laboratories differ in, as NumPy columns."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

PRODUCTS = 3


@dataclass(frozen=True)
class Parameter:
    """One parameter of a domain: its level, spread between samples and within one, decimals, replicates, limit.

    `wide` is the standard deviation of the decimal logarithm instead, for counts that reach over decades. The limit
    stands so many standard deviations above the level.
    """

    name: str
    level: float
    spread: float
    within: float
    decimals: int
    replicates: int = 1
    limit: float | None = None
    wide: float = 0.0


DOMAINS: dict[str, tuple[Parameter, ...]] = {
    "food": (
        Parameter("水分", 12.0, 1.6, 0.12, 2, replicates=2),
        Parameter("蛋白质", 23.0, 2.4, 0.2, 2, replicates=2, limit=1.9),
        Parameter("脂肪", 31.0, 4.0, 0.3, 1, limit=2.1),
        Parameter("铅", 0.112, 0.03, 0.004, 3, limit=2.0),
        Parameter("菌落总数", 3.0, 0.0, 0.05, 0, wide=1.0),
    ),
    "construction": (
        Parameter("抗压强度", 34.0, 3.2, 0.9, 1, replicates=3),
        Parameter("密度", 2384.0, 31.0, 6.0, 0),
        Parameter("含水率", 4.6, 0.9, 0.08, 2, limit=2.0),
        Parameter("氯离子", 0.0432, 0.011, 0.001, 4, limit=2.2),
    ),
}


@dataclass
class Lab:
    """One institution: its reports' columns, and of each parameter the values (reports × replicates)."""

    number: int
    domain: str
    parameters: tuple[Parameter, ...]
    product: Ints
    sample: Ints
    minutes: Ints
    operator: Ints
    values: list[Floats]
    decimals: list[int]
    serial: Ints
    kind: str = ""
    conclusion: list[str] = field(default_factory=list)

    @property
    def size(self) -> int:
        """How many reports."""
        return len(self.product)


def honest(chance: np.random.Generator, number: int, reports: int) -> Lab:
    """A laboratory that measures: bias, spread, products, volume, drift, rounding and pace of its own."""
    domain = list(DOMAINS)[number % len(DOMAINS)]
    parameters = DOMAINS[domain]
    size = max(20, round(reports * float(chance.lognormal(0, 0.35))))
    share = chance.dirichlet(np.full(PRODUCTS, 8.0))
    product = chance.choice(PRODUCTS, size, p=share)
    drift = float(chance.uniform(0, 0.5))
    values, decimals = [], []
    for one in parameters:
        level = float(chance.normal(0, 0.25)) + 0.5 * (product - 1)
        scatter = float(chance.lognormal(0, 0.12))
        noise = chance.normal(0, 1, size)
        for at in range(1, size):
            noise[at] = drift * noise[at - 1] + np.sqrt(1 - drift**2) * noise[at]
        within = one.within * float(chance.lognormal(0, 0.25))
        repeats = chance.normal(0, within, (size, one.replicates))
        if one.wide:
            found = 10 ** (one.level + one.wide * (level * 0.4 + scatter * noise))[:, None] * (1 + repeats)
        else:
            found = one.level + one.spread * (level * 0.6 + scatter * noise)[:, None] + repeats
        coarse = one.decimals > 0 and chance.random() < 0.1
        places = one.decimals - int(coarse)
        decimals.append(places)
        values.append(np.maximum(found, 10.0**-places))
    operators = max(2, round(6 * float(chance.lognormal(0, 0.25)) * size / reports))
    pace = round(reports / 60 * 20) + 5
    days = max(25, round(size / max(1, pace) * float(chance.lognormal(0, 0.2)) * 30))
    minutes = np.sort(chance.integers(0, days * 24 * 60, size))
    lab = Lab(
        number, domain, parameters, product, np.arange(size), minutes, chance.integers(0, operators, size),
        values, decimals, numbered(chance, size, float(chance.lognormal(np.log(0.02), 0.5))),
    )  # fmt: skip
    conclude(lab)
    return lab


def numbered(chance: np.random.Generator, size: int, share: float) -> Ints:
    """Numbers of reports in order, of which a share was voided or never written."""
    return np.arange(1, size + 1) + np.cumsum(chance.random(size) < share / (1 - share))


def limit_of(one: Parameter) -> float | None:
    """The upper limit of a parameter, as its standard prints it."""
    return None if one.limit is None else round(one.level + one.limit * one.spread, one.decimals)


def conclude(lab: Lab) -> None:
    """Print every value as the laboratory rounds, and say pass or fail by the means."""
    lab.values = [np.round(value, places) for value, places in zip(lab.values, lab.decimals, strict=True)]
    bad = np.zeros(lab.size, bool)
    for one, value in zip(lab.parameters, lab.values, strict=True):
        limit = limit_of(one)
        if limit is not None:
            bad |= value.mean(axis=1) > limit
    lab.conclusion = ["fail" if one else "pass" for one in bad.tolist()]
