"""What every test gets: no network, and the profile by which Hypothesis draws."""

from __future__ import annotations

import os
import socket
from typing import TYPE_CHECKING

import pytest
from django.test import TransactionTestCase
from hypothesis import settings

from tests.browser import chromium  # noqa: F401 - a fixture, which pytest finds here by name
from tests.cast import (  # noqa: F401 - fixtures, which pytest finds here by name
    city,
    district,
    elsewhere,
    institution_account,
    officer,
    region,
    section,
    station,
)
from tests.processes import migrated  # noqa: F401 - a fixture, which pytest finds here by name

if TYPE_CHECKING:
    from collections.abc import Callable

# The gate draws the same examples every day: a red gate then means that something changed. `make explore` draws new
# ones; what it finds becomes an example of its own. No deadline: the machines that run this are shared.
settings.register_profile("mingjian", deadline=None, print_blob=True, derandomize=True)
settings.register_profile("explore", deadline=None, print_blob=True, derandomize=False, max_examples=300)
settings.load_profile(os.environ.get("MINGJIAN_HYPOTHESIS", "mingjian"))

# Tests empty their database between them, which the trail's wall would refuse.
_empty = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined] # Django's own, without a type


def _empty_behind_the_wall(case: TransactionTestCase) -> None:
    from bureau.trail.wall import opened

    with opened():
        _empty(case)


TransactionTestCase._fixture_teardown = _empty_behind_the_wall  # type: ignore[attr-defined] # as above

LOOPBACK = {"127.0.0.1", "localhost", "::1"}


def _guarded(original: Callable[..., object], *, allowed: set[str]) -> Callable[..., object]:
    def guarded(self: socket.socket, address: object, *rest: object) -> object:
        if isinstance(address, tuple) and address[0] in allowed:
            return original(self, address, *rest)
        raise AssertionError(f"a unit test opened a socket: {address!r}")

    return guarded


@pytest.fixture(autouse=True)
def no_network(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Fails a test that reaches for a socket, but for what its marker `loopback` or `browser` permits."""
    if request.node.get_closest_marker("browser"):
        return
    allowed = LOOPBACK if request.node.get_closest_marker("loopback") else set()
    for name in ("connect", "connect_ex", "bind"):
        monkeypatch.setattr(socket.socket, name, _guarded(getattr(socket.socket, name), allowed=allowed))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long ones first, the longest before all, so that the last of them does not run alone while a worker idles."""
    items.sort(key=lambda item: (-_allowed(item), item.get_closest_marker("full") is None))


def _allowed(item: pytest.Item) -> float:
    """The seconds that a test asks for beyond what all get, 0 for most."""
    asked = item.get_closest_marker("timeout")
    return float(asked.args[0]) if asked is not None else 0.0


@pytest.fixture(scope="session", autouse=True)
def everything_is_declared() -> None:
    """What rooms declare is declared: a test that stands in for a register must not be the first to ask for it."""
    from django.utils.module_loading import autodiscover_modules

    autodiscover_modules(
        *("work", "references", "figures", "conditions", "file_policies", "proposals"),
        *("law_subjects", "paper_sources", "lead_groups", "handovers"),
    )
