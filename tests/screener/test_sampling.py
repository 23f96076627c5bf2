"""Sample sizes, draws and bounds: against sums in fractions, published sizes, and a draw made again in ten lines."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Callable
from decimal import ROUND_CEILING, Decimal
from fractions import Fraction
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from screener import sampling
from screener.commands import cli
from screener.ledger.faults import Refused

ONE = Decimal(1)
shares = st.integers(1, 99).map(lambda percent: Decimal(percent) / 100)


def expected(rest: int, bad: int, size: int, missed: Fraction, most: int | None = None) -> Fraction:
    """The sum of the text, term by term."""
    terms = (
        math.comb(bad, k) * math.comb(rest - bad, size - k) * missed**k
        for k in range(size + 1)
        if k <= bad and size - k <= rest - bad and (most is None or k <= most)
    )
    return sum(terms, Fraction(0)) / math.comb(rest, size)


@settings(max_examples=60)
@given(st.integers(1, 40), shares, shares, shares, st.integers(0, 10))
def test_the_size_is_the_smallest_that_keeps_the_promise(
    population: int, rate: Decimal, assurance: Decimal, sensitivity: Decimal, targeted: int
) -> None:
    targeted = min(targeted, population)
    rest, missed = population - targeted, Fraction(ONE - sensitivity)
    bad = int((rate * rest).to_integral_value(ROUND_CEILING))
    kept = [n for n in range(rest + 1) if expected(rest, bad, n, missed) <= Fraction(ONE - assurance)]
    if not kept and rest:
        with pytest.raises(Refused, match=r"0\.|1\."):
            sampling.plan(population, rate, assurance, sensitivity, targeted)
        return
    found = sampling.plan(population, rate, assurance, sensitivity, targeted)
    assert (found.size, found.rest, found.bad) == (kept[0] if rest else 0, rest, bad)
    if rest:
        assert found.assurance == pytest.approx(1 - float(expected(rest, bad, found.size, missed)), abs=1e-12)


@pytest.mark.parametrize(
    ("assurance", "rate", "size"),
    [
        # Zero expected deviations, large population: the sizes printed in every auditor's table of attribute samples.
        ("0.95", "0.01", 299),
        ("0.95", "0.02", 149),
        ("0.95", "0.03", 99),
        ("0.95", "0.04", 74),
        ("0.95", "0.05", 59),
        ("0.95", "0.06", 49),
        ("0.95", "0.08", 36),
        ("0.95", "0.10", 29),
        ("0.90", "0.05", 45),
        ("0.90", "0.10", 22),
        ("0.99", "0.01", 459),
        ("0.99", "0.05", 90),
    ],
)
def test_sizes_of_large_populations_are_the_published_ones(assurance: str, rate: str, size: int) -> None:
    assert sampling.plan(10**9, Decimal(rate), Decimal(assurance), ONE).size == size


def test_the_sentence_of_the_visit_sheet() -> None:
    assert sampling.plan(1000, Decimal("0.05"), Decimal("0.95"), ONE).size == 57


def test_a_tie_is_settled_exactly() -> None:
    # One bad among a million: n drawn miss it with probability 1 - n / 10**6, exactly 0.05 at 950,000.
    assert sampling.plan(10**6, Decimal("0.000001"), Decimal("0.95"), ONE).size == 950_000


def test_the_rate_is_rounded_up_in_decimal() -> None:
    # 0.07 * 100 is a little more than 7 in binary.
    assert sampling.plan(100, Decimal("0.07"), Decimal("0.95"), ONE).bad == 7


def test_nothing_is_left_to_draw_when_all_are_targeted() -> None:
    assert sampling.plan(10, Decimal("0.5"), Decimal("0.95"), ONE, 10) == sampling.Plan(0, 0, 0, 1.0)


@settings(max_examples=60)
@given(st.integers(1, 40), st.data(), shares)
def test_the_bound_is_the_largest_number_not_ruled_out(
    population: int, data: st.DataObject, assurance: Decimal
) -> None:
    checked = data.draw(st.integers(0, population))
    bad = data.draw(st.integers(0, checked))
    possible = range(bad, population - (checked - bad) + 1)
    alpha = Fraction(ONE - assurance)
    kept = [n for n in possible if n == bad or expected(population, n, checked, Fraction(1), bad) > alpha]
    assert sampling.bound(population, checked, bad, assurance) == kept[-1]


def test_plan_and_bound_say_the_same() -> None:
    size = sampling.plan(1000, Decimal("0.05"), Decimal("0.95"), ONE).size
    assert (
        sampling.bound(1000, size, 0, Decimal("0.95"))
        < 50
        <= sampling.bound(1000, size - 1, 0, Decimal("0.95"))
    )


@given(st.sets(st.text(st.characters(codec="utf-8"), min_size=1), max_size=30), st.text(), st.data())
def test_anybody_can_draw_again(frame: set[str], seed: str, data: st.DataObject) -> None:
    size = data.draw(st.integers(0, len(frame)))
    shuffled = data.draw(st.permutations(sorted(frame)))
    hashes = sorted((hashlib.sha256(f"{seed}|{one}".encode()).hexdigest(), one) for one in frame)
    found = sampling.draw(shuffled, size, seed)
    assert list(found.drawn) == [one for _, one in hashes[:size]]
    assert found.frame_sha256 == hashlib.sha256("\n".join(sorted(frame)).encode()).hexdigest()


def test_every_identifier_has_the_same_chance() -> None:
    """Over 2,000 seeds each of 20 is drawn about a quarter of the time; five standard deviations are 0.048."""
    frame = [f"R{n:02}" for n in range(20)]
    drawn = [one for seed in range(2000) for one in sampling.draw(frame, 5, str(seed)).drawn]
    assert all(abs(drawn.count(one) / 2000 - 0.25) < 0.048 for one in frame)


def run(*words: str) -> click.testing.Result:
    return CliRunner().invoke(cli, ["sample", *words])


def test_the_plan_as_json() -> None:
    told = json.loads(
        run("plan", "--population", "1000", "--rate", ".05", "--assurance", "0.95", "--json").output
    )
    assert told["size"] == 57
    assert told["bad"] == 50


def test_the_draw_as_json(tmp_path: Path) -> None:
    (tmp_path / "frame.txt").write_bytes("\ufeff甲-1\r\n乙-2\n\n丙-3".encode())
    told = json.loads(
        run("draw", "--frame", str(tmp_path / "frame.txt"), "--size", "2", "--seed", "s", "--json").output
    )
    assert told["drawn"] == list(sampling.draw(["甲-1", "乙-2", "丙-3"], 2, "s").drawn)
    assert (told["population"], told["seed"]) == (3, "s")


def test_the_draw_as_lines(tmp_path: Path) -> None:
    (tmp_path / "frame.txt").write_text("a\nb\nc\n", encoding="utf-8")
    done = run("draw", "--frame", str(tmp_path / "frame.txt"), "--size", "3", "--seed", "s")
    assert sorted(done.stdout.split()) == ["a", "b", "c"]
    assert "SHA-256" in done.stderr


def test_the_bound_as_words_and_json() -> None:
    words = ("bound", "--population", "1000", "--checked", "93", "--bad", "0")
    assert "30" in run(*words).output
    assert json.loads(run(*words, "--json").output)["upper"] == 30
    assert "57" in run("plan", "--population", "1000", "--rate", "0.05", "--assurance", "0.95").output


def broken_frame(folder: Path, content: bytes | None) -> str:
    path = folder / "frame.txt"
    if content is not None:
        path.write_bytes(content)
    return str(path)


@pytest.mark.parametrize(
    "words",
    [
        lambda folder: ("draw", "--frame", broken_frame(folder, b"a\nb\na\n"), "--size", "1", "--seed", "s"),
        lambda folder: ("draw", "--frame", broken_frame(folder, b"a\n"), "--size", "2", "--seed", "s"),
        lambda folder: ("draw", "--frame", broken_frame(folder, b"\xff\xfe"), "--size", "1", "--seed", "s"),
        lambda folder: ("draw", "--frame", broken_frame(folder, None), "--size", "1", "--seed", "s"),
        lambda folder: ("draw", "--frame", str(folder), "--size", "1", "--seed", "s"),
        lambda _: (
            "plan",
            "--population",
            "10",
            "--rate",
            "0.1",
            "--assurance",
            "0.95",
            "--sensitivity",
            "0.5",
        ),
        lambda _: ("plan", "--population", "10", "--rate", "0.1", "--assurance", "0.9", "--targeted", "11"),
        lambda _: ("bound", "--population", "10", "--checked", "11", "--bad", "0"),
        lambda _: ("bound", "--population", "10", "--checked", "5", "--bad", "6"),
    ],
)
def test_what_cannot_be_used_is_refused(words: Callable[[Path], tuple[str, ...]], tmp_path: Path) -> None:
    assert isinstance(run(*words(tmp_path)).exception, Refused)


@pytest.mark.parametrize("share", ["0", "1.5", "-1", "many", "NaN", "Infinity"])
def test_a_share_lies_between_zero_and_one(share: str) -> None:
    done = run("plan", "--population", "10", "--rate", share, "--assurance", "0.9")
    assert done.exit_code == 2
    assert "0.95" in done.output
