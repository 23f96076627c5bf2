"""Which language a command speaks, and how it ends in words."""

from __future__ import annotations

import pytest

from bureau.console.commands.phrases import Phrase, language, stop, tell

SAID = Phrase("共 {n} 处", "{n} in all")


@pytest.fixture(autouse=True)
def no_locale(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("MINGJIAN_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, "zh-hans"),
        ({"LANG": "C.UTF-8"}, "zh-hans"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LC_ALL": "zh_CN.UTF-8"}, "zh-hans"),
        ({"LANG": "zh_CN.UTF-8", "MINGJIAN_LANG": "en"}, "en"),
    ],
)
def test_the_setting_decides_then_the_terminal(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], expected: str
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert language() == expected
    assert str(SAID.with_(n=3)) == ("3 in all" if expected == "en" else "共 3 处")


def test_a_command_ends_with_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    tell(SAID.with_(n=1))
    with pytest.raises(SystemExit) as ended:
        stop(SAID.with_(n=2))
    assert ended.value.code == 2
    told = capsys.readouterr()
    assert (told.out, told.err) == ("共 1 处\n", "共 2 处\n")
