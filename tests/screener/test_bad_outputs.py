"""An output folder that is not ours is not touched, and a run that cannot be written whole leaves nothing behind."""

from __future__ import annotations

import errno
import json
import os
import resource
import shutil
import subprocess
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from screener import Refused, screen
from screener.ledger.sample import write_sample
from screener.ledger.workplaces import replacing
from tests.screener.handins import COMMAND, command, environment, hand_in, run, tree, with_cell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

FILES = {
    "groups.parquet",
    "hits.parquet",
    "index.html",
    "institutions.parquet",
    "outcomes.parquet",
    "reports.parquet",
    "summary.json",
}


def _foreign(out: Path) -> None:
    screen(hand_in(out.parent / "in"), out)
    (out / "notes.txt").write_text("mine", encoding="utf-8")


def _summary_of_another(out: Path) -> None:
    out.mkdir()
    (out / "summary.json").write_text('{"program": "another"}', encoding="utf-8")


def _summary_of_nonsense(out: Path) -> None:
    out.mkdir()
    (out / "summary.json").write_text("[" * 100_000, encoding="utf-8")


def _no_summary(out: Path) -> None:
    out.mkdir()
    (out / "hits.parquet").write_bytes(b"PAR1")


def _folder_by_our_name(out: Path) -> None:
    screen(hand_in(out.parent / "in"), out)
    (out / "index.html").unlink()
    (out / "index.html").mkdir()


def _file(out: Path) -> None:
    out.write_text("mine", encoding="utf-8")


def _link_to_nothing(out: Path) -> None:
    out.symlink_to("nowhere")


# what stands at the place of the output, and words of the refusal
TAKEN: dict[str, tuple[Callable[[Path], None], str, str]] = {
    "a file more": (_foreign, "did not write (notes.txt)", "不是本程序写的文件（notes.txt）"),
    "another program's": (_summary_of_another, "did not write (summary.json)", "（summary.json）"),
    "a summary of nonsense": (_summary_of_nonsense, "did not write (summary.json)", "（summary.json）"),
    "no summary": (_no_summary, "did not write (summary.json)", "（summary.json）"),
    "a folder in a file's place": (_folder_by_our_name, "did not write (index.html)", "（index.html）"),
    "a file": (_file, "is no folder", "不是文件夹"),
    "a link to nothing": (_link_to_nothing, "is no folder", "不是文件夹"),
}


@pytest.mark.parametrize("case", TAKEN)
def test_an_output_folder_that_is_not_ours(
    case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take, english, chinese = TAKEN[case]
    take(tmp_path / "out")
    ledger = hand_in(tmp_path / "ledger")
    monkeypatch.setenv("MINGJIAN_DATA", str(tmp_path / "data"))
    before = tree(tmp_path)
    for language, words in (("en", english), ("zh", chinese)):
        status, message = run(monkeypatch, language, "screen", ledger, "--out", tmp_path / "out")
        assert status == 2
        assert words in message
        assert tree(tmp_path) == before


@pytest.mark.parametrize("where", ["ledger", "reference", "archive"])
def test_the_output_may_not_take_the_place_of_what_is_read(
    where: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("ledger", "reference"):
        hand_in(tmp_path / name)
    source, archive = tmp_path / "ledger", tmp_path / "archive"
    assert run(monkeypatch, "zh", "ledger", "archive", source, "--out", archive) == (0, "")
    before = tree(tmp_path)
    with pytest.raises(Refused, match="没有动它"):
        screen(archive if where == "archive" else source, tmp_path / where, reference=tmp_path / "reference")
    assert tree(tmp_path) == before


@pytest.mark.parametrize("work", ["archive", "sample"])
def test_what_exists_is_not_replaced_by_an_archive_or_a_sample(
    work: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = [hand_in(tmp_path / "ledger")] if work == "archive" else []
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine").write_text("mine", encoding="utf-8")
    before = tree(tmp_path)
    status, message = run(monkeypatch, "en", "ledger", work, *source, "--out", tmp_path / "out")
    assert (status, "exists and was not touched" in message) == (2, True)
    assert tree(tmp_path) == before
    (tmp_path / "out" / "mine").unlink()
    small = ["--results", "300", "--institutions", "1"] if work == "sample" else []
    assert run(monkeypatch, "en", "ledger", work, *source, "--out", tmp_path / "out", *small) == (0, "")


def test_an_earlier_run_is_replaced_whole(tmp_path: Path) -> None:
    ledger, out = hand_in(tmp_path / "ledger"), tmp_path / "out"
    screen(ledger, out, rules=["raw.missing"])
    earlier = tree(out)
    screen(ledger, out)
    assert set(tree(out)) == set(earlier) == FILES
    assert json.loads((out / "summary.json").read_text(encoding="utf-8"))["by_rule"].keys() > {"raw.missing"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ledger", "out"]


def test_a_link_to_a_folder_is_written_through(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "out").symlink_to("real")
    screen(hand_in(tmp_path / "ledger"), tmp_path / "out")
    assert (tmp_path / "out").is_symlink()
    assert set(tree(tmp_path / "real")) == FILES


@pytest.mark.parametrize("spoiled", [True, False])
def test_folders_made_for_the_output_go_with_it(spoiled: bool, tmp_path: Path) -> None:
    changed = {"results": with_cell("results", 1, "value", "?")} if spoiled else {}
    ledger, out = hand_in(tmp_path / "ledger", **changed), tmp_path / "a" / "b" / "out"
    if spoiled:
        with pytest.raises(Refused):
            screen(ledger, out)
    else:
        screen(ledger, out)
    assert (tmp_path / "a").exists() is not spoiled


def test_what_comes_into_the_folder_during_the_run_is_not_lost(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()

    def write_meanwhile(stage: str, _done: int, _total: int) -> None:
        if stage == "screen":
            (out / "mine").write_text("mine", encoding="utf-8")

    with pytest.raises(Refused, match="mine"):
        screen(hand_in(tmp_path / "ledger"), out, progress=write_meanwhile)
    assert tree(out) == {"mine": b"mine"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ledger", "out"]


def test_when_the_new_folder_cannot_be_put_in_place_the_old_one_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "old").touch()
    rename = type(out).rename

    def no_room(path: Path, target: Path) -> Path:
        if path.name == "new":
            raise OSError(errno.ENOSPC, "No space left on device")
        return rename(path, target)

    monkeypatch.setattr(type(out), "rename", no_room)
    with pytest.raises(OSError, match="No space"), replacing(out, lambda _: None) as fresh:
        (fresh / "new").touch()
    assert tree(tmp_path) == {"out": None, "out/old": b""}


@pytest.mark.parametrize("parent", ["a file", "too long", "read-only"])
def test_a_place_where_nothing_can_be_written(
    parent: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = hand_in(tmp_path / "ledger")
    monkeypatch.setenv("MINGJIAN_DATA", str(tmp_path / "data"))
    place = tmp_path / "place"
    if parent == "a file":
        place.write_text("mine", encoding="utf-8")
    elif parent == "too long":
        place = tmp_path / ("x" * 300)
    else:
        place.mkdir()
        if not _mounted(place, "ro"):
            pytest.skip("only root may mount")
    try:
        for language, words in (("en", "Cannot be written, choose another place"), ("zh", "这个位置不能写")):
            status, message = run(monkeypatch, language, "screen", ledger, "--out", place / "out")
            assert (status, words in message) == (2, True)
            assert len(message.splitlines()) == 1
    finally:
        _unmount(place)
    assert set(_names(tmp_path)) <= {"ledger", "place", "data"}


# --- a full disk -----------------------------------------------------------------------------------------------


def _mounted(place: Path, options: str) -> bool:
    mount = shutil.which("mount")
    if os.geteuid() != 0 or mount is None:
        return False
    done = subprocess.run(
        [mount, "-t", "tmpfs", "-o", options, "tmpfs", place], capture_output=True, check=False
    )
    return done.returncode == 0


def _unmount(place: Path) -> None:
    if os.path.ismount(place):
        subprocess.run(["umount", place], check=True)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "disk"
    place.mkdir()
    if not _mounted(place, "size=1m"):
        pytest.skip("only root may mount")
    yield place
    _unmount(place)


@pytest.mark.parametrize(
    ("full", "free"),
    [("output", 0), ("output", 40_000), ("output", 200_000), ("archive", 40_000), ("archive", 200_000)],
)
def test_a_full_disk(full: str, free: int, small_disk: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "ledger"
    write_sample(ledger, results=3000)
    out = (small_disk if full == "output" else tmp_path) / "out"
    data = tmp_path / "data" if full == "output" else small_disk
    screen(hand_in(tmp_path / "small"), out)
    _fill(small_disk, free)
    before = (tree(out), _names(small_disk))
    done = command("screen", ledger, "--out", out, data=data)
    assert done.returncode == 1
    assert "Nothing was written, what was there is untouched: " in done.stderr
    assert "Traceback" not in done.stderr
    assert (tree(out), [name for name in _names(small_disk) if name != "archive"]) == before
    assert not list(tmp_path.rglob(".*"))


def _fill(place: Path, free: int) -> None:
    """Leave so many bytes of the disk."""
    with (place / "filling").open("wb", buffering=0) as file, suppress(OSError):
        while file.write(b"x" * 4096):
            pass
    with (place / "filling").open("r+b") as file:
        file.truncate(max(0, file.seek(0, 2) - free))


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_larger_than_the_system_allows(tmp_path: Path) -> None:
    """The same as a full disk, for those who may not mount one."""
    ledger, out = hand_in(tmp_path / "ledger"), tmp_path / "out"
    screen(ledger, out)
    before = tree(out)
    env = environment("zh", tmp_path / "data")
    done = subprocess.run(
        [COMMAND, "screen", ledger, "--out", out],
        # What measures coverage would want to write, too.
        env={name: value for name, value in env.items() if not name.startswith("COVERAGE")},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (4000, 4000)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "没有写出任何文件，原有文件未动：" in done.stderr
    assert "Traceback" not in done.stderr
    assert tree(out) == before
    assert not list(tmp_path.rglob(".*"))
