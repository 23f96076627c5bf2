"""Columns in which a mark says what their header names: fields of work or natures, as ticked by hand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bureau.registry.domain_words import OFFICIAL, code_of
from bureau.registry.roster.asides import is_aside
from bureau.registry.roster.columns import NATURE, Header
from bureau.registry.roster.columnwise import BELOW, Rows, column_of
from bureau.registry.roster.domains import read_domains
from bureau.registry.roster.telling import is_body
from bureau.registry.roster.values import is_blank, read_kind
from bureau.registry.roster.words import LONGEST, Synonyms

MARKED = {"domains", "kind"}
OTHER = "其他"
TICK = re.compile(r"[√✓✔☑■●]|是|有|1|1\.0|[YyVv]|对勾")
_MARK = re.compile(rf"{TICK.pattern}|[×✗✘xXNn0□☐]|0\.0|否|无|没有|不涉及")
_OTHERS = re.compile(r"\w{0,6}?其[他它]")  # over a column in which what no other one says is written
_SHORT = re.compile(r"[\u4e00-\u9fff]{2,5}")
# Of marks that answer a question about the body instead of naming its work.
_QUESTION = re.compile(
    r"是否|有无|已|未|检查|核查|抽查|整改|自查|上报|报送|备案|注销|停业|在业|营业|正常|异常|到期|延续|换证|合格|处罚|立案|重点|联系|证|照|电话"
    r"|企业|事业|单位|公司|国有|民营|机构|资质|认可|认定|备注|情况|签|盖|章|确认|通知|到会|参会|培训|完成|提交"
    r"|[线数台条]$"
)
# The three inspections of motor vehicles, as everybody calls them.
_VEHICLES = re.compile(r"(?:安全?|环保?|综合?|尾气|性能|综合?性能)检[测验]?")
# What stands above a list and says that a mark means a field: （√为已取得该项检验资质）.
_LEGEND = re.compile(
    r"[√✓✔■●]”?\w{0,2}(?:为|是|表示|代表|即|指|=|:|：)[^，。；）)]{0,12}(?:资质|领域|能力|范围|项目|类别)"
)
_TO_BE_TICKED = re.compile(r"打?[√✓✔]|打勾|打对勾|勾选|划√")
_OF_WORK = re.compile(r"项目|领域|类别|范围|能力|能[做检测]|可[做检测]|检测|检验")
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
    again = [tuple(row) for row in texts[max(0, header.row - 2) : header.row + 1]]  # on the next page
    below = [row for row in rows if tuple(row) not in again and not is_aside(list(row), header)]
    named = [row for row in below if not is_blank(header.text("name", row))]  # no signature below the list
    # Of a group of such columns the first stands under the words of the whole: 单位性质 over 事业 and 企业.
    taken = {at for name, at in header.columns.items() if name not in MARKED}
    found: list[Ticked] = []
    unsure: list[Ticked] = []
    for column, cell in enumerate(texts[header.row]):
        word = str(cell or "")
        cells = [text for text in column_of(named, column) if not is_blank(text)]
        under = str(below[0][column] or "") if below and column < len(below[0]) else ""
        if under and not TICK.fullmatch(under) and not _names_a_body(below[0], header):
            word, cells = (
                under,
                cells[1:] if below[0] in named else cells,
            )  # 事业单位 below 类别（打√）, in a row that names no body
        if not word or len(word) > LONGEST or column in taken:
            continue
        above = _above(texts, header.row, column, words)
        beside = bool(found) and (found[-1].field, found[-1].column) == ("domains", column - 1)
        asks = above == "domains" or (beside and _WRITTEN.search(word) is not None)
        if asks and _OTHERS.match(word) and any(len(text) > 1 for text in cells):
            found.append(Ticked(column, "domains", ""))
        if not cells or not all(_MARK.fullmatch(text) for text in cells):
            continue
        known = code_of(word) in OFFICIAL or above == "domains" or _VEHICLES.fullmatch(word)
        if above != "kind" and known:
            found.append(Ticked(column, "domains", word))
        elif (above == "kind" or NATURE.fullmatch(word)) and read_kind(word)[0] is not None:
            found.append(Ticked(column, "kind", word))
        elif above in {"", "domains"} and _SHORT.fullmatch(word) and not _QUESTION.search(word):
            unsure.append(Ticked(column, "domains", word))
    more = _together(unsure) if not found and _is_told(texts, header.row) else _among(found, unsure)
    return tuple(sorted((*found, *more), key=lambda one: one.column))


def _is_told(texts: Rows, low: int) -> bool:
    """Whether a note above the list says that a mark means a field of work."""
    return any(_LEGEND.search(str(cell)) for row in texts[:low] for cell in row if cell)


def _together(unsure: Sequence[Ticked]) -> list[Ticked]:
    """Those that stand side by side, two at least."""
    places = {one.column for one in unsure}
    return [one for one in unsure if places & {one.column - 1, one.column + 1}]


def _among(found: Sequence[Ticked], unsure: Sequence[Ticked]) -> list[Ticked]:
    """Of columns of marks under short words that name no known field those that stand among columns which do.

    水质 and 消防 beside 环境 and 建材: in a row of such columns at least half, and two, are of known fields.
    """
    sure = {one.column for one in found if one.field == "domains" and one.word}
    places = sorted(sure | {one.column for one in unsure})
    runs: list[list[int]] = []
    for place in places:
        if runs and place == runs[-1][-1] + 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    among = {place for run in runs if len(sure & set(run)) >= max(2, len(run) / 2) for place in run}
    return [one for one in unsure if one.column in among]


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
        if text and text != own and (found := words.field_of(str(text)) or _of_marks(str(text))):
            return found
    return ""


def _of_marks(text: str) -> str:
    """What marks below such words tell: 可做项目（打√）."""
    asks = _TO_BE_TICKED.search(text) is not None and _OF_WORK.search(text) is not None
    return "domains" if asks and _QUESTION.search(_TO_BE_TICKED.sub("", text)) is None else ""


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
            found.append(one.word or OTHER)
        elif not one.word and not _MARK.fullmatch(text):
            found += read_domains(text)[0]
    return found
