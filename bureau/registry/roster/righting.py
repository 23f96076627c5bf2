"""Columns whose cells are of another field than their words: the header with each where its cells belong."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from bureau.registry.roster.columns import Header
from bureau.registry.roster.columnwise import FEWEST, Rows, column_of, mostly
from bureau.registry.roster.fieldlike import looks_like_fields
from bureau.registry.roster.filling import is_address
from bureau.registry.roster.people import is_person
from bureau.registry.roster.reach import column_of_all
from bureau.registry.roster.telling import TESTS, by_content, idle_words, is_body
from bureau.registry.roster.values import is_blank, read_kind
from bureau.registry.roster.words import own_synonyms

T = TypeVar("T")
MANY = 3  # bodies that a column holds which is no other's
# Of somebody or of a time that is not the body's own.
ANOTHER = re.compile(
    r"原|旧|变更前|上级|主管|主办|举办|母公司|总公司|机关|登记|发证|批准|许可|监管|客户|委托|地址|住所|场所"
)


def righted(header: Header, row: Sequence[object], below: Rows) -> Header:
    """The header of a row with the columns where the rows below belong."""
    header = _of_the_right_cells(header, row, below)
    named = _of_the_right_kind(_of_the_right_name(header, row, below), below)
    asked = _of_people(_of_the_right_number(named, row, below), below)
    return _asking_where(_of_fields_or_natures(asked, below))


def _of_the_right_name(header: Header, row: Sequence[object], below: Rows) -> Header:
    """The header with the bodies' names in the column that holds them: 实验室 may be where one is, beside 公司."""
    at = header.columns.get("name")
    if (
        at is None
        or header.why.get("name", by_content("name", "")).how != "part"
        or mostly(column_of(below, at), is_body)
    ):
        return header
    free = [one for one, cell in enumerate(row) if cell and one not in header.columns.values()]
    found = [
        one
        for one in free
        if not ANOTHER.search(str(row[one])) and mostly(column_of(below, one), is_body, MANY)
    ]
    if len(found) != 1:
        return header
    word = str(row[found[0]])
    columns = {**header.columns, "name": found[0]}
    words = {**header.words, "name": word}
    why = {**header.why, "name": by_content("name", word)}
    if "address" not in columns and mostly(column_of(below, at), is_address):
        columns["address"], words["address"] = at, header.words["name"]
        why["address"] = by_content("address", words["address"])
    idle = idle_words(row, (*columns.values(), header.number))
    return replace(
        header,
        columns=columns,
        words=words,
        why=why,
        idle=idle,
    )


def _of_the_right_cells(header: Header, row: Sequence[object], below: Rows) -> Header:
    """The header with codes and certificate numbers in the column that holds some: 代码 may number the bodies."""
    for name in ("uscc", "certificate"):
        at = header.columns.get(name)
        if at is None or any(map(TESTS[name], column_of(below, at))):
            continue
        free = [one for one, cell in enumerate(row) if cell and one not in header.columns.values()]
        own = [one for one in free if not ANOTHER.search(str(row[one]))]
        found = [one for one in own if mostly(column_of(below, one), TESTS[name], FEWEST)]
        if len(found) == 1:
            word = str(row[found[0]])
            columns, words = {**header.columns, name: found[0]}, {**header.words, name: word}
            why = {**header.why, name: by_content(name, word)}
            idle = idle_words(row, (*columns.values(), header.number))
            header = replace(header, columns=columns, words=words, why=why, idle=idle)
    return header


def _of_the_right_kind(header: Header, below: Rows) -> Header:
    """The header with codes under words of a certificate (申请单位证件号码) as codes, and the other way round."""
    for name, other in (("certificate", "uscc"), ("other_certificate", "uscc"), ("uscc", "certificate")):
        at = header.columns.get(name)
        if at is not None and other not in header.columns and mostly(column_of(below, at), TESTS[other], 1):
            return _renamed(header, name, other)
    return header


def _of_the_right_number(header: Header, row: Sequence[object], below: Rows) -> Header:
    """Of two columns of numbers the one that holds certificates, with the days beside it.

    Construction has a permit of its own before the certificate, under the same words: 证书编号, 有效期至.
    """
    first, second = header.columns.get("certificate"), header.columns.get("other_certificate")
    if first is None or second is None:
        return header
    told = [sum(map(_holds_number, column_of(below, at))) for at in (first, second)]
    if told[0] or told[1] < FEWEST:
        return header
    columns = {name: at for name, at in header.columns.items() if name != "other_certificate"}
    columns["certificate"] = second
    for name in ("valid_to", "issued", "first_issued"):
        if name in columns:
            known = own_synonyms()
            same = [
                at
                for at, cell in enumerate(row)
                if cell and at > second and (cell == row[columns[name]] or known.field_of(str(cell)) == name)
            ]
            columns[name] = min(same, default=columns[name])
    kept = {name: text for name, text in header.words.items() if name in columns}
    why = {name: match for name, match in header.why.items() if name in columns}
    return replace(
        header, columns=columns, words=kept, why=why, idle=idle_words(row, (*columns.values(), header.number))
    )


def _of_people(header: Header, below: Rows) -> Header:
    """The header with a column for whom to ask where its words speak of telephones and its cells are people."""
    name = next((one for one in ("phone", "contact_and_phone") if one in header.columns), "")
    if (
        not name
        or "contact" in header.columns
        or not mostly(column_of(below, header.columns[name]), is_person)
    ):
        return header
    return _renamed(header, name, "contact")


def _of_fields_or_natures(header: Header, below: Rows) -> Header:
    """The header with fields of work under words of natures, such as 类型, as fields of work."""
    at = header.columns.get("kind")
    if at is None or "domains" in header.columns:
        return header
    cells = [one for one in column_of(below, at) if not is_blank(one)]
    natures = any(read_kind(one)[0] is not None for one in cells)
    return header if natures or not looks_like_fields("", cells) else _renamed(header, "kind", "domains")


def _asking_where(header: Header) -> Header:
    """The header with a column of addresses where words for whom to ask ask for them too: 找谁、电话、在哪儿."""
    name = column_of_all(header.columns, header.words)
    if name is None:
        return header
    found = _renamed(header, name, "contact_and_phone")
    at, word = header.columns[name], header.words[name]
    return replace(
        found,
        columns={**found.columns, "address": at},
        words={**found.words, "address": word},
        why={**found.why, "address": by_content("address", word)},
    )


def _renamed(header: Header, name: str, other: str) -> Header:
    """The header with a column of one field as that of another."""

    def renamed(found: Mapping[str, T]) -> dict[str, T]:
        return {other if one == name else one: value for one, value in found.items()}

    columns, words, why = renamed(header.columns), renamed(header.words), renamed(header.why)
    return replace(header, columns=columns, words=words, why=why)


def _holds_number(text: str) -> bool:
    return re.search(r"(?<!\d)\d{12}(?!\d)", text) is not None
