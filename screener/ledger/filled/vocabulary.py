"""The words in which people choose: what a drop-down offers in both languages, and the code that each means."""

from __future__ import annotations

from screener.ledger.filled.naming import squeezed
from screener.phrases import Phrase
from screener.wording.terms import DOMAINS

KINDS = {
    "public_institution": Phrase("事业单位", "public institution"),
    "enterprise": Phrase("第三方", "enterprise"),
    "other": Phrase("其他", "other"),
}
CONCLUSIONS = {
    "pass": Phrase("合格", "pass"),
    "fail": Phrase("不合格", "fail"),
    "none": Phrase("不判定", "none"),
}
OFFERED: dict[str, dict[str, Phrase]] = {"kind": KINDS, "conclusion": CONCLUSIONS, "domain": DOMAINS}
YES, NO = Phrase("是", "yes"), Phrase("否", "no")

_MORE = {
    "kind": {"企业": "enterprise", "第三方机构": "enterprise", "企业法人": "enterprise", "其它": "other"},
    "conclusion": {"不作结论": "none", "不判断": "none", "符合": "pass", "不符合": "fail"},
    "domain": {"其它": "other", "环境": "environment", "机动车": "vehicle", "农产品质量": "agriculture"},
}
CHOICES: dict[str, dict[str, str]] = {
    name: {squeezed(word): code for code, said in offered.items() for word in (code, *said)}
    | {squeezed(word): code for word, code in _MORE[name].items()}
    for name, offered in OFFERED.items()
}
FLAGS = {
    **dict.fromkeys(("true", "1", "是", "yes", "y", "√", "✓", "真", "合格"), "true"),
    **dict.fromkeys(("false", "0", "否", "no", "n", "×", "✗", "假", "不合格"), "false"),
}
