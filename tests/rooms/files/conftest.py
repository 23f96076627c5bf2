"""A store of its own for every test, and policies that are taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bureau.files import policies

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django.fixtures import SettingsWrapper


@pytest.fixture(autouse=True)
def store(tmp_path: Path, settings: SettingsWrapper) -> Path:
    """The folder of the store."""
    settings.DATA = tmp_path
    return tmp_path / "files"


@pytest.fixture(autouse=True)
def own_policies(monkeypatch: pytest.MonkeyPatch) -> None:
    """Policies declared in a test end with it."""
    monkeypatch.setattr(policies, "_policies", {})
