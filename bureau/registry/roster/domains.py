"""Reads the cells that name fields of work; a word that names none is read as nothing, and told."""

from __future__ import annotations

import re

from bureau.registry.roster.grids import Cell
from bureau.registry.roster.options import of_options
from bureau.registry.roster.refusing import Said
from bureau.registry.roster.values import Doubt, is_blank, text_of

NO_DOMAIN = Said(
    "这里没有写出领域，没有读；请写出领域的名称。",
    "This names no field of work and was not read; write the field out.",
)
# What stands in brackets belongs to the word before: 环境（水、气、声）.
_BRACKETED = re.compile(r"[（(][^（）()]*[)）]")
_HELD = {ord(mark): 0x2800 + place for place, mark in enumerate("、，,;；/／ ")}
_LET_GO = {stand_in: mark for mark, stand_in in _HELD.items()}
# That nothing is known, that it stands elsewhere (见附表1、2 leaves a 2), or that it is as above.
_NO_WORD = re.compile(
    r"(?:暂时?|尚|情况|目前|领域)?(?:不详|不明确?|不清楚?|不知道?|未知|未定|未明确|待定|待补充?|待填写?|待报送?|待核实?|待查"
    r"|待确认|未填写?|跳过|未提供|未报送?|未注明|未写|无|没有|空白?|略|缺失?)"
    r"|(?:具体|详情|详细|内容)?请?(?:详见|见(?!证(?!书))|参见|参阅|另见|另附|附后).*|附[表件页录]\d*|同[上前左右]|\d+"
)

_ACCREDITED = re.compile(r"^\s*(?:检验检测机构)?资质认定\s*[（(]([^（）()]+)[)）]\s*$")  # what is permitted
_ALONE = frozenset("水气土声煤油粮药")  # single characters that name what is tested
# After a field that is named: 食品（见附表） is food, and where to look further.
_REFERRED = re.compile(r"(?<=\S)[（(]([^（）()]+)[)）]$")


def read_domains(cell: Cell) -> tuple[list[str], list[Doubt]]:
    """The fields named in a cell, as written, and the words in it that name none, such as 不详 or 见附表."""
    if cell is None or _is_mark(text_of(cell)):
        return [], []
    raw = _ACCREDITED.sub(r"\1", of_options(str(cell)))
    raw = _BRACKETED.sub(lambda found: found[0].translate(_HELD), raw)
    if re.match(r"\s*[（(]?1[.．、)）]", raw):  # 1、食品2、环境: numbered throughout
        raw = re.sub(r"(?<=[\u4e00-\u9fff）)])\d{1,2}[.．、)）](?=[\u4e00-\u9fff])", "、", raw)
    raw = re.sub(r"(?:^|(?<=[\s、，,;；]))[（(]?\d{1,2}[.．、)）]|[①-⑳]", "、", raw)  # 1.食品 2.环境
    pieces = [text_of(one) for piece in re.split(r"[、，,;；\n\r/／|┋]+", raw) for one in _apart(piece)]
    said = dict.fromkeys(piece for one in pieces if not _is_mark(piece := one.translate(_LET_GO)))
    referred = [found[0] for one in said if (found := _REFERRED.search(one)) and _NO_WORD.fullmatch(found[1])]
    said = dict.fromkeys(
        one.removesuffix(next((end for end in referred if one.endswith(end)), "")) for one in said
    )
    idle = [one for one in said if _NO_WORD.fullmatch(one.strip("（）()[]【】“”。.…:："))]
    return [one for one in said if one not in idle], [Doubt(one, NO_DOMAIN) for one in (*idle, *referred)]


def _is_mark(text: str) -> bool:
    """Whether nothing is written but a mark such as a dash; a Chinese word that says so is one to be told."""
    return is_blank(text) and re.search(r"[\u4e00-\u9fff]", text) is None


def _apart(piece: str) -> list[str]:
    """Words set apart by blanks; single characters set apart so (食　品) are one word."""
    words = piece.split()
    return words if all(len(word) > 1 or word in _ALONE for word in words) else ["".join(words)]
