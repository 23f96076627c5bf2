"""Sentences are read in English; a trip with two officers, and a source of origins, for whoever asks."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bureau.inspection import origins
from bureau.people.models import Unit
from tests.english import english  # noqa: F401 - a fixture, which pytest finds here by name
from tests.rooms.inspection.going import Trip, Waiting


@pytest.fixture
def trip(district: Unit, settings: object) -> Trip:
    return Trip(district)


@pytest.fixture
def waiting() -> Iterator[Waiting]:
    """A small source of origins, such as the leads of screening."""
    source = Waiting()
    origins.add_source(source)
    yield source
    origins._sources.pop(source.prefix)
