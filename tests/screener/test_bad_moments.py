"""Ctrl-C at any moment, a reader that hangs up, two runs at once, files that change: nothing half-written is left."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from screener import Refused, screen
from screener.ledger import cache
from screener.ledger.archive import MANIFEST
from screener.ledger.sample import write_sample
from screener.ledger.workplaces import undisturbed, workplace
from tests.screener.handins import COMMAND, command, describe, environment, hand_in, tree, with_cell

if TYPE_CHECKING:
    from collections.abc import Sequence

INTERRUPTED = {"en": "Interrupted; nothing was written.", "zh": "已中断，没有写出任何文件。"}


def _ledger(folder: Path, results: int) -> Path:
    write_sample(folder, results=results, institutions=6, seed=3, file_format="parquet")
    return folder


def _started(arguments: Sequence[str | Path], data: Path, language: str = "en") -> subprocess.Popen[str]:
    """The command, as soon as it has set itself up to be interrupted.

    Unmeasured: what counts covered lines holds a lock while it looks at a call, and waits for it for ever where the
    interruption comes just then.
    """
    around = {
        name: value for name, value in environment(language, data).items() if not name.startswith("COV")
    }
    process = subprocess.Popen(
        [COMMAND, *arguments],
        env=around,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    while process.poll() is None and not _catches(process.pid, signal.SIGTERM):
        time.sleep(0.002)
    return process


def _catches(pid: int, number: int) -> bool:
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    except FileNotFoundError:
        return False
    caught = next(line.split()[1] for line in status.splitlines() if line.startswith("SigCgt:"))
    return bool(int(caught, 16) >> (number - 1) & 1)


def _disturbed(tmp_path: Path, delays: Sequence[float], number: int, times: int = 1) -> list[int]:
    """Run again and again over an output that is there already, interrupted at each of the moments."""
    ledger, out, data = tmp_path / "ledger", tmp_path / "out", tmp_path / "data"
    statuses = []
    for place, delay in enumerate(delays):
        before = tree(out)
        language = ("en", "zh")[place % 2]
        if place % 3 == 0:
            shutil.rmtree(data, ignore_errors=True)  # so that some of the runs have the ledger to read
        process = _started(["screen", ledger, "--out", out], data, language)
        time.sleep(delay)
        for _ in range(times):
            process.send_signal(number)
        said, errors = process.communicate(timeout=60)
        assert "Traceback" not in errors
        assert process.returncode in (0, 1), errors
        if process.returncode:
            assert errors.splitlines()[-1] == INTERRUPTED[language]
            assert said == ""
            assert tree(out) == before
        else:
            assert set(tree(out)) == set(before)
        assert sorted(path.name for path in tmp_path.iterdir() if path != data) == ["ledger", "out"]
        assert not list(data.rglob(".*"))
        statuses.append(process.returncode)
    return statuses


def _seconds_of_a_run(tmp_path: Path) -> float:
    done = command("screen", tmp_path / "ledger", "--out", tmp_path / "out", data=tmp_path / "data")
    assert done.returncode == 0
    shutil.rmtree(tmp_path / "data")
    began = time.monotonic()
    process = _started(["screen", tmp_path / "ledger", "--out", tmp_path / "out"], tmp_path / "data")
    process.communicate()
    return time.monotonic() - began


def test_a_run_that_is_interrupted(tmp_path: Path) -> None:
    _ledger(tmp_path / "ledger", 20_000)
    whole = _seconds_of_a_run(tmp_path)
    assert _disturbed(tmp_path, [0.0, 0.3 * whole, 0.7 * whole], signal.SIGINT)[0] == 1
    _disturbed(tmp_path, [0.5 * whole], signal.SIGTERM)
    _disturbed(tmp_path, [0.4 * whole], signal.SIGINT, times=5)


@pytest.mark.full
def test_a_large_run_that_is_interrupted_at_twenty_moments(tmp_path: Path) -> None:
    _ledger(tmp_path / "ledger", 400_000)
    whole, chance = _seconds_of_a_run(tmp_path), random.Random()  # noqa: S311 - no secret
    delays = [chance.uniform(0, whole * 1.1) for _ in range(20)]
    assert 1 in _disturbed(tmp_path, delays, signal.SIGINT), delays


@pytest.mark.parametrize("work", ["sample", "archive", "check"])
def test_other_work_that_is_interrupted(work: str, tmp_path: Path) -> None:
    (tmp_path / "tmp").mkdir()
    arguments: list[str | Path] = ["ledger", work]
    if work == "sample":
        arguments += ["--results", "3000000"]
    else:
        arguments += [_ledger(tmp_path / "ledger", 100_000)]
    if work != "check":
        arguments += ["--out", tmp_path / "new" / "out"]
    process = _started(arguments, tmp_path / "data")
    time.sleep(0.9)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 1 or work != "sample"
    assert "Traceback" not in errors
    if process.returncode:
        assert errors.splitlines()[-1] == INTERRUPTED["en"]
        assert not (tmp_path / "new").exists()


def test_a_signal_is_put_off_until_a_step_is_done() -> None:
    steps = []

    def step() -> None:
        with undisturbed():
            os.kill(os.getpid(), signal.SIGINT)
            steps.append("done")

    with pytest.raises(KeyboardInterrupt):
        step()
    assert steps == ["done"]
    with undisturbed() as met:
        os.kill(os.getpid(), signal.SIGINT)
        met.clear()  # too late to matter


def test_outside_the_main_thread_there_is_nothing_to_put_off(tmp_path: Path) -> None:
    made: list[Path] = []

    def work() -> None:
        with workplace("x", tmp_path) as folder:
            made.append(folder)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert len(made) == 1
    assert list(tmp_path.iterdir()) == []


def test_a_temporary_folder_goes_though_it_was_interrupted_while_it_was_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make = tempfile.mkdtemp

    def interrupted(prefix: str, dir: Path) -> str:  # noqa: A002 - the name the caller uses
        os.kill(os.getpid(), signal.SIGINT)
        return make(prefix=prefix, dir=dir)

    monkeypatch.setattr(tempfile, "mkdtemp", interrupted)
    with pytest.raises(KeyboardInterrupt), workplace("x", tmp_path):
        pass
    assert list(tmp_path.iterdir()) == []


# --- a reader that hangs up ------------------------------------------------------------------------------------


@pytest.mark.parametrize("closed", [1, 2])
def test_a_reader_that_hangs_up(closed: int, tmp_path: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, ("", "stdout", "stderr")[closed]: write}
    done = subprocess.run(
        [COMMAND, "ledger", "check", hand_in(tmp_path / "ledger")],
        env=environment("en", tmp_path / "data"),
        text=True,
        check=False,
        **streams,  # type: ignore[call-overload]
    )
    os.close(write)
    assert done.returncode == 1
    assert "Traceback" not in (done.stderr or "")
    assert "Exception" not in (done.stderr or "")


def test_no_streams_at_all(tmp_path: Path) -> None:
    ledger = hand_in(tmp_path / "ledger")
    line = f'"{COMMAND}" screen "{ledger}" --out "{tmp_path / "out"}" >&- 2>&-'
    done = subprocess.run(["sh", "-c", line], env=environment("en", tmp_path / "data"), check=False)
    assert done.returncode == 0
    assert (tmp_path / "out" / "index.html").is_file()


# --- several runs, and files that change -----------------------------------------------------------------------


def test_two_runs_at_once_over_one_ledger_and_one_cache(tmp_path: Path) -> None:
    ledger = _ledger(tmp_path / "ledger", 20_000)
    both = [_started(["screen", ledger, "--out", tmp_path / f"out{n}"], tmp_path / "data") for n in (1, 2)]
    for process in both:
        _, errors = process.communicate(timeout=100)
        assert (process.returncode, "Traceback" in errors) == (0, False)
    first, second = (tree(tmp_path / f"out{n}") for n in (1, 2))
    assert {name: content for name, content in first.items() if name.endswith("parquet")} == {
        name: content for name, content in second.items() if name.endswith("parquet")
    }
    (kept,) = (tmp_path / "data" / "archive").iterdir()
    assert (kept / MANIFEST).is_file()


def test_two_runs_at_once_into_one_folder(tmp_path: Path) -> None:
    ledger, out = _ledger(tmp_path / "ledger", 20_000), tmp_path / "out"
    both = [_started(["screen", ledger, "--out", out], tmp_path / f"data{n}") for n in (1, 2)]
    assert all("Traceback" not in process.communicate(timeout=100)[1] for process in both)
    # The two may meet in the very moment of taking their place: then one of them says so.
    assert sorted(process.returncode for process in both) in ([0, 0], [0, 1])
    assert json.loads((out / "summary.json").read_text(encoding="utf-8"))["rows_read"]["results"] > 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data1", "data2", "ledger", "out"]


def _screened(ledger: Path, out: Path, data: Path, **options: bool) -> dict[str, Any]:
    summary = screen(ledger, out, archive_cache=data, **options)  # type: ignore[arg-type]
    assert not list(data.rglob(".*"))
    return summary


def test_a_ledger_that_was_changed_is_read_again(tmp_path: Path) -> None:
    ledger, out, data = hand_in(tmp_path / "ledger"), tmp_path / "out", tmp_path / "data"
    first = _screened(ledger, out, data)
    assert _screened(ledger, out, data)["content_sha256"] == first["content_sha256"]
    assert len(list(data.iterdir())) == 1
    hand_in(ledger, results=with_cell("results", 1, "raw_record", ""))
    second = _screened(ledger, out, data)
    assert second["content_sha256"] != first["content_sha256"]
    assert second["by_rule"]["raw.missing"] == first["by_rule"]["raw.missing"] + 1
    assert len(list(data.iterdir())) == 2


def test_a_file_added_to_a_folder_is_read(tmp_path: Path) -> None:
    ledger, out, data = hand_in(tmp_path / "ledger"), tmp_path / "out", tmp_path / "data"
    (ledger / "results").mkdir()
    (ledger / "results.csv").rename(ledger / "results" / "a.csv")
    package = json.loads((ledger / "datapackage.json").read_text(encoding="utf-8"))
    package["resources"][-1]["path"] = "results"
    describe(ledger, package["resources"])
    assert _screened(ledger, out, data)["rows_read"]["results"] == 3
    content = (ledger / "results" / "a.csv").read_text(encoding="utf-8").replace("\nT", "\nU")
    (ledger / "results" / "b.csv").write_text(content, encoding="utf-8")
    assert _screened(ledger, out, data)["rows_read"]["results"] == 6


def test_a_change_that_keeps_size_and_times_is_found_on_request(tmp_path: Path) -> None:
    ledger, out, data = hand_in(tmp_path / "ledger"), tmp_path / "out", tmp_path / "data"
    first = _screened(ledger, out, data)
    results = ledger / "results.csv"
    seen = results.stat()
    with results.open("r+b") as file:
        content = file.read().replace(b"N-1", b"N-2", 1)
        file.seek(0)
        file.write(content)
    os.utime(results, ns=(seen.st_atime_ns, seen.st_mtime_ns))
    assert _screened(ledger, out, data)["content_sha256"] == first["content_sha256"]
    assert _screened(ledger, out, data, verify=True)["content_sha256"] != first["content_sha256"]
    assert len(list(data.iterdir())) == 1


@pytest.mark.parametrize("change", ["grows", "goes"])
def test_a_ledger_that_changes_while_it_is_read_is_refused(change: str, tmp_path: Path) -> None:
    ledger, out, data = hand_in(tmp_path / "ledger"), tmp_path / "out", tmp_path / "data"

    def meanwhile(stage: str, _done: int, _total: int) -> None:
        if stage == "cut by institution":
            if change == "goes":
                (ledger / "sites.csv").unlink(missing_ok=True)
            else:
                with (ledger / "sites.csv").open("a", encoding="utf-8") as file:
                    file.write("S2,x,150602,\n")

    with pytest.raises(Refused) as refused:
        screen(ledger, out, archive_cache=data, progress=meanwhile)
    assert "changed while they were read" in refused.value.message.en
    assert tree(data) == {}
    assert not out.exists()


def test_a_kept_archive_that_was_cut_is_made_anew(tmp_path: Path) -> None:
    ledger, out, data = hand_in(tmp_path / "ledger"), tmp_path / "out", tmp_path / "data"
    first = _screened(ledger, out, data)
    (home,) = data.iterdir()
    chains = home / "chains.arrow"
    chains.write_bytes(chains.read_bytes()[:-1])
    assert _screened(ledger, out, data)["content_sha256"] == first["content_sha256"]
    (home / MANIFEST).write_text("{", encoding="utf-8")
    assert _screened(ledger, out, data)["by_rule"] == first["by_rule"]


def test_a_kept_archive_whose_contents_changed_is_dropped(tmp_path: Path) -> None:
    ledger, out, data = hand_in(tmp_path / "ledger"), tmp_path / "out", tmp_path / "data"
    hand_in(ledger, results=with_cell("results", 1, "raw_record", ""))
    first = _screened(ledger, out, data)
    (home,) = data.iterdir()
    texts = home / "texts" / "00000.results.arrow"
    whole, before = texts.read_bytes(), tree(out)
    texts.write_bytes(bytes(len(whole)))
    with pytest.raises(Refused) as refused:
        screen(ledger, out, archive_cache=data)
    assert "has been dropped; run it again" in refused.value.message.en
    assert tree(out) == before
    assert _screened(ledger, out, data)["by_rule"] == first["by_rule"]
    (home,) = data.iterdir()
    (home / "texts" / "00000.results.arrow").write_bytes(whole.replace(b"T2", b"T8"))
    assert _screened(ledger, out, data, verify=True)["by_rule"] == first["by_rule"]
    assert (home / "texts" / "00000.results.arrow").read_bytes() == whole


def test_only_the_archives_used_last_are_kept_and_none_is_taken_from_a_run(tmp_path: Path) -> None:
    data, out = tmp_path / "data", tmp_path / "out"
    ledgers = [hand_in(tmp_path / f"ledger{n}") for n in range(cache.KEPT + 2)]
    _screened(ledgers[0], out, data)
    (oldest,) = data.iterdir()
    with cache._held(oldest):
        for ledger in ledgers[1:]:
            _screened(ledger, out, data)
            os.utime(oldest / MANIFEST, (0, 0))
        assert oldest.is_dir()
        assert len(list(data.iterdir())) == cache.KEPT + 1
    (data / ".new-killed").mkdir()
    os.utime(data / ".new-killed", (0, 0))
    (data / ".new-at work").mkdir()
    screen(ledgers[-1], out, archive_cache=data, verify=True)
    hand_in(ledgers[1])
    screen(ledgers[1], out, archive_cache=data)
    assert not oldest.exists()
    assert [path.name for path in data.iterdir() if path.name.startswith(".")] == [".new-at work"]
    assert len(list(data.iterdir())) == cache.KEPT + 1


def test_a_cache_that_cannot_be_used_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file", encoding="utf-8")
    done = command("screen", hand_in(tmp_path / "ledger"), "--out", tmp_path / "out", data=tmp_path / "data")
    assert done.returncode == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "ledger", "out"]


SWALLOWED = """
import os, signal, time, weakref
import screener.commands as commands
class Held: pass
commands._listen()
held = Held()
kept = weakref.ref(held, lambda _: os.kill(os.getpid(), signal.SIGINT))
try:
    del held
    time.sleep(20)
    print("went on")
except KeyboardInterrupt:
    print("ended")
"""


def test_an_interruption_that_python_may_not_raise_is_made_again() -> None:
    process = subprocess.run(
        [sys.executable, "-c", SWALLOWED], capture_output=True, text=True, check=True, timeout=30
    )
    assert (process.stdout, process.stderr) == ("ended\n", "")
