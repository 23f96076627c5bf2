"""What a file is by its content; its name and the type the browser declares are not asked."""

from __future__ import annotations

import codecs
import mmap
import zipfile
from typing import BinaryIO

from bureau.files.formats import (
    DOC,
    DOCX,
    HEIC,
    JPEG,
    LOCKED,
    MACROS,
    MARKUP,
    MP4,
    OFD,
    OLE,
    PARQUET,
    PDF,
    PNG,
    PROGRAM,
    QUICKTIME,
    TEXT,
    TIFF,
    UNKNOWN,
    WEBP,
    XLS,
    XLSX,
    ZIP,
)

HEAD = 64 * 1024
_STARTS: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\xff\xd8\xff", JPEG),
    (b"II*\x00", TIFF),
    (b"MM\x00*", TIFF),
    (b"PAR1", PARQUET),
    (b"MZ", PROGRAM),
    (b"\x7fELF", PROGRAM),
    (b"#!", PROGRAM),
)
_BRANDS: tuple[tuple[bytes, str], ...] = (
    (b"heic", HEIC),
    (b"heix", HEIC),
    (b"mif1", HEIC),
    (b"qt  ", QUICKTIME),
    (b"isom", MP4),
    (b"iso2", MP4),
    (b"mp41", MP4),
    (b"mp42", MP4),
    (b"avc1", MP4),
    (b"M4V ", MP4),
)
# A part that only this kind of package has.
_PARTS: tuple[tuple[str, str], ...] = (
    ("xl/workbook.xml", XLSX),
    ("word/document.xml", DOCX),
    ("OFD.xml", OFD),
)
_STREAMS: tuple[tuple[str, str], ...] = (
    ("EncryptedPackage", LOCKED),
    ("WordDocument", DOC),
    ("Workbook", XLS),
    ("Book", XLS),
)
_MARKS = ("<!doctype", "<html", "<svg", "<?xml", "<script")
_CONTROLS = frozenset(range(32)) - {9, 10, 12, 13}


def sniff(file: BinaryIO) -> str:
    """The media type of a content; the file is left at its beginning."""
    file.seek(0)
    head = file.read(HEAD)
    file.seek(0)
    found = _by_its_start(head)
    if found is None:
        found = _by_its_inside(file, head) or _as_text(head) or UNKNOWN
    file.seek(0)
    return found


def _by_its_start(head: bytes) -> str | None:
    for start, media_type in _STARTS:
        if head.startswith(start):
            return media_type
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return WEBP
    if head[4:8] == b"ftyp":
        return next((media_type for brand, media_type in _BRANDS if head[8:12] == brand), UNKNOWN)
    return PDF if b"%PDF-" in head[:1024] else None


def _by_its_inside(file: BinaryIO, head: bytes) -> str | None:
    if head.startswith(b"PK"):
        return _package(file)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _compound(file)
    return None


def _package(file: BinaryIO) -> str:
    """A package of parts, by the names of the parts."""
    try:
        with zipfile.ZipFile(file) as package:
            names = set(package.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return ZIP
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        return MACROS
    return next((media_type for part, media_type in _PARTS if part in names), ZIP)


def _compound(file: BinaryIO) -> str:
    """A compound file of old Office, by the names in its directory, which are UTF-16."""
    with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        for name, media_type in _STREAMS:
            if content.find(name.encode("utf-16-le") + b"\0\0") >= 0:
                return media_type
    return OLE


def _as_text(head: bytes) -> str | None:
    """Text in UTF-8 or GB 18030 without control characters; what a browser would run is not plain text."""
    if not head or not _CONTROLS.isdisjoint(head):
        return None
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = codecs.getincrementaldecoder(encoding)().decode(head)
        except UnicodeDecodeError:
            continue
        return MARKUP if text.lstrip().lower().startswith(_MARKS) else TEXT
    return None
