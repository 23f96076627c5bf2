"""The small tables of a chunk: bodies, certificates, scope, instruments, calibrations, people; and references."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pyarrow as pa

from screener.ledger.sample.arrays import MISSING, Ints, day_number, ints, positions
from screener.ledger.sample.cast import Branch, Cast
from screener.ledger.sample.catalogue.index import capabilities, catalogue, method_rows
from screener.ledger.sample.catalogue.terms import KINDS
from screener.ledger.sample.fingerprints import mixed
from screener.ledger.sample.lettering import Letters, digits, fixed, hashes, labelled, whole
from screener.ledger.sample.names import DISTRICTS, address
from screener.ledger.sample.schedule import LAPSED, Benches
from screener.ledger.sample.season import FIRST_DAY
from screener.ledger.sample.staff import DOMAINS, Authorisations, People

Sheet = dict[str, pa.Array]

_SEASON_END = day_number("2022-08-31")
_DATE = pa.date32()


def branch_letters(cast: Cast, branch: Ints) -> Letters:
    """The six letters that open every identifier of a branch, for each row."""
    numbers = ints([b.number for b in cast.branches])
    code = np.concatenate([np.full((len(numbers), 1), ord("B"), dtype=np.uint8), digits(numbers, 5)], axis=1)
    return code[branch]


def _texts(values: Iterable[str | None]) -> pa.Array:
    return pa.array(list(values), pa.string())


def _days(values: Iterable[int | None]) -> pa.Array:
    return whole(ints([MISSING if v is None else v for v in values]), _DATE)


def site_names(cast: Cast) -> pa.Array:
    """The identifier of every site of the chunk."""
    size = len(cast.site_branch)
    ordinal = np.arange(size) - cast.site_start[cast.site_branch] + 1
    return fixed(size, branch_letters(cast, cast.site_branch), "-S", digits(ordinal, 1))


def person_names(cast: Cast, people: People) -> pa.Array:
    """The identifier of every member of staff."""
    return fixed(
        len(people.branch), branch_letters(cast, people.branch), "-P", digits(positions(people.branch) + 1, 4)
    )


def instrument_names(cast: Cast, benches: Benches) -> pa.Array:
    """The identifier of every instrument."""
    bench = np.repeat(np.arange(len(benches.site)), np.diff(benches.start))
    within = np.arange(len(bench)) - benches.start[bench] + 1
    site = benches.site[bench]
    ordinal = site - cast.site_start[cast.site_branch[site]] + 1
    codes = np.array([list(kind.code.encode()) for kind in KINDS], dtype=np.uint8)
    return fixed(
        len(bench),
        branch_letters(cast, benches.branch[bench]),
        "-",
        codes[benches.kind[bench]],
        digits(ordinal, 1),
        digits(within, 4),
    )


def bodies(cast: Cast) -> dict[str, Sheet]:
    """institutions and certificates of the bodies whose first branch is in the chunk, and all sites."""
    firsts = [b.institution for b in cast.branches if b.ordinal == 0]
    papers = [(body, paper) for body in firsts for paper in body.certificates]
    owner: list[Branch] = [cast.branches[b] for b in cast.site_branch.tolist()]
    return {
        "institutions": {
            "uscc": _texts(b.uscc for b in firsts),
            "name": _texts(b.name for b in firsts),
            "kind": _texts(b.kind for b in firsts),
            "home_division": _texts(DISTRICTS[b.district][0] for b in firsts),
        },
        "sites": {
            "site_id": site_names(cast),
            "uscc": _texts(b.institution.uscc for b in owner),
            "division": _texts(DISTRICTS[_district(b, i)][0] for i, b in enumerate(owner)),
            "address": _texts(address(_district(b, i), b.number * 3 + i) for i, b in enumerate(owner)),
        },
        "certificates": {
            "certificate_no": _texts(p.number for _, p in papers),
            "uscc": _texts(b.uscc for b, _ in papers),
            "valid_from": _days(p.valid_from for _, p in papers),
            "valid_to": _days(p.valid_to for _, p in papers),
            "ended_on": _days(p.ended_on for _, p in papers),
        },
    }


def _district(branch: Branch, site: int) -> int:
    return branch.institution.district if site % 3 else 0


def scope(cast: Cast) -> Sheet:
    """Every capability of a branch at each of its sites, on each of its certificates."""
    kept = catalogue()
    labels = [paper.number for branch in cast.branches for paper in branch.institution.certificates]
    parts: list[Ints] = []
    place = 0
    for b, branch in enumerate(cast.branches):
        products = [p for p in branch.institution.products if kept.products[p].scoped]
        pairs = ints(sorted({pair for p in products for pair in capabilities(kept, p)})).reshape(-1, 2)
        for paper in branch.institution.certificates:
            limit = paper.valid_to if branch.number % 2 else MISSING
            for site in range(int(cast.site_start[b]), int(cast.site_start[b + 1])):
                rest = np.tile(ints([place, site, paper.valid_from, limit]), (len(pairs), 1))
                parts.append(np.concatenate([pairs, rest], axis=1))
            place += 1
    rows = np.concatenate(parts)
    return {
        "certificate_no": labelled(labels, rows[:, 2]),
        "site_id": labelled(site_names(cast), rows[:, 3]),
        "parameter": labelled(list(kept.parameters), rows[:, 1]),
        "method": labelled(list(kept.methods), rows[:, 0]),
        "valid_from": whole(rows[:, 4], _DATE),
        "valid_to": whole(rows[:, 5], _DATE),
    }


def institution_codes(cast: Cast, branch: Ints) -> pa.Array:
    """The credit code of the institution of each row's branch."""
    return labelled([b.institution.uscc for b in cast.branches], branch)


def instruments(rng: np.random.Generator, cast: Cast, benches: Benches, same: Ints) -> dict[str, Sheet]:
    """instruments, and calibrations that cover the season without a day between (but for the lapsed ones).

    `same`: of every instrument the one whose maker's number it has.
    """
    names = instrument_names(cast, benches)
    bench = np.repeat(np.arange(len(benches.site)), np.diff(benches.start))
    size = len(bench)
    kind = benches.kind[bench]
    lapsed = np.arange(size) == benches.start[bench] + benches.used[bench] + LAPSED
    serial = fixed(
        size,
        "SN",
        digits(
            (
                mixed(ints(range(size)) + ints([b.number for b in cast.branches])[0] * 65_536)
                % np.uint64(10**5)
            ).astype(np.int64),
            5,
        ),
        "-",
        digits(np.arange(size), 7),
    )
    return {
        "instruments": {
            "instrument_id": names,
            "uscc": institution_codes(cast, benches.branch[bench]),
            "site_id": labelled(site_names(cast), benches.site[bench]),
            "name": labelled([k.name for k in KINDS], kind),
            "capacity": whole(ints([k.capacity for k in KINDS])[kind], pa.int32()),
            "portable": pa.array(np.array([k.portable for k in KINDS])[kind]),
            "serial_no": serial.take(pa.array(same)),
        },
        "calibrations": _calibrations(rng, names, lapsed),
    }


def _calibrations(rng: np.random.Generator, names: pa.Array, lapsed: np.ndarray) -> Sheet:
    size = len(names)
    everyone = np.arange(size, dtype=np.int64)
    last = FIRST_DAY - rng.integers(1, 360, size)
    last = np.where(lapsed, FIRST_DAY - rng.integers(380, 500, size), last)
    until = last + 364
    due = ~lapsed & (until < _SEASON_END)
    renewed = (
        until[due]
        + 1
        - rng.integers(0, 21, np.count_nonzero(due)) * (rng.random(np.count_nonzero(due)) < 0.8)
    )
    failed = (rng.random(size) < 0.02) | (lapsed & (rng.random(size) < 0.5))
    on_failed = FIRST_DAY + rng.integers(-30, 60, np.count_nonzero(failed))
    index = np.concatenate([everyone, everyone[due], everyone[failed]])
    start = np.concatenate([last, renewed, on_failed])
    end = np.concatenate([until, renewed + 364, on_failed + 364])
    passed = np.arange(len(index)) < size + len(renewed)
    order = np.lexsort((start, index))
    return {
        "instrument_id": labelled(names, index[order]),
        "calibrated_on": whole(start[order], _DATE),
        "valid_until": whole(end[order], _DATE),
        "passed": pa.array(passed[order]),
    }


def staff(cast: Cast, people: People, authority: Authorisations, same: Ints) -> dict[str, Sheet]:
    """people and authorisations. `same`: of every person the one whose identity it is."""
    names = person_names(cast, people)
    size = len(names)
    numbers = ints([b.number for b in cast.branches])[people.branch] * 100_000 + positions(people.branch)
    identity = fixed(size, hashes(-numbers[same] - 1))
    order = np.lexsort((np.arange(size), people.branch))
    sheet = {
        "person_id": names,
        "uscc": institution_codes(cast, people.branch),
        "employed_from": whole(people.employed_from, _DATE),
        "employed_to": whole(people.employed_to, _DATE),
        "identity": identity,
    }
    return {
        "people": {column: array.take(pa.array(order)) for column, array in sheet.items()},
        "authorisations": {
            "person_id": labelled(names, authority.person),
            "domain": labelled(list(DOMAINS), authority.domain),
            "valid_from": whole(authority.valid_from, _DATE),
            "valid_to": whole(authority.valid_to, _DATE),
        },
    }


def references() -> dict[str, Sheet]:
    """methods and product_requirements, which are the same for every body."""
    kept = catalogue()
    rows = method_rows(kept)
    required = [
        (product.name, measure.parameter)
        for product in kept.products
        if product.scoped
        for run in product.runs
        for measure in run.measures
        if measure.required
    ]
    return {
        "methods": {
            "method": _texts(r.method for r in rows),
            "parameter": _texts(r.parameter for r in rows),
            "min_minutes": pa.array([float(r.least) for r in rows]),
            "superseded_on": _days(r.superseded_on for r in rows),
            "min_age_days": pa.array([r.age[0] for r in rows], pa.int32()),
            "max_age_days": pa.array([r.age[1] for r in rows], pa.int32()),
        },
        "product_requirements": {
            "product": _texts(p for p, _ in required),
            "parameter": _texts(m for _, m in required),
        },
    }
