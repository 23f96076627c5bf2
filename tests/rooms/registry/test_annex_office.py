"""The form through LibreOffice: the same cells after it wrote the file anew, and every page begins with its header."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bureau.registry.annex import Annex, Line, VisitorLine, read_annex
from bureau.registry.annex.form import PARTS, TITLE, Part
from bureau.registry.roster import read_roster
from tests.rooms.registry.annexes import DAY, TWELVE, WRITERS, filled, rows_of
from tests.rooms.registry.office import convert, pages
from tests.rooms.registry.test_annex_form import compare

pytestmark = pytest.mark.full
BOTH = pytest.mark.parametrize("kind", WRITERS)
HEADERS = {part: "".join(column.title for column in part.columns) for part in PARTS}


def strange() -> Annex:
    """Names that a program might take for something else."""
    names = [
        '<b>"甲"&乙</b>',
        "=1+1",
        "+86",
        "-甲",
        "@甲",
        "http://example.invalid",
        "0012",
        "某" * 120,
    ]
    lines = tuple(Line(name, TWELVE, name) for name in names)
    return Annex("云川区", DAY, (), lines, (VisitorLine("丙公司", TWELVE, DAY, "联系人", "0012"),), lines)


@BOTH
@pytest.mark.parametrize(
    "annex",
    [Annex("", None), filled(1, 1, 1), filled(0, 1000, 0), filled(30, 40, 1000), strange()],
    ids=["blank", "one", "thousand", "visitors", "strange"],
)
def test_the_same_cells_after_a_round_trip(kind: str, annex: Annex, tmp_path: Path) -> None:
    path, folder = tmp_path / f"form.{kind}", tmp_path / "anew"
    WRITERS[kind](annex, path)
    anew = convert(path, kind, folder)
    assert rows_of(anew) == rows_of(path)
    assert read_annex(anew) == annex


def part_of(line: str) -> Part | None:
    """The part whose heading a line of a page is."""
    return next((part for part in PARTS if line.startswith(part.heading)), None)


def test_the_notices_form_after_a_round_trip(tmp_path: Path) -> None:
    for kind, write in WRITERS.items():
        write(annex := filled(0, 8, 0), tmp_path / f"form.{kind}")
        anew = convert(tmp_path / f"form.{kind}", kind, tmp_path / "anew")
        compare(rows_of(anew), [0, 8, 0, len(annex.multi_domain)])


def test_by_way_of_the_open_formats(tmp_path: Path) -> None:
    annex = filled(2, 60, 9)
    for kind, between in (("docx", "odt"), ("xlsx", "ods")):
        WRITERS[kind](annex, tmp_path / f"form.{kind}")
        middle = convert(tmp_path / f"form.{kind}", between, tmp_path / "middle")
        assert read_annex(convert(middle, kind, tmp_path / "back")) == annex


def test_as_an_older_office_saves_it(tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    WRITERS["xlsx"](annex := filled(2, 60, 9), path)
    older = convert(path, "xls", tmp_path / "older")
    assert read_annex(older) == annex
    assert [line.as_json() for line in read_roster(older).lines] == [
        line.as_json() for line in read_roster(path).lines
    ]


@BOTH
@pytest.mark.parametrize("size", [(1000, 0, 0), (0, 1000, 0), (3, 5, 1000), (300, 400, 300)])
def test_every_page_begins_with_the_header_of_its_part(
    kind: str, size: tuple[int, int, int], tmp_path: Path
) -> None:
    WRITERS[kind](annex := filled(*size), tmp_path / f"form.{kind}")
    sheets = pages(convert(tmp_path / f"form.{kind}", "pdf", tmp_path / "printed"))
    assert len(sheets) > 20
    numbers: dict[str, list[int]] = {one.lines: [] for one in PARTS}
    for number, lines in enumerate(sheets, start=1):
        assert lines.pop() == f"—{number}—"
        body = [line for line in lines if line != TITLE and not line.startswith(("附件", "所在旗区"))]
        part = part_of(body[0])
        assert part is not None, f"page {number} begins with {body[0]}"
        assert body[1] == HEADERS[part]
        for line in body[2:]:
            part = part_of(line) or part
            if counted := re.match(r"(\d+)(云川|外省|环境)", line):
                numbers[part.lines].append(int(counted[1]))
    assert numbers == {one.lines: list(range(1, len(annex.lines(one)) + 1)) for one in PARTS}


@BOTH
def test_a_short_form_is_one_page(kind: str, tmp_path: Path) -> None:
    WRITERS[kind](filled(1, 6, 2), tmp_path / f"form.{kind}")
    sheets = pages(convert(tmp_path / f"form.{kind}", "pdf", tmp_path / "printed"))
    assert len(sheets) == 1
