"""What a file is, its content says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bureau.files import formats
from bureau.files.sniffing import sniff
from tests.rooms.files.handing_in import COMPOUND, JPEG, PDF, PNG, compound, docx, package, xlsx

if TYPE_CHECKING:
    from pathlib import Path

CONTENTS: dict[str, tuple[bytes, str]] = {
    "pdf": (PDF, formats.PDF),
    "pdf after a mark": (b"\xef\xbb\xbf" + PDF, formats.PDF),
    "png": (PNG, formats.PNG),
    "jpeg": (JPEG, formats.JPEG),
    "tiff": (b"II*\x00" + bytes(8), formats.TIFF),
    "webp": (b"RIFF\x00\x00\x00\x00WEBPVP8 ", formats.WEBP),
    "heic": (b"\x00\x00\x00\x18ftypheic" + bytes(8), formats.HEIC),
    "mp4": (b"\x00\x00\x00\x18ftypisom" + bytes(8), formats.MP4),
    "another box": (b"\x00\x00\x00\x18ftypwhat" + bytes(8), formats.UNKNOWN),
    "parquet": (b"PAR1" + bytes(8), formats.PARQUET),
    "xlsx": (xlsx(), formats.XLSX),
    "docx": (docx(), formats.DOCX),
    "ofd": (package({"OFD.xml": b"<ofd/>"}), formats.OFD),
    "macros": (xlsx(**{"xl/vbaProject.bin": b"x"}), formats.MACROS),
    "zip": (package({"a.txt": b"a"}), formats.ZIP),
    "a damaged zip": (b"PK\x03\x04" + bytes(40), formats.ZIP),
    "xls": (compound("Workbook"), formats.XLS),
    "old xls": (compound("Book"), formats.XLS),
    "doc": (compound("WordDocument"), formats.DOC),
    "with a password": (compound("EncryptedPackage"), formats.LOCKED),
    "another compound": (COMPOUND, formats.OLE),
    "text": ("名称,代码\n甲,1\n".encode(), formats.TEXT),
    "text with a mark": ("名称\n".encode("utf-8-sig"), formats.TEXT),
    "gb text": ("名称,代码\n甲,1\n".encode("gb18030"), formats.TEXT),
    "html": (b"  <!DOCTYPE html><script>", formats.MARKUP),
    "svg": (b"<svg onload='x'>", formats.MARKUP),
    "a program": (b"MZ" + bytes(60), formats.PROGRAM),
    "a script": (b"#!/bin/sh\n", formats.PROGRAM),
    "bytes": (b"\x01\x02\x03\xff\xfe", formats.UNKNOWN),
    "no text at all": (b"abc\xff\xff\xff", formats.UNKNOWN),
    "empty": (b"", formats.UNKNOWN),
}


@pytest.mark.parametrize("name", CONTENTS)
def test_its_content_says(name: str, tmp_path: Path) -> None:
    content, media_type = CONTENTS[name]
    path = tmp_path / "misleading.jpg"
    path.write_bytes(content)
    with path.open("rb") as file:
        assert sniff(file) == media_type
        assert file.tell() == 0


def test_a_character_cut_in_two_is_still_text(tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    path.write_bytes(("," + "字" * 40_000).encode())
    with path.open("rb") as file:
        assert sniff(file) == formats.TEXT


def test_every_format_of_a_use_has_a_name_and_endings() -> None:
    for use, taken in formats.USES.items():
        assert taken <= set(formats.FORMATS), use
        assert formats.called(taken).count(", ") == len(taken) - 1
    assert all(one.suffixes for one in formats.FORMATS.values())
