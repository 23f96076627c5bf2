"""Who fills in a list is nobody to ask about its bodies: 填报人 beside 电话及联系人, or one name in every line."""

from __future__ import annotations

import re
from dataclasses import replace

from bureau.registry.roster.columns import Header
from bureau.registry.roster.columnwise import BELOW, Rows, column_of

_CLERK = re.compile(
    r"(?:填[报表写]|制表|录入|上报|报送|统计|汇总|登记|采集|编制|经办)(?:人|人员|者)(?:姓名)?"
)
FEWEST = 3  # lines in which one name stands throughout, or on the average: an office has few clerks


def without_clerks(header: Header, texts: Rows) -> Header:
    """The header without a column of whoever filled in the list; of a list of one's own body it stays.

    It is told by its words, beside a column of people to ask or where few names stand for all bodies.
    """
    at, word = header.columns.get("contact"), header.words.get("contact", "")
    if at is None or header.row < 0 or not _CLERK.search(word):
        return header
    said = column_of(texts[header.row + 1 : header.row + 1 + BELOW], at)
    if "contact_and_phone" not in header.columns and (
        len(said) < FEWEST or len(set(said)) > max(1, len(said) // FEWEST)
    ):
        return header
    columns = {name: one for name, one in header.columns.items() if name != "contact"}
    words = {name: one for name, one in header.words.items() if name != "contact"}
    why = {name: one for name, one in header.why.items() if name != "contact"}
    return replace(header, columns=columns, words=words, why=why, idle=(*header.idle, word))
