"""Random rows of the supplementary tables for a random ledger: close to its reports and results, on either side."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from tests.screener.supplementary import digest

if TYPE_CHECKING:
    import random

    from tests.screener.naive import Row

DAY = dt.timedelta(days=1)
HOUR = dt.timedelta(hours=1)
SECOND = dt.timedelta(seconds=1)
START = dt.datetime.fromisoformat("2022-03-01T08:00:00")
HANDS = ("甲", "乙", "乙", "丙 ", None)
VINS = ("LAA1", "LAA2", "LAA3", "LBB1", "LBB2", "LBB3", "LCC1", "LCC2", "LC")
CAL_IDS = ("CAL-01", "CAL-01", "CAL-01", "CAL-02", "0000", None)
CVNS = ("1A2B", "1A2B", "1A2C", "无", None)
HASHES = ("()", "0" * 64, "none", *(f"({name})" for name in "abcdefghijkl"), "(a)^", "(b)^")
#: At least half a kilometre from every bound, at any speed for half hours.
PLACES = ((39.0, 110.0), (39.0, 110.0), (39.005, 110.0), (39.1, 110.0), (40.0, 110.0), (39.0, 110.5),
          (0.0, 0.0), (110.0, 39.0))  # fmt: skip


class Supplement:
    """Grows the supplementary tables of a ledger whose reports and results are there."""

    def __init__(
        self, chance: random.Random, reports: list[Row], results: list[Row], people: list[str]
    ) -> None:
        self.chance, self.reports, self.people = chance, reports, people
        self.by_id = {report["report_id"]: report for report in reports}
        self.results = [row for row in results if row["report_id"] in self.by_id]

    def tables(self) -> dict[str, list[Row]]:
        """Every supplementary table."""
        return {
            "samples": self.samples(),
            "sample_chain": self.sample_chain(),
            "attendance": self.attendance(),
            "instrument_log": self.instrument_log(),
            "raw_files": self.raw_files(),
            "vehicle_tests": self.vehicle_tests(),
            "samplings": self.samplings(),
            "invoices": self.invoices(),
        }

    def maybe(self, value: Any, share: float) -> Any:  # noqa: ANN401 - whatever the column holds
        """The value, or empty with this share."""
        return None if self.chance.random() < share else value

    def near(self, moment: dt.datetime | None, *steps: dt.timedelta) -> dt.datetime:
        """The moment, or one of so many steps away from it."""
        return (moment or START) + self.chance.choice(steps)

    def _by_sample(self) -> list[Row]:
        """One report of every sample; of some samples none."""
        found = {(report["uscc"], report["sample_no"]): report for report in self.reports}
        return [report for report in found.values() if self.chance.random() < 0.75]

    def samples(self) -> list[Row]:
        own: dict[str, list[Row]] = {report["report_id"]: [] for report in self.reports}
        for row in self.results:
            own[row["report_id"]].append(row)
        rows = []
        for report in self._by_sample():
            tests = [row["started_at"] for row in own[report["report_id"]]] or [None]
            begun = self.chance.choice(tests)
            product = self.chance.choice((report["product"], report["product"], "钢筋", None))
            rows.append(
                {
                    "uscc": report["uscc"],
                    "sample_no": report["sample_no"],
                    "product": product,
                    "registered_at": self.maybe(self.near(report["received_at"], DAY * 0, -HOUR), 0.3),
                    "disposed_at": self.maybe(self.near(begun, DAY * 0, SECOND, -SECOND, DAY), 0.3),
                }
            )
        return rows

    def sample_chain(self) -> list[Row]:
        rows = []
        for report in self._by_sample():
            moment, hand = report["received_at"], self.chance.choice(HANDS)
            first = self.chance.choice((1, 1, 1, 1, 2))
            for step in range(first, first + self.chance.randint(1, 3)):
                if step > first and self.chance.random() < 0.1:
                    continue
                taken = self.chance.choice(HANDS)
                given = hand if self.chance.random() < 0.85 else self.chance.choice(HANDS)
                moment = self.near(moment, DAY * 0, HOUR, HOUR, HOUR, -SECOND)
                rows.append(
                    {"uscc": report["uscc"], "sample_no": report["sample_no"], "step": step}
                    | {"handed_at": moment, "given_by": given, "taken_by": taken}
                )
                hand = taken
        return rows

    def attendance(self) -> list[Row]:
        days = [
            self.near(None, DAY * number) for number in (-14, -7, -4, 0, 0, 0, 1, 1, 2, 2, 9, 9, 13, 20, 30)
        ]
        worked = [row["started_at"] for row in self.results if row["started_at"] is not None] or days
        rows = []
        for person in self.people:
            if self.chance.random() < 0.15:
                continue
            for moment in (*self.chance.sample(days, 5), *(self.chance.choice(worked) for _ in range(5))):
                arrived = self.near(moment, DAY * 0, SECOND, -SECOND, -2 * HOUR, -9 * HOUR)
                left = self.near(arrived, DAY * 0, 2 * HOUR, 9 * HOUR, 16 * HOUR, -3 * HOUR)
                rows.append({"person_id": person, "arrived_at": arrived, "left_at": self.maybe(left, 0.2)})
        return rows

    def instrument_log(self) -> list[Row]:
        rows = []
        for row in self.results:
            start, end = row["started_at"], row["ended_at"]
            if None in {row["instrument_id"], start, end} or self.chance.random() < 0.4:
                continue
            began = self.near(start, DAY * 0, -HOUR, end - start, end - start + SECOND)
            sample_no = self.by_id[row["report_id"]]["sample_no"]
            rows.append(
                {
                    "instrument_id": row["instrument_id"],
                    "started_at": began,
                    "ended_at": self.near(began, HOUR, HOUR / 2, DAY * 0, -SECOND),
                    "sample_no": self.chance.choice((sample_no, sample_no, "Y0", "other", None)),
                }
            )
        return rows

    def raw_files(self) -> list[Row]:
        cited = {
            (self.by_id[row["report_id"]]["uscc"], row["raw_record"]): self.by_id[row["report_id"]][
                "issued_at"
            ]
            for row in self.results
            if row["raw_record"] is not None
        }
        return [
            {
                "uscc": uscc,
                "raw_record": record,
                "sha256": digest(text),
                "created_at": self.maybe(self.near(issued, -DAY, DAY * 0, SECOND, DAY), 0.3),
                "modified_at": self.maybe(self.near(issued, -DAY, -DAY, DAY * 0, SECOND), 0.5),
            }
            for (uscc, record), issued in cited.items()
            if self.chance.random() < 0.7
            for text in self.chance.sample(HASHES, self.chance.choice((1, 1, 1, 2)))
        ]

    def vehicle_tests(self) -> list[Row]:
        pick = self.chance.choice
        return [
            {
                "report_id": report_id,
                "vin": pick(VINS),
                "attempt": pick((1, 1, 2)),
                "tested_at": self.maybe(
                    self.near(None, DAY * 0, 30 * DAY, 30 * DAY + SECOND, 61 * DAY, 62 * DAY), 0.2
                ),
                "cal_id": pick(CAL_IDS),
                "cvn": pick(CVNS),
                "rated_power": self.maybe(pick((95.0, 94.9, 105.0, 105.1, 100.0, 0.0)), 0.2),
                "registered_power": self.maybe(pick((100.0, 100.0, 100.0, 0.0, -1.0)), 0.2),
            }
            for report_id in [*self.by_id, "R-absent"]
            if self.chance.random() < 0.6
        ]

    def samplings(self) -> list[Row]:
        rows = []
        for report_id in [*self.by_id, *self.by_id, "R-absent"]:
            if self.chance.random() < 0.6:
                continue
            arrived = self.near(None, *(HOUR / 2 * number for number in range(48)))
            latitude, longitude = self.chance.choice(PLACES)
            rows.append(
                {
                    "report_id": report_id,
                    "person_id": self.chance.choice([*self.people, "unknown"]),
                    "arrived_at": arrived,
                    "left_at": self.near(arrived, DAY * 0, HOUR / 2, HOUR, -HOUR),
                    "latitude": latitude,
                    "longitude": longitude,
                }
            )
        return rows

    def invoices(self) -> list[Row]:
        """Lines for reports, for numbers beside theirs, and for nothing that they name; some given back."""
        rows = []
        for number, report in enumerate(self.reports):
            named = self.chance.choice((report["report_no"], *self._beside(report["report_no"]), None))
            rows += [
                {
                    "uscc": report["uscc"],
                    "invoice_no": f"F{number}",
                    "line": line,
                    "issued_on": self.maybe(report["issued_at"].date(), 0.2),
                    "report_no": self.maybe(named, 0.1),
                    "amount": self.maybe(self.chance.choice((600.0, 600.0, 0.1, -600.0, -0.1)), 0.2),
                }
                for line in range(1, self.chance.choice((2, 2, 2, 3)))
            ]
        return rows

    def _beside(self, number: str) -> tuple[str, ...]:
        """A number a little greater, and the same one written with another nought."""
        prefix = number.rstrip("0123456789")
        run = number[len(prefix) :]
        if not run:
            return (f"{number}1",)
        return f"{prefix}{int(run) + self.chance.randint(1, 3):0{len(run)}}", f"{prefix}0{run}"
