"""Lifecycle tables keep their promises: a service for every move, every state in reach, declared dead ends."""

from __future__ import annotations

import importlib

import pytest

from bureau.kernel.lifecycle import Lifecycle
from bureau.people.permissions import Permission
from scripts.draw_lifecycles import PAGE, declare_all, draw

declare_all()
TABLES = sorted(Lifecycle.everywhere, key=lambda one: one.name)
MOVES = [(table, move) for table in TABLES for move in table.moves.values()]


def named(pair: object) -> str:
    return getattr(pair, "name", "")


def test_there_are_tables() -> None:
    assert len(TABLES) >= 4


@pytest.mark.parametrize(("table", "move"), MOVES, ids=named)
def test_every_move_has_a_service_of_its_name(table: Lifecycle, move: object) -> None:
    services = importlib.import_module(f"bureau.{table.name.split('.')[0]}.services")
    assert callable(getattr(services, move.name, None))  # type: ignore[attr-defined] # a move


@pytest.mark.parametrize(("table", "move"), MOVES, ids=named)
def test_every_move_asks_for_a_permission_that_exists(table: Lifecycle, move: object) -> None:
    assert move.permission in set(Permission), table.name  # type: ignore[attr-defined] # a move


@pytest.mark.parametrize("table", TABLES, ids=named)
def test_every_state_is_reached(table: Lifecycle) -> None:
    reached: set[str] = set()
    while True:
        more = {
            move.leads(source)
            for move in table.moves.values()
            for source in (move.sources or (move.target,))
            if move.creates or source in reached
        }
        if more <= reached:
            break
        reached |= more
    assert reached == set(map(str, table.states.values))


@pytest.mark.parametrize("table", TABLES, ids=named)
def test_only_declared_finals_are_dead_ends(table: Lifecycle) -> None:
    left = {
        source for move in table.moves.values() for source in move.sources if source != move.leads(source)
    }
    assert set(map(str, table.states.values)) - left == table.finals


@pytest.mark.parametrize("table", TABLES, ids=named)
def test_the_state_is_held_by_the_database(table: Lifecycle) -> None:
    from django.apps import apps

    model = apps.get_model(table.name)
    conditions = [
        str(constraint.condition)
        for constraint in model._meta.constraints
        if hasattr(constraint, "condition") and constraint.condition is not None
    ]
    assert any(f"{table.field}__in" in condition for condition in conditions), conditions


def test_the_drawn_page_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == draw(), "run `make docs`"
