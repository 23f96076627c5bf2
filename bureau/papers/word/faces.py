"""Free faces for a server without those of GB/T 9704: put into the copy that becomes a PDF, never into the paper."""

from __future__ import annotations

import functools
import re
import shutil
import subprocess

from bureau.papers.word.packages import close_package, open_package

NAMED = re.compile(r'(w:(?:ascii|hAnsi|eastAsia|cs)=")([^"]+)(")')
CHINESE = re.compile(r"[\u4e00-\u9fff]|^(?:Sim|Fang|Kai|ST|FZ)")
UPRIGHT, STROKED = "Noto Sans CJK SC", "Noto Serif CJK SC"


@functools.lru_cache(maxsize=1)
def installed() -> frozenset[str]:
    """The names of the faces that this machine has."""
    found = shutil.which("fc-list")
    if not found:
        return frozenset()
    said = subprocess.run(  # noqa: S603 - the arguments are written here
        [found, ":", "family"], capture_output=True, check=False, timeout=30
    )
    lines = said.stdout.decode(errors="replace").splitlines()
    return frozenset(name.strip() for line in lines for name in line.split(","))


def free_face(name: str) -> str:
    """The face itself where the machine has it or it is no Chinese one; else a free one of its kind."""
    if name in installed() or not CHINESE.search(name):
        return name
    return UPRIGHT if "黑" in name or "Hei" in name else STROKED


def with_free_faces(content: bytes) -> bytes:
    """The document with each missing face named by its substitute."""
    parts = open_package(content)
    for name in parts:
        if name.startswith("word/") and name.endswith(".xml"):
            # What is not UTF-8 is left as it is: LibreOffice finds a substitute by itself.
            words = parts[name].decode(errors="surrogateescape")
            said = NAMED.sub(lambda one: one[1] + free_face(one[2]) + one[3], words)
            parts[name] = said.encode(errors="surrogateescape")
    return close_package(parts)
