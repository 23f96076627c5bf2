"""clones.near: which pairs are near, on tables drawn here and on random ledgers, and what a hit proves."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from screener.ledger.archive import open_archive
from screener.ledger.intake import Effort, take_in
from screener.ledger.package import open_package
from screener.ledger.reference import grounds
from screener.measures import clones
from screener.measures.declaration import Columns
from screener.measures.tails import poisson_upper
from screener.measures.vectors import vectors_of
from screener.partition import Partition
from screener.run import _book
from tests.screener.ledgers import uscc, write_ledger
from tests.screener.naive import Book
from tests.screener.naive import clones as naive
from tests.screener.odd_ledgers import Season
from tests.screener.screening import screened

if TYPE_CHECKING:
    from pathlib import Path

KINDS = ("but_one", "offset", "factor")
FOUR = {"a": "123.4", "b": "56.7", "c": "89.1", "d": "2.34", "e": "7"}

#: The values of two reports by parameter, as printed, and how they are near.
DRAWN: list[tuple[str, dict[str, str], dict[str, str], str]] = [
    ("all but one parameter", FOUR, FOUR | {"e": "9"}, "but_one"),
    ("equal throughout belongs to results.copied", FOUR, FOUR, ""),
    ("three values that agree", {k: FOUR[k] for k in "abce"}, {k: FOUR[k] for k in "abc"} | {"e": "9"}, ""),
    ("two parameters differ", FOUR, FOUR | {"d": "2.99", "e": "1"}, ""),
    ("eleven digits agree", FOUR | {"a": "1.4"}, FOUR | {"a": "1.4", "e": "9"}, ""),
    ("twelve digits agree", FOUR | {"a": "12.4"}, FOUR | {"a": "12.4", "e": "9"}, "but_one"),
    ("zero has no digits", FOUR | {"a": "0.0"}, FOUR | {"a": "0.0", "e": "9"}, ""),
    ("other decimals are other keys", FOUR, FOUR | {"e": "9.0"}, ""),
    ("one offset", FOUR, {"a": "123.7", "b": "57.0", "c": "89.4", "d": "2.37", "e": "10"}, "offset"),
    ("one value breaks the offset", FOUR, {"a": "124.9", "b": "57.0", "c": "89.4", "d": "2.37", "e": "9"}, ""),
    ("one factor", FOUR, {"a": "148.1", "b": "68.0", "c": "106.9", "d": "2.81", "e": "8"}, "factor"),
    ("half a unit away", {"a": "200.0", "b": "30.5", "c": "40.0", "d": "5.0", "e": "1"},
     {"a": "300.0", "b": "45.8", "c": "60.0", "d": "7.5", "e": "2"}, "factor"),
    ("more than half a unit away", {"a": "200.0", "b": "30.5", "c": "40.0", "d": "5.0", "e": "1"},
     {"a": "300.0", "b": "45.9", "c": "60.0", "d": "7.5", "e": "2"}, ""),
    ("a negative factor", FOUR, {name: f"-{value}" for name, value in FOUR.items()}, "factor"),
    ("eleven digits scaled", {"a": "100", "b": "200", "c": "300", "d": "40"},
     {"a": "200", "b": "400", "c": "600", "d": "80"}, ""),
    ("twelve digits scaled", {"a": "100", "b": "200", "c": "300", "d": "400"},
     {"a": "200", "b": "400", "c": "600", "d": "800"}, "factor"),
    ("values that no double tells apart", dict.fromkeys("abcd", "1" + "0" * 17),
     dict.fromkeys("abcd", "2" + "0" * 17), ""),
]  # fmt: skip


def written(season: Season, report: str, values: dict[str, str]) -> None:
    """Values as printed."""
    for parameter, text in values.items():
        season.result(report, float(text), len(text.partition(".")[2]), parameter=parameter)


def partition(folder: Path, season: Season, *, compiled: bool) -> Partition:
    """A ledger taken into an archive of one bucket."""
    tables = season.tables()
    write_ledger(folder / "ledger", tables, file_format="parquet")
    (folder / "archive").mkdir()
    take_in(open_package(folder / "ledger"), folder / "archive", Effort(threads=1))
    archive = open_archive(folder / "archive")
    book = _book(
        archive, grounds(archive.small, frozenset(archive.manifest["absent_tables"]), {}, archive.lexicon)
    )
    [bucket] = archive.buckets
    return Partition(archive, bucket, book, compiled=compiled)


def measured(folder: Path, season: Season, *, compiled: bool) -> Columns:
    """What the anomaly measures of a ledger, institutions in their order."""
    p = partition(folder, season, compiled=compiled)
    found, book = clones.pairs(p), p.book
    names = [str(book.word("uscc", code)) for code in found["uscc"].tolist()]
    order = sorted(range(len(names)), key=names.__getitem__)
    return {name: column[order] for name, column in found.items()}


@pytest.mark.parametrize("compiled", [False, True])
def test_near_and_not_near(tmp_path: Path, compiled: bool) -> None:
    season = Season.empty()
    for body, (_, first, second, _) in enumerate(DRAWN):
        for values in (first, second):
            written(season, season.report(body), values)
    found = measured(tmp_path, season, compiled=compiled)
    told = [
        ", ".join(kind for kind in KINDS if found[kind][body]) + ("" if found["rows"][body] else " ")
        for body in range(len(DRAWN))
    ]
    assert [text.strip() for text in told] == [kind for *_, kind in DRAWN]
    assert found["rows"].tolist() == [0 if "other keys" in title else 2 for title, *_ in DRAWN]


@pytest.mark.parametrize("compiled", [False, True])
def test_reports_on_one_sample_are_no_pair(tmp_path: Path, compiled: bool) -> None:
    season = Season.empty()
    for sample, last in (("N1", "1"), ("N1", "2"), ("N2", "3"), ("N2", "3")):
        written(season, season.report(0), FOUR | {"e": last})
        season.reports[-1]["sample_no"] = sample
    found = measured(tmp_path, season, compiled=compiled)
    assert found["but_one"].tolist() == [4]


def drawn_at_random(chance: random.Random) -> Season:
    """Institutions with honest reports, copies, edits, offsets, factors, repeated samples and repeated keys."""
    season = Season.empty()
    for body in range(3):
        parameters = ["a", "b", "c", "d"][: chance.choice((2, 3, 4))]
        keys = [(name, one) for name in parameters for one in range(-(-4 // len(parameters)))]
        made: list[dict[tuple[str, int], float]] = []
        for _ in range(chance.randint(2, 14)):
            values = vector(chance, keys, made)
            made.append(values)
            report = season.report(body)
            if chance.random() < 0.15:
                season.reports[-1]["sample_no"] = "same"
            for (parameter, replicate), value in values.items():
                for again in [value] * chance.choice((*(1,) * 30, 2)) + [value + 1] * (
                    chance.random() < 0.02
                ):
                    season.result(report, again, 1, parameter=parameter, replicate=replicate + 1)
    return season


def alike_but_for_little(chance: random.Random) -> Season:
    """Reports on a few products: most as the last, some in another order, with a gap, a key twice, a row more."""
    season = Season.empty()
    keys = {name: [(one, 1 + at // 3) for at, one in enumerate(f"{name}bcabdd")] for name in "xyz"}
    how = "same"
    for body in range(2):
        for _ in range(60):
            product = chance.choice("xyz")
            report, own = season.report(body), list(keys[product])
            season.reports[-1]["product"] = product if chance.random() < 0.9 else "P"
            if chance.random() < 0.5:
                how = chance.choice(
                    ("same",) * 4 + ("turned", "gap", "twice", "more", "decimals", "replicate")
                )
            if how == "turned":
                chance.shuffle(own)
            if how == "more":
                own.append(("e", 1))
            for at, (parameter, replicate) in enumerate(own):
                value = None if how == "gap" and at == 2 else round(chance.gauss(50, 9), 1)
                places = 2 if how == "decimals" and at == 4 else 1
                where = {
                    "parameter": parameter,
                    "replicate": replicate + 7 * (how == "replicate" and at == 5),
                }
                season.result(report, value, places, **where)
                if how == "twice" and at == 1:
                    season.result(report, round(chance.gauss(50, 9), 1), places, **where)
    return season


@pytest.mark.parametrize("seed", range(6))
def test_reports_like_the_last_on_their_product_make_the_vectors_they_would_alone(
    tmp_path: Path, seed: int
) -> None:
    season = alike_but_for_little(random.Random(seed))  # noqa: S311 - order of test rows, not secrets
    plain, kernel = (
        vectors_of(partition(tmp_path / str(compiled), season, compiled=compiled))
        for compiled in (False, True)
    )
    assert len(plain.report) > 100
    assert len(set(plain.keys.tolist())) > 6
    for name in ("report", "rows", "starts", "keys"):
        assert getattr(plain, name).tolist() == getattr(kernel, name).tolist()


def vector(
    chance: random.Random, keys: list[tuple[str, int]], made: list[Any]
) -> dict[tuple[str, int], float]:
    """Values of their own, or another report's, changed in some way."""
    how = chance.choice(("own", "own", "edit", "offset", "factor", "copy")) if made else "own"
    if how == "own":
        level = chance.choice((10, 300, 100_000))
        return {
            key: chance.choice((-1, 0, 1, 1)) * level / 4
            if key[0] == "a"
            else round(chance.gauss(level, level / 8), 1)
            for key in keys
        }
    source, add, times = (
        chance.choice(made),
        chance.choice((0.1, -2.0, 5.3)),
        chance.choice((2, 0.5, 1.37, -1, 1.01)),
    )
    parameter = chance.choice(keys)[0]
    if how == "edit":
        return {
            key: round(value + (3 if key[0] == parameter and chance.random() < 0.7 else 0), 1)
            for key, value in source.items()
        }
    add, times = (add if how == "offset" else 0.0), (times if how == "factor" else 1)
    return {key: round(value * times + add, 1) for key, value in source.items()}


@pytest.mark.parametrize("seed", range(12))
def test_engine_and_naive_reading_agree(tmp_path: Path, seed: int) -> None:
    """Pairs of each kind, by NumPy and by the kernels, and the mean of the shuffles where there are any."""
    season = drawn_at_random(random.Random(seed))  # noqa: S311 - order of test rows, not secrets
    book = Book(season.tables())
    for compiled in (False, True):
        found = measured(tmp_path / str(compiled), season, compiled=compiled)
        for place, institution in enumerate(sorted(book.usccs)):
            held = naive.classes(book, institution)
            kinds = [kind for one in held for kind in naive.kinds(one)]
            assert [int(found[kind][place]) for kind in KINDS] == [kinds.count(kind) for kind in KINDS]
            if found["shuffles"][place]:
                assert found["mean"][place] == naive.chance(len(kinds), held, clones.SEED)


def test_values_that_a_double_does_not_settle_are_told_exactly_beside_the_kernels(tmp_path: Path) -> None:
    """Sixty reports of two kinds, those of one with values so long that Python has to print them."""
    chance, season = random.Random(8), Season.empty()  # noqa: S311 - test rows
    for number in range(60):
        own = {name: f"{chance.choice((211.1, 322.2, 433.3)):.1f}" for name in "bcde"} | {
            "a": f"{31000 + number}.5"
        }
        longer = {"a": f"{2**52 + chance.choice((1, 3))}", "b": "0.5"} if number % 3 == 0 else {}
        written(season, season.report(0), own | longer)
    plain, kernel = (
        measured(tmp_path / str(compiled), season, compiled=compiled) for compiled in (False, True)
    )
    assert sum(int(plain[kind][0]) for kind in KINDS) >= clones.WORTH_SHUFFLING
    for name in (*KINDS, "mean", "shuffles", "rows"):
        assert plain[name].tolist() == kernel[name].tolist()


def market(
    chance: random.Random, *, kind: str = "", faked: int = 8, bodies: int = 4, reports: int = 60
) -> Season:
    """Honest institutions; the first also hands in near copies of some of its reports.

    One value is long: where all are short the factor told from the rounded longest is too coarse for the others.
    """
    season = Season.empty()
    for body in range(bodies):
        for number in range(reports):
            own = {name: round(chance.gauss(300, 40), 1) for name in "bcde"} | {
                "a": round(chance.gauss(30_000, 4_000), 1)
            }
            written(season, season.report(body), {name: f"{value:.1f}" for name, value in own.items()})
            if body == 0 and kind and number < faked:
                changed = {
                    "but_one": own | {"c": round(own["c"] + 12.3, 1)},
                    "offset": {name: value + 1.7 for name, value in own.items()},
                    "factor": {name: value * 1.09 for name, value in own.items()},
                }[kind]
                written(
                    season, season.report(body), {name: f"{value:.1f}" for name, value in changed.items()}
                )
    return season


@pytest.mark.parametrize("compiled", ["0", "1"])
@pytest.mark.parametrize("kind", KINDS)
def test_near_copies_are_found_and_proved(
    tmp_path: Path, kind: str, compiled: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MINGJIAN_COMPILED", compiled)
    season = market(random.Random(kind), kind=kind)  # noqa: S311 - as above
    run = screened(tmp_path, season.tables(), file_format="parquet", rules=["clones.near"])
    said = {row["uscc"]: (row["outcome"], row["tested"]) for row in run.outcomes}
    assert said == {uscc(0): ("hit", 68)} | {uscc(body): ("clear", 60) for body in range(1, 4)}
    [hit] = run.hits
    case = json.loads(hit["evidence"])
    assert (hit["uscc"], hit["parameter"], case["pairs"], case[kind]) == (uscc(0), None, 8, 8)
    assert hit["effect"] == 8 / max(0.01, case["chance"])
    assert hit["p_value"] == pytest.approx(naive.poisson(8, max(0.01, case["chance"])))
    for pair in case["cases"]:
        sides = [[(*one[:4], one[at]) for one in pair["members"]] for at in (4, 5)]
        assert naive.near(*sides) == pair["kind"] == kind
        assert len({row["sample_no"] for row in pair["reports"]}) == 2
        if kind == "factor":
            assert pair["factor"] == pytest.approx(1.09, rel=1e-3)
        else:
            assert pair.get("offset", pair.get("parameter")) == {"offset": 17, "but_one": "c"}[kind]


def test_two_pairs_are_too_few(tmp_path: Path) -> None:
    season = market(random.Random(1), kind="but_one", faked=2)  # noqa: S311 - as above
    assert screened(tmp_path, season.tables(), file_format="parquet", rules=["clones.near"]).hits == []


def test_what_chance_gives_is_clear(tmp_path: Path) -> None:
    """Five parameters of two values each: many near pairs, and as many in any shuffle."""
    season, chance = Season.empty(), random.Random(2)  # noqa: S311 - as above
    for _ in range(60):
        values = {name: chance.choice(("111.1", "222.2")) for name in "abcd"} | {
            "e": chance.choice(("1", "2"))
        }
        written(season, season.report(0), values)
    run = screened(tmp_path, season.tables(), file_format="parquet", rules=["clones.near"])
    assert [row["outcome"] for row in run.outcomes] == ["clear"]


def test_why_an_institution_could_not_be_tested(tmp_path: Path) -> None:
    season = Season.empty()
    written(season, season.report(0), FOUR)
    season.report(1)
    run = screened(tmp_path, season.tables(), file_format="parquet", rules=["clones.near"])
    reason = (
        "groups not tested: no two reports on different samples with the same four values or more to compare: "
        "the institution"
    )
    said = {row["uscc"]: (row["outcome"], row["reason"]) for row in run.outcomes}
    assert said[uscc(0)] == ("not_enough_data", reason)
    assert said[uscc(1)][0] == "not_applicable"


def test_the_order_of_the_files_changes_nothing(tmp_path: Path) -> None:
    season = market(random.Random(3), kind="factor", faked=9)  # noqa: S311 - as above
    told = []
    for seed in range(3):
        chance = random.Random(seed)  # noqa: S311 - as above
        run = screened(
            tmp_path / str(seed), season.tables(), file_format="csv", rules=["clones.near"], chance=chance
        )
        told.append([(hit["hit_id"], hit["effect"], hit["evidence"]) for hit in run.hits])
    assert told[0]
    assert told[1:] == [told[0], told[0]]


@pytest.mark.parametrize(
    ("count", "mean"), [(1, 0.01), (3, 0.01), (5, 0.4), (3, 7.0), (40, 30.0), (30, 40.0)]
)
def test_tail_of_poisson(count: int, mean: float) -> None:
    whole = 1 - sum(np.exp(-mean) * mean**k / float(np.prod(np.arange(1.0, k + 1))) for k in range(count))
    assert poisson_upper(count, mean) == pytest.approx(whole, rel=1e-6, abs=1e-12)
    assert poisson_upper(0, mean) == 1


def one_hit(tmp_path: Path, season: Season) -> list[dict[str, Any]]:
    """The cases that the one hit of the first institution tells."""
    run = screened(tmp_path, season.tables(), file_format="parquet", rules=["clones.near"])
    [hit] = run.hits
    assert hit["uscc"] == uscc(0)
    found: list[dict[str, Any]] = json.loads(hit["evidence"])["cases"]
    return found


def test_twenty_cases_are_told_of_however_many(tmp_path: Path) -> None:
    """Thirty reports that differ in one parameter among as many others are 435 pairs."""
    chance, season = random.Random(4), market(random.Random(4), bodies=2, reports=30)  # noqa: S311 - test rows
    same = {name: f"{chance.gauss(300, 40):.1f}" for name in "bcd"} | {"a": "30123.4"}
    for number in range(30):
        written(season, season.report(0), same | {"e": f"{200 + number}.5"})
    assert len(one_hit(tmp_path, season)) == 20


def test_a_pair_on_one_sample_is_no_case(tmp_path: Path) -> None:
    """It was tested twice: its two reports are one factor apart, and nobody copied."""
    season = market(random.Random(5), kind="but_one", bodies=2)  # noqa: S311 - test rows
    values = {"a": 31000.0, "b": 211.1, "c": 322.2, "d": 433.3, "e": 544.4}
    for factor in (1.0, 2.0):
        written(season, season.report(0), {name: f"{value * factor:.1f}" for name, value in values.items()})
        season.reports[-1]["sample_no"] = "twice"
    cases = one_hit(tmp_path, season)
    assert [case["kind"] for case in cases] == ["but_one"] * 8
