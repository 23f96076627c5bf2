"""The files of the project as the house tests see them: tracked ones and those about to be."""

from __future__ import annotations

import ast
import functools
import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
CODE = ("screener", "bureau", "scripts", "bench", "tests")


@functools.cache
def files() -> tuple[Path, ...]:
    """Every file that git tracks or would add, relative to the root, in order."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    names = sorted(set(listed.stdout.decode().split("\0")) - {""})
    return tuple(Path(name) for name in names if (ROOT / name).is_file())


def modules() -> tuple[Path, ...]:
    """Every Python module of the project, but for migrations, which Django writes."""
    return tuple(
        path
        for path in files()
        if path.suffix == ".py" and path.parts[0] in CODE and "migrations" not in path.parts
    )


def pages() -> tuple[Path, ...]:
    """Every Markdown page."""
    return tuple(path for path in files() if path.suffix == ".md")


def read(path: Path | str) -> str:
    """The text of one file of the project."""
    return (ROOT / path).read_text(encoding="utf-8")


@functools.cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of one module."""
    return ast.parse(read(path), filename=str(path))


def has_chinese(text: str) -> bool:
    """Whether the text holds a Chinese character."""
    return re.search(r"[\u4e00-\u9fff]", text) is not None
