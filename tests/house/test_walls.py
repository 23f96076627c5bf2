"""The walls of the house: what is business is recorded, keys point down, and nothing stands beside the trail."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models

from bureau.trail.recorded import Recorded
from tests.house.project import modules, tree

ORDER = [room.split(".")[1] for room in settings.ROOMS]
# Bookkeeping that carries no business: rows here may come and go without an entry.
UNRECORDED = {
    "trail.head": "the chain itself",
    "trail.entry": "the chain itself",
    "trail.subject": "the chain itself",
    "trail.image": "the chain itself",
    "trail.series": "counters; the numbers given out stand in the rows that carry them",
    "jobs.job": "progress and heartbeats; what a job writes is recorded where it is written",
    "jobs.periodic": "when a periodic job last ran",
    "collecting.knock": "wrong links and codes of the last quarter of an hour, counted by address",
    "registry.comparison": "when all dossiers were last compared",
    "registry.likelypair": "what comparing found; comparing again tells it again",
    "screening.hitfigures": "figures of peers that moved; the run that measured them is pinned and tells them again",
}


def own_models() -> list[type[models.Model]]:
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith("bureau.")
    ]


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model._meta.label_lower)
def test_business_rows_are_recorded(model: type[models.Model]) -> None:
    assert issubclass(model, Recorded) or model._meta.label_lower in UNRECORDED


def test_the_exceptions_exist() -> None:
    known = {model._meta.label_lower for model in own_models()}
    assert set(UNRECORDED) <= known


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model._meta.label_lower)
def test_foreign_keys_point_down(model: type[models.Model]) -> None:
    own = ORDER.index(model._meta.app_label)
    for field in model._meta.concrete_fields:
        if isinstance(field, models.ForeignKey):
            target = field.related_model._meta.app_label
            if target in ORDER:
                assert ORDER.index(target) <= own, f"{field} points up to {target}"
            assert field.remote_field.on_delete is models.PROTECT, f"{field}: nothing is deleted"


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model._meta.label_lower)
def test_no_table_of_pairs_comes_by_itself(model: type[models.Model]) -> None:
    assert model._meta.local_many_to_many == [], "a pair is a model of its own, so that it is recorded"


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model._meta.label_lower)
def test_rows_carry_no_number_that_can_be_counted_up(model: type[models.Model]) -> None:
    if issubclass(model, Recorded):
        assert isinstance(model._meta.pk, models.UUIDField)


def test_the_admin_is_not_installed() -> None:
    assert "django.contrib.admin" not in settings.INSTALLED_APPS


def test_the_rooms_stand_in_the_order_of_their_doors() -> None:
    layers = [
        *(
            "trail",
            "kernel",
            "ui",
            "people",
            "jobs",
            "files",
            "reminders",
            "approvals",
            "law",
            "papers",
            "registry",
        ),
        "collecting",
        *(
            "campaign",
            "screening",
            "inspection",
            "rectification",
            "enforcement",
            "publicity",
            "tipoff",
            "reporting",
        ),
        "console",
    ]
    assert [room for room in layers if room in ORDER] == ORDER


def opens_the_wall(path: Path) -> list[int]:
    return [
        node.lineno
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom)
        and node.module == "bureau.trail.wall"
        and any(alias.name == "opened" for alias in node.names)
    ]


def test_only_the_trail_opens_its_wall() -> None:
    outside = [
        str(path)
        for path in modules()
        if path.parts[0] == "bureau" and path.parts[1] != "trail" and opens_the_wall(path)
    ]
    assert outside == []


def test_no_signal_runs_between_rooms() -> None:
    """Facts travel by calls; the trail alone listens, to Django itself."""
    listening = [
        str(path)
        for path in modules()
        if path.parts[:2] != ("bureau", "trail") and path.parts[0] == "bureau"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("django.db.models.signals")
    ]
    assert listening == []


def test_every_room_says_what_it_is_for() -> None:
    for room in ORDER:
        card = ast.get_docstring(
            tree(next(path for path in modules() if path.parts == ("bureau", room, "__init__.py")))
        )
        assert card is not None
        assert len(card.splitlines()) >= 3, f"{room}: what it is for, what it owns, what it never does"
