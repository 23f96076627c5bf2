"""Reads single cells: texts, names, codes, numbers of certificates, natures."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from bureau.kernel import clock
from bureau.registry.identifiers import read_certificate_number, read_uscc
from bureau.registry.roster.grids import Cell, Pictured, Unsettled
from bureau.registry.roster.options import of_options
from bureau.registry.roster.refusing import Said
from bureau.registry.texts import half_width

PLACEHOLDER = re.compile(r"[….·。\-—–/\\_＿~～]*\Z")
TRACES = "'‘’`"  # what programs set before a number so that it stays a text
NOTHING = {
    "无",
    "/",
    "—",
    "-",
    "暂无",
    "没有",
    "空",
    "未填",
    "(跳过)",
    "（跳过）",
    "(空)",
    "（空）",
    "(无)",
    "（无）",
    "（略）",
    "NULL",
    "\\N",
    "NONE",
    "N/A",
    "NA",
}
SHORT = 6  # characters: 有限公司 alone is the rest of a name
DIGITS = 12  # of the number of a certificate

CODE_LENGTH = Said(
    "统一社会信用代码应为 18 位，这里是 {n} 位。", "The code has 18 characters; this one has {n}."
)
CODE_LETTER = Said("统一社会信用代码里不会有“{letter}”。", "The code has no “{letter}”.")
CODE_CHECK = Said(
    "第 18 位校验不对，应为 {letter}。请对照营业执照。",
    "The check character should be {letter}; see the licence.",
)
CNAS = Said(
    "这是实验室认可（CNAS）编号，不是资质认定证书编号。",
    "This is an accreditation number, not that of a certificate.",
)
NUMBER_FORM = Said("资质认定证书编号应为 12 位数字，如 180502110417。", "A certificate number has 12 digits.")
ERROR_CELL = Said(
    "这一格是公式的错误值，没有读；请在表格中改正。",
    "The formula in this cell ends in an error; mend it in the list.",
)
UNSETTLED = Said(
    "这一格的公式还没有算出结果，没有读；请用 WPS 打开并保存一次。",
    "The formula in this cell has no result yet; open the list in an office program and save it.",
)
PICTURE_CELL = Said(
    "这一格是图片，没有读；请把图片里的字打出来。",
    "A picture stands in this cell and was not read; type what it shows.",
)
IN_CELL = ("=DISPIMG(", "=_xlfn.DISPIMG(")  # how WPS keeps a picture in a cell
KIND_WORD = Said(
    "看不出是事业单位还是企业；请填“事业单位”“企业”或“其他”。", "Neither public institution nor enterprise."
)


@dataclass(frozen=True)
class Doubt:
    """What is wrong with a text, which stands as it was written."""

    text: str
    said: Said


ERRORS = re.compile(
    r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|UNKNOWN!|GETTING_DATA)\Z",
    re.IGNORECASE,
)
OFFICE_ERRORS = re.compile(r"Err:5\d\d\Z")  # as LibreOffice writes those that have no name


# Signs and words that say what stands above, or beside, stands here too.
DITTO = re.compile(r"(?:同上|同前|上同|[〃″\"”“〞]{1,2}|''?)[。.]?")


# What a chat, or somebody who copied a picture, leaves in its place.
_PICTURED = re.compile(r"[\[【（(](?:见|请看)?\w{0,6}(?:图片|照片|截图|扫描件)\w{0,4}[\]】）)]")


def fault_of(cell: Cell) -> Doubt | None:
    """What is wrong with a cell whose formula went wrong or was never worked out."""
    if not isinstance(cell, str):
        return None
    if isinstance(cell, Pictured) or cell.startswith(IN_CELL) or _PICTURED.fullmatch(cell.strip()):
        return Doubt(str(cell)[:80], PICTURE_CELL)
    if isinstance(cell, Unsettled):
        return Doubt(str(cell)[:80], UNSETTLED)
    if "#" in cell or "Err" in cell or "\uff03" in cell:
        text = squeezed(cell[:20])
        if ERRORS.match(text) or OFFICE_ERRORS.match(text):
            return Doubt(text, ERROR_CELL)
    return None


def text_at(row: Sequence[Cell], place: int) -> str:
    """A cell of a row as text; empty where the row ends before it."""
    return text_of(row[place]) if place < len(row) else ""


def text_of(cell: Cell) -> str:
    """A cell as text: half width, without inner blanks; whole numbers without a point."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e18:
        return str(int(cell))
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(sep=" ")
    if isinstance(cell, dt.date):
        return cell.isoformat()
    return squeezed(str(cell))


class _Squeezing(dict[int, str]):
    """What becomes of a character, worked out when it is first met: lists have millions of few kinds."""

    def __missing__(self, point: int) -> str:
        one = chr(point)
        if unicodedata.category(one) in {"Cc", "Cf", "Co", "Cs", "Cn"} or one.isspace():
            one = ""
        elif "\uff10" <= one <= "\uff19" or "\uff21" <= one <= "\uff3a" or "\uff41" <= one <= "\uff5a":
            one = chr(point - 0xFEE0)
        self[point] = one
        return one


_SQUEEZING = _Squeezing(
    {ord(wide): half for wide, half in zip("\uff0d\uff0f\uff0e\uff03\uff0b", "-/.#+", strict=True)}
)


def squeezed(text: str) -> str:
    """Half width (Chinese stops and brackets stay), without blanks and without characters that do not show."""
    return text.translate(_SQUEEZING)


def is_blank(text: str) -> bool:
    """Nothing, a placeholder such as …… or a word that says there is nothing."""
    return not text or PLACEHOLDER.match(text) is not None or text.upper() in NOTHING


# Words that say once more, in the cell, what the header says.
_LABELLED = re.compile(r"^(?:统一社会信用代码|社会信用代码|信用代码|代码)[:：]")


_STATE_WORDS = (
    r"(?:证书|资质)?(?:已|正在|拟)?(?:注销|过期|到期|停业|歇业|吊销|撤销|暂停|失效|搬迁|迁出|停用)[^（()）]{0,6}"
    r"|(?:名称)?(?:待核[实查对]?|待确认|待定|待查|存疑)|新增|新办|新设立?|失联|联系不上|无证|未取证|在办"
)
# In brackets, or right after a name that is whole.
_STATE = re.compile(
    rf"[（(](?:{_STATE_WORDS})[)）]$|(?:(?<=公司)|(?<=[站所院厂心]))(?:[-—，,：:]?(?:{_STATE_WORDS})|[?？]+)$"
)
STATE = Said(
    "说的是状态或存疑，没有读入名称；请核对后在档案里登记。",
    "This is a state or a doubt and was not taken into the name; check it and record it in the dossier.",
)
FORMER = Said(
    "括号里像是原名，没有读入名称；请在档案里作为曾用名登记。",
    "What stands in brackets looks like a former name and was left out of the name; record it in the dossier.",
)
_RENAMED = re.compile(
    r"[（(](?:原名?|曾用名|原名称|现更名为?|已?更名为?)[:：]?[^（）()]*(?:[（(][^（）()]*[）)][^（）()]*)?[)）]"
)
_LISTED = re.compile(
    r"^(?:\d{1,4}(?:[、．]|\.(?!\d)|[)）])|[（(](?:\d{1,4}|[一二三四五六七八九十]+)[)）]|[一二三四五六七八九十]+、|[①-⑳])"
)
_STARS = "*＊★☆▲△"
_NAMED = re.compile(r"^(?:检验检测|检测|检验|受检|被检)?(?:机构|单位|企业|公司|实验室)?(?:名称|全称)[:：]")
_COMPANY = re.compile(r"(?:有限|责任)公司$")
# Two names in one cell. What a blank or a new line parts is one name unless each is a company's: names are broken
# anywhere.
_TWO_NAMES = re.compile(r"[、/;；,，|](?=[\u4e00-\u9fff]{4})")
_WHOLE_NAME = re.compile(
    r"[^、/;；,，|]{4,}(?:公司|中心|站|所|研究院|检验院|检测院|厂|大学|队)(?:[（(][^（）()]*[）)])?"
)
TWO_NAMES = Said(
    "这一格写了两家机构，这一行没有读入；请一家写一行。",
    "Two institutions stand in this cell and the line was not taken; write each in a line.",
)


PLACE_BESIDE = Said(
    "写在名称旁边，没有读入名称；请填进地址一栏。",
    "This stands beside the name and was not taken into it; enter it under the address.",
)
# An address after a whole name, parted by a blank or in brackets.
_PLACED = re.compile(
    r"(.{4,40}?(?:公司|中心|站|所|院|厂))(?:\s+[（(]?|[（(])"
    r"([^\s（(]*[路街道巷村镇园区][^（(]*\d+(?:号|室|楼|层|栋)[^（(]*?)[)）]?",
    re.DOTALL,
)


def read_name(cell: Cell) -> tuple[str, Doubt | None]:
    """A name without the number before it; a former name in brackets is told and is no part of it."""
    placed = _PLACED.fullmatch(half_width(str(cell)).strip()) if isinstance(cell, str) else None
    if placed is not None:
        return read_name(placed[1])[0], Doubt(text_of(placed[2]), PLACE_BESIDE)
    text = _NAMED.sub("", _LISTED.sub("", text_of(cell).lstrip(TRACES)).strip(_STARS))
    if _names_two(cell, text):
        return "", Doubt(text, TWO_NAMES)
    renamed = _RENAMED.search(text)
    if renamed is None:
        state = _STATE.search(text)
        return (text, None) if state is None else (text[: state.start()], Doubt(state[0], STATE))
    return text[: renamed.start()] + text[renamed.end() :], Doubt(renamed[0], FORMER)


def _names_two(cell: Cell, text: str) -> bool:
    """Whether a cell names two bodies."""
    pieces = _TWO_NAMES.split(_bare(text))
    if len(pieces) > 1 and all(map(_WHOLE_NAME.fullmatch, pieces)):
        return True
    parted = cell.split() if isinstance(cell, str) else []
    if len(parted) == 2 and len(parted[0]) > SHORT and parted[1].startswith(parted[0]):
        return True  # a company, and its branch under the whole name
    return len(parted) > 1 and all(_COMPANY.search(one) and len(one) > SHORT for one in parted)


def _bare(text: str) -> str:
    """A name without what stands in brackets, where a second name may be this body's own."""
    return re.sub(r"[（(][^（）()]*[)）]", "", text)


def read_code(cell: Cell) -> tuple[str | None, Doubt | None]:
    """A unified social credit code."""
    text = text_of(cell)
    if is_blank(text):
        return None, None
    bare = _REMARK.sub("", _LABELLED.sub("", text)).strip(TRACES)
    found = read_uscc(bare)
    if found.code:
        state = _STATED.search(text)
        return found.code, Doubt(state[0], BESIDE) if state else None
    said = {
        "length": CODE_LENGTH.fill(n=len(bare)),
        "letter": CODE_LETTER.fill(letter=found.expected),
        "check": CODE_CHECK.fill(letter=found.expected),
    }[found.fault]
    return None, Doubt(text, said)


_PREFIX = re.compile(
    r"^(?:(?:CMA|资质认定)?(?:证书)?(?:编号|号码|号)|CMA|资质认定|№|No\.?)[:：#]*", re.IGNORECASE
)
_REMARK = re.compile(r"[（(][^（）()\d]*[)）]")  # 180502110417（食品）
# A period or a day beside a number: 180502110417（有效期至2023年11月）
_PERIOD = re.compile(
    r"[（(](?:(?:有效|至|到|发证|截止|过期)[^（）()]*"
    r"|(?:19|20)\d\d[^（）()]{0,8}(?:换证|发证|取证|获证|颁证|到期|延续|复查|扩项|变更|首次)[^（）()]*)[)）]"
)
BESIDE = Said(
    "括号里的内容没有读入；请核对后填入档案。",
    "What stands in brackets was not read; check it and enter it in the dossier.",
)
_STATED = re.compile(
    r"[（(][^（）()\d]*(?:过期|到期|注销|失效|吊销|撤销|暂停|作废|停业|歇业|延续|换证|变更|停用|无效|[原旧])[^（）()\d]*[)）]"
)
_FIRST_YEAR = 1  # of two digits
AUTHORITIES = 32  # that the third and fourth digit may name
NO_SUCH_NUMBER = Said(
    "前两位是发证年份，没有这样的证书编号，没有读；请对照证书。",
    "The first two digits are the year of issue; there is no such number, and it was not taken.",
)
NO_AUTHORITY = Said(
    "第 3、4 位“{digits}”不是任何发证机关的代码，已照写的读入；请对照证书。",
    "Digits 3 and 4, “{digits}”, are of no issuing authority; read as it stands, see the certificate.",
)
_ACCREDITED = re.compile(r"[（(]\s*(?:CNAS|CNAL|L)[^（）()]*[)）]", re.IGNORECASE)
_WHOLE = re.compile(r"[\s\d]*\Z")
# 扩项后190508250018: words that do not say that it is another's, or of another time.
_AMONG_WORDS = re.compile(
    r"((?:(?![原旧曾前废销])[\u4e00-\u9fff（(：:]){0,12})(\d{12})((?:(?![原旧曾前废销])[\u4e00-\u9fff（()）：:]){0,12})"
)
BESIDE_NUMBER = Said(
    "编号读了，旁边的“{words}”没有读入；需要的请填到档案里。",
    "The number was taken; “{words}” beside it was not, what is wanted of it goes into the dossier.",
)


def _pieces(raw: str) -> list[str]:
    """What of a cell may be a number each; twelve digits that only blanks part are one."""
    found = []
    for piece in re.split(r"[、，,;；\n\r|和及与]+|/(?=\s*(?:\d{10}|CNAS))|\s+(?=CNAS)", half_width(raw)):
        digits = "".join(piece.split())
        apart = re.split(r"(?<=\d)\s+(?=[\dA-Za-z])", piece)
        found += [piece] if _WHOLE.match(piece) and len(digits) <= DIGITS else apart
    return found


def read_numbers(cell: Cell) -> tuple[list[str], list[Doubt]]:
    """Certificate numbers of one cell; an accreditation number among them is none."""
    raw = str(cell if not isinstance(cell, float) else text_of(cell) or "") if cell is not None else ""
    raw = "".join(one for one in raw if unicodedata.category(one) != "Cf")
    numbers: list[str] = []
    doubts: list[Doubt] = []
    period = _PERIOD.search(raw)
    if period is not None:
        doubts.append(Doubt(text_of(period[0]), BESIDE))
        raw = raw[: period.start()] + raw[period.end() :]
    doubts += [Doubt(text_of(one), BESIDE) for one in _STATED.findall(raw)]
    doubts += [Doubt(text_of(one), CNAS) for one in _ACCREDITED.findall(raw)]
    raw = _ACCREDITED.sub("", raw)
    for piece in _pieces(raw):
        text = (
            _REMARK.sub("", _PREFIX.sub("", text_of(piece).strip(TRACES)))
            .removeprefix("第")
            .removesuffix("号")
        )
        if is_blank(text):
            continue
        found = read_certificate_number(text)
        among = _AMONG_WORDS.fullmatch(text) if found.number is None else None
        if among is not None:
            found, beside = read_certificate_number(among[2]), among[1] + among[3]
            doubts.append(Doubt(text, BESIDE_NUMBER.fill(words=beside)))
        if found.number is None:
            doubts.append(Doubt(text, CNAS if found.fault == "accreditation" else NUMBER_FORM))
        else:
            said = _unlikely(found.number)
            doubts += [Doubt(text, said)] if said else []
            if said is not NO_SUCH_NUMBER and found.number not in numbers:
                numbers.append(found.number)
    return numbers, doubts


def _unlikely(number: str) -> Said | None:
    """What speaks against a number of the right form: a year that cannot be, an authority that is none."""
    year = clock.today().year - 2000
    if len(set(number[:DIGITS])) == 1 or not _FIRST_YEAR <= int(number[:2]) <= year:
        return NO_SUCH_NUMBER
    return NO_AUTHORITY.fill(digits=number[2:4]) if int(number[2:4]) >= AUTHORITIES else None


# Tried in order; 其他有限责任公司 is a kind of company in the trade register.
_KINDS: tuple[tuple[re.Pattern[str], str | None], ...] = (
    (re.compile(r"企业[/、或]事业|事业(?:单位)?[/、或]企业"), None),
    (re.compile(r"(?<!非)事业|公益[一二]类|^(?:public_institution|体制内|事)$"), "public_institution"),
    (re.compile(r"(?:有限|责任|股份)公司|^企$"), "enterprise"),
    (
        re.compile(
            r"社会团体|社会组织|社会服务机构|社团|民办非|民非|非企业|协会|合作社|其[他它](?!企业|公司)|机关|other"
        ),
        "other",
    ),
    (
        re.compile(
            r"企业|公司|第三方|民营|国有|私营|有限|股份|个体|合伙|独资|合资|合作|外商|集体|国企|央企|民企|[外台港]资|enterprise"
        ),
        "enterprise",
    ),
    (re.compile(r"非独立法人|分支机构|内设机构"), "other"),
)


def read_kind(cell: Cell) -> tuple[str | None, Doubt | None]:
    """The nature of a body in words."""
    text = text_of(of_options(cell) if isinstance(cell, str) else cell)
    if is_blank(text):
        return None, None
    found = next((kind for form, kind in _KINDS if form.search(text)), None)
    return (found, None) if found else (None, Doubt(text, KIND_WORD))
