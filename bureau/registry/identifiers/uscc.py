"""The unified social credit code 统一社会信用代码 of GB 32100-2015: form, check character, what its head tells."""

from __future__ import annotations

from dataclasses import dataclass

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
LENGTH = 18
# The registering department and the kind of entity: the entries that occur among these bodies.
KINDS = {
    "11": "机关",
    "12": "事业单位",
    "13": "编办直接管理机构编制的群众团体",
    "19": "机构编制其他",
    "51": "社会团体",
    "52": "民办非企业单位",
    "53": "基金会",
    "91": "企业",
    "92": "个体工商户",
    "93": "农民专业合作社",
}


@dataclass(frozen=True)
class Uscc:
    """A code as read: `code` when it is right; else `fault` (`length`, `letter`, `check`) and what it should be."""

    code: str | None
    fault: str = ""
    expected: str = ""

    @property
    def kind(self) -> str:
        """What kind of entity its head says it is, or an empty text."""
        return KINDS.get((self.code or "")[:2], "")


def check_character(head: str) -> str:
    """The check character of the first seventeen: 31 minus the weighted sum modulo 31."""
    total = sum(ALPHABET.index(one) * weight for one, weight in zip(head, WEIGHTS, strict=True))
    return ALPHABET[(31 - total % 31) % 31]


def read_uscc(text: str) -> Uscc:
    """Read a code that is half width and without blanks; upper case is made of lower case."""
    code = text.upper()
    if len(code) != LENGTH:
        return Uscc(None, "length", str(LENGTH))
    wrong = next((one for one in code if one not in ALPHABET), "")
    if wrong:
        return Uscc(None, "letter", wrong)
    expected = check_character(code[:-1])
    return Uscc(code) if code[-1] == expected else Uscc(None, "check", expected)
