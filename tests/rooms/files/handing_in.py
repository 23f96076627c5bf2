"""Small files of each format, built in memory, and a folder of data of one's own for each test."""

from __future__ import annotations

import io
import zipfile

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(32)
JPEG = b"\xff\xd8\xff\xe0" + bytes(32)
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def package(parts: dict[str, bytes], *, compressed: bool = True) -> bytes:
    """A zip with these parts."""
    made = io.BytesIO()
    method = zipfile.ZIP_DEFLATED if compressed else zipfile.ZIP_STORED
    with zipfile.ZipFile(made, "w", method) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return made.getvalue()


def xlsx(**more: bytes) -> bytes:
    """A workbook by its parts."""
    return package({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>", **more})


def docx() -> bytes:
    """A document by its parts."""
    return package({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<document/>"})


def compound(stream: str) -> bytes:
    """A compound file whose directory names a stream."""
    return COMPOUND + stream.encode("utf-16-le") + bytes(64)
