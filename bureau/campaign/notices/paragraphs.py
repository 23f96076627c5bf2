"""A notice as numbered paragraphs, each with the clause it stands in; from a Word file, a text file or a paste."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import BinaryIO
from zipfile import BadZipFile

from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table
from lxml.etree import XMLSyntaxError

NUMERALS = "一二三四五六七八九十"
TOP = re.compile(rf"^([{NUMERALS}]{{1,3}})、")
SUB = re.compile(rf"^[（(]([{NUMERALS}]{{1,3}})[）)]")
ITEM = re.compile(r"^(\d{1,2})[.．、](?!\d)")
ANNEX = re.compile(r"^附件(?:\d{1,2})?(?:$|[：:\s])")
# A notice has some pages; what goes far beyond is not one, and is not searched for ever.
MOST, LONGEST, MOST_BLANKS = 200_000, 5_000, 40
BLANKS = re.compile(r"\s{40,}")
SPACED = re.compile(r"(?<=[\u3400-\u9fff])[ \u3000]+(?=[\u3400-\u9fff])")


@dataclass(frozen=True)
class Paragraph:
    """One paragraph. `place` is its clause, such as 三（一）; empty before the first."""

    number: int
    text: str
    place: str


def paragraphs_of(text: str) -> list[Paragraph]:
    """The paragraphs that are not blank, numbered from one."""
    found: list[Paragraph] = []
    top = sub = item = ""
    for line in text[:MOST].splitlines():
        plain = unicodedata.normalize("NFC", line.replace("\ufeff", "")).strip()
        plain = BLANKS.sub(" " * MOST_BLANKS, plain)[:LONGEST]
        if not plain:
            continue
        if match := TOP.match(plain):
            top, sub, item = match[1], "", ""
        elif match := SUB.match(plain):
            sub, item = f"（{match[1]}）", ""
        elif match := ITEM.match(plain):
            item = match[1]
        elif ANNEX.match(plain):
            top, sub, item = "附件", "", ""
        found.append(Paragraph(len(found) + 1, plain, f"{top}{sub}{item}"))
    return found


def tight(text: str) -> str:
    """Without the spaces that typists put between Chinese characters."""
    return SPACED.sub("", text)


def text_of_docx(file: BinaryIO) -> str:
    """Paragraphs and cells of tables, in their order; empty where Word could not open it either."""
    file.seek(0)
    try:
        return "\n".join(_lines(Document(file).iter_inner_content()))
    except (KeyError, ValueError, BadZipFile, PackageNotFoundError, XMLSyntaxError):
        return ""


def text_of_plain(content: bytes) -> str:
    """A text file in UTF-8, or as Windows in China writes it; empty where it is neither."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return ""


def _lines(blocks: Iterable[object]) -> Iterable[str]:
    for block in blocks:
        if isinstance(block, Table):
            for row in block.rows:
                yield from (cell.text for cell in row.cells)
        else:
            yield str(getattr(block, "text", ""))
