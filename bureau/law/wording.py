"""How articles, fines and confidences are written: `14(1)` is 第十四条第（一）项."""

from __future__ import annotations

import re

from bureau.kernel.phrases import Phrase
from bureau.law.book import Basis

ARTICLE = re.compile(
    r"(?P<rules>细则)?(?P<article>\d{1,4})(?:款(?P<paragraph>\d{1,2}))?(?:\((?P<item>\d{1,2})\))?"
)
DIGITS = "零一二三四五六七八九"
PLACES = ("", "十", "百", "千")
CONFIDENCE_WORDS = {
    "A": Phrase("A 已读官方文本", "A official text read"),
    "B": Phrase("B 二手公开资料", "B secondary public source"),
    "C": Phrase("C 未读原文", "C not read"),
    "D": Phrase("D 推断", "D inference"),
}
# By why a version is offered (`offers.Applies`).
APPLIES_WORDS = {
    "conduct": Phrase("行为时的规定", "the law at the time of the conduct"),
    "lighter": Phrase(
        "决定时的规定，较轻，从轻适用", "the law at the time of the decision: lighter, so it applies"
    ),
    "compare": Phrase(
        "决定时的规定，与行为时的轻重不能一概而论，由办案人员比较",
        "the law at the time of the decision: whether it is lighter, the officer compares",
    ),
    "heavier": Phrase(
        "决定时的规定，较重，不适用", "the law at the time of the decision: heavier, not applied"
    ),
    "same": Phrase("决定时的规定，处罚相同", "the law at the time of the decision: the same penalty"),
}
FIXED = Phrase("{high:,} 元", "{high:,} yuan")
CEILING = Phrase("{high:,} 元以下", "up to {high:,} yuan")
RANGE = Phrase("{low:,} 至 {high:,} 元", "{low:,} to {high:,} yuan")
NO_FINE = Phrase("没有自己的罚款", "no fine of its own")


def numeral(number: int) -> str:
    """A number from 1 to 9999 as articles count: 10 十, 26 二十六, 112 一百一十二, 1091 一千零九十一."""
    said, zero = "", False
    digits = str(number)
    for position, digit in enumerate(digits):
        place = PLACES[len(digits) - position - 1]
        if digit == "0":
            zero = True
            continue
        said += ("零" if zero else "") + DIGITS[int(digit)] + place
        zero = False
    return said.removeprefix("一") if said.startswith("一十") else said


def article_words(number: str) -> Phrase:
    """`14(1)` as 第十四条第（一）项 and article 14(1); a name that is no number stays as it is."""
    found = ARTICLE.fullmatch(number)
    if found is None:
        return Phrase(number, number)
    zh = f"{'实施细则' if found['rules'] else ''}第{numeral(int(found['article']))}条"
    en = f"{'article' if not found['rules'] else 'implementing rules, article'} {found['article']}"
    if found["paragraph"]:
        zh, en = f"{zh}第{numeral(int(found['paragraph']))}款", f"{en} para {found['paragraph']}"
    if found["item"]:
        zh, en = f"{zh}第（{numeral(int(found['item']))}）项", f"{en}({found['item']})"
    return Phrase(zh, en)


def fine_words(basis: Basis) -> Phrase:
    """The fine as a range, a ceiling, a fixed sum or a formula."""
    return sum_words(basis.fine_min, basis.fine_max, basis.formula)


def sum_words(low: int | None, high: int | None, formula: Phrase | None) -> Phrase:
    """The same of its parts."""
    parts = []
    if high is not None:
        form = CEILING if low is None else FIXED if low == high else RANGE
        parts.append(form.with_(low=low or 0, high=high))
    if formula:
        parts.append(formula)
    if not parts:
        return NO_FINE
    return Phrase("；".join(one.zh for one in parts), "; ".join(one.en for one in parts))
