"""Contents are written whole or not at all, named by their SHA-256, and swept only when nobody speaks of them."""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING

import pytest

from bureau.files.store import Kept, TooLargeError, fault_of, keep, open_content, place, receiving, sweep

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DAYS_AGO = 3 * 24 * 3600


def lying(store: Path) -> list[str]:
    """Every file of the store but its lock."""
    return sorted(path.name for path in store.rglob("*") if path.is_file() and path.name != "lock")


def age(path: Path) -> None:
    then = path.stat().st_mtime - DAYS_AGO
    os.utime(path, (then, then))


def test_it_lies_under_its_own_hash(store: Path) -> None:
    kept = keep([b"one ", b"two"])
    assert kept == Kept(hashlib.sha256(b"one two").hexdigest(), 7)
    assert place(kept.sha256).read_bytes() == b"one two"
    with open_content(kept.sha256) as file:
        assert file.read() == b"one two"
    assert keep([b"one two"]) == kept
    assert lying(store) == [kept.sha256]


def test_an_upload_cut_off_leaves_nothing(store: Path) -> None:
    def cut() -> Iterator[bytes]:
        yield b"half"
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        keep(cut())
    assert lying(store) == []


def test_one_too_large_leaves_nothing(store: Path) -> None:
    with pytest.raises(TooLargeError):
        keep([b"12345", b"67890"], limit=9)
    assert keep([b"123456789"], limit=9).size == 9


def test_what_is_not_settled_leaves_nothing(store: Path) -> None:
    with receiving([b"x"]) as incoming:
        assert incoming.path.exists()
    assert lying(store) == []


def test_it_is_on_the_disk_before_it_has_its_name(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    sync, rename = os.fsync, type(store).replace

    def synced(handle: int) -> None:
        done.append("sync")
        sync(handle)

    def renamed(path: Path, target: Path) -> Path:
        done.append("rename")
        return rename(path, target)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(type(store), "replace", renamed)
    keep([b"first, so that the folders are there"])
    done.clear()
    keep([hashlib.sha256().digest()])
    assert done[0] == "sync"
    assert done[-2:] == ["rename", "sync"]


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "A" * 64, "a" * 63, "a" * 64 + "\n"])
def test_only_a_hash_names_a_place(name: str) -> None:
    with pytest.raises(ValueError, match="SHA-256"):
        place(name)


def test_damage_is_noticed(store: Path) -> None:
    kept = keep([b"whole"])
    assert fault_of(kept) == ""
    place(kept.sha256).write_bytes(b"other")
    assert fault_of(kept) == "changed"
    place(kept.sha256).unlink()
    assert fault_of(kept) == "missing"
    keep([b"whole"])
    assert fault_of(kept) == ""


def test_the_sweep_takes_old_orphans_only(store: Path) -> None:
    orphan, young, used = (keep([name]).sha256 for name in (b"orphan", b"young", b"used"))
    age(place(orphan))
    age(place(used))
    assert sweep(lambda sha256: sha256 == used) == [orphan]
    assert lying(store) == sorted([young, used])


def test_one_that_comes_in_again_is_young_again(store: Path) -> None:
    kept = keep([b"again"])
    age(place(kept.sha256))
    keep([b"again"])
    assert sweep(lambda _: False) == []


def test_the_sweep_clears_what_was_cut_off_by_a_power_cut(store: Path) -> None:
    keep([b"x"])
    part = store / "coming" / "0123"
    part.write_bytes(b"half")
    sweep(lambda _: False)
    assert part.exists()
    age(part)
    sweep(lambda _: False)
    assert not part.exists()


def test_nothing_to_sweep_is_no_fault(store: Path) -> None:
    assert sweep(lambda _: False) == []
