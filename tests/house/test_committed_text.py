"""What no committed file may hold: addresses of registries, paths of one machine, bare exceptions."""

from __future__ import annotations

import re

from tests.house.project import ROOT, files, modules, read

# Written in pieces, or this file would find itself.
REGISTRIES = re.compile(
    "|".join(("py" + r"pi\.org", "python" + "hosted", "npm" + r"js\.(org|com)", "debian" + r"\.(org|net)"))
)
MACHINE_PATHS = re.compile(r"(?<![\w.)}~/-])/(?:work|tmp|root|home|Users|opt)(?=/)")
EXCEPTIONS = re.compile(r"# noqa: [A-Z]+\d+(?:, ?[A-Z]+\d+)*(?P<reason>.*)$", re.MULTILINE)
LOCKS_WITH_ADDRESSES = re.compile(r"(^|/)(uv\.lock|pylock.*\.toml|poetry\.lock|Pipfile\.lock)$")


def lines_with(pattern: re.Pattern[str]) -> list[str]:
    """`path:line` of every line of a text file in which the pattern occurs."""
    found = []
    for path in files():
        raw = (ROOT / path).read_bytes()
        if b"\0" in raw:
            continue
        for number, line in enumerate(raw.decode("utf-8").splitlines(), start=1):
            if pattern.search(line):
                found.append(f"{path}:{number}")
    return found


def test_no_registry_is_named() -> None:
    assert lines_with(REGISTRIES) == []


def test_no_lock_that_records_addresses() -> None:
    assert [str(path) for path in files() if LOCKS_WITH_ADDRESSES.search(str(path))] == []


def test_no_path_of_one_machine() -> None:
    assert lines_with(MACHINE_PATHS) == []


def test_every_exception_in_code_gives_its_reason() -> None:
    bare = [
        f"{path}: {match.group(0)}"
        for path in modules()
        for match in EXCEPTIONS.finditer(read(path))
        if len(match["reason"].strip(" -#")) < len("why")
    ]
    assert bare == []


def test_every_ignored_lint_rule_gives_its_reason() -> None:
    settings = read("pyproject.toml")
    blocks = re.findall(r"^(?:ignore|\"[^\"]+\") = \[\n(.*?)^\]", settings, re.MULTILINE | re.DOTALL)
    assert len(blocks) >= 3
    lines = [line for block in blocks for line in block.splitlines()]
    assert [line for line in lines if not re.fullmatch(r'    "[A-Z]+\d+", +# .{8,}', line)] == []
