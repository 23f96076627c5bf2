"""Names are words of the domain: none of the words that mean "I did not know where to put this"."""

from __future__ import annotations

import ast
import re

import pytest

from tests.house.project import modules, tree

FORBIDDEN = {"util", "helper", "common", "misc", "base", "manager", "handler", "processor", "data"}
# These say nothing in a longer name either; "data" and "base" may be part of a term (data package).
FORBIDDEN_ANYWHERE = FORBIDDEN - {"data", "base", "common"}


def words(name: str) -> list[str]:
    """The words of a snake_case or CamelCase name, lower case and singular."""
    parts = re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+", name)
    return [part.lower().removesuffix("s") for part in parts]


def is_forbidden(name: str) -> bool:
    """Whether the name is one of the empty words, or has one of the emptiest within."""
    parts = words(name)
    whole = len(parts) == 1 and parts[0] in FORBIDDEN
    return whole or not FORBIDDEN_ANYWHERE.isdisjoint(parts)


@pytest.mark.parametrize("name", ["utils", "report_helpers", "Base", "RunManager", "data", "HTTPHandler"])
def test_empty_words_are_seen(name: str) -> None:
    assert is_forbidden(name)


@pytest.mark.parametrize(
    "name", ["results", "datapackage", "DataPackage", "baseline", "commands", "base_rate"]
)
def test_words_of_the_domain_pass(name: str) -> None:
    assert not is_forbidden(name)


def test_no_module_or_folder_has_an_empty_name() -> None:
    names = {part for path in modules() for part in path.with_suffix("").parts}
    assert [name for name in sorted(names) if is_forbidden(name)] == []


def test_no_class_has_an_empty_name() -> None:
    classes = [
        f"{path}: {node.name}"
        for path in modules()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ClassDef) and is_forbidden(node.name)
    ]
    assert classes == []
