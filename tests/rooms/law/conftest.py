"""These tests read sentences in the source language, and the texts as they are in the repository."""

from __future__ import annotations

import pytest

from tests.english import english

__all__ = ["english"]


@pytest.fixture(autouse=True)
def no_calendar_of_an_office(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    monkeypatch.setenv("MINGJIAN_DATA", str(tmp_path_factory.mktemp("office")))
