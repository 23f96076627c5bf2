"""A module fits on a few screens and a function on one, and each module says what it is for."""

from __future__ import annotations

import ast

from tests.house.project import modules, read, tree

MODULE_LINES = 400
FUNCTION_LINES = 50


def test_there_is_something_to_measure() -> None:
    assert len(modules()) > 10


def test_no_module_is_too_long() -> None:
    lengths = {str(path): len(read(path).splitlines()) for path in modules()}
    assert {path: length for path, length in lengths.items() if length > MODULE_LINES} == {}


def test_no_function_is_too_long() -> None:
    too_long = {}
    for path in modules():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno is not None:
                length = node.end_lineno - node.lineno + 1
                if length > FUNCTION_LINES:
                    too_long[f"{path}:{node.lineno} {node.name}"] = length
    assert too_long == {}


def test_every_module_opens_with_one_sentence() -> None:
    wrong = []
    for path in modules():
        first = (ast.get_docstring(tree(path)) or "").split("\n", maxsplit=1)[0]
        if not first.endswith((".", "?", "。", "？")):
            wrong.append(str(path))
    assert wrong == []
