"""Decision records are numbered without gaps, short, and all of one form."""

from __future__ import annotations

import re

from tests.house.project import files, read

SECTIONS = ["Context", "Decision", "Consequences", "Rejected"]
LINES = 50
RECORDS = [path for path in files() if path.match("docs/decisions/[0-9]*.md")]


def test_they_are_numbered_without_gaps() -> None:
    assert RECORDS
    assert [int(path.name[:4]) for path in RECORDS] == list(range(1, len(RECORDS) + 1))


def test_each_is_short_and_has_every_section() -> None:
    wrong = []
    for path in RECORDS:
        text = read(path)
        good = (
            re.match(rf"# {path.name[:4]} \S", text)
            and re.search(r"^(Accepted|Superseded by \d{4}), \d{4}-\d{2}-\d{2}$", text, re.MULTILINE)
            and re.findall(r"^## (.+)$", text, re.MULTILINE) == SECTIONS
            and len(text.splitlines()) <= LINES
        )
        if not good:
            wrong.append(str(path))
    assert wrong == []
