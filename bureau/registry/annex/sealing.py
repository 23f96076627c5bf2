"""Packs the parts of an office file so that equal parts give equal bytes: in one order, all dated alike."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

MOMENT = (1980, 1, 1, 0, 0, 0)  # the earliest that a package can say
READABLE = 0o600 << 16


def pack(parts: Mapping[str, str], path: Path) -> None:
    """Write a package; the list of its types stands first, as readers expect."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name in sorted(parts, key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, MOMENT)
            entry.external_attr, entry.create_system = READABLE, 3
            package.writestr(entry, parts[name].encode(), zipfile.ZIP_DEFLATED)
