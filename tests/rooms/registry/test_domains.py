"""Domains: Chinese on every form and download, in the reader's language on pages, and read from either."""

from __future__ import annotations

import pytest
from django.utils import translation

from bureau.registry.domains import (
    ENGLISH,
    FOCUS,
    OFFICIAL,
    choices_of,
    code_of,
    name_of,
    names_of,
    official_name_of,
    official_names_of,
)


def test_every_domain_has_both_names() -> None:
    assert list(OFFICIAL) == list(ENGLISH)
    assert len(set(OFFICIAL.values())) == len(set(ENGLISH.values())) == len(OFFICIAL)
    assert all(name.isascii() for name in ENGLISH.values())


def test_the_focus_is_the_notices_six() -> None:
    told = "涉及疫情防控的医疗器械防护用品、食品、个体防护装备、建筑材料、常压液体危险货物罐体、碳排放核查等六个领域"
    assert len(FOCUS) == 6
    assert all(official_name_of(code) in told for code in FOCUS)


@pytest.mark.parametrize("language", ["zh-hans", "en", None])
def test_the_official_name_knows_no_language(language: str | None) -> None:
    with translation.override(language):
        assert official_name_of("tank") == "常压液体危险货物罐体"
        assert official_names_of(["food", "某领域"]) == "食品、某领域"


def test_pages_speak_the_readers_language() -> None:
    offered = dict(choices_of())
    with translation.override("en"):
        assert names_of(["food", "tank"]) == "Food、Atmospheric tanks for dangerous liquids"
        assert str(offered["food"]) == "Food"
    with translation.override("zh-hans"):
        assert name_of("food") == str(offered["food"]) == "食品"


@pytest.mark.parametrize("code", OFFICIAL)
def test_either_name_is_read_in_either_language(code: str) -> None:
    for language in ("zh-hans", "en"):
        with translation.override(language):
            for word in (code, OFFICIAL[code], ENGLISH[code], ENGLISH[code].upper(), f" {OFFICIAL[code]} "):
                assert code_of(word) == code
