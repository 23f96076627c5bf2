"""The formats that may be handed in, what each use takes, and what they are called."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

Text = str | Promise
OFFICE = "application/vnd.openxmlformats-officedocument"
PDF, OFD = "application/pdf", "application/ofd"
XLSX, DOCX = f"{OFFICE}.spreadsheetml.sheet", f"{OFFICE}.wordprocessingml.document"
XLS, DOC = "application/vnd.ms-excel", "application/msword"
TEXT = "text/plain"
PNG, JPEG, WEBP, HEIC, TIFF = "image/png", "image/jpeg", "image/webp", "image/heic", "image/tiff"
MP4, QUICKTIME = "video/mp4", "video/quicktime"
PARQUET = "application/vnd.apache.parquet"
# Known in order to be refused in words.
ZIP, OLE, MACROS, LOCKED = (
    "application/zip",
    "application/x-ole",
    "application/x-macros",
    "application/x-locked",
)
MARKUP, PROGRAM, UNKNOWN = "text/html", "application/x-executable", "application/octet-stream"


@dataclass(frozen=True)
class Format:
    """What people call it, and how its names end."""

    title: Text
    suffixes: tuple[str, ...]


FORMATS: dict[str, Format] = {
    PDF: Format("PDF", (".pdf",)),
    OFD: Format("OFD", (".ofd",)),
    XLSX: Format("Excel", (".xlsx",)),
    ZIP: Format("ZIP", (".zip",)),
    XLS: Format("Excel 97–2003", (".xls",)),
    DOCX: Format("Word", (".docx",)),
    DOC: Format("Word 97–2003", (".doc",)),
    TEXT: Format(_("text or CSV"), (".csv", ".txt", ".tsv", ".json", ".md", ".log")),
    PNG: Format("PNG", (".png",)),
    JPEG: Format("JPEG", (".jpg", ".jpeg")),
    WEBP: Format("WebP", (".webp",)),
    HEIC: Format("HEIC", (".heic", ".heif")),
    TIFF: Format("TIFF", (".tif", ".tiff")),
    MP4: Format("MP4", (".mp4", ".m4v")),
    QUICKTIME: Format("QuickTime", (".mov",)),
    PARQUET: Format("Parquet", (".parquet",)),
}
PAPERS = frozenset({PDF, OFD, DOCX, DOC, XLSX, XLS, PNG, JPEG, TIFF})
# What each use takes.
USES: dict[str, frozenset[str]] = {
    "table": frozenset({XLSX, XLS, DOCX, TEXT}),
    "paper": PAPERS,
    "evidence": PAPERS | {WEBP, HEIC, MP4, QUICKTIME, TEXT},
    "picture": frozenset({PNG, JPEG, WEBP, HEIC}),
    "ledger": frozenset({TEXT, PARQUET, XLSX, ZIP}),
}


def called(media_types: Iterable[str]) -> str:
    """Formats in words, as they stand beside the place where a file is given."""
    wanted = set(media_types)
    return say(", ").join(str(one.title) for media_type, one in FORMATS.items() if media_type in wanted)
