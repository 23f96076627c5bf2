"""Who is to be asked of a line, and by which telephones, of all its columns that say so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bureau.registry.roster import people, remarks, values
from bureau.registry.roster.addresses import SAME_TAKEN
from bureau.registry.roster.grids import CELL, Cell
from bureau.registry.roster.saying import ONE_OF

if TYPE_CHECKING:
    from bureau.registry.roster.row import Row

FIELDS = ("contact", "contact_and_phone", "other_contact", "phone", "other_phone")
_NAME = re.compile(r"[\u4e00-\u9fff·]{2,6}")
_HEAD = re.compile(r"负责人|经理|站长|院长|厂长|所长|主任")  # behind whoever else is named
_LEFT = re.compile(r"[（(]?同左(?:栏|边)?[)）]?")


def people_of(row: Row) -> tuple[str | None, str | None]:
    """Names and telephones, each joined by 、; that several columns name different people is told."""
    names: list[str] = []
    phones: list[str] = []
    columns = row.held.header.columns
    words = row.held.header.words

    def place(name: str) -> tuple[bool, bool, int]:
        return "contact" not in name, _HEAD.search(words.get(name, "")) is not None, columns[name]

    asked = row.those(*FIELDS)
    for name in sorted(asked, key=place):
        read = people.read_people if "contact" in name else people.read_phone
        who, told, doubts = read(_cell(row, name))
        row.settled(name, doubts)
        phones += (told or "").split("、")
        names += [who] if who else []
    if not asked:
        return people.read_people(row.beside(remarks.person_in, remarks.PERSON_IN))[:2]
    others = list(dict.fromkeys(names))
    if len(others) > 1 and "other_contact" not in columns:
        row.note(asked[0], "、".join(others)[:CELL], ONE_OF.fill(name=others[0]))
        others = others[:1]
    return "、".join(others) or None, "、".join(dict.fromkeys(filter(None, phones))) or None


def _cell(row: Row, name: str) -> Cell:
    """The cell of a field; of 同左 the nearest one to the left that names a person, or a telephone, which is told."""
    text = values.text_of(row.written(name))
    if not _LEFT.fullmatch(text):
        return row.cell(name)
    test = _NAME.fullmatch if name == "contact" else people.find_phones
    left = row.held.texts[row.at][: row.held.header.columns[name]]
    found = next((str(one) for one in reversed(left) if one and test(str(one))), None)
    if found is not None:
        row.note(name, text, SAME_TAKEN.fill(words=text, other=found))
    return found
