"""The command as it is typed: what it says to a mistake, in both languages, and what it says when all is well."""

from __future__ import annotations

import os
import pty
import re
import subprocess
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

import screener
from screener.commands import cli, sizes
from screener.phrases import language
from tests.screener.handins import COMMAND, command, environment, hand_in, run, tree, with_cell

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import click

SCREEN = ["screen", "LEDGER", "--out", "OUT"]

# what is typed, and words of the answer
MISTAKES: dict[str, tuple[list[str], str, str]] = {
    "no ledger": (["screen"], "LEDGER|ARCHIVE|WORKBOOK is missing.", "缺少 LEDGER|ARCHIVE|WORKBOOK。"),
    "no output": (["screen", "LEDGER"], "--out is missing.", "缺少 --out。"),
    "no value": (["screen", "LEDGER", "--out"], "--out", "--out 后面应有值。"),
    "no thread": (
        [*SCREEN, "--threads", "0"],
        "--threads must be a whole number from 1 to 256.",
        "--threads 应为 1 至 256 的整数。",
    ),
    "threads in words": ([*SCREEN, "--threads", "two"], "--threads must be", "--threads 应为"),
    "no fault": (
        [*SCREEN, "--max-faults", "0"],
        "--max-faults must be a whole number of at least 1.",
        "--max-faults 应为不小于 1 的整数。",
    ),
    "memory in words": ([*SCREEN, "--memory", "abc"], "--memory: expected a size", "--memory：应为 512MiB"),
    "no memory": ([*SCREEN, "--memory", "1KB"], "--memory: at least 64MiB.", "--memory：至少 64MiB。"),
    "no rule": ([*SCREEN, "--rules", " ,"], "--rules: no rule is named.", "--rules：没有写规则名。"),
    "an unknown rule": (
        [*SCREEN, "--rules", "raw.missing,raw.found"],
        "No such rule: raw.found. The rules are scope.uncovered, ",
        "没有这条规则：raw.found。可用的规则：scope.uncovered, ",
    ),
    "an unknown option": ([*SCREEN, "--fast"], "There is no option --fast.", "没有 --fast 这个选项。"),
    "one argument too many": ([*SCREEN, "more"], "extra argument", "多写了参数"),
    "an unknown command": (["scan"], "No such command 'scan'.", "没有 scan 这个命令。"),
    "an unknown command below": (["ledger", "mend"], "No such command 'mend'.", "没有 mend 这个命令。"),
    "an unknown format": (
        ["ledger", "sample", "--out", "OUT", "--format", "xlsx"],
        "--format must be one of csv / parquet.",
        "--format 应为 csv / parquet 之一。",
    ),
    "a sample of nothing": (
        ["ledger", "sample", "--out", "OUT", "--results", "0"],
        "--results must",
        "--results 应",
    ),
}


@pytest.mark.parametrize("case", MISTAKES)
def test_a_mistake_is_answered_in_the_users_language(
    case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed, english, chinese = MISTAKES[case]
    ledger = hand_in(tmp_path / "ledger")
    names = {"LEDGER": str(ledger), "OUT": str(tmp_path / "out")}
    monkeypatch.setenv("MINGJIAN_DATA", str(tmp_path / "data"))
    for chosen, words in (("en", english), ("zh", chinese)):
        status, message = run(monkeypatch, chosen, *(names.get(word, word) for word in typed))
        assert status == 2
        assert words in message.splitlines()[0]
        if case != "an unknown rule":
            see = {"en": "For the usage see mingjian", "zh": "用法见 mingjian"}[chosen]
            assert message.splitlines()[1:] == [message.splitlines()[-1]]
            assert re.fullmatch(f"{see}[a-z ]* --help", message.splitlines()[-1])
    assert [path.name for path in tmp_path.iterdir()] == ["ledger"]


def test_a_mistake_in_a_process_of_its_own(tmp_path: Path) -> None:
    done = command("screen", tmp_path, "--out", tmp_path / "out", "--threads", "0", data=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "--threads must be a whole number from 1 to 256.\nFor the usage see mingjian screen --help\n"
    )


@pytest.mark.parametrize("words", [[], ["ledger"]])
def test_nothing_typed_is_answered_with_the_help(words: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    status, message = run(monkeypatch, "en", *words)
    assert status == 2
    assert message.startswith("Usage: mingjian")
    assert "Commands:" in message


def _commands(group: click.Group) -> Iterator[click.Command]:
    for name in sorted(group.commands):
        yield group.commands[name]
        below = group.commands[name]
        if hasattr(below, "commands"):
            yield from _commands(below)  # type: ignore[arg-type]


def test_every_command_has_an_example_and_both_languages() -> None:
    for found in [cli, *_commands(cli)]:
        assert "mingjian " in str(found.epilog)
        assert re.search(r"[一-鿿]", str(found.help))
        assert re.search(r"[A-Z][a-z]+[:,]? [a-z]+", str(found.help))
        for parameter in found.params:
            told = getattr(parameter, "help", None)
            assert told is None or re.search(r"[一-鿿].*[A-Za-z]{3}", told), parameter.name


@pytest.mark.parametrize("words", [["--help"], ["screen", "-h"], ["ledger", "check", "--help"], ["version"]])
def test_help_and_version_end_well(
    words: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "en", *words) == (0, "")
    assert capsys.readouterr().out


def test_version(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    run(monkeypatch, "en", "version")
    assert capsys.readouterr().out.startswith(f"mingjian {screener.__version__} (Python 3.")


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("512MiB", 2**29),
        ("2GB", 2**31),
        ("1.5g", 3 * 2**29),
        (" 64 mb ", 2**26),
        ("1073741824", 2**30),
        ("1T", 2**40),
    ],
)
def test_sizes(text: str, size: int) -> None:
    assert sizes.Size().convert(text, None, None) == size


@pytest.mark.parametrize(
    ("variables", "chosen"),
    [
        ({}, "zh"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "C.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "en_US"}, "en"),
        ({"LANG": "en_US", "MINGJIAN_LANG": "zh"}, "zh"),
        ({"LANG": "zh_CN", "MINGJIAN_LANG": "EN"}, "en"),
    ],
)
def test_the_language(variables: dict[str, str], chosen: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("MINGJIAN_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert language() == chosen


def test_a_terminal_that_knows_no_chinese_is_no_reason_to_fail(tmp_path: Path) -> None:
    ledger = hand_in(tmp_path / "ledger", results=with_cell("results", 1, "value", "五"))
    env = {**environment("zh", tmp_path / "data"), "PYTHONIOENCODING": "ascii"}
    for folder, status in ((ledger, 2), (hand_in(tmp_path / "good"), 0)):
        done = subprocess.run(
            [COMMAND, "ledger", "check", folder], env=env, capture_output=True, text=True, check=False
        )
        assert (done.returncode, "Traceback" in done.stderr) == (status, False)


def test_check_says_what_was_read_and_what_looks_odd(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ledger = hand_in(
        tmp_path / "ledger",
        sites=None,
        institutions=with_cell("institutions", 1, "home_division", "1506\n02" + "x" * 200),
        results=with_cell("results", 2, "report_id", "R9"),
    )
    before = tree(tmp_path)
    assert run(monkeypatch, "en", "ledger", "check", ledger) == (0, "")
    lines = capsys.readouterr().out.splitlines()
    assert "results: 3" in lines
    assert "sites: 0 (absent)" in lines
    assert "results.report_id: 1 rows point to no reports.report_id" in lines
    (odd,) = (line for line in lines if line.startswith("institutions.home_division: "))
    assert "1506\\x0a02xxx" in odd
    assert len(odd) < 200
    assert lines[-1] == "The ledger keeps to the format."
    assert run(monkeypatch, "zh", "ledger", "check", ledger) == (0, "")
    said = capsys.readouterr().out
    assert "sites: 0（没有这张表）" in said
    assert said.endswith("台账合格式。\n")
    assert tree(tmp_path) == before


def test_a_run_says_what_it_found_and_where(tmp_path: Path) -> None:
    done = command(
        "screen",
        hand_in(tmp_path / "ledger"),
        *("--out", tmp_path / "out", "--rules", "raw.missing, dates.order", "--rules", "raw.reused"),
        *("--threads", "1", "--memory", "64MiB"),
        data=tmp_path / "data",
    )
    assert done.returncode == 0
    assert done.stdout == f"1 institutions, 3 results, 0 hits. Report: {tmp_path / 'out' / 'index.html'}\n"
    stages = [
        "reading reports",
        "reading results",
        "cutting by institution",
        "screening",
        "writing the report",
    ]
    assert done.stderr.splitlines() == [f"{stage} …" for stage in stages]


def test_a_terminal_is_shown_bars(tmp_path: Path) -> None:
    ledger, out = tmp_path / "ledger", tmp_path / "out"
    sample: list[str | Path] = [
        "ledger",
        "sample",
        "--out",
        ledger,
        "--results",
        "300",
        "--institutions",
        "1",
    ]
    screening: list[str | Path] = ["screen", ledger, "--out", out]
    for words, stages in (
        (sample, ["生成样例"]),
        (screening, ["读入报告", "读入结果", "按机构整理", "筛查", "写报告"]),
    ):
        ours, theirs = pty.openpty()
        process = subprocess.Popen([COMMAND, *words], stderr=theirs, env=environment("zh", tmp_path / "data"))
        os.close(theirs)
        shown = b""
        with suppress(OSError):  # Linux says that the other end is closed with an error
            while part := os.read(ours, 2**16):
                shown += part
        os.close(ours)
        assert process.wait() == 0
        for stage in stages:
            assert stage in shown.decode()
        assert "100%" in shown.decode()
