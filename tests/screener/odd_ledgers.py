"""Ledgers for the anomalies: many institutions measure the same, and some of them invent."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.screener.ledgers import uscc

if TYPE_CHECKING:
    from tests.screener.naive import Row, Tables

START = dt.datetime(2022, 3, 1, 8)  # noqa: DTZ001 - the ledger has local times


@dataclass
class Season:
    """A ledger that grows by one report after the other."""

    reports: list[Row]
    results: list[Row]

    @classmethod
    def empty(cls) -> Season:
        """Nothing yet."""
        return cls([], [])

    def report(self, body: int, *, domain: str = "food", conclusion: str = "none") -> str:
        """A report of an institution."""
        name = f"R{len(self.reports):06d}"
        self.reports.append(
            {
                "report_id": name, "report_no": name, "uscc": uscc(body), "site_id": f"S{body}", "domain": domain,
                "product": "P", "sample_no": f"N{name}", "sampled_on": None, "received_at": START,
                "issued_at": START + dt.timedelta(days=300), "signatory_id": None, "cma_marked": False,
                "conclusion": conclusion, "replaces": None,
            }
        )  # fmt: skip
        return name

    def result(self, report: str, value: float | None, decimals: int | None = 1, **cells: object) -> None:
        """A result of a report."""
        row: Row = {
            "result_id": f"T{len(self.results):07d}", "report_id": report, "parameter": "lead", "method": "M1",
            "instrument_id": None, "operator_id": None, "started_at": None, "ended_at": None, "replicate": 1,
            "value": value, "decimals": decimals, "unit": None, "limit_low": None, "limit_high": None,
            "raw_record": None,
        }  # fmt: skip
        self.results.append(row | cells)

    def tables(self) -> Tables:
        """The ledger."""
        bodies = sorted({row["uscc"] for row in self.reports})
        sites = {row["site_id"]: row["uscc"] for row in self.reports}
        return {
            "institutions": [
                {"uscc": code, "name": code, "kind": "enterprise", "home_division": "150602"}
                for code in bodies
            ],
            "sites": [
                {"site_id": site, "uscc": code, "division": "150602", "address": None}
                for site, code in sites.items()
            ],
            "reports": self.reports,
            "results": self.results,
        }


def random_season(chance: random.Random) -> Tables:
    """Institutions around every minimum count, most of them honest."""
    season = Season.empty()
    bodies = chance.randint(8, 13)
    habits = {body: chance.choice(("honest",) * 12 + HABITS) for body in range(bodies)}
    most = chance.choice((60, 130, 160))
    for body, habit in habits.items():
        for _ in range(chance.choice((*(most,) * 12, 20, 30))):
            _sample(season, chance, body, habit)
    renumber(season.reports, random.Random(len(season.results)))  # noqa: S311 - test rows, not secrets
    return season.tables()


def renumber(reports: list[Row], chance: random.Random) -> None:
    """Number each institution's reports in a row that leaves some out: few mostly, many here and there."""
    own: dict[str, list[Row]] = {}
    for row in reports:
        own.setdefault(row["uscc"], []).append(row)
    for rows in own.values():
        share = chance.choice((*(0.0, 0.01, 0.02) * 5, 0.45))
        prefix = chance.choice(("N-", "N-", "N-", "", "X" + "9" * 17))
        number = chance.choice((1001, 1001, 1001, 1001, 95, 10**18 - 40))
        for row in rows:
            number += 1
            while chance.random() < share:
                number += 1
            row["report_no"] = f"{prefix}{number}" if chance.random() < 0.97 else f"other-{number}"


HABITS = ("alike", "same", "bunched", "passing", "busy", "wide", "recycled", "round", "invented")


def _sample(season: Season, chance: random.Random, body: int, habit: str) -> None:
    failing = 0.0 if habit == "passing" else 0.5
    conclusion = chance.choice(("none", *("fail" if chance.random() < failing else "pass",) * 9))
    report = season.report(body, domain=chance.choice((*("food",) * 19, "health")), conclusion=conclusion)
    for parameter in ("lead", "zinc"):
        for replicate in range(chance.choice((1, 2, 3, 3, 3))):
            value = _value(chance, parameter, habit)
            decimals = chance.choice((*(1,) * 20, None if value == round(value) else 1, 2))
            season.result(
                report,
                None if chance.random() < 0.02 else value,
                decimals,
                parameter=parameter,
                replicate=replicate + 1,
                operator_id=chance.choice((*"AABB", None)) and f"{body}-{chance.choice('AB')}",
                started_at=START + dt.timedelta(days=chance.randint(0, 11 if habit == "busy" else 60)),
                limit_high=chance.choice((*(50.0,) * 9, None)),
                limit_low=chance.choice((40.0, None)),
            )


def _value(chance: random.Random, parameter: str, habit: str) -> float:
    value = chance.gauss(50, 30 if habit == "wide" else 0.1 if habit == "alike" else 8)
    if parameter == "zinc":
        value = 10 ** chance.uniform(-1, 5)
        if habit == "invented":
            value = 10 ** chance.choice((-1, 0, 1, 2, 3, 4)) * chance.uniform(4, 9)
    if habit == "same":
        value = 50.0
    if habit == "bunched" and 50 < value < 56:
        value = chance.uniform(46, 50)
    if habit == "recycled" and chance.random() < 0.5:
        value = chance.choice((48.7, 51.3, 49.9))
    if habit == "round":
        value = float(round(value))
    if habit == "invented" and parameter == "lead":
        value = round(value) + chance.choice((0.3, 0.7, 0.2, 0.3))
    return round(value, 1)
