"""Rooms above fill places that a lower room left, in order and once each."""

from __future__ import annotations

import pytest
from django.http import HttpRequest

from bureau.ui import slots


def test_slots_are_filled_in_order_once_and_empty_texts_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slots, "_fillings", {})

    @slots.fill("a.place")
    def first(_request: HttpRequest, subject: object) -> str:
        return f"first of {subject}"

    @slots.fill("a.place")
    def nothing(_request: HttpRequest, _subject: object) -> str:
        return ""

    slots.fill("a.place")(first)
    assert slots.filled("a.place", HttpRequest(), "it") == ["first of it"]
    assert slots.filled("nowhere", HttpRequest(), "it") == []
