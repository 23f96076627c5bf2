"""Kinds of work that tests of this room declare and take back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bureau.jobs import kinds, running
from tests.english import english  # noqa: F401 - a fixture, which pytest finds here by name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.rooms.jobs.working import Declare


@pytest.fixture
def kind(monkeypatch: pytest.MonkeyPatch) -> Declare:
    """Declares work for one test; returns what its kind is called. Every step is written."""
    monkeypatch.setattr(kinds, "_kinds", {})
    monkeypatch.setattr(running, "STEP_SECONDS", 0.0)

    def declare(work: kinds.Work) -> str:
        kinds.job("test.work")(work)
        return "test.work"

    return declare


@pytest.fixture(autouse=True)
def nobody_stops() -> Iterator[None]:
    """No worker of this process is about to end."""
    running.stop_asked.clear()
    yield
    running.stop_asked.clear()
