"""Takes running text about one body apart (…公司，代码…，有效期至…，电话…) by what its pieces can only be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bureau.registry.identifiers import read_certificate_number, read_uscc
from bureau.registry.roster.days import begun_and_ended, read_day
from bureau.registry.roster.headed import ORDINAL
from bureau.registry.roster.people import find_phones, is_person
from bureau.registry.roster.telling import is_body
from bureau.registry.roster.values import squeezed
from bureau.registry.roster.words import LONGEST, Synonyms

BLANKS = {" ", "\u3000", "\xa0"}
BROKEN = {*BLANKS, "\n", "\r", "\t"}
_BRANCH = re.compile(r"[\u4e00-\u9fff]{2,8}分(?:公司|中心|站|所|院|部)")
SHORT = 5  # characters of words such as 检测中心, which are no name
LEAST = 20  # characters of a cell that says so much
# The field that a list has for what a text says of several kinds.
_INTO = {
    "other_certificate": "certificate",
    "contact_and_phone": "contact",
    "other_phone": "phone",
    "other_address": "address",
}
_JOINT = {"phone": "、", "domains": "、", "contact": "、"}
_LABEL = (
    r"(?:统一)?(?:社会)?信用代码|统一代码|机构代码|代码|(?:CMA|资质认定|计量认证|资质)*(?:证书)(?:编号|号码?)?(?!有效|到期|发证|有效期)"
    r"|(?:CMA|资质认定)(?:编号|号码?)?|(?:资质|认定)证(?:书)?号?|证号|(?:首次|初次|最早)?(?:发证|获证|取证|颁发|颁证|批准|签发)(?:日期|时间)"
    r"|(?:证书)?有效(?:期限?|日期)(?:至|到|截止)?|(?:到期|截止|届满)(?:日期?|时间)|(?:发证|获证|取证|到期|截止)(?=\s*(?:19|20)\d\d)|(?:注册|登记|营业执照)(?:地址|地)|住所"
    r"|(?:(?:检验)?检测|实验室|经营|办公|实际|(?<![\u4e00-\u9fff])(?:机构|单位|公司))?(?:地址|地点|场所)|位于|坐落于?|地处"
    r"|(?:业务|办理)?咨询(?:人|电话)?|(?:业务)?联[系络]人(?:[及和与/、]?(?:联系)?(?:电话|方式))?|负责人|经办人|对接人|(?:联系|办公)?电话(?:号码)?|手机号?码?|座机|联系方式"
    r"|(?:检验)?(?:检测|业务|资质|服务)(?:领域|范围|类别|项目|能力)|领域|主要从事|从事|(?:主要|能)?检[测验](?=[\u4e00-\u9fff、]{2,30}$)|(?:机构|单位|企业)(?:性质|类型)|性质"
    # What is somebody else's or is not kept.
    r"|法人(?:代表)?(?:联系)?(?:电话|手机)?|法定代表人|法人代表|成立(?:日期|时间)|注册资[本金]|传真|邮箱|邮编|面积|人员|备注|检查|网格员|监管人员"
)
_BEGINS = re.compile(rf"(?:现行?|本次)?({_LABEL})(?:\s*[:：]\s*|是|为|\s*)", re.IGNORECASE)
_INNER = re.compile(rf"([原旧]\w{{0,2}})?[、\s]*(?:现行?)?((?:{_LABEL})\s*[:：])", re.IGNORECASE)
_COLON = re.compile(r"([^:：，,；;。\d]{2,14})\s*[:：]\s*(.*)", re.DOTALL)
_PARTS = re.compile(r"([，,；;。\n\r\t|]+|\s+|、(?=[^\d，,；;。、:：]{2,6}[:：]))")
_OWN = {
    **dict.fromkeys(("位于", "坐落", "坐落于", "地处"), "address"),
    **dict.fromkeys(("代码", "统一代码", "机构代码"), "uscc"),
    **dict.fromkeys(("主要从事", "从事", "检测", "检验", "主要检测", "主要检验", "能检测"), "domains"),
    **dict.fromkeys(("发证", "获证", "取证"), "issued"),
    **dict.fromkeys(("到期", "截止"), "valid_to"),
    **dict.fromkeys(("业务咨询", "办理咨询", "咨询", "咨询人"), "contact"),
}
_CERTIFICATE = re.compile(r"(?:CMA|资质认定|计量认证|资质|证书|证号|编号|号码?)+", re.IGNORECASE)
_BRACKETS = re.compile(r"[（(]([^（）()]*)[)）]")
_UNTIL = re.compile(r"[至到]?(\d{4}\D?\d{1,2}\D?\d{1,2}日?)(?:到期|届满|期满|失效|截止|止)")
_AFTER = re.compile(rf"(?:(?<=[，,；;。、\s])|^)({_LABEL})[ \u3000]+(?=\S)", re.IGNORECASE)  # 有效期 2021年…
_GLUED = re.compile(
    r"^([^，,；;。:：\s]{4,40}?(?:公司|中心|站|所|院|厂|室|大学))"
    r"(?=成立|位于|坐落|地处|现有|主要|法定代表|法人|统一社会|信用代码|资质认定|证书|地址|住所|联系)"
)
_SLASH = re.compile(r"/(?=[^\d/]|\d{8})|(?<=[^\d/])/|(?<=\d{8})/")  # none that parts year, month and day
_DASH = re.compile(r"(?<=[\d日])\s*(?:-{1,2}|—+|–|~|～|至|到)\s*(?=\d{4}\D)")
_ADDRESS = re.compile(r"(?=.*[市区县旗镇乡])(?=.*[路街道巷村园])[\u4e00-\u9fff][^:：]{5,}")
_FOREIGN = re.compile(r"\w{0,4}(?:法人|法定代表|监管|执法|网格|检查|人员|包保)")
_CODE = re.compile(r"[159][1-9]\d{6}[0-9A-Z]{9,11}")  # one that is not right is told as such
_OF_A_CODE = re.compile(r"代码|编号|证号|没|无|未|不详|^[0-9A-Z]{8,20}$")
_SPREAD = re.compile(r"(?<=[\u4e00-\u9fff])\u3000+(?=[\u4e00-\u9fff])")  # 地　址
_CODED = re.compile(r"[\[【（(]\s*([0-9A-Z]{15,19})\s*[\]】）)]")  # …公司[91150…]
_NUMERIC = re.compile(r"\d{7}")


@dataclass
class Said:
    """What a text says: the body's name, its cells by field, and the pieces that were not read."""

    name: str
    cells: dict[str, str] = field(default_factory=dict)
    left: list[str] = field(default_factory=list)

    def add(self, name: str, text: str) -> None:
        """What is said twice stands in one cell, and the cell's own reader tells whether that is in doubt."""
        name = _INTO.get(name, name)
        before = self.cells.get(name)
        self.cells[name] = text if before is None else f"{before}{_JOINT.get(name, '；')}{text}"


def taken_apart(text: str, words: Synonyms, *, labelled: bool = False, loose: bool = False) -> Said | None:
    """What a text says of the one body that it begins with; None where it is no such text.

    A code or a certificate number is among it, unless `loose`, of a column whose words say that more stands beside the
    name. If `labelled`, most of its pieces must bear words that say what they are, as cells of a list do not.
    """
    if not loose and (len(text) < LEAST or not _NUMERIC.search(text)):
        return None
    pieces = list(_pieces(_CODED.sub(r"，\1", _SPREAD.sub("", text)), words))
    if not pieces:
        return None
    if loose:
        pieces = _name_joined(pieces)
    first = _COLON.fullmatch(pieces[0][1])
    named = first and words.field_of(first[1]) == "name"
    name = squeezed(first[2] if first and named else pieces[0][1])
    others = {
        squeezed(one)
        for _, one in pieces[1:]
        if is_body(squeezed(one))
        and len(one) > SHORT
        and not _COLON.fullmatch(one)  # 地址：…水文站 is no other
    }
    if not is_body(name) or len(name) > LONGEST + 10 or others - {name}:
        return None
    said = Said(name)
    for field_name, value in _read(pieces[1:], words, said):
        said.add(field_name, value)
    known = said.cells.keys() if loose else said.cells.keys() & {"uscc", "certificate"}
    if loose and len(pieces) == 2 and _OF_A_CODE.search(pieces[1][1]):
        known = known or {"name"}  # 代码没记 below the name
    bearing = sum(_label_of(one, words) is not None for _, one in pieces[1:])
    return said if known and (not labelled or 2 * bearing >= len(pieces) - 1 > 1) else None


def _name_joined(pieces: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The pieces with those that are one name together, broken at the end of a line: …机动车 and 检测有限公司."""
    name, at = pieces[0][1], 1
    while at < len(pieces) and set(pieces[at][0]) <= BROKEN:
        if is_body(squeezed(name)) and not _BRANCH.fullmatch(squeezed(pieces[at][1])):
            break
        name, at = name + pieces[at][1], at + 1
    return [(pieces[0][0], name), *pieces[at:]] if is_body(squeezed(name)) else pieces


def _pieces(text: str, words: Synonyms) -> Iterator[tuple[str, str]]:
    """The pieces of a text, each with what parts it from the one before."""
    text = _DASH.sub("至", ORDINAL.sub("", text.strip().strip("“”\"'")))
    text = _GLUED.sub(r"\1，", text)
    if not re.search(r"[，,；;。\n]", text):
        text = _SLASH.sub("，", text)
    text = _AFTER.sub(r"\1：", text)
    text = _INNER.sub(_parted, _BRACKETS.sub(lambda found: _opened(found, words), text))
    mark = ""
    for at, piece in enumerate(_PARTS.split(text)):
        if at % 2:
            mark += piece
        elif piece.strip():
            yield mark, piece.strip()
            mark = ""


def _parted(found: re.Match[str]) -> str:
    """A label within a text with a mark before it; one of another time (原证书编号) stays as it is."""
    return found[0] if found[1] else f"，{found[2]}"


def _opened(found: re.Match[str], words: Synonyms) -> str:
    """Brackets around a code, a telephone or a label are marks between pieces; others stay."""
    inner = found[1]
    return (
        f"，{inner}，"
        if _NUMERIC.search(inner) or _label_of(inner, words) or _UNTIL.search(inner)
        else found[0]
    )


def _label_of(piece: str, words: Synonyms) -> tuple[str, str] | None:
    """The field (`other` for what is not kept) that a piece names, and what it says; None for one without a label."""
    colon = _COLON.fullmatch(piece)
    if colon and (known := _field_of(squeezed(colon[1]), words)):
        return known, colon[2]
    begins = _BEGINS.match(piece)
    if begins is None or begins.end() == len(piece):
        return None
    rest = piece[begins.end() :]
    known = _field_of(begins[1], words) or "other"
    if known == "uscc" and not re.match(r"\w{10}", rest, re.ASCII):
        return None
    until = _UNTIL.fullmatch(squeezed(rest))
    if known == "certificate" and until is not None:  # 证书2027年3月4日到期
        return "valid_to", until[1]
    if known in {"certificate", "valid_to", "issued", "first_issued"} and not re.search(r"\d", rest):
        return None
    return known, rest


def labelled_field(line: str, words: Synonyms) -> str:
    """The field that a line names before a colon; empty where it names none."""
    found = _COLON.fullmatch(line)
    return _field_of(squeezed(found[1]), words) if found else ""


def _field_of(label: str, words: Synonyms) -> str:
    if label in _OWN:
        return _OWN[label]
    if label.removeprefix("证书").startswith("有效"):
        return "valid_to"
    return "certificate" if _CERTIFICATE.fullmatch(label) else words.field_of(label)


def _read(pieces: list[tuple[str, str]], words: Synonyms, said: Said) -> Iterator[tuple[str, str]]:
    """Fields and what is said of each, in the order in which it stands."""
    last, person, foreign = "", "", False
    for mark, piece in pieces:
        label = _label_of(piece, words)
        others = label is None or label[0] == "other"
        before, foreign = foreign, others and _FOREIGN.match(piece) is not None
        if before and (label or _by_form(piece) or ("", ""))[0] == "phone":
            said.left.append(piece)  # that of the legal representative, or of whoever inspects
            continue
        waiting, person = person, ""
        if label is not None and label[0] not in {"other", "name"}:
            last = label[0]
            if label[1]:
                yield last, label[1]
        elif label is None and last == "address" and set(mark) <= BLANKS and not _stands_alone(piece):
            said.cells["address"] += squeezed(piece)  # a blank within an address
            continue
        elif label is None and (form := _by_form(piece)):
            if form[0] == "phone" and waiting:
                said.left.remove(waiting)
                yield "contact", waiting
            last = form[0]
            yield form
        else:
            person = piece if label is None and is_person(squeezed(piece)) else ""
            last = ""
            if squeezed(piece) != said.name:
                said.left.append(piece)


def _stands_alone(piece: str) -> bool:
    """Whether a piece is nothing of what stands before it."""
    return _by_form(piece) is not None or is_person(squeezed(piece))


def _by_form(piece: str) -> tuple[str, str] | None:
    """Field and text of a piece without a label that can be nothing else."""
    text = squeezed(piece)
    if read_uscc(text).code or _CODE.fullmatch(text):
        return "uscc", text
    if read_certificate_number(text).number:
        return "certificate", text
    until = _UNTIL.fullmatch(text)
    if until and read_day(until[1], end=True)[0]:
        return "valid_to", until[1]
    if re.search(r"\d\D+\d{4}", text) and begun_and_ended(text):
        return "valid_to", text
    phones = find_phones(text)
    if phones:
        rest = re.sub(r"[\d\-、/\s]+", "", text)
        return ("phone", text) if not rest else ("contact", text) if is_person(rest) else None
    return ("address", text) if _ADDRESS.fullmatch(text) and not re.search(r"\d{6}", text) else None
