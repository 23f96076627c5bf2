"""Reads a cell that offers options of which some are ticked: by boxes, by brackets or by ticks beside the words."""

from __future__ import annotations

import re

TICKS, BOXES = "☑☒■●✓✔√", "□☐"
_BOXED = re.compile(rf"[□☐]\s*[{TICKS}]|[√✓✔]\s*[□☐](?!\s*[^\s□☐{TICKS}])")
_BRACKETED = re.compile(r"[（(\[【]\s*([√✓✔])?\s*[)）\]】]")
_TOKEN = re.compile(rf"[{TICKS}]|[{BOXES}]|[^\s{TICKS}{BOXES}、，,;；/]+")


def of_options(text: str) -> str:
    """Of options in a cell (`☑食品 □环境`, `企业√ 事业`) those that are ticked; any other text as it is.

    A sign stands before its word or behind it, all of them alike: what the cell begins with tells.
    """
    plain = _BRACKETED.sub(lambda found: "☑" if found[1] else "□", _BOXED.sub("☑", text))
    if not re.search(rf"[{TICKS}{BOXES}]", plain):
        return text
    tokens = [(found[0], found.start(), found.end()) for found in _TOKEN.finditer(plain)]
    if _torn(plain, tokens):
        return "/".join(word for word, _, _ in tokens if not _is_sign(word))
    words = [place for place, (word, _, _) in enumerate(tokens) if not _is_sign(word)]
    boxed = re.search(rf"[{BOXES}]", plain) is not None
    if not boxed and len(words) < 2:
        return text
    step = -1 if _is_sign(tokens[0][0]) or not _follow(tokens) else 1
    chosen = [tokens[place][0] for place in words if _is_ticked(tokens, place + step)]
    return "、".join(chosen)


def _torn(plain: str, tokens: list[tuple[str, int, int]]) -> bool:
    """Whether one sign stands between two words without a blank, so that nobody knows whose it is: 企业√事业."""
    return (
        len(tokens) == 3
        and not _is_sign(tokens[0][0])
        and _is_sign(tokens[1][0])
        and len(plain) == sum(len(word) for word, _, _ in tokens)
    )


def _is_sign(token: str) -> bool:
    return len(token) == 1 and token in TICKS + BOXES


def _is_ticked(tokens: list[tuple[str, int, int]], place: int) -> bool:
    return 0 <= place < len(tokens) and tokens[place][0] in TICKS


def _follow(tokens: list[tuple[str, int, int]]) -> bool:
    """Whether signs stand behind their words: no blank between, or a sign is the last of all."""
    if _is_sign(tokens[-1][0]):
        return True
    first = next(place for place, token in enumerate(tokens) if _is_sign(token[0]))
    return tokens[first - 1][2] == tokens[first][1] and tokens[first][2] != tokens[first + 1][1]
