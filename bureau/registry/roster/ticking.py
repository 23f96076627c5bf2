"""Columns in which a mark says what their header names: fields of work or natures, as ticked by hand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bureau.registry.domain_words import OFFICIAL, code_of
from bureau.registry.roster.asides import is_aside
from bureau.registry.roster.columns import NATURE, Header
from bureau.registry.roster.content import BELOW, Rows, column_of, is_body
from bureau.registry.roster.domains import read_domains
from bureau.registry.roster.values import is_blank, read_kind
from bureau.registry.roster.words import LONGEST, Synonyms

MARKED = {"domains", "kind"}
TICK = re.compile(r"[√✓✔☑■●]|是|有|1|1\.0|[YyVv]|对勾")
_MARK = re.compile(rf"{TICK.pattern}|[×✗✘xXNn0□☐]|0\.0|否|无|没有|不涉及")
_OTHERS = re.compile(r"\w{0,6}?其[他它]")  # over a column in which what no other one says is written
_WRITTEN = re.compile(r"注明|说明|填写|写明|列[出明]|名称")


@dataclass(frozen=True)
class Ticked:
    """A column in which a mark says what its header names: a field of work or a nature."""

    column: int
    field: str
    word: str


def ticked_columns(header: Header, texts: Rows, words: Synonyms) -> tuple[Ticked, ...]:
    """Columns that hold nothing but marks, under a word that names a field of work or a nature."""
    if header.row < 0 or header.row >= len(texts):
        return ()
    rows = texts[header.row + 1 : header.row + 1 + BELOW]
    below = [row for row in rows if not is_aside(list(row), header)]
    # Of a group of such columns the first stands under the words of the whole: 单位性质 over 事业 and 企业.
    taken = {at for name, at in header.columns.items() if name not in MARKED}
    found: list[Ticked] = []
    for column, cell in enumerate(texts[header.row]):
        word = str(cell or "")
        cells = [text for text in column_of(below, column) if not is_blank(text)]
        under = str(below[0][column] or "") if below and column < len(below[0]) else ""
        if under and not TICK.fullmatch(under) and not _names_a_body(below[0], header):
            word, cells = under, cells[1:]  # 事业单位 below 类别（打√）, in a row that names no body
        if not word or len(word) > LONGEST or column in taken:
            continue
        above = _above(texts, header.row, column, words)
        beside = bool(found) and (found[-1].field, found[-1].column) == ("domains", column - 1)
        asks = above == "domains" or (beside and _WRITTEN.search(word) is not None)
        if asks and _OTHERS.match(word) and any(len(text) > 1 for text in cells):
            found.append(Ticked(column, "domains", ""))
        if not cells or not all(_MARK.fullmatch(text) for text in cells):
            continue
        if above != "kind" and (code_of(word) in OFFICIAL or above == "domains"):
            found.append(Ticked(column, "domains", word))
        elif (above == "kind" or NATURE.fullmatch(word)) and read_kind(word)[0] is not None:
            found.append(Ticked(column, "kind", word))
    return tuple(found)


def _names_a_body(row: Sequence[object], header: Header) -> bool:
    """Whether a row names a body."""
    return is_body(header.text("name", row))


def _above(texts: Rows, low: int, column: int, words: Synonyms) -> str:
    """What the words above a column say it is one of: 水和废水 below 监测领域（打√）, 事业 below 机构类型.

    The nearest tell; a sentence that fills in the sheet, such as how fields are to be ticked, tells nothing.
    """
    own = texts[low][column]
    above = [texts[at][column] for at in range(low - 1, max(0, low - 2) - 1, -1) if column < len(texts[at])]
    for text in above:
        if text and text != own and (found := words.field_of(str(text))):
            return found
    return ""


def without(header: Header, ticked: Sequence[Ticked]) -> Header:
    """The header without columns that hold marks."""
    marks = {one.column for one in ticked}
    kept = {name: at for name, at in header.columns.items() if at not in marks}
    said = {one.word for one in ticked}
    idle = tuple(word for word in header.idle if not any(word.endswith(one) for one in said))
    return replace(header, columns=kept, idle=idle)


def ticks(columns: Sequence[Ticked], row: Sequence[object], field: str) -> list[str]:
    """The words of a field that are marked in a row, and what stands written in a column for all others."""
    found: list[str] = []
    for one in columns:
        text = str(row[one.column] or "") if one.field == field and one.column < len(row) else ""
        if TICK.fullmatch(text):
            found += [one.word] if one.word else []
        elif not one.word and not _MARK.fullmatch(text):
            found += read_domains(text)[0]
    return found
