"""Filled forms for the tests, and a look at their files that shares nothing with the program."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import openpyxl
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from openpyxl.cell import MergedCell

from bureau.registry.annex import Annex, Line, VisitorLine, write_docx, write_xlsx

WRITERS: dict[str, Callable[[Annex, Path], None]] = {"docx": write_docx, "xlsx": write_xlsx}
DAY = dt.date(2022, 5, 15)
TWELVE = (
    *("食品", "建筑材料", "个体防护装备", "医疗器械防护用品", "常压液体危险货物罐体", "碳排放核查"),
    *("机动车", "环境", "建筑工程", "农产品", "卫生", "其他"),
)


def drawn_form() -> list[list[str]]:
    """The notice's form as it was typed: rows of cells."""
    text = Path(__file__).with_name("annex_form.txt").read_text(encoding="utf-8")
    return [line.split(" | ") for line in text.splitlines()]


def filled(public: int, third: int, visitors: int) -> Annex:
    """A form with that many bodies; every third of the second part is in part 4 too."""
    own = tuple(Line(f"云川区第{n}计量检测所", ("食品",)) for n in range(1, public + 1))
    others = tuple(
        Line(f"云川第{n}检测有限公司", ("食品", "环境") if n % 3 == 1 else ("环境",), "已注销" * (n == 5))
        for n in range(1, third + 1)
    )
    guests = tuple(
        VisitorLine(f"外省第{n}检测公司", ("环境",), dt.date(2019, 3, 1), "联系人甲", f"0477-{n:07}")
        for n in range(1, visitors + 1)
    )
    several = tuple(one for one in others if len(one.domains) > 1)
    return Annex("云川区", DAY, own, others, guests, several)


def rows_of(path: Path) -> list[list[str]]:
    """The rows of cells of a file, a merged cell once."""
    return _document_rows(path) if path.suffix == ".docx" else _workbook_rows(path)


def _document_rows(path: Path) -> list[list[str]]:
    word = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    return [
        ["".join(piece.text or "" for piece in cell.iter(f"{word}t")) for cell in row.iter(f"{word}tc")]
        for table in docx.Document(str(path)).tables
        for row in table._tbl.iter(f"{word}tr")
    ]


def _workbook_rows(path: Path) -> list[list[str]]:
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    assert len(book.worksheets) == 1
    return [
        ["" if cell.value is None else str(cell.value) for cell in row if not isinstance(cell, MergedCell)]
        for row in sheet.iter_rows()
    ]


def with_tracked_deletions(path: Path, *, row: str, words: tuple[str, str, str]) -> None:
    """Delete a row, and in another cell some words for others, as Word does while it tracks changes.

    `words` are the cell's own, those of them that are deleted, and those that are put in their place.
    """
    document = docx.Document(str(path))
    cells = {cell.text: cell for table in document.tables for one in table.rows for cell in one.cells}
    deleted = cells[row]._tc.getparent()
    deleted.get_or_add_trPr().append(_tracked("del"))
    for paragraph in [one for cell in deleted.tc_lst for one in cell.p_lst]:
        for run in paragraph.r_lst:
            run.getparent().replace(run, held := _tracked("del"))
            held.append(run)
            for text in run.findall(qn("w:t")):
                text.tag = qn("w:delText")
    whole, old, new = words
    (run,) = cells[whole].paragraphs[0].runs
    before, after = whole.split(old)
    pieces = [_run(before), _tracked("del"), _tracked("moveFrom"), _tracked("ins"), _run(after)]
    pieces[1].append(_run(old, "w:delText"))
    pieces[1].append(_run(None, "w:tab"))
    pieces[2].append(_run("moved away"))
    pieces[3].append(_run(new))
    for piece in pieces:
        run._r.addprevious(piece)
    run._r.getparent().remove(run._r)
    document.save(str(path))


def _tracked(change: str) -> Any:  # noqa: ANN401 - an element of lxml
    made = OxmlElement(f"w:{change}")
    for name, value in (("w:id", "1"), ("w:author", "甲"), ("w:date", "2022-05-16T09:00:00Z")):
        made.set(qn(name), value)
    return made


def _run(text: str | None, kind: str = "w:t") -> Any:  # noqa: ANN401 - an element of lxml
    made, piece = OxmlElement("w:r"), OxmlElement(kind)
    piece.text = text
    made.append(piece)
    return made
