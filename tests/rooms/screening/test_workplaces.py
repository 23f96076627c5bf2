"""Folders for work in the background: gone when the work ends, and cleared away when its process was killed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bureau.screening.services import clear_workplaces, workplace
from bureau.screening.work import tidy_up

if TYPE_CHECKING:
    from pathlib import Path

    from django.conf import LazySettings


@pytest.fixture
def root(tmp_path: Path, settings: LazySettings) -> Path:
    """Where the folders lie."""
    settings.DATA = tmp_path
    return tmp_path / "work"


def left_by_the_dead(root: Path) -> Path:
    """A folder that nobody holds: the kernel freed it when its process was killed."""
    left = root / "ledger-left"
    (left / "joined").mkdir(parents=True)
    (left / "joined" / "results.parquet").write_text("half of it")
    return left


def test_a_folder_goes_when_the_work_ends_however_it_ends(root: Path) -> None:
    with workplace() as first, workplace() as second:
        assert first != second
        (first / "deep").mkdir()
    with pytest.raises(KeyboardInterrupt), workplace():
        raise KeyboardInterrupt
    assert list(root.iterdir()) == []


def test_what_the_dead_left_goes_and_what_somebody_works_in_stays(root: Path) -> None:
    with workplace() as mine:
        left = left_by_the_dead(root)
        assert clear_workplaces() == 1
        assert (mine.is_dir(), left.exists()) == (True, False)
        left_by_the_dead(root)
        with workplace() as another:
            assert sorted(root.iterdir()) == sorted([mine, another])
    assert clear_workplaces() == 0


@pytest.mark.django_db
def test_the_round_clears_them_too(root: Path) -> None:
    left = left_by_the_dead(root)
    tidy_up()
    assert not left.exists()
