"""One table of words and tones: a state has one colour, and an unknown one is grey."""

from __future__ import annotations

import pytest

from bureau.ui import tones


@pytest.fixture(autouse=True)
def own_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tones, "_tones", {})


def test_a_state_has_one_tone() -> None:
    tones.register("good", "closed", "conforms")
    tones.register("good", "closed")
    assert [tones.tone(one) for one in ("closed", "conforms", "unheard of", None)] == [
        "good",
        "good",
        "idle",
        "idle",
    ]
    with pytest.raises(tones.TwoTonesError, match="closed is good already"):
        tones.register("bad", "closed")
