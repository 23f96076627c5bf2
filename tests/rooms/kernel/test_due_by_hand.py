"""Due dates counted by hand from the arrangements of the State Council, typed here, and the command beside them."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import pytest
from click.testing import CliRunner

from bureau.console.commands.due import due_command
from bureau.kernel.calendars import PUBLISHED

D, DAY = dt.date.fromisoformat, dt.timedelta(days=1)
# First and last day of each holiday, New Year's first; then the Saturdays and Sundays that are worked.
ARRANGED = {
    2022: (
        "01-01/01-03 01-31/02-06 04-03/04-05 04-30/05-04 06-03/06-05 09-10/09-12 10-01/10-07 12-31/12-31",
        "01-29 01-30 04-02 04-24 05-07 10-08 10-09",
    ),
    2023: (
        "01-01/01-02 01-21/01-27 04-05/04-05 04-29/05-03 06-22/06-24 09-29/10-06",
        "01-28 01-29 04-23 05-06 06-25 10-07 10-08",
    ),
    2024: (
        "01-01/01-01 02-10/02-17 04-04/04-06 05-01/05-05 06-10/06-10 09-15/09-17 10-01/10-07",
        "02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12",
    ),
    2025: (
        "01-01/01-01 01-28/02-04 04-04/04-06 05-01/05-05 05-31/06-02 10-01/10-08",
        "01-26 02-08 04-27 09-28 10-11",
    ),
    2026: (
        "01-01/01-03 02-15/02-23 04-04/04-06 05-01/05-05 06-19/06-21 09-25/09-27 10-01/10-07",
        "01-04 02-14 02-28 05-09 09-20 10-10",
    ),
}
VECTORS = list(csv.DictReader(Path(__file__).with_name("due_by_hand.csv").read_text().splitlines()))


def worked(year: int) -> set[dt.date]:
    """Every day of a year on which offices work."""
    holidays, make_ups = ARRANGED[year]
    days = {dt.date(year, 1, 1) + DAY * number for number in range(365 + (year % 4 == 0))}
    found = {day for day in days if day.weekday() < 5}
    for one in holidays.split():
        first, last = (D(f"{year}-{end}") for end in one.split("/"))
        found -= {day for day in days if first <= day <= last}
    return found | {D(f"{year}-{day}") for day in make_ups.split()}


@pytest.mark.parametrize("year", ARRANGED)
def test_every_day_of_the_published_years(year: int) -> None:
    days = [dt.date(year, 1, 1) + DAY * number for number in range(365 + (year % 4 == 0))]
    assert {day for day in days if PUBLISHED.kind_of(day).works} == worked(year)


@pytest.mark.parametrize("row", VECTORS, ids=[f"{one['trigger']}-{one['length']}" for one in VECTORS])
def test_due(row: dict[str, str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MINGJIAN_DATA", str(tmp_path))
    for more in ((), ("--explain",)):
        done = CliRunner().invoke(due_command, (row["trigger"], row["length"], *more))
        assert (done.exit_code, done.output.splitlines()[-1][:10]) == (0, row["due"])


def test_there_are_enough_of_each_unit() -> None:
    units = [one["length"].lstrip("0123456789") for one in VECTORS]
    assert len(VECTORS) >= 30
    assert {unit: units.count(unit) for unit in set(units)}.keys() == {"wd", "d", "m", "y"}
