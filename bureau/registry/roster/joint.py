"""Cells that give the number of a certificate and its days in one: which columns do, and what each says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from bureau.registry.roster.columnwise import FEWEST, Rows, column_of, mostly
from bureau.registry.roster.telling import TESTS

_NUMBER = re.compile(r"(?<!\d)\d{12}(?!\d)|(?<!\d)\d{12}(?=(?:19|20)\d\d[-./年])")
_OF_CERTIFICATE = re.compile(r"证|CMA|资质")
_AROUND = "（()）[]【】，,、；;:： \n\t"
BOTH_ENDS = 2
_OF_ISSUE, _OF_LAST = re.compile(r"发证|颁证|批准|获证|取证|签发"), re.compile(r"有效|到期|截止|届满|止|至")
DAYS = ("valid_to", "issued", "first_issued")
_ACCREDITED = re.compile(r"(?:CNAS|CNAL)\s*L?\s*\d*|(?<![A-Z])L\d{4,5}", re.IGNORECASE)
_A_DAY = re.compile(
    r"[\d〇零○一二三四五六七八九]{4}\s*[-./．年]\s*[\d一二三四五六七八九十元]{1,3}\s*[-./．月]\s*[\d一二三四五六七八九十]{1,3}\s*[日号]?"
)
# Beside a last day: 有效期至…, 已于…到期, …前有效.
_OF_AN_END = re.compile(
    r"(?:证书|均|都|有效期?限?|已于?|将于|于|至|到期?|前|届满?|满|止|截止?|为|内|已?过期|失效|[\s，,、；;：:。（）()\[\]【】\-])*"
)
_WRONG_NUMBER = re.compile(r"\D{0,12}?(\d{9,14})(?![\d])(?![-./年])(.*\d{4}.*)", re.DOTALL)
_BESIDE = re.compile(r"[\s/／，,、（(]*(?:详?见)?(?:附件|附表|证书|长期|不详).{0,4}[）)]?")
NUMBER_AND_DAY = re.compile(r"\D{0,12}(\d{12})(?:\D|(?=(?:19|20)\d\d[-./年]))(.*\d{4}.*)", re.DOTALL)


def columns_of_both(
    row: Sequence[object], below: Rows, taken: Mapping[str, int]
) -> Iterator[tuple[str, int]]:
    """The column of the number, or of the last day, where one column gives both."""
    known = {name: taken[name] for name in ("certificate", *DAYS) if name in taken}
    if not known and (found := _of_both(row, below, taken)) is not None:
        yield from (("certificate", found), (_day_of(row[found]), found))
    for name, other in (*(("certificate", day) for day in DAYS), ("valid_to", "certificate")):
        if name in known or other not in known:
            continue
        cells = column_of(below, known[other])
        ends = any(_is_number_and_day(one) and _A_DAY.search(one) for one in cells)
        if mostly(cells, _is_number_and_day, 1) or (ends and mostly(cells, _begins_with_number, 1)):
            yield name if name == "certificate" else _day_of(row[known[other]]), known[other]
            return


def _of_both(row: Sequence[object], below: Rows, taken: Mapping[str, int]) -> int | None:
    """The only column whose texts give the number of a certificate and its last day among other words."""
    found = []
    for at, cell in enumerate(row):
        test = _is_number_and_day if _OF_CERTIFICATE.search(str(cell)) else _says_both
        if cell and at not in taken.values() and mostly(column_of(below, at), test, FEWEST):
            found.append(at)
    return found[0] if len(found) == 1 else None


def _day_of(word: object) -> str:
    """Which day stands beside a number: that of issue where the words speak of it alone, else the last."""
    of_issue = _OF_ISSUE.search(str(word)) and not _OF_LAST.search(str(word))
    return "issued" if of_issue else "valid_to"


def _begins_with_number(text: str) -> bool:
    """Whether a cell gives a number with its last day, or the number alone."""
    return _is_number_and_day(text) or _NUMBER.fullmatch(text) is not None


def _says_both(text: str) -> bool:
    if not _is_number_and_day(text):
        return False
    return _OF_CERTIFICATE.search(text) is not None or TESTS["certificate"](_NUMBER.findall(text)[0])


def _is_number_and_day(text: str) -> bool:
    found = NUMBER_AND_DAY.fullmatch(text)
    return (
        found is not None and re.search(r"\d{4}", _NUMBER.sub("", found[2])) is not None
    )  # no second number


def split(text: str, name: str) -> str:
    """Of a cell that gives number and last day, such as `190412050911（2025年3月4日到期）`, what is asked for."""
    numbers = list(_NUMBER.finditer(text))
    if len(numbers) == 1 and name == "certificate" and _BESIDE.fullmatch(_NUMBER.sub("", text)):
        return numbers[0][0]  # 220512346019 / 详见附件
    if not numbers or _A_DAY.search(text) is None:
        return _plainly(text, name)
    if name == "certificate":
        words = _A_DAY.sub("", text)
        accredited = [found[0] for found in _ACCREDITED.finditer(words) if found[0].strip()]
        return "、".join((*(found[0] for found in numbers), *accredited))
    ends = [*(found.start() for found in numbers[1:]), len(text)]
    after = [text[found.end() : end] for found, end in zip(numbers, ends, strict=True)]
    return "；".join(filter(None, map(_days_beside, after)))


def _plainly(text: str, name: str) -> str:
    found = NUMBER_AND_DAY.fullmatch(text)
    if found is None and _A_DAY.search(text):
        found = _WRONG_NUMBER.fullmatch(text)  # each is told on its own
    if found is None:
        return text
    return found[1] if name == "certificate" else found[2].strip(_AROUND)


def _days_beside(text: str) -> str:
    """The last day, or both ends of the term, that stand behind a number; empty where no day does."""
    days = _A_DAY.findall(text)
    if len(days) == BOTH_ENDS:
        return "至".join(days)
    if len(days) == 1 and _OF_AN_END.fullmatch(_A_DAY.sub("", text)):
        return str(days[0])
    return _ACCREDITED.sub("", text).strip(_AROUND) if days else ""
