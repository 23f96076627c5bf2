"""Word files for tests: ours with a part changed, added or said otherwise."""

from __future__ import annotations

from bureau.papers.blanks import Blank
from bureau.papers.word.layout import own_template
from bureau.papers.word.packages import close_package, open_package

DOCUMENT = "word/document.xml"


def with_words(blank: Blank, old: str, new: str) -> bytes:
    """Our template with other words in the text."""
    parts = open_package(own_template(blank))
    said = parts[DOCUMENT].decode()
    assert old in said
    parts[DOCUMENT] = said.replace(old, new).encode()
    return close_package(parts)


def with_part(blank: Blank, name: str, content: bytes) -> bytes:
    """Our template with a part more, or with this one instead."""
    return close_package({**open_package(own_template(blank)), name: content})


def texts(content: bytes) -> str:
    """Every part of the file as one text."""
    return "\n".join(part.decode(errors="replace") for part in open_package(content).values())
