"""What a page tells the reader to run or to open exists."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest
from django.core.management import get_commands, load_command_class

from screener.commands import cli as mingjian
from tests.house.project import ROOT, files, has_chinese, pages, read

README_LINES = 150
# Made by running, so no file of the project.
MADE_HERE = (".venv/", ".demo/")
PAGES = [str(path) for path in pages()]


def targets() -> set[str]:
    """The targets of the Makefile."""
    return set(re.findall(r"^([a-z][a-z-]*):", read("Makefile"), re.MULTILINE))


def shell_lines(text: str) -> list[str]:
    """What a reader would type: lines of `sh` blocks with continuations joined, and commands in backticks."""
    blocks = re.findall(r"^ *```sh\n(.*?)^ *```", text, re.MULTILINE | re.DOTALL)
    typed = [line for block in blocks for line in block.replace("\\\n", " ").splitlines()]
    prose = re.sub(r"```.*?```", "", text, flags=re.DOTALL)
    inline = re.findall(r"`((?:make|mingjian|\.venv/bin/mingjian) [^`\n]+)`", prose)
    return [line for line in typed + inline if line.strip() and not line.startswith("#")]


def complaints(line: str) -> list[str]:
    """What of the command line does not exist."""
    words = shlex.split(line, comments=True)
    if words[:1] == ["make"]:
        return [f"make {word}" for word in words[1:] if "=" not in word and word not in targets()]
    if words and words[0].rsplit("/", 1)[-1] == "mingjian":
        return [f"{line}: {word}" for word in unknown_to(mingjian, words[1:])]
    return []


def unknown_to(command: click.Command, words: list[str]) -> list[str]:
    """Subcommands and options among the words that the command does not have."""
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        known = command.get_command(click.Context(command), words[0])
        if known is None:
            return [words[0]]
        command, words = known, words[1:]
    if command.name == "manage":
        return unknown_to_django(words)
    options = {name for parameter in command.params for name in parameter.opts} | {"--help"}
    return [word for word in words if word.startswith("-") and word.split("=")[0] not in options]


def unknown_to_django(words: list[str]) -> list[str]:
    """The same of a management command."""
    rooms = get_commands()
    if words[0] not in rooms:
        return words[:1]
    command = load_command_class(str(rooms[words[0]]), words[0])
    options = command.create_parser("manage", words[0])._option_string_actions
    return [word for word in words[1:] if word.startswith("-") and word.split("=")[0] not in options]


def test_an_unknown_command_is_seen() -> None:
    assert complaints("make nonsense")
    assert complaints("mingjian nonsense")
    assert complaints("mingjian screen ledger --nonsense x")
    assert complaints("mingjian manage nonsense")
    assert complaints("mingjian manage create_administrator --nonsense x")


@pytest.mark.parametrize("page", PAGES)
def test_every_command_exists(page: str) -> None:
    assert [fault for line in shell_lines(read(page)) for fault in complaints(line)] == []


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_somewhere(page: str) -> None:
    links = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", read(page))
    local = [link for link in links if "://" not in link and not link.startswith("mailto:")]
    here = (ROOT / page).parent
    assert [link for link in local if not (here / link).exists()] == []


@pytest.mark.parametrize("page", PAGES)
def test_every_path_in_backticks_exists(page: str) -> None:
    text = re.sub(r"```.*?```", "", read(page), flags=re.DOTALL)
    tops = {path.parts[0] for path in files()}
    named = [name for name in re.findall(r"`([\w.-]+/[\w./-]*)`", text) if not name.startswith(MADE_HERE)]
    assert [name for name in named if Path(name).parts[0] in tops and not (ROOT / name).exists()] == []


def test_the_readme_is_short_and_chinese_first() -> None:
    lines = read("README.md").splitlines()
    assert len(lines) < README_LINES
    assert has_chinese(lines[0])
    assert has_chinese("".join(lines[1:5]))


@pytest.mark.parametrize(
    ("picture", "test"),
    [
        ("report.png", "tests/screener/test_report_browser.py"),
        ("office.png", "tests/journeys/test_pages.py"),
        ("hit.png", "tests/journeys/test_thin_path.py"),
        ("chain.png", "tests/journeys/test_thin_path.py"),
    ],
)
def test_the_readme_shows_the_pictures_that_tests_take(picture: str, test: str) -> None:
    assert f"](docs/pictures/{picture})" in read("README.md")
    assert picture in read(test)


def test_every_list_with_conditions_offers_saved_views() -> None:
    """One tag above the filters; see how to add a room."""
    lists = [
        path
        for path in files()
        if path.suffix == ".html" and path.parts[:2] != ("bureau", "ui") and "<c-filters " in read(path)
    ]
    assert lists
    assert [str(path) for path in lists if "{% saved_views %}\n<c-filters " not in read(path)] == []
