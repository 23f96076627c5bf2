"""The people of a chunk: who operates which run, who signs which report, and who was employed and authorised when."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from screener.ledger.sample.arrays import DAY, MISSING, Flags, Ints, day_number, ints, offsets, spread
from screener.ledger.sample.cast import Cast
from screener.ledger.sample.catalogue.index import catalogue
from screener.ledger.sample.catalogue.terms import KINDS
from screener.ledger.sample.draft import NOBODY, Draft
from screener.ledger.sample.names import FIELDS
from screener.ledger.sample.season import FIRST_DAY, LAST_DAY, working_days

DOMAINS = tuple(FIELDS)
_LEFT = day_number("2021-12-31")
_JOINS = day_number("2022-09-01")


@dataclass
class People:
    """One row per member of staff; and of every branch its signatories and, if faulty, its leaver and newcomer."""

    branch: Ints
    employed_from: Ints
    employed_to: Ints  # MISSING: still employed
    head: Ints  # per branch: signs everything all along
    deputy: Ints  # authorised from `promoted` on
    former: Ints  # left after `left`, with authority in every other field
    promoted: Ints
    left: Ints
    leaver: Ints  # per branch or NOBODY: gone before the season
    newcomer: Ints  # per branch or NOBODY: not yet there


@dataclass(frozen=True)
class Authorisations:
    """The `authorisations` table of a chunk."""

    person: Ints
    domain: Ints
    valid_from: Ints
    valid_to: Ints


class _Register:
    """People being entered: rows are numbered as they come."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.rng = rng
        self.rows: list[tuple[Ints, Ints, Ints]] = []
        self.size = 0

    def enter(self, branch: Ints, start: Ints | None = None, end: Ints | int = MISSING) -> Ints:
        """Enter one person for each branch given; returns their numbers."""
        if start is None:
            start = FIRST_DAY - self.rng.integers(90, 4000, len(branch))
        self.rows.append((branch, start, np.broadcast_to(ints(end), branch.shape)))
        self.size += len(branch)
        return np.arange(self.size - len(branch), self.size, dtype=np.int64)

    def where(self, chosen: Flags, start: Ints | None = None, end: Ints | int = MISSING) -> Ints:
        """The same for the chosen branches; NOBODY for the others."""
        out = np.full(len(chosen), NOBODY, dtype=np.int64)
        out[chosen] = self.enter(np.flatnonzero(chosen), start, end)
        return out


def _posts(cast: Cast, draft: Draft) -> Ints:
    """Operators' posts at each site: enough for the results written there in a day."""
    kept = catalogue()
    rows = np.bincount(
        draft.reports.site, weights=kept.rows[draft.reports.product], minlength=len(cast.site_branch)
    )
    load = np.array([branch.institution.habits.load for branch in cast.branches])[cast.site_branch]
    team = np.array([branch.institution.habits.team for branch in cast.branches])[cast.site_branch]
    return ints(np.maximum(team, np.ceil(rows / len(working_days()) / load)))


def employ(rng: np.random.Generator, cast: Cast, draft: Draft) -> People:
    """Enter the staff, and set the operator of every run."""
    register = _Register(rng)
    posts = _posts(cast, draft)
    site, _ = spread(posts)
    branch = cast.site_branch[site]
    changes = rng.random(len(site)) < 0.12
    last_day = np.where(changes, rng.integers(FIRST_DAY + 5, LAST_DAY, len(site)), MISSING)
    first_holder = register.enter(branch, end=last_day)
    second_holder = first_holder.copy()
    second_holder[changes] = register.enter(branch[changes], start=last_day[changes] + 1)
    everyone = np.arange(len(cast.branches), dtype=np.int64)
    rover = register.where(cast.sites > 1)
    promoted = rng.integers(FIRST_DAY, LAST_DAY, len(everyone))
    left = rng.integers(FIRST_DAY, LAST_DAY, len(everyone))
    head, deputy, former = (
        register.enter(everyone),
        register.enter(everyone),
        register.enter(everyone, end=left),
    )
    faulty = np.count_nonzero(cast.faulty)
    leaver = register.where(cast.faulty, end=_LEFT)
    newcomer = register.where(cast.faulty, start=np.full(faulty, _JOINS))

    named = np.array([b.institution.habits.names_operators for b in cast.branches], dtype=bool)
    post, day, roving = _post_of_run(cast, draft, posts)
    operator = np.where(
        (last_day[post] == MISSING) | (day <= last_day[post]), first_holder[post], second_holder[post]
    )
    in_branch = draft.reports.branch[draft.runs.report]
    operator = np.where(roving & (rover[in_branch] >= 0), rover[in_branch], operator)
    draft.runs.operator = np.where(named[in_branch], operator, NOBODY)
    columns = [np.concatenate(parts) for parts in zip(*register.rows, strict=True)]
    return People(columns[0], columns[1], columns[2], head, deputy, former, promoted, left, leaver, newcomer)


def _post_of_run(cast: Cast, draft: Draft, posts: Ints) -> tuple[Ints, Ints, Flags]:
    """Of every run its post, its day, and whether the rover takes it: at one site a day, and never overnight."""
    runs, reports = draft.runs, draft.reports
    site = reports.site[runs.report]
    day, second = runs.start // DAY, runs.start % DAY
    turn = runs.instrument * 3 + second // 7200 + runs.report
    post = offsets(posts)[site] + turn % posts[site]
    branch = reports.branch[runs.report]
    ordinal = site - cast.site_start[branch]
    short = np.array([kind.days == 0 for kind in KINDS])[catalogue().kind[runs.template]]
    roving = short & (day % cast.sites[branch] == ordinal) & (turn % 9 == 0)
    return post, day, roving


def authorise(cast: Cast, people: People) -> Authorisations:
    """Each branch's signatories in each of its fields."""
    rows: list[tuple[int, int, int, int]] = []
    for b, branch in enumerate(cast.branches):
        head, deputy, former = int(people.head[b]), int(people.deputy[b]), int(people.former[b])
        for i, name in enumerate(branch.institution.domains):
            domain = DOMAINS.index(name)
            rows.append((head, domain, int(people.employed_from[head]), MISSING))
            rows.append((deputy, domain, int(people.promoted[b]), MISSING))
            if i % 2 == 0:
                rows.append((former, domain, int(people.employed_from[former]), int(people.left[b])))
    table = ints(rows).reshape(-1, 4)
    return Authorisations(table[:, 0], table[:, 1], table[:, 2], table[:, 3])


def _former_signs(cast: Cast) -> Flags:
    """Branch by domain: the fields in which the former signatory had authority."""
    out = np.zeros((len(cast.branches), len(DOMAINS)), dtype=bool)
    for b, branch in enumerate(cast.branches):
        out[b, [DOMAINS.index(name) for name in branch.institution.domains[::2]]] = True
    return out


def report_domains(draft: Draft) -> Ints:
    """Of every report the number of its domain in DOMAINS."""
    of_product = ints([DOMAINS.index(product.domain) for product in catalogue().products])
    return of_product[draft.reports.product]


def sign(rng: np.random.Generator, cast: Cast, draft: Draft, people: People) -> None:
    """Set the signatory of every report: somebody who had the authority on the day of issue."""
    reports = draft.reports
    day, branch = reports.issued // DAY, reports.branch
    draw = rng.random(len(reports))
    signatory = people.head[branch]
    deputy = (draw < 0.35) & (day >= people.promoted[branch])
    signatory = np.where(deputy, people.deputy[branch], signatory)
    former = (draw > 0.75) & (day <= people.left[branch]) & _former_signs(cast)[branch, report_domains(draft)]
    reports.signatory = np.where(former, people.former[branch], signatory)
