"""Which kind of schedule a table is, and which column says what: by the words of its header."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bureau.registry.roster.words import header_key

CAPABILITY, INSTRUMENT, AUTHORISATION, EMPLOYMENT = "capability", "instrument", "authorisation", "employment"
LONGEST = 40  # characters of a header's words; a line of a schedule may have any of them in a longer text
_NUMBER = ("number", re.compile(r"序号$|^NO$"))
_FROM = ("valid_from", re.compile(r"批准(?:日期|时间)|获批|生效|起始|授权(?:日期|时间)"))
_TO = ("valid_to", re.compile(r"有效期|截止|到期|失效"))


@dataclass(frozen=True)
class Kind:
    """A kind of schedule: its columns in the order in which words are tried, and those that make it one.

    Of `needs` every field must be there, of `some`, if it names any, at least one.
    """

    name: str
    columns: tuple[tuple[str, re.Pattern[str]], ...]
    needs: tuple[str, ...]
    some: tuple[str, ...] = ()


def _columns(**patterns: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(pattern)) for name, pattern in patterns.items())


KINDS: tuple[Kind, ...] = (
    Kind(
        CAPABILITY,
        (
            _NUMBER,
            _FROM,
            _TO,
            *_columns(
                limits=r"限制|说明|备注|限定",
                site=r"场所|地址|地点",
                method=r"标准|方法|依据",
                domain=r"^(?:检测|检验检测|专业)?领域",
                subject=r"类别|对象|大类|样品|^产品(?:名称)?$",
                parameter=r"参数|项目|指标",
            ),
        ),
        ("parameter", "method"),
    ),
    Kind(
        INSTRUMENT,
        (
            _NUMBER,
            *_columns(
                own_number=r"(?:管理|设备|仪器|内部|资产|统一|自)编号|^编号",
                serial_no=r"出厂|机身|序列号",
                model=r"型号|规格",
                result=r"结果|结论",
                due=r"有效期|下次|到期|截止",
                calibrated=r"(?:检定|校准|溯源|检校).*(?:日期|时间)|最近一?次",
                site=r"场所|地址|地点|存放",
                name=r"(?:仪器|设备).*名称|^名称|^(?:仪器|设备)(?:仪器|设备)?$",
            ),
        ),
        ("name",),
        ("own_number", "serial_no", "model"),
    ),
    Kind(
        AUTHORISATION,
        (
            _NUMBER,
            _FROM,
            _TO,
            *_columns(name=r"^姓名|签字人(?:姓名)?$", post=r"职务|职称", domain=r"领域|范围"),
        ),
        ("name", "domain"),
    ),
    Kind(
        EMPLOYMENT,
        (
            _NUMBER,
            *_columns(
                identity=r"身份证",
                valid_from=r"入职|聘用|到岗|进入",
                name=r"^姓名",
                post=r"职务|岗位|职称|从事",
            ),
        ),
        ("name", "post"),
    ),
)


@dataclass(frozen=True)
class Header:
    """A header that was recognised: its last row (from 0), the kind, columns and words by field."""

    row: int
    kind: Kind
    columns: Mapping[str, Sequence[int]]
    words: Mapping[str, str]


def header_at(texts: Sequence[Sequence[str]], at: int) -> Header | None:
    """The header whose last row is `at`, of one row or of two, or None."""
    low = texts[at]
    upper = [*texts[at - 1], *[""] * (len(low) - len(texts[at - 1]))] if at else []
    for column in range(1, min(len(upper), len(low))):  # a heading over two columns whose cells nobody merged
        if not upper[column] and low[column] and _DIVIDES.fullmatch(header_key(low[column])):
            upper[column] = upper[column - 1]
    pairs = list(zip(upper, low, strict=False))
    # A second row belongs to the header only where it repeats or divides cells of the first.
    divides = any(down for up, down in pairs if up != down) and all(
        up == down or _DIVIDES.fullmatch(header_key(down)) for up, down in pairs if down
    )
    if divides and len(set(filter(None, upper))) > 1:
        double = _recognised([_joined(up, down) for up, down in pairs], at)
        if double is not None:
            return double
    return _recognised(low, at)


_DIVIDES = re.compile(r"序号|名称|编号|项目|参数|产品|标准(?:名称|编号|号)?|起|止|从|至")


def _joined(upper: str, lower: str) -> str:
    return lower if upper == lower or not upper else upper if not lower else f"{upper}{lower}"


def _recognised(cells: Sequence[str], at: int) -> Header | None:
    keys = [header_key(cell) if len(cell) <= LONGEST else "" for cell in cells]
    for kind in KINDS:
        columns: dict[str, list[int]] = {}
        for column, key in enumerate(keys):
            name = next((name for name, pattern in kind.columns if key and pattern.search(key)), "")
            if name:
                columns.setdefault(name, []).append(column)
        some = not kind.some or any(name in columns for name in kind.some)
        if some and all(name in columns for name in kind.needs):
            return Header(at, kind, columns, {name: cells[places[0]] for name, places in columns.items()})
    return None
