"""Papers are written on 20 June 2022; sentences are read in English."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from bureau.kernel import clock
from bureau.people.models import Unit
from tests.english import english  # noqa: F401 - a fixture, which pytest finds here by name
from tests.rooms.papers.office import DAY, Papers


@pytest.fixture(autouse=True)
def that_day() -> Iterator[None]:
    """Monday, 20 June 2022."""
    with clock.standing_at(DAY):
        yield


@pytest.fixture
def papers(district: Unit, settings: Settings, tmp_path: Path) -> Papers:
    """The office, with a store for files."""
    settings.DATA = tmp_path
    return Papers(district)
