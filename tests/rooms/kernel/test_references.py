"""A reference resolves to a card through the room that owns it, and to nothing for strangers."""

from __future__ import annotations

import pytest

from bureau.kernel import references
from bureau.kernel.access import Actor, TheProgram
from bureau.kernel.references import Card, card_of, resolves


@pytest.fixture(autouse=True)
def own_resolvers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(references, "_resolvers", {})


def _card(reference: str, _for: Actor) -> Card | None:
    return Card(reference, "hit", "two tests at once", "/") if reference == "ZZ-1" else None


def test_the_prefix_finds_the_room() -> None:
    resolves("ZZ-")(_card)
    found = card_of("ZZ-1", for_=TheProgram())
    assert found is not None
    assert found.title == "two tests at once"
    assert card_of("ZZ-2", for_=TheProgram()) is None


def test_what_no_room_knows_is_nothing() -> None:
    assert card_of("QQ-1", for_=TheProgram()) is None


def test_two_rooms_cannot_resolve_the_same() -> None:
    resolves("ZZ-")(_card)
    resolves("ZZ-")(_card)
    with pytest.raises(ValueError, match="ZZ-"):
        resolves("ZZ-")(lambda _reference, _for: None)
