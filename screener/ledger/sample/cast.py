"""Who is in the sample: institutions, the branches that make up a giant one, their certificates and habits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from screener.ledger.sample.arrays import Flags, Ints, ints, offsets
from screener.ledger.sample.catalogue.index import Catalogue, catalogue
from screener.ledger.sample.names import DISTRICTS, FIELDS, credit_code, institution_name
from screener.ledger.sample.season import ENDED_ON, FIRST_DAY, LAST_DAY

BRANCH_RESULTS = 200_000  # a body with more results than this works in several branches
CHUNK_RESULTS = 300_000  # results drawn at a time: what bounds the memory

_PROFILES = (
    ("building_materials", "construction"),
    ("environment", "health"),
    ("vehicle",),
    ("food", "agriculture"),
    ("building_materials", "environment"),
    ("protective_equipment", "medical_protection"),
    ("vehicle", "tank"),
    ("carbon_verification", "environment"),
    ("food", "health", "agriculture"),
    ("medical_protection", "protective_equipment", "construction"),
    ("construction", "building_materials"),
    ("vehicle",),
)
# Bodies with faults do work that every rule looks at: methods that changed, samples with an age, several sites.
_FAULTY_PROFILES = (
    ("building_materials", "construction", "other"),
    ("environment", "food", "other"),
    ("building_materials", "vehicle", "other"),
)


@dataclass(frozen=True)
class Certificate:
    """A CMA certificate; days as day numbers."""

    number: str
    valid_from: int
    valid_to: int
    ended_on: int | None


@dataclass(frozen=True)
class Habits:
    """How a body keeps its books."""

    numbering: int  # 0 one series, 1 a series per field, 2 year and serial run together, 3 a closing 号
    hashed_records: bool  # raw records cited by SHA-256 rather than by number
    whole_minutes: bool
    states_decimals: bool
    states_units: bool
    states_limits: bool
    names_operators: bool
    finer: int  # decimals printed beyond the usual
    load: float  # results an operator writes in a day
    team: int  # operators at each site, however little there is to do


@dataclass(frozen=True)
class Institution:
    """An invented inspection body."""

    number: int
    uscc: str
    name: str
    letters: str
    kind: str
    district: int
    domains: tuple[str, ...]
    products: tuple[int, ...]
    certificates: tuple[Certificate, ...]
    habits: Habits
    faulty: bool


@dataclass(frozen=True)
class Branch:
    """A part of an institution with sites, staff, instruments and report numbers of its own; mostly the whole."""

    number: int
    institution: Institution
    ordinal: int
    results: int
    sites: int


@dataclass(frozen=True)
class Cast:
    """The branches drawn together, and what the arrays look up about them."""

    branches: tuple[Branch, ...]
    institution: Ints  # per branch
    faulty: Flags
    sites: Ints
    site_start: Ints  # length branches + 1
    site_branch: Ints  # per site


def assemble(branches: list[Branch]) -> Cast:
    """The cast of one chunk."""
    sites = ints([b.sites for b in branches])
    return Cast(
        tuple(branches),
        ints([b.institution.number for b in branches]),
        np.array([b.institution.faulty for b in branches], dtype=bool),
        sites,
        offsets(sites),
        np.repeat(np.arange(len(branches), dtype=np.int64), sites),
    )


def faulty_numbers(institutions: int, planted: bool) -> list[int]:
    """The institutions that get faults: a quarter of a small ledger, towards 2 in a hundred of a large one."""
    if not planted:
        return []
    count = max(1, min(-(-institutions // 4), 3 + institutions // 50))
    return [(2 * i + 1) * institutions // (2 * count) for i in range(count)]


def _certificates(rng: np.random.Generator, number: int, faulty: bool) -> tuple[Certificate, ...]:
    serial = f"9901{number:06d}"
    if faulty:
        start = FIRST_DAY - int(rng.integers(300, 1500))
        return (Certificate(f"18{serial}", start, start + 2190, ENDED_ON),)
    if rng.random() < 0.2:  # renewed in the middle of the season, without a day between
        last = int(rng.integers(FIRST_DAY + 10, LAST_DAY))
        return (
            Certificate(f"16{serial}", last - 2190, last, None),
            Certificate(f"22{serial}", last + 1, last + 2191, None),
        )
    start = FIRST_DAY - int(rng.integers(200, 1600))
    earlier = Certificate(f"13{serial}", start - 2192, start - 1, start - 30 if number % 5 == 0 else None)
    return (earlier, Certificate(f"19{serial}", start, start + 2190, None))


def _habits(rng: np.random.Generator, faulty: bool) -> Habits:
    draw = rng.random(8)
    return Habits(
        numbering=0 if faulty else int(np.searchsorted([0.55, 0.78, 0.93], draw[0])),
        hashed_records=bool(draw[1] < 0.3),
        whole_minutes=bool(draw[2] < 0.5),
        states_decimals=bool(draw[3] < 0.7),
        states_units=bool(draw[4] < 0.85),
        states_limits=bool(draw[5] < 0.9),
        names_operators=faulty or bool(draw[6] < 0.95),
        finer=0 if faulty else int(draw[7] < 0.08),
        load=float(rng.lognormal(3.0, 0.18)),
        # what is left of a draw that only decided whether it is small serves as another draw
        team=2 if faulty else int(np.searchsorted([0.2, 0.6, 0.85], draw[7] / 0.08 % 1)) + 1,
    )


def _institution(seed: int, number: int, faulty_rank: int | None, results: int) -> Institution:
    kept = catalogue()
    rng = np.random.default_rng([seed, 1, number])
    faulty = faulty_rank is not None
    domains: tuple[str, ...] = _PROFILES[number % len(_PROFILES)]
    if results > BRANCH_RESULTS:
        domains = tuple(FIELDS)
    elif faulty_rank is not None:
        domains = _FAULTY_PROFILES[faulty_rank % len(_FAULTY_PROFILES)]
    elif rng.random() < 0.3:
        domains = (*domains, "other")
    kind = ("enterprise", "public_institution", "enterprise", "enterprise", "other")[int(rng.integers(5))]
    district = int(rng.integers(len(DISTRICTS))) if rng.random() < 0.3 else 0
    name, letters = institution_name(number, district, kind, domains)
    return Institution(
        number,
        credit_code(kind, DISTRICTS[district][0], 10_000_019 + 97 * number),
        name,
        letters,
        kind,
        district,
        domains,
        _products(rng, kept, domains, faulty),
        _certificates(rng, number, faulty),
        _habits(rng, faulty),
        faulty,
    )


def _products(
    rng: np.random.Generator, kept: Catalogue, domains: tuple[str, ...], faulty: bool
) -> tuple[int, ...]:
    chosen = [i for i, product in enumerate(kept.products) if product.domain in domains]
    if faulty or len(chosen) < 4:
        return tuple(chosen)
    return tuple(i for i in chosen if rng.random() < 0.9) or tuple(chosen)


def _draw_branches(results: int, institutions: int, seed: int, planted: bool) -> Iterator[Branch]:
    rng = np.random.default_rng([seed, 0])
    ranks = {number: i for i, number in enumerate(faulty_numbers(institutions, planted))}
    weight = rng.lognormal(0.0, 0.6, institutions)
    weight[list(ranks)] = np.maximum(weight[list(ranks)], weight.mean() * 1.2)
    share = np.floor(weight / weight.sum() * results).astype(np.int64)
    number = 0
    for i, total in enumerate(share.tolist()):
        body = _institution(seed, i, ranks.get(i), total)
        parts = max(1, -(-total // BRANCH_RESULTS))
        for ordinal in range(parts):
            sites = int(rng.integers(1, 4))
            yield Branch(
                number,
                body,
                ordinal,
                total * (ordinal + 1) // parts - total * ordinal // parts,
                max(sites, 2) if body.faulty else sites,
            )
            number += 1


def draw_branches(results: int, institutions: int, seed: int, planted: bool) -> list[Branch]:
    """Every branch of the ledger in order, with the number of results it should come to."""
    return list(_draw_branches(results, institutions, seed, planted))


def chunks(branches: list[Branch]) -> Iterator[Cast]:
    """The branches in groups small enough to be drawn in memory."""
    waiting: list[Branch] = []
    held = 0
    for branch in branches:
        waiting.append(branch)
        held += branch.results
        if held >= CHUNK_RESULTS:
            yield assemble(waiting)
            waiting, held = [], 0
    if waiting:
        yield assemble(waiting)
