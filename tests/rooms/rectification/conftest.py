"""The register stands on 20 June 2022, and findings are one of its sources."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from bureau.kernel import clock
from bureau.people.models import Unit
from bureau.rectification import sources
from tests.english import english  # noqa: F401 - a fixture, which pytest finds here by name
from tests.rooms.rectification.register import DAY, Office, make_office


@pytest.fixture(autouse=True)
def that_day() -> Iterator[None]:
    """Monday, 20 June 2022."""
    with clock.standing_at(DAY):
        yield


@pytest.fixture
def register(
    district: Unit,
    station: Unit,
    monkeypatch: pytest.MonkeyPatch,
    settings: Settings,
    tmp_path: Path,
) -> Office:
    """The office, with a source of its own and a store for files."""
    settings.DATA = tmp_path
    made = make_office(district, station)
    monkeypatch.setattr(sources, "_sources", {"Z-": made.findings.source()})
    return made
