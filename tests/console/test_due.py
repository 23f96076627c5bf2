"""mingjian due: the day, the reason for it, and what is refused."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from bureau.console.commands.due import due_command

SHUT = '[["停办"]]\n"自" = 2022-05-17\n"至" = 2022-05-18\n"事由" = "疫情防控"\n"凭证" = "第3号通告"\n'


@pytest.fixture(autouse=True)
def in_english(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MINGJIAN_LANG", "en")
    monkeypatch.setenv("MINGJIAN_DATA", str(tmp_path))


def run(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(due_command, words)
    assert done.exception is None or isinstance(done.exception, SystemExit)
    return done.exit_code, done.output.rstrip("\n")


@pytest.mark.parametrize(
    ("words", "due"),
    [
        (("2022-05-16", "15wd"), "2022-06-07"),
        (("2022-04-25", "15wd"), "2022-05-18"),
        (("2022-07-05", "90d"), "2022-10-08"),
        (("2022-07-05", "90d", "--roll", "none"), "2022-10-03"),
        (("2022-06-10", "1d", "--roll", "holiday"), "2022-06-11"),
        (("2022-05-16", "15wd", "--extend", "15wd:2022-06-01:负责人批准"), "2022-06-28"),
        (("2022-06-08", "90d", "--stop", "2022-06-10:2022-06-24:检测委托书"), "2022-09-21"),
        (("2022-05-16", "clue"), "2022-06-07"),
        (("2022-06-08", "decision"), "2022-09-06"),
        (("2022-10-31", "serve_by_notice"), "2022-12-30"),
        (("2022-11-01", "serve_by_notice"), "2022-12-01"),
        (("2022-05-01", "6m"), "2022-11-01"),
        (("2022-08-31", "6M"), "2023-02-28"),
        (("2022-05-16", "2y"), "2024-05-16"),
        (("2022-05-16T14:30", "24h"), "2022-05-17"),
    ],
)
def test_the_last_line_begins_with_the_day(words: tuple[str, ...], due: str) -> None:
    for more in ((), ("--explain",)):
        status, said = run(*words, *more)
        assert status == 0, said
        assert said.splitlines()[-1].startswith(f"{due} ")


def test_without_a_reason_it_says_one_line() -> None:
    assert run("2022-05-16", "15wd") == (0, "2022-06-07 Tue the period ends (15 working days)")
    assert run("2022-05-16", "15wd", "--lang", "zh") == (0, "2022-06-07 周二 届满（15 个工作日）")


def test_the_reason_tells_every_day() -> None:
    status, said = run(
        "2022-04-28",
        "5wd",
        "--explain",
        "--stop",
        "2022-05-05:2022-05-06:检测委托书",
        "--extend",
        "2wd:2022-05-09:负责人",
    )
    lines = said.splitlines()
    assert status == 0
    assert lines[:4] == [
        "Begins 2022-04-28 Thu, which is not counted",
        "Add    5 working days",
        "Extend 2 working days, approved 2022-05-09 (负责人)",
        "Leave out 2022-05-05 to 2022-05-06 (检测委托书)",
    ]
    days = [line.strip() for line in lines if line.startswith("  ")]
    assert days[0] == "2022-04-29 Fri  day 1, working day"
    assert "2022-05-02 Mon  not counted, holiday (Labour Day)" in days
    assert "2022-05-05 Thu  left out (检测委托书), working day" in days
    assert "2022-05-07 Sat  day 2, make-up working day (Labour Day)" in days
    assert "2022-05-08 Sun  not counted, weekend" in days
    assert [int(found) for found in re.findall(r"day (\d+),", said)] == list(range(1, 8))
    assert lines[-1] == "2022-05-13 Fri the period ends (5 working days + 2 working days)"


def test_the_answer_repeats_the_unit_in_words() -> None:
    assert run("2022-05-01", "6m", "--lang", "zh") == (0, "2022-11-01 周二 届满（6 个月）")
    assert run("2022-05-01", "2y")[1].endswith("(2 years)")
    helped = run("--help")[1]
    assert all(f"{unit} {word}" in helped for unit, word in (("m", "月"), ("y", "年"), ("h", "小时")))


def test_a_roll_is_told() -> None:
    said = run("2022-07-05", "90d", "--explain", "--lang", "zh")[1]
    assert said.count("顺延，") == 5
    assert "届满日遇休，顺延" in said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("2022-02-30", "15wd"), "There is no day “2022-02-30”"),
        (("16.5.2022", "15wd"), "write a day as 2022-05-16"),
        (("2022-05-16", "15mo"), "The unit “mo”"),
        (("2022-05-16", "15"), "wd (working days), d (calendar days), m (months), y (years) or h (hours)"),
        (("2022-05-16", "90min"), "The unit “min”"),
        (("2022-05-16", "6周"), "The unit “周”"),
        (("2022-05-16", "24h"), "counted from an instant"),
        (("2022-05-16T14:30", "6m"), "counted from a day"),
        (("2022-05-16", "121m"), "the longest is 120 months"),
        (("2022-05-16", "-5wd"), "must be one day or more"),
        (("2022-05-16", "0d"), "must be one day or more"),
        (("2022-05-16", "soon"), "There is no period “soon”"),
        (("2022-05-16", "transfer_hand_over"), "counted from an instant"),
        (("2022-05-16T14:30", "clue"), "counted from a day"),
        (("2022-05-16T14:30", "24小时", "--before"), "not counted back"),
        (("2022-06-20", "hearing_notice", "--stop", "2022-06-10:2022-06-12:函"), "counted back from a day"),
        (("2022-06-20", "7wd", "--before", "--extend", "1wd:2022-06-01:批准"), "not extended"),
        (("2022-05-16", "clue", "--extend", "20wd:2022-06-01:批准"), "15 working days at most"),
        (
            ("2022-05-16", "clue", "--extend", "15wd:2022-06-01:批准", "--extend", "5wd:2022-06-20:批准"),
            "extended once",
        ),
        (("2022-05-16", "statement", "--extend", "5wd:2022-05-17:批准"), "does not let period"),
        (("2022-05-16", "statement", "--stop", "2022-05-17:2022-05-18:函"), "leaves no time out"),
        (("2022-05-16", "15wd", "--unit", "城北所"), "no closure of unit “城北所”"),
        (("2026-05-16", "informant_told"), "not laid down for 2026-05-16"),
        (("2022-05-16", "15wd", "--stop", "2022-05-20:2022-05-25"), "names no document"),
        (("2022-05-16", "15wd", "--stop", "2022-05-20:2022-05-25:"), "names no document"),
        (("2022-05-16", "15wd", "--stop", "2022-05-20"), "Write --stop as"),
        (("2022-05-16", "15wd", "--extend", "15wd:2022-06-01"), "names no approval"),
        (("2022-05-16", "15wd", "--extend", "15wd:2022-06-09:批准"), "cannot be extended any more"),
        (("2022-05-16", "15wd", "--extend", "15d:2022-06-01:批准"), "another unit"),
        (("2022-05-16", "15wd", "--extend", "15wd"), "Write --extend as"),
        (("2022-05-16", "15wd", "--calendar", "none.toml"), "none.toml: It cannot be read"),
    ],
)
def test_what_is_refused(words: tuple[str, ...], said: str) -> None:
    status, told = run(*words)
    assert status == 2
    assert said in told
    assert "Traceback" not in told


@pytest.mark.parametrize("length", ["15wd", "15d"])
def test_a_year_without_a_calendar_is_refused_in_one_sentence(length: str) -> None:
    status, told = run("9000-12-20", length)
    assert status == 2
    assert len(told.splitlines()) == 1
    assert "not published or not loaded" in told
    assert "mingjian calendar load" in told


def test_plain_days_need_no_calendar() -> None:
    assert run("9000-12-20", "15d", "--roll", "none")[1].startswith("9001-01-04 ")


def test_a_table_of_the_office_and_another_one(tmp_path: Path) -> None:
    table = tmp_path / "shut.toml"
    table.write_text(SHUT, encoding="utf-8")
    assert run("2022-05-16", "15wd", "--calendar", str(table))[1].startswith("2022-06-09 ")
    assert run("2022-05-16", "15wd")[1].startswith("2022-06-07 ")
    table.rename(tmp_path / "calendar.toml")
    status, said = run("2022-05-16", "15wd", "--explain")
    assert said.splitlines()[-1].startswith("2022-06-09 ")
    assert "not counted, office shut (疫情防控（第3号通告）)" in said
    assert status == 0


@pytest.mark.parametrize(
    ("day", "code", "last"),
    [
        ("2024-05-02", "time_bar", "2026-05-02 "),
        ("2023-05-02", "list_term", "2026-05-02 "),
        ("2024-08-31", "shown_light", "2024-11-30 "),
        ("2026-03-01", "archive", "2032-03-01 "),
        ("2026-03-01", "certificate_validity", "2032-03-01 "),
    ],
)
def test_a_span_of_time_ends_on_its_day(day: str, code: str, last: str) -> None:
    """On a Saturday, too, and in years whose days of rest nobody has published: nothing is to be done by it."""
    status, said = run(day, code)
    assert (status, said.splitlines()[-1][:11]) == (0, last)


def test_a_period_of_the_law_is_not_counted_back_at_will() -> None:
    status, said = run("2024-05-16", "clue", "--before")
    assert status == 2
    assert "The law says from which side" in said


def test_counted_back_in_months_and_in_hours() -> None:
    for words, last in (
        (("2022-06-20", "hearing_notice"), "2022-06-09 "),
        (("2022-06-20", "7wd", "--before"), "2022-06-09 "),
        (("2022-06-06", "3d", "--before"), "2022-06-02 "),
        (("2022-08-31", "court"), "2023-02-28 "),
        (("2022-05-16", "time_bar"), "2024-05-16 "),
        (("2022-05-16T14:30", "police_pass_on"), "2022-05-17 14:30 "),
    ):
        status, said = run(*words, "--explain")
        assert status == 0
        assert said.splitlines()[-1].startswith(last)
    earlier = run("2022-06-06", "3d", "--before", "--explain")[1]
    assert "moved earlier, working day" in earlier


def test_the_closures_of_one_unit(tmp_path: Path) -> None:
    table = tmp_path / "shut.toml"
    table.write_text(SHUT.replace('"自"', '"单位" = ["城北所"]\n"自"', 1), encoding="utf-8")
    with_unit = run("2022-05-16", "15wd", "--calendar", str(table), "--unit", "城北所")[1]
    assert with_unit.startswith("2022-06-09 ")
    assert run("2022-05-16", "15wd", "--calendar", str(table))[1].startswith("2022-06-07 ")
    refused = run("2022-05-16", "15wd", "--calendar", str(table), "--unit", "城南所")
    assert refused[0] == 2
    assert "those named in it: 城北所" in refused[1]


@pytest.mark.parametrize(
    "more", [("--roll", "none"), ("--roll", "workday"), ("--unit", "城北所"), ("--calendar", "a.toml")]
)
def test_hours_know_no_days_of_rest(more: tuple[str, str]) -> None:
    status, said = run("2022-05-16T14:30", "24h", *more)
    assert (status, "leave --roll, --unit and --calendar out" in said) == (2, True)


@pytest.mark.parametrize("explain", [(), ("--explain",)])
def test_a_stop_that_leaves_nothing_out_is_said_to(explain: tuple[str, ...]) -> None:
    status, said = run("2022-05-16", "15wd", "--stop", "2022-07-01:2022-07-03:委托书", *explain)
    assert status == 0
    assert "Mind: the stop from 2022-07-01 to 2022-07-03 (委托书) lies outside the period" in said
    assert "Leave out" not in said
    assert said.splitlines()[-1].startswith("2022-06-07 ")


def test_extensions_stand_in_the_order_of_their_approval() -> None:
    extended = [f"--extend=30d:2022-{day}:批准" for day in ("09-06", "07-06")]
    status, said = run("2022-06-08", "90d", *extended)
    assert (status, "before the one that it follows (2022-09-06)" in said) == (2, True)
