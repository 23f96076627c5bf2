"""A store of its own for every test, and policies that are taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.utils.module_loading import autodiscover_modules

from bureau.files import policies
from tests.english import english  # noqa: F401 - a fixture, which pytest finds here by name

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django.fixtures import Settings


@pytest.fixture(autouse=True)
def store(tmp_path: Path, settings: Settings) -> Path:
    """The folder of the store."""
    settings.DATA = tmp_path
    return tmp_path / "files"


@pytest.fixture(autouse=True)
def own_policies(monkeypatch: pytest.MonkeyPatch) -> None:
    """Policies declared in a test end with it; those of the rooms were declared before and stay."""
    autodiscover_modules("file_policies")
    monkeypatch.setattr(policies, "_policies", dict(policies._policies))
