"""Invented bodies by number: names no two of which are alike, and codes with their check characters."""

from __future__ import annotations

from bureau.registry.identifiers.uscc import check_character

SYLLABLES = "华衡正谱安泰瑞通达和信恒源创科睿博诚佳联盛鼎新众康立昌明远宏润清朗嘉禾"
TRADES = ("检测技术", "检验检测", "环境监测", "工程质量检测", "机动车检测", "食品检验", "计量校准")
FORMS = ("有限公司", "有限责任公司", "中心", "研究院")


def name_of(number: int) -> str:
    """A name, another for each number below two million."""
    one, rest = number % len(SYLLABLES), number // len(SYLLABLES)
    two, rest = rest % len(SYLLABLES), rest // len(SYLLABLES)
    three, rest = rest % len(SYLLABLES), rest // len(SYLLABLES)
    place = f"第{number % 12 + 1}市"
    return f"{place}{SYLLABLES[one]}{SYLLABLES[two]}{SYLLABLES[three]}{TRADES[number % 7]}{FORMS[number % 4]}"


def code_of(number: int, division: str) -> str:
    """A unified social credit code of a body registered in a division (GB 32100-2015)."""
    head = f"91{division}MA{number:07}"
    return head + check_character(head)
