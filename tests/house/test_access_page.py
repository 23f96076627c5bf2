"""The page of access is what the program declares, and nothing is left undeclared."""

from __future__ import annotations

from bureau.kernel.access import access_of
from scripts.draw_access import PAGE, addresses, draw


def test_the_page_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == draw(), "run `make docs`"


def test_every_address_declares_who_may_open_it() -> None:
    assert [one.path for one in addresses() if access_of(one.view) is None] == []


def test_names_are_given_once() -> None:
    names = [one.name for one in addresses()]
    assert len(names) == len(set(names))
