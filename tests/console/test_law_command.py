"""mingjian law: bases as JSON and in words, periods, and the check of the texts."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from bureau.console.commands.law import law_group
from bureau.law.reading import TEXTS

KEYS = [
    "law",
    "version",
    "article",
    "penalty_article",
    "fine_min",
    "fine_max",
    "formula",
    "handled_by",
    "source",
    "confidence",
]


@pytest.fixture(autouse=True)
def in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINGJIAN_LANG", "en")
    monkeypatch.delenv("MINGJIAN_LAW", raising=False)


def run(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(law_group, words)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.output


def rows(*words: str) -> list[dict[str, object]]:
    status, said = run(*words, "--json")
    assert status == 0, said
    return list(json.loads(said))


def test_the_example_of_the_issue() -> None:
    (one,) = rows("F1", "--domain", "other", "--on", "2023-05-01")
    assert list(one) == KEYS
    assert one["law"] == "检验检测机构监督管理办法"
    assert one["version"] == "2021-06-01"
    assert (one["article"], one["penalty_article"]) == ("第十四条第（一）项", "第二十六条")
    assert (one["fine_min"], one["fine_max"], one["formula"]) == (30000, 30000, None)
    assert (one["handled_by"], one["confidence"]) == ("us", "A")
    assert "第39号" in str(one["source"])


def test_the_new_numbers_and_a_ceiling() -> None:
    (one,) = rows("F1", "--field", "other", "--on", "2026-05-01")
    assert (one["article"], one["penalty_article"]) == ("第十五条第（一）项", "第二十七条")
    assert (one["fine_min"], one["fine_max"]) == (None, 100000)


def test_options_may_come_first_and_the_word_may_be_written() -> None:
    wanted = rows("F1", "--domain", "food", "--on", "2023-05-01")
    assert rows("--on", "2023-05-01", "--domain", "食品", "F1") == wanted
    assert rows("bases", "f1", "--on", "2023-05-01", "--domain", "Food") == wanted


def test_everything() -> None:
    status, said = run("F1", "--on", "2024-05-01", "--decided", "2025-06-20", "--full")
    assert status == 0
    whole = json.loads(said)
    told = whole["candidates"]
    assert (whole["time_bar"], whole["late"], whole["missing"]) == ("2026-05-01", False, [])
    assert {one["threshold"] for one in whole["thresholds"]} >= {"crime_loss", "simple_fine", "reward_cap"}
    assert [(one["applies"], one["article_number"]) for one in told] == [
        ("conduct", "14(1)"),
        ("compare", "15(1)"),
    ]
    assert [one["hearing"] for one in told] == [False, True]
    assert all(one["printable"] for one in told)


def test_in_words() -> None:
    status, said = run("F1", "--domain", "food", "--on", "2024-05-01", "--decided", "2026-06-20")
    assert status == 0
    for part in (
        "F1 false: not tested at all; domain: food; conduct 2024-05-01; decision 2026-06-20",
        "1. 中华人民共和国食品安全法 (现行, its first day is not in the source)",
        "reported to the certifying department",
        "5 to 10 times the fee",
        "2. 检验检测机构监督管理办法 (version of 2021-06-01): the law at the time of the conduct",
        "penalty: article 26: 30,000 yuan",
        "3. 检验检测机构监督管理办法 (version of 2025-05-01)",
        "whether it is lighter, the officer compares",
        "tell of the right",
        "Time bar: until 2026-05-01; until 2029-05-01",
        "past the ordinary time bar",
        "These are candidates: the officer chooses",
    ):
        assert part in said


def test_in_chinese() -> None:
    status, said = run("SIGN", "--on", "2025-04-20", "--until", "2025-05-10", "--lang", "zh")
    assert status == 0
    for part in (
        "SIGN 印章、授权签字人不符合要求；领域：其他；行为 2025-04-20 至 2025-05-10",
        "违反 第十一条",
        "违反 第十二条",
        "罚则 第二十六条第（三）项：30,000 元以下",
        "先责令改正",
        "行为跨新旧规定",
    ):
        assert part in said


def test_what_is_not_read_is_not_to_be_printed() -> None:
    said = run("COMMITMENT", "--on", "2024-05-01")[1]
    assert "not to be printed in a document before a named officer has confirmed it" in said
    assert "confidence C not read" in said
    said = run("MANAGEMENT", "--on", "2024-05-01")[1]
    assert "penalty: —: no fine of its own" in said
    assert "mind: that matters of management fall under this article is inferred" in said


def test_what_is_not_listed_is_said() -> None:
    assert (
        "Not listed: 碳排放权交易管理暂行条例"
        in run("F1", "--domain", "carbon_verification", "--on", "2023-05-01")[1]
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("F9", "--on", "2023-05-01"), "Conduct F9 is not known; there are: U1"),
        (("F1", "--on", "2023-02-30"), "There is no day “2023-02-30”"),
        (("F1", "--on", "2023-05-01", "--decided", "2023-04-30"), "is before the conduct"),
        (("F1", "--on", "2023-05-01", "--until", "2023-04-30"), "before it begins"),
        (("F1", "--on", "2023-05-01", "--domain", "moon"), "Domain moon is not known"),
        (("F1", "--on", "2020-05-01"), "is here from 2021-06-01"),
        (("F1",), "--on"),
    ],
)
def test_what_is_refused(words: tuple[str, ...], said: str) -> None:
    for more in ((), ("--json",)):
        status, told = run(*words, *more)
        assert status == 2
        assert said in told


def test_periods() -> None:
    status, said = run("periods", "--on", "2022-10-31")
    assert status == 0
    assert (
        "serve_by_notice\t60日\t公告送达\t《市场监督管理行政处罚程序规定》第八十二条第（五）项\tA official text read"
        in said
    )
    assert "clue\t15个工作日 + 15个工作日" in said
    told = {one["period"]: one for one in rows("periods", "--on", "2022-11-01")}
    assert told["serve_by_notice"]["length"] == "30日"
    assert told["hearing_notice"]["before"] is True
    assert told["court"]["article"] is None
    assert run("periods", "--on", "2022-11-31")[0] == 2


def test_periods_of_today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINGJIAN_NOW", "2026-04-15")
    assert {one["length"] for one in rows("periods") if one["period"] == "mediation"} == {"60日"}


def test_check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    status, said = run("check")
    assert status == 0
    assert "nothing contradicts" in said
    copy = Path(shutil.copytree(TEXTS, tmp_path / "texts"))
    path = copy / "order-39.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("2025-04-30", "2025-05-31"), encoding="utf-8")
    status, said = run("check", str(copy))
    assert status == 1
    assert "order-39.toml: Versions “2021” and “2025” overlap (2025-05-01)" in said
    monkeypatch.setenv("MINGJIAN_LAW", str(copy))
    assert run("F1", "--on", "2023-05-01")[0] == 2  # nothing is proposed from texts that contradict
    path.write_text(text + "[[", encoding="utf-8")
    status, said = run("check", str(copy))
    assert status == 1
    assert "order-39.toml: It is not well formed" in said
    assert run("F1", "--on", "2023-05-01")[0] == 2


def test_why_a_row_is_there_once_a_decision_is_asked_about() -> None:
    found = rows("F1", "--on", "2024-05-01", "--decided", "2025-06-20")
    assert [one.pop("applies") for one in found] == ["conduct", "compare"]
    assert all(list(one) == KEYS for one in found)


def test_thresholds_and_what_is_known() -> None:
    asked = ("F1", "--domain", "product", "--on", "2026-05-01", "--reports", "12", "--income", "5")
    said = run(*asked)[1]
    assert "illegal income (yuan): 100,000; from here on: verify" in said
    assert said.count("[REACHED]") == 1
    assert said.count("[not reached]") == 1
    assert "measures: order to correct, confiscation of the illegal income" in said
    assert run(*asked, "--loss", "-1")[0] == 2


def test_a_text_without_a_first_day_is_said_not_to_be_looked_up() -> None:
    said = run("F1", "--domain", "food", "--on", "2023-05-01")[1]
    assert "its first day is not in the source, so it was not looked up for that day" in said
    whole = json.loads(run("F1", "--domain", "food", "--on", "2023-05-01", "--full")[1])
    assert [one["printable"] for one in whole["candidates"]] == [False, True]
