"""Any bytes handed to the intake: it makes a folder of them, or refuses them with sentences, and nothing else."""

from __future__ import annotations

import io
import tempfile
import zipfile
from functools import cache
from pathlib import Path

from screener.ledger.faults import Refused
from screener.ledger.filled.example import EXAMPLES
from screener.ledger.filled.opening import Given, fold

CORPUS = Path(__file__).with_name("corpus") / "intake"
SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PARTS = {
    "xl/workbook.xml": '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    f'xmlns:r="{RELATIONS}"><sheets><sheet name="results" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="r1" Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="r2" Type="{RELATIONS}/sharedStrings" Target="sharedStrings.xml"/>'
    f'<Relationship Id="r3" Type="{RELATIONS}/styles" Target="styles.xml"/></Relationships>',
    "xl/styles.xml": '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="2"/><xf numFmtId="10"/></cellXfs></styleSheet>',
    "xl/sharedStrings.xml": '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    "<si><t>未检出</t></si></sst>",
}


@cache
def _rows() -> str:
    row = EXAMPLES["results"]
    lines = (
        "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in cells)
        for cells in (row, row.values())
    )
    return "".join(f"<row>{line}</row>" for line in lines)


def package(**changed: bytes) -> bytes:
    """A workbook with some parts replaced: `sheet`, `texts`, `styles`, `book`."""
    names = {
        "sheet": "xl/worksheets/sheet1.xml",
        "texts": "xl/sharedStrings.xml",
        "styles": "xl/styles.xml",
        "book": "xl/workbook.xml",
    }
    parts = {name: text.encode() for name, text in PARTS.items()}
    parts["xl/worksheets/sheet1.xml"] = SHEET.format(rows=_rows()).encode()
    parts |= {names[name]: content for name, content in changed.items()}
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as pack:
        for name, content in parts.items():
            pack.writestr(name, content)
    return memory.getvalue()


def files_of(data: bytes) -> tuple[str, bytes]:
    """What to hand in: the first byte says as what the others are given."""
    kind, content = (data[0] if data else 0), data[1:]
    if kind % 4 == 0:
        return "results.csv", content
    if kind % 4 == 1:
        return "ledger.xlsx", content
    part = ("sheet", "texts", "styles", "book")[kind // 4 % 4]
    return "ledger.xlsx", package(**{part: content})


def take_up(data: bytes) -> str:
    """Hand the bytes in; how it ended. Anything but a refusal in both languages is a fault of the program."""
    name, content = files_of(data)
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        given, root = Path(folder) / name, Path(folder) / "out"
        root.mkdir()
        given.write_bytes(content)
        try:
            made = fold([Given(name, given)], root, limit=20)
        except Refused as refused:
            if not (refused.message.zh and refused.message.en):
                raise AssertionError("a refusal without words") from refused
            return "refused"
        for fault in made.faults:
            if len(str(fault)) > 2000:
                raise AssertionError("a fault that fills the screen")
        return "made"
