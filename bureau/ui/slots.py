"""Named places on a lower room's page that rooms above fill: `fill("registry.overview")` above a function.

The function gets the request and what the page is about, and gives safe markup, or an empty text for nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpRequest

Filling = Callable[[HttpRequest, Any], str]
F = TypeVar("F", bound=Filling)

_fillings: dict[str, list[Filling]] = {}


def fill(name: str) -> Callable[[F], F]:
    """Fill the slot of this name, after whatever fills it already."""

    def declare(filling: F) -> F:
        held = _fillings.setdefault(name, [])
        if filling not in held:
            held.append(filling)
        return filling

    return declare


def filled(name: str, request: HttpRequest, subject: Any) -> list[str]:  # noqa: ANN401 - what the page is about
    """What stands in the slot, in the order in which it was filled."""
    return [text for filling in _fillings.get(name, ()) if (text := filling(request, subject))]
