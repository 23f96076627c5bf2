"""Packs the parts of an office file so that equal parts give equal bytes: in one order, all dated alike."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import IO

MOMENT = (1980, 1, 1, 0, 0, 0)  # the earliest that a package can say
READABLE = 0o600 << 16


def pack(parts: Mapping[str, str | bytes], path: Path | IO[bytes]) -> None:
    """Write a package; the list of its types stands first, as readers expect."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name in sorted(parts, key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, MOMENT)
            entry.external_attr, entry.create_system = READABLE, 3
            part = parts[name]
            content = part.encode() if isinstance(part, str) else part
            package.writestr(entry, content, zipfile.ZIP_DEFLATED)
