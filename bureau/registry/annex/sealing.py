"""Makes equal files equal to the byte: the moment of writing stands nowhere in the package."""

from __future__ import annotations

import zipfile
from pathlib import Path

MOMENT = (2000, 1, 1, 0, 0, 0)


def sealed(path: Path) -> None:
    """Write the package anew, its entries in order and dated alike."""
    with zipfile.ZipFile(path) as pack:
        held = {name: pack.read(name) for name in pack.namelist()}
    order = sorted(held, key=lambda name: (name != "[Content_Types].xml", name))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as pack:
        for name in order:
            pack.writestr(zipfile.ZipInfo(name, MOMENT), held[name], zipfile.ZIP_DEFLATED)
