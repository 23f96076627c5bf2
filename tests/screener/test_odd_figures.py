"""The arithmetic of the anomalies against values that others published or that can be worked out by hand."""

from __future__ import annotations

import math
import random
from statistics import median

import numpy as np
import pytest

from screener.digits import significant_digits
from screener.ledger.intake import CONCLUSIONS
from screener.measures.digits import BENFORD
from screener.measures.passes import FAIL, MOST_DENSE, PASS, numbered, scatter_beyond_chance
from screener.measures.peers import others_median, others_quantile, others_scatter
from screener.measures.printing import digits, first_digit, printed_groups, units
from screener.measures.recycled import pairs
from screener.measures.tails import chi_square, lower, q_values, two_sided, upper, z_of

#: Benjamini and Hochberg 1995, section 4: fifteen p values of which four are rejected at 0.05.
FIFTEEN = [
    *(0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344),
    *(0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000),
]


def test_benjamini_and_hochberg_reject_four() -> None:
    q = q_values(np.array(FIFTEEN))
    assert int((q <= 0.05).sum()) == 4
    assert q[:5] == pytest.approx([0.0015, 0.003, 0.0095, 0.035625, 0.0603])
    shuffled = np.array(FIFTEEN)[::-1]
    assert q_values(shuffled).tolist() == q[::-1].tolist()
    assert q_values(np.zeros(0)).tolist() == []


@pytest.mark.parametrize(
    ("x", "freedom", "p"),
    [
        (7.6517426989499855, 8, 0.46820638130036729),  # sinoForest's first digits
        (23.567792, 9, 0.00504),  # its second digits
        (43.45, 9, 1.8e-6),  # last digits of a retracted paper's data
        (12.6, 9, 0.18),  # pooled last digits of known fabricators
        (0.0, 9, 1.0),
        (0.0, 8, 1.0),
    ],
)
def test_tails_of_chi_square(x: float, freedom: int, p: float) -> None:
    assert chi_square(np.array([x]), freedom)[0] == pytest.approx(p, rel=0.03 if p < 0.4 else 1e-9)


def test_tails_of_the_normal() -> None:
    z = np.array([-1.959963984540054, 0.0, 1.959963984540054, 30.0])
    assert upper(z) == pytest.approx([0.975, 0.5, 0.025, 4.906713927148187e-198])
    assert lower(z) == pytest.approx(upper(-z))
    assert two_sided(z) == pytest.approx([0.05, 1.0, 0.05, 2 * 4.906713927148187e-198])
    assert z_of(np.array([0.025, 0.5, 1.0, 0.0])) == pytest.approx([1.959964, 0, 0, 38], abs=0.05)


def test_first_digits_of_the_fibonacci_numbers() -> None:
    """Five hundred of them: χ² 0.1737, as published."""
    one, two, counts = 1, 1, np.zeros(9)
    for _ in range(500):
        counts[int(str(one)[0]) - 1] += 1
        one, two = two, one + two
    assert ((counts - 500 * BENFORD) ** 2 / (500 * BENFORD)).sum() == pytest.approx(0.1737, abs=1e-4)


def test_values_are_printed_as_python_prints_them() -> None:
    chance = random.Random(5)  # noqa: S311 - order of test rows, not secrets
    values, places = [], []
    for _ in range(20_000):
        exponent, decimals = chance.choice((0, 1, 3, 9, 18, 25)), chance.choice((0, 1, 2, 3, 6, 23, 30))
        value = chance.choice(
            (
                round(chance.uniform(-50, 50), 3),
                chance.randint(-99, 99) / 8,
                chance.uniform(-1, 1) * 10**exponent,
            )
        )
        values.append(value)
        places.append(decimals)
    found = units(np.array(values), np.array(places))
    shown = [
        int(f"{value:.{decimals}f}".replace(".", "")) for value, decimals in zip(values, places, strict=True)
    ]
    near = [place for place, one in enumerate(shown) if abs(one) < 2**62]
    assert found[near].tolist() == [shown[place] for place in near]
    count = digits(found)
    wanted = [significant_digits(value, decimals) for value, decimals in zip(values, places, strict=True)]
    assert count[near].tolist() == [wanted[place] for place in near]
    some = [place for place in near if wanted[place]]
    firsts = [int(str(abs(shown[place]))[0]) for place in some]
    assert first_digit(found[some], count[some]).tolist() == firsts


def test_values_beyond_whole_numbers_stand_for_themselves() -> None:
    found = units(np.array([1e30, -1e30, 1e30, 2e30, 5.0]), np.array([0, 0, 0, 0, 0]))
    assert found[0] == found[2] == -found[1]
    assert len({*found.tolist()}) == 4
    assert abs(found[3] - found[0]) > 20
    assert found[4] == 5


def test_pairs_far_apart_are_counted_as_well() -> None:
    values = np.array([-(2**62), 2**62, 2**62, 2**62 + 10, 0, 10, 30, 30])
    group = np.array([0, 0, 0, 0, 1, 1, 1, 1])
    equal, apart = pairs(group, values, 3)
    assert (equal.tolist(), apart.tolist()) == ([1, 1, 0], [2, 3, 0])


@pytest.mark.parametrize("size", [1, 2, 3, 8, 9, 40])
def test_each_is_compared_with_the_others(size: int) -> None:
    chance = random.Random(size)  # noqa: S311 - order of test rows, not secrets
    values = [round(chance.gauss(0, 1), 1) for _ in range(size)]
    found = others_median(np.array(values))
    scatter = others_scatter(np.array(values))
    for place in range(size):
        others = values[:place] + values[place + 1 :]
        if not others:
            assert math.isnan(found[place])
            continue
        middle = median(others)
        assert found[place] == middle
        assert scatter[place] == pytest.approx(1.4826 * median([abs(one - middle) for one in others]))
        for share in (0.1, 0.5, 0.9):
            wanted = float(np.quantile(others, share))
            assert others_quantile(np.array(values), share)[place] == pytest.approx(wanted)


def test_the_funnel_widens_by_what_chance_does_not_explain() -> None:
    """Spiegelhalter's τ² by hand, for one domain of which each is left out in turn."""
    chance = random.Random(2)  # noqa: S311 - order of test rows, not secrets
    y = np.array([chance.gauss(0.3, 0.1) for _ in range(12)])
    weight = np.array([float(chance.randint(400, 4000)) for _ in range(12)])
    target = np.full(12, 0.29)
    found = scatter_beyond_chance(y, weight, target)
    for place in range(12):
        others = [one for one in range(12) if one != place]
        z = (y[others] - 0.29) * np.sqrt(weight[others])
        z = np.clip(z, *np.quantile(z, (0.1, 0.9)))
        phi, w = float((z**2).mean()), weight[others]
        tau = (11 * phi - 10) / (w.sum() - (w**2).sum() / w.sum())
        assert tau > 0
        assert found[place] == pytest.approx(tau)
    assert scatter_beyond_chance(np.full(12, 0.29), weight, target).tolist() == [0.0] * 12


def test_conclusions_have_the_codes_that_intake_gives() -> None:
    assert (CONCLUSIONS[PASS].as_py(), CONCLUSIONS[FAIL].as_py()) == ("pass", "fail")


def test_keys_are_numbered_alike_by_table_and_by_sorting() -> None:
    keys = np.array([7, 3, 7, 0, 3, 9], np.int64)
    for size in (10, MOST_DENSE * 2):
        names, place = numbered(keys, size)
        assert (names.tolist(), place.tolist()) == ([0, 3, 7, 9], [2, 1, 2, 0, 1, 3])


def test_a_value_on_the_edge_of_a_half_is_printed_by_python_in_large_groups_too() -> None:
    """0.125 and 2.675 lie on and beside a half; the others do not."""
    values = np.array([0.125, 2.675, 1.10, 1.005, 8.37, -0.125], np.float64)
    decimals = np.full(1, 2, np.int64)
    found, count = printed_groups(values, np.array([0, 6]), decimals, np.ones(1, bool))
    plain = units(values, np.full(6, 2, np.int64))
    assert found.tolist() == plain.tolist() == [12, 267, 110, 100, 837, -12]
    assert count.tolist() == digits(plain).tolist() == [2, 3, 3, 3, 3, 2]
