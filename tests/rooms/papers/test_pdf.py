"""Each blank as a PDF by LibreOffice: every field printed, Chinese only, the faces named, no page too many."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from bureau.papers.blanks import BLANKS, Blank
from bureau.papers.word.faces import free_face, installed
from bureau.papers.word.filling import fill_in
from bureau.papers.word.layout import own_template
from bureau.papers.word.pdf import to_pdf
from tests.rooms.registry.office import pages

pytestmark = pytest.mark.full
PAGES = {"on-site-record": 2, "interview-record": 2, "correction-order": 2}


def values_of(blank: Blank) -> dict[str, str]:
    """A value for each field that tells whose it is, where the texts are long one of two lines."""
    return {one.name: f"{one.name}之值" + (f"\n{one.name}次行" if one.long else "") for one in blank.fields}


@pytest.mark.parametrize("blank", BLANKS.values(), ids=BLANKS)
def test_a_blank_as_pdf(blank: Blank, tmp_path: Path) -> None:
    values = values_of(blank)
    path = tmp_path / "paper.pdf"
    path.write_bytes(to_pdf(fill_in(own_template(blank), values, title=blank.title)))
    sheets = pages(path)
    assert len(sheets) == PAGES[blank.slug]
    said = "".join("".join(sheet) for sheet in sheets)
    printed = [
        one.name for one in blank.fields if f"{{{{{one.name}}}}}" in "".join(p.words for p in blank.pieces)
    ]
    assert [name for name in printed if values[name].split("\n", maxsplit=1)[0] not in said] == []
    assert not re.search(r"\{\{|\}\}|None|[A-Za-z]", said)
    if blank.on_every_page:
        assert all(any("（签名）" in line for line in sheet) for sheet in sheets)
    program = shutil.which("pdffonts")
    assert program
    listed = subprocess.run([program, str(path)], capture_output=True, check=True).stdout.decode()
    wanted = {"仿宋_GB2312", "方正小标宋简体"} | ({"黑体"} if blank.slug == "on-site-record" else set())
    kinds = {free_face(name).replace(" ", "").removesuffix("SC") for name in wanted - installed()}
    assert all(kind in listed for kind in kinds), listed
    assert " no  " not in "".join(line[60:66] for line in listed.splitlines()[2:])  # each face is embedded
