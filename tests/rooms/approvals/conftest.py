"""Sentences of this room are compared in English; its kind of proposal ends with each test."""

from __future__ import annotations

import pytest

from bureau.approvals import kinds
from tests.english import english  # noqa: F401 - a fixture, which pytest finds here by name
from tests.rooms.approvals import matters


@pytest.fixture(autouse=True)
def matter(monkeypatch: pytest.MonkeyPatch) -> kinds.Kind:
    """The kind of proposal that tests propose."""
    kind = matters.declared()
    monkeypatch.setattr(kinds, "_kinds", {kind.name: kind})
    matters.CONTENT.clear()
    matters.CONTENT["M-1"] = {"count": 63, "by": "甲"}
    return kind
