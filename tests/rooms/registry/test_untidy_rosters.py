"""Rosters of every kind, as untidy as a seed makes them: cells read right, no title taken for a body, faults named."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bureau.registry.roster import Roster, read_roster
from tests.rooms.registry.untidy import KINDS, Truth, untidy

ANSWERED = (
    *("name", "uscc", "certificate_numbers", "first_issued_on", "valid_to"),
    *("contact", "phone", "domains", "kind", "address", "issued_on"),
)
BAR = 0.98  # share of cells that are read right


@dataclass
class Measured:
    """Cells and those read right, lines that are none, faults that were not named."""

    cells: int = 0
    right: int = 0

    def add(self, truth: Truth, found: Roster) -> None:
        """Count one file; a line that is missing has no right cell."""
        read = {(line.sheet, line.row): line.as_json() for line in found.lines}
        for wanted in truth.rows:
            line = read.get((wanted["sheet"], wanted["row"]), {})
            self.cells += len(ANSWERED)
            self.right += sum(name in line and line[name] == wanted[name] for name in ANSWERED)


def invented(truth: Truth, found: Roster) -> list[str]:
    """Names of bodies that were read where none stands."""
    there = {(row["sheet"], row["row"]) for row in truth.rows}
    return [line.name for line in found.lines if (line.sheet, line.row) not in there]


def unnamed(truth: Truth, found: Roster) -> list[tuple[str | None, int | None, str]]:
    """Faults that were planted and that no problem names by sheet, row and text."""
    return [
        planted
        for planted in truth.faults
        if not any((one.sheet, one.row) == planted[:2] and planted[2] in one.value for one in found.problems)
    ]


def read(seed: int, kind: str, measured: Measured) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"名录.{kind.rsplit('.', maxsplit=1)[-1]}"
        truth = untidy(path, seed, kind)
        found = read_roster(path)
    measured.add(truth, found)
    assert invented(truth, found) == []
    assert unnamed(truth, found) == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind(kind: str) -> None:
    measured = Measured()
    for seed in range(12):
        read(seed, kind, measured)
    assert measured.cells > 500
    assert measured.right >= BAR * measured.cells


@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 2**32))
def test_any_seed(seed: int) -> None:
    measured = Measured()
    for place, kind in enumerate(KINDS):
        read(seed + place, kind, measured)
    assert measured.right >= BAR * measured.cells


def test_the_measure_sees_what_is_wrong(tmp_path: Path) -> None:
    truth = untidy(tmp_path / "a.xlsx", 7, "xlsx")
    found = read_roster(tmp_path / "a.xlsx")
    lines, problems = len(found.lines), len(found.problems)
    truth.rows[0]["name"] = "another"
    del truth.rows[-1]
    assert invented(truth, found) == [found.lines[-1].as_json()["name"]]
    truth.faults.append((found.lines[0].sheet, found.lines[0].row, "no such fault"))
    assert unnamed(truth, found) == truth.faults[-1:]
    (measured := Measured()).add(truth, found)
    assert measured.right == measured.cells - 1
    assert (lines, problems) == (len(found.lines), len(found.problems))
