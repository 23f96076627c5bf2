"""A template filled in: fields replaced by their texts, the properties by ours; nothing in it is run or fetched."""

from __future__ import annotations

from collections.abc import Mapping

from bureau.papers.word.marks import W, fill, marks_in, paragraphs, text_of
from bureau.papers.word.packages import close_package, open_package, read_part, with_text, written
from bureau.papers.word.surroundings import core

NO_PROGRAM = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
)


class FieldMissingError(LookupError):
    """The template names a field for which there is no text; nothing was written."""


def fill_in(template: bytes, values: Mapping[str, str], *, title: str) -> bytes:
    """The filled document; equal templates and values give equal bytes.

    Raises:
        FieldMissingError: a field of the template has no value.
    """
    parts = open_package(template)
    for name in with_text(parts):
        root = read_part(parts[name])
        lacking = [one for one in marks_in(root) if one not in values]
        if lacking:
            raise FieldMissingError("、".join(lacking))
        fill(root, values)
        parts[name] = written(root)
    # Whoever wrote the template is not named in what is made of it.
    if "docProps/core.xml" in parts:
        parts["docProps/core.xml"] = core(title).encode()
    if "docProps/app.xml" in parts:
        parts["docProps/app.xml"] = NO_PROGRAM
    return close_package(parts)


def lines_of(content: bytes) -> list[tuple[str, str]]:
    """The paragraphs of the document with their styles, for reading it on a page."""
    root = read_part(open_package(content)["word/document.xml"])
    found = []
    for one in paragraphs(root):
        named = one.find(f"{W}pPr/{W}pStyle")
        found.append(((named.get(f"{W}val") or "") if named is not None else "", text_of(one)))
    return found
