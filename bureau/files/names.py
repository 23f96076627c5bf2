"""Makes a file's name fit to be shown and offered again: it came from somebody's machine and may be hostile."""

from __future__ import annotations

import re
import unicodedata

LONGEST_NAME = 120
_UNFIT = re.compile(r'[:*?"<>|]+')
# Characters that do not show, turn text round (so that gpj.exe reads exe.jpg), or belong to no text at all.
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_DEVICES = re.compile(r"(?i)^(con|prn|aux|nul|com\d|lpt\d)(\.|$)")
_LONGEST_SUFFIX = 12


def clean_name(name: str) -> str:
    """The last part of a name without what does not show, harms a file system, or pretends; never empty."""
    last = re.split(r"[\\/]", name)[-1]
    composed = unicodedata.normalize("NFC", last)
    shown = "".join(one for one in composed if unicodedata.category(one) not in _UNSEEN)
    fit = _UNFIT.sub("_", shown).strip(" .\u3000\u00a0")
    if _DEVICES.match(fit):
        fit = f"_{fit}"
    return _shortened(fit) or "file"


def with_suffix(name: str, suffixes: tuple[str, ...]) -> str:
    """The name with an ending that says what the content is, where its own says something else."""
    if not suffixes or name.lower().endswith(suffixes):
        return name
    return f"{name[: LONGEST_NAME - len(suffixes[0])]}{suffixes[0]}"


def _shortened(name: str) -> str:
    """At most so many characters, the ending kept."""
    if len(name) <= LONGEST_NAME:
        return name
    stem, dot, suffix = name.rpartition(".")
    if not dot or len(suffix) > _LONGEST_SUFFIX:
        return name[:LONGEST_NAME].rstrip(" .")
    return f"{stem[: LONGEST_NAME - len(suffix) - 1].rstrip(' .')}.{suffix}"
