"""A fixture for rooms whose tests compare sentences: they are read in English, the language of the source."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.utils import translation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django.fixtures import Settings


@pytest.fixture(autouse=True)
def english(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Everything is said in English."""
    settings.LANGUAGE_CODE = "en"
    monkeypatch.setenv("MINGJIAN_LANG", "en")
    with translation.override("en"):
        yield
