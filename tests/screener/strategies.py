"""Random small ledgers: tiny pools of identifiers so that rows meet, and values on both sides of every boundary.

Hypothesis draws the shape (how many rows, how many institutions, which tables are absent, what the reference
holds) and a seed; the rows grow from the seed, since some thousand values a ledger are more than it draws well.
For a ledger of a few rows it draws every value itself, and so can shrink a failure to the rows that matter.
"""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from tests.screener.ledgers import SCHEMA, uscc
from tests.screener.strategies_procedures import demanded
from tests.screener.supplementary_ledgers import Supplement

if TYPE_CHECKING:
    from tests.screener.naive import Row, Tables

OPTIONAL = tuple(table for table in SCHEMA if table not in {"institutions", "reports", "results"})
REFERENCED = (
    "institutions",
    "certificates",
    "scope",
    "authorisations",
    "methods",
    "calibrations",
    "product_requirements",
    "procedures",
    "prescribed_methods",
)

DAY = dt.timedelta(days=1)
SECOND = dt.timedelta(seconds=1)
FIRST = dt.date(2022, 3, 1)
START = dt.datetime.fromisoformat("2022-03-01T08:00:00")
SITES = ("S1", "S2", "s2", "场所三")
PARAMETERS = ("p1", "p2", "P1", "抗压强度")
METHODS = ("m1", "m2")
PRODUCTS = ("钢筋", "product", "product ")
DOMAINS = ("food", "building_materials", "自有领域")
RECORDS = ("W1", "W2", "W3", "w3", " ", "W4", "W5", "W6", "W7", "W8", "W9")
VALUES = (
    ("1.23", 2),
    ("1.24", 2),
    ("12.5", 1),
    ("10.0", 1),
    ("99.5", 0),
    ("98.5", 0),
    ("0.5", 0),
    ("0.0", 2),
    ("-0.0", 2),
    ("0.05", 2),
    ("123.456", 3),
    ("-4.56", 2),
    ("9.995", 2),
    ("1e+22", 0),
)
PREFIXES = ("N-", "", "N-1-", "n-", "第１", "2022")


@dataclass(frozen=True)
class Shape:
    """What Hypothesis chose of a ledger."""

    seed: int
    institutions: int
    reports: int
    pool: int
    file_format: str
    absent: frozenset[str]
    reference: frozenset[str]
    bucket_rows: int | None
    plain: bool
    compiled: bool = False


def shapes(*, reports: int, institutions: int) -> st.SearchStrategy[Shape]:
    """Shapes of ledgers with up to so many reports and institutions."""
    return st.builds(
        Shape,
        seed=st.integers(0, 2**32 - 1),
        institutions=st.integers(1, institutions),
        reports=st.integers(reports // 2, reports),
        pool=st.integers(1, 4),
        file_format=st.sampled_from(("csv", "parquet")),
        absent=st.one_of(
            st.just(frozenset()), st.just(frozenset()), st.frozensets(st.sampled_from(OPTIONAL), max_size=3)
        ),
        reference=st.one_of(st.just(frozenset()), st.frozensets(st.sampled_from(REFERENCED), min_size=1)),
        bucket_rows=st.sampled_from((None, 1, 7, 60)),
        plain=st.booleans(),
        compiled=st.booleans(),
    )


class Ledger:
    """Grows the tables of a shape."""

    def __init__(self, shape: Shape, chance: random.Random | None = None) -> None:
        self.shape = shape
        self.chance = chance or random.Random(shape.seed)  # noqa: S311 - test rows, not secrets
        self.usccs = [uscc(number) for number in range(1, shape.institutions + 1)]
        self.instruments = [f"I{number}" for number in range(shape.pool * shape.institutions)]
        self.people = [f"{number:03d}" for number in range(shape.pool * shape.institutions)]
        # A few microseconds only where the format can hold them.
        self.fractions = shape.file_format == "parquet" and self.chance.random() < 0.5

    def maybe(self, value: Any, share: float = 0.15) -> Any:  # noqa: ANN401 - whatever the column holds
        """The value, or empty with this share."""
        return None if self.chance.random() < share else value

    def date(self, spread: int = 12) -> dt.date:
        """A day around the first."""
        return FIRST + DAY * self.chance.randint(-spread, spread)

    def instant(self) -> dt.datetime:
        """A time on a coarse grid, so that many are the same, or beside it by as little as the format allows."""
        moment = START + dt.timedelta(minutes=30) * self.chance.randrange(0, 40)
        moment += DAY * self.chance.choice((0, 0, 0, 1, 2, 9))
        if self.chance.random() < 0.15:
            step = SECOND / 1_000_000 if self.fractions else SECOND
            moment += step * self.chance.choice((-1, 1))
        return moment

    def tables(self) -> Tables:
        """The ledger: rows of Python values, None for a table that is absent."""
        reports = self._reports()
        kept = self._kept()
        results = self._results(reports)
        found = kept | {"reports": reports, "results": results}
        found |= Supplement(self.chance, reports, results, self.people).tables()
        return {table: None if table in self.shape.absent else found[table] for table in SCHEMA}

    def reference(self) -> Tables | None:
        """Other rows for the tables that the reference holds; None without a reference."""
        if not self.shape.reference:
            return None
        found = self._kept()
        return {
            table: [row for row in found[table] if self.chance.random() < 0.5] if self._holds(table) else None
            for table in SCHEMA
        }

    def _holds(self, table: str) -> bool:
        return table in self.shape.reference

    def _kept(self) -> dict[str, list[Row]]:
        """Every table but reports and results."""
        pick = self.chance.choice
        certificates = [
            {
                "certificate_no": f"C{number}",
                "uscc": pick(self.usccs),
                "valid_from": self.date() - DAY * pick((0, 30)),
                "valid_to": self.date() + DAY * pick((0, 30)),
                "ended_on": self.maybe(self.date(), 0.7),
            }
            for number in range(2 * len(self.usccs))
        ]
        return {
            "institutions": self._institutions(),
            "sites": [
                {"site_id": site, "uscc": pick(self.usccs), "division": "150602", "address": None}
                for site in SITES[:3]
            ],
            "certificates": certificates,
            "scope": [
                {
                    "certificate_no": pick(certificates)["certificate_no"] if number % 9 else "C-none",
                    "site_id": pick(SITES),
                    "parameter": pick(PARAMETERS),
                    "method": pick(METHODS),
                    "valid_from": self.date() - DAY * pick((0, 30)),
                    "valid_to": self.maybe(self.date() + DAY * pick((0, 30)), 0.4),
                }
                for number in range(18 * len(self.usccs))
            ],
            "instruments": self._instruments(),
            "calibrations": self._calibrations(),
            "people": self._people(),
            "authorisations": self._authorisations(),
            "methods": self._methods(),
            "product_requirements": [
                {"product": product, "parameter": parameter}
                for product in PRODUCTS
                for parameter in PARAMETERS
                if self.chance.random() < 0.3
            ],
            **demanded(self.chance, METHODS, PARAMETERS, PRODUCTS, SITES, instant=self.instant),
        }

    def _institutions(self) -> list[Row]:
        return [
            {"uscc": code, "name": f"机构 {code[-4:]}", "kind": "enterprise", "home_division": "150602"}
            for code in [*self.usccs, uscc(99)]
            if self.chance.random() < 0.9
        ]

    def _instruments(self) -> list[Row]:
        return [
            {
                "instrument_id": instrument,
                "uscc": self.usccs[number % len(self.usccs)],
                "site_id": self.chance.choice(SITES[:2]),
                "name": "万能试验机",
                "capacity": self.chance.choice((1, 1, 2, 3)),
                "portable": self.chance.random() < 0.5,
                "serial_no": None,
            }
            for number, instrument in enumerate(self.instruments)
            if self.chance.random() < 0.9
        ]

    def _calibrations(self) -> list[Row]:
        rows = []
        for instrument in self.instruments + self.instruments:
            calibrated_on = self.date()
            until = calibrated_on + DAY * self.chance.choice((-1, 0, 3, 8, 20))
            rows.append(
                {
                    "instrument_id": instrument,
                    "calibrated_on": calibrated_on,
                    "valid_until": until,
                    "passed": self.chance.random() < 0.8,
                }
            )
        return rows

    def _people(self) -> list[Row]:
        return [
            {
                "person_id": person,
                "uscc": self.usccs[number % len(self.usccs)],
                "employed_from": self.date(3) - DAY * self.chance.choice((0, 0, 12)),
                "employed_to": self.maybe(self.date(3) + DAY * self.chance.choice((0, 2, 30)), 0.3),
                "identity": None,
            }
            for number, person in enumerate(self.people)
            if self.chance.random() < 0.9
        ]

    def _authorisations(self) -> list[Row]:
        return [
            {
                "person_id": person,
                "domain": self.chance.choice(DOMAINS[:2]),
                "valid_from": self.date() - DAY * self.chance.choice((0, 12)),
                "valid_to": self.maybe(self.date() + DAY * self.chance.choice((0, 12)), 0.4),
            }
            for person in self.people + self.people
        ]

    def _methods(self) -> list[Row]:
        rows = []
        for method in METHODS:
            for parameter in PARAMETERS:
                youngest = self.chance.choice((0, 1, 2, 3))
                rows.append(
                    {
                        "method": method,
                        "parameter": parameter,
                        "min_minutes": self.maybe(self.chance.choice((0, 0.5, 30, 60, 90.0)), 0.2),
                        "superseded_on": self.maybe(FIRST + DAY * self.chance.randint(-2, 3), 0.4),
                        "min_age_days": self.maybe(youngest, 0.3),
                        "max_age_days": self.maybe(youngest + self.chance.choice((-1, 0, 1, 5)), 0.3),
                    }
                )
        return [row for row in rows if self.chance.random() < 0.85]

    def _reports(self) -> list[Row]:
        rows: list[Row] = []
        for number in range(self.shape.reports):
            code = self.chance.choice(self.usccs)
            received_at, issued_at = self._received_and_issued()
            rows.append(
                {
                    "report_id": f"R{number}",
                    "report_no": self._report_no(rows, code),
                    "uscc": code,
                    "site_id": self.chance.choice(SITES[:3]),
                    "domain": self.chance.choice(DOMAINS),
                    "product": self.chance.choice(PRODUCTS),
                    "sample_no": f"Y{self.chance.randrange(1 + self.shape.reports // 3)}",
                    "sampled_on": self.maybe(self.date(4)),
                    "received_at": received_at,
                    "issued_at": issued_at,
                    "signatory_id": self.maybe(self._member(self.people, code), 0.1),
                    "cma_marked": self.chance.random() < 0.8,
                    "conclusion": "pass",
                    "replaces": self.maybe(f"R{self.chance.randrange(-1, self.shape.reports)}", 0.5),
                }
            )
        return rows

    def _member(self, pool: list[str], code: str) -> str:
        """Mostly one of the institution's own, sometimes anybody's, sometimes nobody's."""
        if self.chance.random() < 0.15:
            return self.chance.choice([*pool, "unknown", " "])
        own = self.usccs.index(code)
        return self.chance.choice(pool[own :: len(self.usccs)])

    def _received_and_issued(self) -> tuple[dt.datetime, dt.datetime]:
        step = SECOND / 1_000_000 if self.fractions else SECOND
        beside = self.chance.choice((0, 0, 0, -1, 1))
        received_at = START - 7 * DAY * self.chance.choice((0, 0, 1, 1, 2)) + step * beside
        issued_at = received_at + self.chance.choice((DAY * 0, DAY, 3 * DAY, 20 * DAY, 30 * DAY, -SECOND))
        return received_at, issued_at

    def _report_no(self, rows: list[Row], code: str) -> str:
        if rows and self.chance.random() < 0.2:
            return str(self.chance.choice(rows)["report_no"])
        number = self.chance.randrange(2 * self.shape.reports)
        if self.chance.random() < 0.2:
            number += 2**64
        zeros = "0" * self.chance.choice((0, 0, 0, 1, 3))
        ending = self.chance.choice(("", "", "", "", "", "", "", "", "A", "２"))
        prefixes = PREFIXES if self.usccs.index(code) % 3 == 2 else PREFIXES[:1]
        return f"{self.chance.choice(prefixes)}{zeros}{number}{ending}"

    def _results(self, reports: list[Row]) -> list[Row]:
        rows: list[Row] = []
        written: dict[str, list[tuple[Row, list[Row]]]] = {}
        for report in [*reports, {"report_id": "R-absent", "uscc": self.usccs[0], "product": ""}]:
            earlier = written.setdefault(report["uscc"], [])
            if earlier and self.chance.random() < 0.45:
                other, source = self.chance.choice(earlier[-4:])
                if self.chance.random() < 0.8:
                    report["product"] = other["product"]
                own = self._copied(source, report)
            else:
                own = [self._result(report) for _ in range(self.chance.choice((0, 1, 2, 4, 5, 6)))]
                if own and self.chance.random() < 0.4:
                    self._one_run(own)
            earlier.append((report, own))
            rows.extend(own)
        for number, row in enumerate(rows):
            row["result_id"] = f"r{number}"
        return rows

    def _copied(self, source: list[Row], report: Row) -> list[Row]:
        """The values of another report, often to the last one; `-0` for `0` is the same."""
        rows = []
        for row in source:
            shown = {name: row[name] for name in ("parameter", "replicate", "value", "decimals", "printed")}
            if row["value"] == 0 and self.chance.random() < 0.5:
                shown |= {"value": -row["value"], "printed": repr(-row["value"])}
            rows.append(self._result(report) | shown)
        if rows and self.chance.random() < 0.25:
            rows[-1]["replicate"] += 1
        if rows and self.chance.random() < 0.2:
            rows.append(dict(rows[0]))
        return rows

    def _one_run(self, rows: list[Row]) -> None:
        """Results of one report on one instrument with one start and one end: one test."""
        for row in rows[1:]:
            if self.chance.random() < 0.8:
                for column in ("instrument_id", "started_at", "ended_at"):
                    row[column] = rows[0][column]

    def _result(self, report: Row) -> Row:
        started_at = self.instant()
        minutes = self.chance.choice((0, 0.5, 30, 30, 60, 60, 90, 120, -30))
        ended_at = started_at + dt.timedelta(minutes=minutes)
        if self.chance.random() < 0.15:
            ended_at += self.chance.choice((-1, 1)) * SECOND
        text, decimals = self.chance.choice(VALUES)
        value = self.maybe(float(text))
        return {
            "report_id": report["report_id"],
            "parameter": self.chance.choice(PARAMETERS),
            "method": self.chance.choice(METHODS),
            "instrument_id": self.maybe(self._member(self.instruments, report["uscc"])),
            "operator_id": self.maybe(self._member(self.people, report["uscc"])),
            "started_at": self.maybe(started_at),
            "ended_at": self.maybe(ended_at),
            "replicate": self.chance.choice((1, 1, 2)),
            "value": value,
            "decimals": self.maybe(decimals),
            "unit": None,
            "limit_low": None,
            "limit_high": None,
            "raw_record": self._raw_record(),
            "printed": None if value is None else text,
        }

    def _raw_record(self) -> str | None:
        if self.chance.random() < 0.3:
            return self.chance.choice((*RECORDS, *[None] * len(RECORDS)))
        return f"W-{self.chance.randrange(10**6)}"
