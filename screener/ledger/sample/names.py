"""Invented names: a province that does not exist, its districts and bodies, and valid social credit codes.

The places are words for things that are not there (子虚乌有, 海市蜃楼, 南柯一梦), and the division codes begin with 99,
which no province has, so that nobody can take a sample for a real body's ledger.
"""

from __future__ import annotations

CITY = "子虚省乌有市"
DISTRICTS: tuple[tuple[str, str], ...] = (
    ("990102", "蜃楼区"),
    ("990103", "海市区"),
    ("990104", "南柯区"),
    ("990105", "水月区"),
    ("990121", "黄粱县"),
    ("990122", "何有县"),
    ("990181", "无何市"),
    ("990182", "莫须市"),
)

_FIRST = (
    ("虚", "X"),
    ("渺", "M"),
    ("幻", "H"),
    ("梦", "M"),
    ("云", "Y"),
    ("岚", "L"),
    ("霁", "J"),
    ("漪", "Y"),
    ("澹", "D"),
    ("蜃", "S"),
    ("璇", "X"),
    ("穹", "Q"),
    ("珏", "J"),
    ("翊", "Y"),
    ("瑾", "J"),
    ("砚", "Y"),
)
_SECOND = (
    ("衡", "H"),
    ("准", "Z"),
    ("鉴", "J"),
    ("度", "D"),
    ("量", "L"),
    ("测", "C"),
    ("验", "Y"),
    ("析", "X"),
    ("证", "Z"),
    ("规", "G"),
    ("矩", "J"),
    ("镜", "J"),
)

FIELDS: dict[str, str] = {
    "building_materials": "建筑材料",
    "construction": "建设工程",
    "food": "食品",
    "agriculture": "农产品",
    "health": "卫生",
    "environment": "环境",
    "vehicle": "机动车",
    "tank": "罐体",
    "carbon_verification": "低碳",
    "protective_equipment": "劳动防护用品",
    "medical_protection": "医用防护用品",
    "other": "综合",
}

_CREDIT = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # GB 32100-2015: no I, O, S, V, Z
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def organisation_code(number: int) -> str:
    """Nine characters as GB 11714-1997 forms them: eight, and one that checks them."""
    body = f"{number % 10**8:08d}"
    total = 11 - sum(_DIGITS.index(c) * w for c, w in zip(body, (3, 7, 9, 10, 5, 8, 4, 2), strict=True)) % 11
    return body + ("X" if total == 10 else "0" if total == 11 else str(total))


def credit_code(kind: str, division: str, number: int) -> str:
    """An 18-character unified social credit code whose check character is right (GB 32100-2015)."""
    body = (
        {"public_institution": "12", "enterprise": "91", "other": "52"}[kind]
        + division
        + organisation_code(number)
    )
    total = sum(_CREDIT.index(c) * pow(3, i, 31) for i, c in enumerate(body))
    return body + _CREDIT[-total % 31]


def institution_name(number: int, district: int, kind: str, domains: tuple[str, ...]) -> tuple[str, str]:
    """A name no other `number` gets, and the letters its reports are numbered with."""
    first, letter = _FIRST[number % 16]
    second, other = _SECOND[number // 16 % 12]
    series = number // 192
    place = CITY + DISTRICTS[district][1]
    field = FIELDS[domains[0]]
    ordinal = f"第{series + 1}" if series else ""
    if kind == "public_institution":
        return f"{place}{first}{second}{ordinal}{field}检验检测中心", letter + other + "ZX"
    if kind == "other":
        return f"{place}{first}{second}{ordinal}{field}检验所", letter + other + "YS"
    return f"{place}{first}{second}{ordinal}{field}检测有限公司", letter + other + "JC"


def address(district: int, number: int) -> str:
    """An invented street address in the district."""
    street = ("浮云路", "烟波街", "虚舟巷", "镜花大道", "柯梦路", "流岚街")[number % 6]
    return f"{CITY}{DISTRICTS[district][1]}{street}{number * 7 % 380 + 1}号"
