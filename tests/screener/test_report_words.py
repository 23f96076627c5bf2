"""The words of every rule: both languages, every place filled, every variant of the evidence told apart."""

from __future__ import annotations

import string
from typing import TYPE_CHECKING, Any

import pytest

from screener.phrases import Phrase
from screener.run import ALL
from screener.wording import WORDING
from screener.wording.facts import facts_of, length, moment
from screener.wording.terms import CONDUCTS, FAMILIES, GRADES, OUTCOMES, TABLES, reason_of
from tests.house.project import has_chinese
from tests.screener.report_evidence import OTHER, SAMPLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from screener.wording import Wording


def test_every_rule_has_its_words() -> None:
    assert set(WORDING) == set(ALL) == set(SAMPLES)
    assert {rule.conduct for rule in ALL.values()} <= set(CONDUCTS)
    assert {rule.family for rule in ALL.values()} <= set(FAMILIES)
    assert {rule.grade for rule in ALL.values()} <= set(GRADES)
    assert set(OUTCOMES) == {"hit", "clear", "not_enough_data", "not_applicable"}


def pairs(words: Wording) -> Iterator[tuple[str, str]]:
    """Every Chinese text of a rule with its English."""
    yield from ((words.label_zh, words.label_en), (words.title_zh, words.title_en))
    yield words.meaning_zh, words.meaning_en
    for innocent in words.innocent:
        yield from ((innocent.zh, innocent.en), (innocent.check_zh, innocent.check_en))
    for check in words.site:
        yield from ((phrase.zh, phrase.en) for phrase in vars(check).values())


@pytest.mark.parametrize("rule", list(WORDING))
def test_words_stand_in_both_languages(rule: str) -> None:
    words = WORDING[rule]
    assert words.rule == rule
    assert len(words.innocent) >= 2
    assert len(words.site) >= 2
    for zh, en in pairs(words):
        assert has_chinese(zh)
        assert en
        assert not has_chinese(en)


@pytest.mark.parametrize("rule", list(WORDING))
def test_every_place_is_filled_from_the_evidence(rule: str) -> None:
    words = WORDING[rule]
    facts = facts_of(rule, SAMPLES[rule][1])
    for text in (words.title_zh, words.title_en, words.meaning_zh, words.meaning_en):
        places = {name for _, name, _, _ in string.Formatter().parse(text) if name}
        assert places <= set(facts)
        assert [name for name in places if facts[name].zh == "（空）"] == []


def told(rule: str, place: str, row: dict[str, Any] | None = None, **changed: Any) -> Phrase:
    """One fact of the sample evidence with some of it changed."""
    evidence = SAMPLES[rule][1]
    return facts_of(rule, evidence | {"row": evidence["row"] | (row or {})} | changed)[place]


NOBODY: dict[str, Any] = {"others": [], "others_total": 0}


@pytest.mark.parametrize(
    ("phrase", "zh", "en"),
    [
        (told("scope.uncovered", "near", **NOBODY), "一行也没有", "no row"),
        (told("scope.uncovered", "near"), "1 行，其中本场所 0 行", "1 rows"),
        (told("certificate.not_in_force", "near", **NOBODY), "一张证书也没有", "no certificate"),
        (told("instrument.uncalibrated", "near", **NOBODY), "没有这台设备的检定", "no calibration"),
        (told("instrument.uncalibrated", "near"), "有效至 2022-03-17", "valid until 2022-03-17"),
        (told("instrument.elsewhere", "why", {"uscc": OTHER}), "另一家机构", "another institution"),
        (told("person.not_employed", "why", **NOBODY), "人员表里没有这个人", "not in the staff list"),
        (told("person.not_employed", "why", {"uscc": OTHER}), "另一家机构", "another institution"),
        (
            told("signatory.unauthorised", "why", {"signatory_id": None}),
            "没有写签发人",
            "no signatory is named",
        ),
        (
            told("sample.age", "bounds", others=[{"table": "methods", "min_age_days": 28}]),
            "不少于 28 天",
            "at least 28",
        ),
        (
            told("sample.age", "bounds", others=[{"table": "methods", "max_age_days": 3}]),
            "不超过 3 天",
            "at most 3",
        ),
        (
            told("sample.age", "bounds", others=[{"table": "methods", "min_age_days": 3, "max_age_days": 7}]),
            "3 至 7 天",
            "3 to 7 days",
        ),
        (told("items.missing", "missing", missing=[f"项{n}" for n in range(9)]), "等 9 项", "and 4 more"),
        (
            told("dates.order", "breaches", breaches=["ended_before_started"]),
            "结束早于开始",
            "before it began",
        ),
        (
            told("ledger.changed", "what"),
            "报告 1 列（结论），结果 1 行",
            "1 of its columns (conclusion) and 1 of its results",
        ),
    ],
)
def test_variants_are_told_apart(phrase: Phrase, zh: str, en: str) -> None:
    assert zh in phrase.zh
    assert en in phrase.en


def test_a_changed_report_tells_only_what_differs() -> None:
    assert told("ledger.changed", "what", {"columns": []}, others_total=1_200) == (
        "结果 1,200 行",
        "1,200 of its results",
    )
    assert told("ledger.changed", "what", **NOBODY) == ("报告 1 列（结论）", "1 of its columns (conclusion)")


def test_a_signatory_who_had_left_is_said_to_have_left() -> None:
    granted = {
        "table": "authorisations",
        "person_id": "P-002",
        "domain": "building_materials",
        "valid_from": "2018-01-10",
    }
    left = {"table": "people", "person_id": "P-002", "uscc": SAMPLES["signatory.unauthorised"][1]["row"]["uscc"],
            "employed_from": "2015-03-01", "employed_to": "2022-01-01"}  # fmt: skip
    why = told("signatory.unauthorised", "why", others=[granted, left])
    assert "当天不在职（登记的在职期间 2015-03-01 至 2022-01-01）" in why.zh


@pytest.mark.parametrize(
    ("seconds", "zh", "en"),
    [
        (0, "0 秒", "0 s"),
        (59.5, "59.5 秒", "59.5 s"),
        (3_600, "1 小时", "1 h"),
        (-5_400, "-1 小时 30 分钟", "-1 h 30 min"),
        (90_061, "1 天 1 小时 1 分钟 1 秒", "1 d 1 h 1 min 1 s"),
    ],
)
def test_lengths_of_time(seconds: float, zh: str, en: str) -> None:
    assert length(seconds) == Phrase(zh, en)


def test_what_cannot_be_read_is_nothing() -> None:
    assert moment("yesterday") is None
    assert moment(None) is None
    assert facts_of("test.too_short", {})["length"].zh == "（空）"


def test_reasons_are_said_in_both_languages() -> None:
    assert reason_of("absent table: scope, methods") == Phrase(
        "没有提供：能力附表、方法", "not handed in: approved scope, methods"
    )
    assert has_chinese(reason_of("not chosen for this run").zh)
    few = "groups not tested: fewer than 8 peers: "
    assert (
        reason_of(f"{few}building_materials, vehicle").zh
        == "没能核对的分组：可比同行不足 8 家：建筑材料、机动车检验"
    )
    assert reason_of(f"{few}铅, 以 Pb 计 · 甲 · 1 and 3 more").zh.endswith(
        "铅, 以 Pb 计 · 甲 · 1 等，另有 3 组"
    )
    assert reason_of("something new") == Phrase("something new", "something new")
    assert all(has_chinese(phrase.zh) for phrase in TABLES.values())


def test_a_difference_from_the_reference_says_in_which_table_and_column() -> None:
    own = {"table": "institutions", "uscc": "A", "name": "甲", "kind": "enterprise", "said_by": "ledger"}
    told = {**own, "name": "乙", "said_by": "reference"}
    alone = {"table": "certificates", "certificate_no": "C3", "said_by": "ledger", "reference_rows": 0}
    facts = facts_of("reference.disagrees", {"others": [own, told, alone], "differences": 2})
    assert facts["what"].zh == "机构（名称）、资质认定证书（参照库没有这一行）"
    assert facts["what"].en == "institutions (name); certificates (no such row in the reference)"
