"""A list without any header, as it is pasted: columns whose cells can be nothing else, and it is always told."""

from __future__ import annotations

import re
from collections.abc import Callable

from bureau.registry.domain_words import OFFICIAL, code_of
from bureau.registry.roster.columns import Header
from bureau.registry.roster.columnwise import BELOW, Rows, mostly
from bureau.registry.roster.days import read_day
from bureau.registry.roster.people import is_person
from bureau.registry.roster.refusing import Said
from bureau.registry.roster.telling import CONTENT, TESTS, is_body
from bureau.registry.roster.words import Match

WITHOUT = Said(
    "这份名单没有表头，已按各列的内容读作：{columns}；请核对，不对请加一行表头再交。",
    "This list has no header and was read by what its columns hold: {columns}. Add a header if that is wrong.",
)
NAMES = {
    "name": Said("机构名称", "name"),
    "uscc": Said("统一社会信用代码", "credit code"),
    "certificate": Said("证书编号", "certificate number"),
    "phone": Said("电话", "telephone"),
    "valid_to": Said("有效期至", "valid to"),
    "contact": Said("联系人", "contact"),
    "domains": Said("领域", "fields"),
}
FEWEST_LINES = 3
RANK = 6_000  # behind all words and what stands under words
# Days in a text only: a plain number may count anything.
_DAY = re.compile(r".*\d{4}\D\d{1,2}\D\d{1,2}.*|(?:19|20)\d{6}", re.DOTALL)


def _is_day(text: str) -> bool:
    return _DAY.fullmatch(text) is not None and read_day(text, end=True)[0] is not None


def _is_domains(text: str) -> bool:
    return all(code_of(one) in OFFICIAL for one in re.split(r"[、，,;；/\s]+", text) if one)


KINDS: dict[str, Callable[[str], bool]] = {
    "name": is_body,
    **TESTS,
    "valid_to": _is_day,
    "contact": is_person,
    "domains": _is_domains,
}


def header_of_none(texts: Rows) -> Header | None:
    """The columns of a list whose first row is a body's already; None where it is not plain which they are.

    One column names the bodies and one holds codes, certificate numbers or telephones. Of two columns of days it is
    not known which is the last day, and neither is taken; so with every kind.
    """
    rows = [row for row in texts if any(row)][:BELOW]
    if len(rows) < FEWEST_LINES:
        return None
    width = max(map(len, rows))
    held: dict[str, list[int]] = {name: [] for name in KINDS}
    for column in range(width):
        cells = [str(row[column]) for row in rows if column < len(row) and row[column]]
        name = next((name for name, test in KINDS.items() if mostly(cells, test, FEWEST_LINES)), "")
        if name:
            held[name].append(column)
    columns = {name: places[0] for name, places in held.items() if len(places) == 1}
    at = columns.get("name")
    if (
        at is None
        or not TESTS.keys() & columns.keys()
        or not is_body(str(rows[0][at] if at < len(rows[0]) else ""))
    ):
        return None
    words = {name: f"{place + 1}" for name, place in columns.items()}
    why = {name: Match(name, CONTENT, "", RANK) for name in columns}
    return Header(-1, columns, words, why)


def told(header: Header) -> Said:
    """Which column was taken for what."""
    places = sorted((place, NAMES[name]) for name, place in header.columns.items())
    zh = "、".join(f"第 {place + 1} 列{said.zh}" for place, said in places)
    en = ", ".join(f"{place + 1} {said.en}" for place, said in places)
    return Said(WITHOUT.zh.format(columns=zh), WITHOUT.en.format(columns=en))
