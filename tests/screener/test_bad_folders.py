"""A folder that is no ledger is refused with one sentence that says what to mend, and nothing is written."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from screener import Refused, screen
from tests.screener.handins import LEDGER, command, describe, hand_in, run, tree

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

OTHERS: list[dict[str, object]] = [
    {"name": name, "path": f"{name}.csv"} for name in LEDGER if name != "results"
]


def _resources(*more: dict[str, object]) -> Callable[[Path], None]:
    return lambda folder: describe(folder, [*OTHERS, *more])


def _results(path: object, **more: object) -> Callable[[Path], None]:
    return _resources({"name": "results", "path": path, **more})


def _descriptor(text: str | bytes) -> Callable[[Path], None]:
    content = text if isinstance(text, bytes) else text.encode()

    def spoil(folder: Path) -> None:
        (folder / "datapackage.json").write_bytes(content)

    return spoil


def _gone(name: str) -> Callable[[Path], None]:
    return lambda folder: (folder / name).unlink()


def _link(target: str) -> Callable[[Path], None]:
    def spoil(folder: Path) -> None:
        (folder / "results.csv").rename(folder.parent / "results.csv")
        (folder / "results.csv").symlink_to(target)

    return spoil


def _linked_folder(folder: Path) -> None:
    (folder.parent / "elsewhere").mkdir()
    (folder / "results.csv").rename(folder.parent / "elsewhere" / "results.csv")
    (folder / "results").symlink_to(folder.parent / "elsewhere")
    describe(folder, [*OTHERS, {"name": "results", "path": "results"}])


def _folder_with_linked_folder(folder: Path) -> None:
    (folder / "results").mkdir()
    (folder / "results.csv").rename(folder / "results" / "results.csv")
    (folder / "results" / "more").symlink_to(folder.parent)
    describe(folder, [*OTHERS, {"name": "results", "path": "results"}])


def _inner_link(folder: Path) -> None:
    (folder / "results").mkdir()
    (folder / "results.csv").rename(folder / "results" / "results.csv")
    (folder / "results" / "more").symlink_to("../more")
    (folder / "more").mkdir()
    describe(folder, [*OTHERS, {"name": "results", "path": "results"}])


def _folder_without_tables(folder: Path) -> None:
    (folder / "results").mkdir()
    (folder / "results" / "read me.txt").write_text("nothing here", encoding="utf-8")
    describe(folder, [*OTHERS, {"name": "results", "path": "results"}])


def _pipe(folder: Path) -> None:
    (folder / "results.csv").unlink()
    os.mkfifo(folder / "results.csv")


# what is done to the folder, and words of the sentence in English and in Chinese
FOLDERS: dict[str, tuple[Callable[[Path], None], str, str]] = {
    "no descriptor": (_gone("datapackage.json"), "holds no datapackage.json", "没有 datapackage.json"),
    "empty descriptor": (_descriptor(""), "not valid JSON", "不是有效的 JSON"),
    "broken JSON": (_descriptor('{"resources": ['), "not valid JSON", "不是有效的 JSON"),
    "JSON in UTF-16": (_descriptor('{"resources": []}'.encode("utf-16")), "not valid JSON", "JSON"),
    "a deep descriptor": (_descriptor("[" * 100_000), "not valid JSON", "不是有效的 JSON"),
    "a list": (_descriptor("[]"), "resources must be a list of objects", "resources 应为对象列表"),
    "no resources": (_descriptor('{"name": "x"}'), "resources must be a list of objects", "resources 应为"),
    "resources an object": (_descriptor('{"resources": {}}'), "resources must be a list", "resources 应为"),
    "resources of text": (_descriptor('{"resources": ["results"]}'), "resources must be", "resources 应为"),
    "names that are no text": (
        _descriptor('{"resources": [{"name": ["results"], "path": "results.csv"}]}'),
        "required tables are missing: institutions, reports, results",
        "缺少必备的表：institutions, reports, results",
    ),
    "a required table missing": (
        _resources(),
        "required tables are missing: results",
        "缺少必备的表：results",
    ),
    "a table twice": (
        _resources({"name": "results", "path": "results.csv"}, {"name": "results", "path": "results.csv"}),
        "the table results is listed twice",
        "表 results 写了两次",
    ),
    "a file twice": (
        _results(["results.csv", "./results.csv"]),
        "results lists a file twice",
        "文件写了两次",
    ),
    "no path": (_resources({"name": "results"}), "results states no path", "没有写文件路径"),
    "inline rows": (_resources({"name": "results", "data": []}), "results states no path", "没有写文件路径"),
    "paths that are no text": (_results([1]), "results states no path", "没有写文件路径"),
    "path upwards": (
        _results("../results.csv"),
        "path of results leaves the folder: ../results.csv",
        "不在文件夹内",
    ),
    "path up and down": (_results("x/../results.csv"), "leaves the folder", "不在文件夹内"),
    "absolute path": (_results("/etc/passwd"), "leaves the folder: /etc/passwd", "不在文件夹内：/etc/passwd"),
    "URL": (_results("https://example.org/results.csv"), "leaves the folder", "不在文件夹内"),
    "backslash": (_results("..\\results.csv"), "leaves the folder", "不在文件夹内"),
    "NUL in a path": (_results("results.csv\0"), "leaves the folder", "不在文件夹内"),
    "half a character in a path": (_results("\ud800.csv"), "does not exist", "不存在"),
    "endless path": (_results("x" * 5000 + ".csv"), "Cannot be read", "读不了"),
    "link outwards": (_link("../results.csv"), "leaves the folder: results.csv", "不在文件夹内"),
    "link to nothing": (_link("nowhere.csv"), "does not exist: results.csv", "不存在：results.csv"),
    "link in a circle": (_link("results.csv"), "does not exist: results.csv", "不存在：results.csv"),
    "folder that is a link": (_linked_folder, "leaves the folder: results", "不在文件夹内"),
    "folder with a link": (_folder_with_linked_folder, "leaves the folder: results", "不在文件夹内"),
    "link to a folder inside": (_inner_link, "holds a link to a folder: more", "指向文件夹的链接：more"),
    "file missing": (_gone("results.csv"), "file of results does not exist: results.csv", "文件不存在"),
    "folder without tables": (_folder_without_tables, "holds no .csv or .parquet", "没有 .csv 或 .parquet"),
    "a pipe": (_pipe, "is no regular file: results.csv", "不是普通文件：results.csv"),
    "unknown suffix": (_results("datapackage.json"), "must be .csv or .parquet", "应为 .csv 或 .parquet"),
    "semicolons": (
        _results("results.csv", dialect={"delimiter": ";"}),
        "separated by commas",
        "分隔符应为逗号",
    ),
    "GB 18030": (_results("results.csv", encoding="gb18030"), "encoded in UTF-8", "编码应为 UTF-8"),
}


@pytest.mark.parametrize("case", FOLDERS)
def test_a_folder_that_is_no_ledger_is_refused(
    case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoil, english, chinese = FOLDERS[case]
    spoil(hand_in(tmp_path / "in" / "ledger"))
    monkeypatch.setenv("MINGJIAN_DATA", str(tmp_path / "data"))
    out = tmp_path / "not" / "yet" / "out"
    for language, words in (("en", english), ("zh", chinese)):
        status, message = run(monkeypatch, language, "screen", tmp_path / "in" / "ledger", "--out", out)
        assert status == 2
        assert words in message
        assert len(message.splitlines()) == 1
        assert "results" in message or str(tmp_path) in message
    assert sorted(path.name for path in tmp_path.iterdir()) in (["data", "in"], ["in"])
    assert tree(tmp_path / "data") in ({}, {"archive": None})


def test_no_such_folder(tmp_path: Path) -> None:
    for language, words in (("en", "No such folder"), ("zh", "没有这个文件夹")):
        done = command(
            "screen", tmp_path / "none", "--out", tmp_path / "out", data=tmp_path / "data", language=language
        )
        assert done.returncode == 2
        assert done.stdout == ""
        assert words in done.stderr
        assert done.stderr.count("\n") == 1
        assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("case", "work"), [("broken JSON", "screen"), ("absolute path", "check"), ("link outwards", "archive")]
)
def test_every_command_refuses_it_alike(case: str, work: str, tmp_path: Path) -> None:
    spoil, english, _ = FOLDERS[case]
    ledger = hand_in(tmp_path / "in" / "ledger")
    spoil(ledger)
    before = tree(tmp_path / "in")
    target = ["--out", str(tmp_path / "out")] if work != "check" else []
    words = ["screen"] if work == "screen" else ["ledger", work]
    done = command(*words, ledger, *target, data=tmp_path / "data")
    assert done.returncode == 2
    assert english in done.stderr
    assert "Traceback" not in done.stderr
    assert tree(tmp_path / "in") == before
    assert not (tmp_path / "out").exists()


def test_from_python_the_refusal_is_an_exception_with_both_languages(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        screen(tmp_path, tmp_path / "out")
    assert "holds no datapackage.json" in refused.value.message.en
    assert "没有 datapackage.json" in refused.value.message.zh
    assert refused.value.faults == []
