"""Rosters written by hand in shapes that the reader was not made for: cells, lines and faults as they stand in them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
import pytest

from bureau.registry.roster import read_roster
from tests.rooms.registry.unseen_files import every_unseen, unseen, write

BAR = 0.98  # share of cells that are read right
NOTHING: dict[str, Any] = {"certificate_numbers": [], "domains": []}
FIELDS = (
    *("name", "uscc", "certificate_numbers", "first_issued_on", "valid_to"),
    *("contact", "phone", "domains", "kind"),
)
LATER = ("address", "other_addresses", "registered_address", "issued_on")  # told by the newer ones


def measured(name: str, folder: Path) -> tuple[int, int]:
    """Cells and those read right; no line is invented or lost and no fault unnamed."""
    roster = unseen(name)
    found = read_roster(write(roster, folder))
    read = {(line.sheet, line.row, line.as_json()["name"]): line.as_json() for line in found.lines}
    wanted = {(said.get("sheet"), said["row"], said["name"]): NOTHING | said for said in roster["lines"]}
    assert sorted(map(str, read)) == sorted(map(str, wanted)), name
    named = [(str(problem.row), problem.value) for problem in found.problems]
    unnamed = [
        (row, text) for row, text in roster["faults"] if not any(row == at and text in it for at, it in named)
    ]
    assert unnamed == [], name
    cells = [
        (read[key][field], said.get(field))
        for key, said in wanted.items()
        for field in (*FIELDS, *(one for one in LATER if one in said))
    ]
    return len(cells), sum(got == said for got, said in cells)


def test_every_one(tmp_path: Path) -> None:
    counts = [measured(name, tmp_path) for name in every_unseen()]
    cells, right = (sum(one[place] for one in counts) for place in (0, 1))
    assert cells > 400
    assert right >= BAR * cells


def test_a_table_that_goes_on_says_so(tmp_path: Path) -> None:
    found = read_roster(write(unseen("continued"), tmp_path))
    assert [(one.sheet, one.row) for one in found.problems if "接着读" in one.said.zh] == [("table 2", 1)]
    assert [one.headers for one in found.sheets] == [(1,), (), ()]


@pytest.mark.parametrize(
    "first", [["附表", "某机构", "", "", "", ""], ["", "云川检测中心", "", "", "", "说明"]]
)
def test_another_table_is_no_continuation(first: list[str], tmp_path: Path) -> None:
    """A table of the same width whose first row is neither numbered nor identified is refused, with the cure."""
    path = write(unseen("continued"), tmp_path)
    document = docx.Document(str(path))
    for column, text in enumerate(first):
        document.tables[1].cell(0, column).text = text
    document.save(str(path))
    found = read_roster(path)
    assert {line.sheet for line in found.lines} == {"table 1"}
    assert [one.sheet for one in found.problems if "没有认出表头" in one.said.zh] == ["table 2"]
