"""Reading notices that are written differently: every proposal is right or left empty, and stands in the text."""

from __future__ import annotations

import datetime as dt
import io
import time
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from bureau.campaign.notices import Proposals, paragraphs_of, read_notice, text_of_docx, text_of_plain

FOLDER = Path(__file__).parent / "notices"
D = dt.date


@dataclass
class Wanted:
    """What a reader of the notice would enter. What is not named here is left empty."""

    fields: dict[str, Any]
    phases: list[tuple[str, str, dt.date | None, dt.date | None]] = field(default_factory=list)
    domains: set[str] = field(default_factory=set)
    conditions: dict[str, set[str]] = field(default_factory=dict)
    issuer: str = ""


WANTED: dict[str, Wanted] = {
    "district": Wanted(
        {
            "document_number": "云川区市监发〔2022〕21号",
            "title": "云川区检验检测市场专项整治行动",
            "basis": "《北原自治区市场监管局关于印发<2022年检验检测市场专项整治行动实施方案>的通知》"
            "（北市监认检函〔2022〕31号）\n"
            "《鄂川市市场监管局关于印发<全市检验检测市场专项整治行动实施方案>的通知》（鄂川市监发〔2022〕12号）",
            "addressees": ("section", "subordinate", "station"),
            "principles": "问题导向、依法监管、综合治理",
            "period_words": "本次专项整治行动从即日起至2022年7月底结束，历时3个月，分三个阶段进行",
            "begins_on": D(2022, 5, 5),
            "ends_on": D(2022, 7, 31),
            "goal_regularise": "规范一批",
            "goal_investigate": "查办一批",
            "goal_deter": "震慑一批",
            "contact_post": "质量计量标准化室",
            "contact_phone": "0999-8880116",
            "contact_mail": "zhiliangshi@yunchuan.example",
        },
        [
            ("全面摸底", "2022年5月5 — 2022年5月中旬", D(2022, 5, 5), D(2022, 5, 20)),
            ("集中整治", "2022年5月中旬 — 6月底", D(2022, 5, 21), D(2022, 6, 30)),
            ("巩固提升", "2022年7月底", D(2022, 7, 1), D(2022, 7, 31)),
        ],
        {
            *("food", "building_materials", "protective_equipment"),
            *("medical_protection", "tank", "carbon_verification"),
        },
        {"全面摸底": {"annex_submitted", "all_complete"}, "集中整治": {"all_visited", "focus_visited"}},
        "北原自治区鄂川市云川区市场监督管理局",
    ),
    "city_exact_days": Wanted(
        {
            "document_number": "鄂川市监办〔2023〕第8号",
            "title": "机动车检验机构专项检查",
            "basis": "《北原自治区市场监督管理局关于开展机动车检验机构监督检查的通知》（北市监检测〔2023〕5号）",
            "addressees": ("district",),
            "period_words": "专项检查时间为2023年3月1日至2023年6月30日",
            "begins_on": D(2023, 3, 1),
            "ends_on": D(2023, 6, 30),
            "contact_post": "认证与检验检测监督管理科",
            "contact_phone": "0999-8550001",
        },
        [
            ("自查自纠", "3月1日至3月31日", D(2023, 3, 1), D(2023, 3, 31)),
            ("监督检查", "4月1日至5月31日", D(2023, 4, 1), D(2023, 5, 31)),
            ("总结", "6月1日至6月30日", D(2023, 6, 1), D(2023, 6, 30)),
        ],
        {"vehicle", "environment"},
        {"监督检查": {"all_visited"}},
        "鄂川市市场监督管理局",
    ),
    "spread_lines": Wanted(
        {
            "document_number": "青岚县市监字【2024】3号",
            "title": "青岚县食品检验机构能力提升行动",
            "basis": "《检验检测机构监督管理办法》",
            "addressees": ("section", "subordinate", "station"),
            "principles": "全面覆盖与重点突出相结合",
            "begins_on": D(2024, 3, 1),
            "ends_on": D(2024, 6, 30),
        },
        [
            ("动员部署", "2024年3月上旬至3月中旬", D(2024, 3, 1), D(2024, 3, 20)),
            ("组织实施", "2024年3月下旬至5月底", D(2024, 3, 21), D(2024, 5, 31)),
            ("总结验收", "2024年6月", D(2024, 6, 1), D(2024, 6, 30)),
        ],
        set(),
        {"动员部署": {"all_responsible"}},
        "青岚县市场监督管理局",
    ),
    "no_dates": Wanted({"addressees": ("station",)}),
    "colon_phases": Wanted(
        {
            "document_number": "海陵区市监〔2021〕40号",
            "title": "检验检测机构“双随机”抽查整治",
            "basis": "《市局转发<关于开展检验检测机构监督抽查的通知>的通知》（海市监〔2021〕18号）",
            "addressees": ("section", "station"),
            "goal_regularise": "规范一批管理混乱的机构",
            "goal_investigate": "查办一批弄虚作假案件",
            "goal_deter": "震慑一批违法人员",
            "begins_on": D(2021, 9, 1),
            "ends_on": D(2021, 12, 20),
        },
        [
            ("摸底", "2021年9月1日至9月15日", D(2021, 9, 1), D(2021, 9, 15)),
            ("抽查", "2021年9月16日至11月底", D(2021, 9, 16), D(2021, 11, 30)),
            ("总结", "2021年12月1日至12月20日", D(2021, 12, 1), D(2021, 12, 20)),
        ],
        {"food", "building_materials", "environment"},
        {"摸底": {"all_responsible"}},
        "海陵区市场监管局",
    ),
    "year_end": Wanted(
        {
            "document_number": "北市监认检〔2025〕66号",
            "title": "碳排放核查机构专项治理行动",
            "basis": "《碳排放权交易管理暂行条例》",
            "addressees": ("city",),
            "principles": "依法依规、稳妥有序",
            "period_words": "自2025年11月1日起至2026年2月底，开展专项治理行动",
            "begins_on": D(2025, 11, 1),
            "ends_on": D(2026, 2, 28),
        },
        [
            ("部署", "2025年11月", D(2025, 11, 1), D(2025, 11, 30)),
            ("治理", "2025年12月至2026年1月", D(2025, 12, 1), D(2026, 1, 31)),
            ("评估", "2026年2月", D(2026, 2, 1), D(2026, 2, 28)),
        ],
        set(),
        {},
        "北原自治区市场监督管理局",
    ),
    "contradictory": Wanted(
        {
            "document_number": "云川区市监发〔2022〕30号",
            "title": "建筑材料检测机构专项整治",
            "addressees": ("station",),
        },
        issuer="云川区市场监督管理局",
    ),
    "forwarded": Wanted(
        {
            "document_number": "云川区市监函[2022]11号",
            "title": "鄂川市检验检测领域信用监管专项行动",
            "addressees": ("section", "station"),
            "contact_post": "信用监督管理股",
            "contact_phone": "0999-8880120",
        },
        issuer="云川区市场监督管理局",
    ),
}


def read(name: str) -> Proposals:
    return read_notice((FOLDER / f"{name}.txt").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", WANTED)
def test_every_field_is_right_or_left_empty(name: str) -> None:
    found, wanted = read(name), WANTED[name]
    assert {key: said.value for key, said in found.fields.items()} == wanted.fields
    assert (found.issuer.value if found.issuer else "") == wanted.issuer


@pytest.mark.parametrize("name", WANTED)
def test_phases_fields_and_conditions_are_those_of_the_notice(name: str) -> None:
    found, wanted = read(name), WANTED[name]
    read_phases = [
        (one.name.value, one.words.value if one.words else "", one.since, one.until) for one in found.phases
    ]
    assert read_phases == wanted.phases
    assert set(found.domains) == wanted.domains
    conditions = {one.name.value: {kind for kind, _said in one.conditions} for one in found.phases}
    assert {name: kinds for name, kinds in conditions.items() if kinds} == wanted.conditions


@pytest.mark.parametrize("name", WANTED)
def test_every_quote_stands_in_its_paragraph(name: str) -> None:
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    found = read_notice(text)
    squeezed = {one.number: "".join(one.text.split()) for one in paragraphs_of(text)}
    whole = "".join(squeezed.values())
    said = [*found.fields.values(), *found.domains.values(), *(one.name for one in found.phases)]
    said += [one for phase in found.phases for _kind, one in phase.conditions]
    assert said
    for one in said:
        quote = "".join(one.quote.split())
        assert quote in whole
        assert squeezed[one.paragraph][:6] in quote or quote in squeezed[one.paragraph]


def test_dates_that_follow_from_words_say_how() -> None:
    phases = read("district").phases
    assert "中旬按11至20日" in phases[0].note
    assert "上一阶段结束次日" in phases[1].note
    assert read("city_exact_days").phases[0].note == "通知写明“3月1日至3月31日”"


def test_no_person_and_no_mobile_number_is_proposed() -> None:
    values = [str(said.value) for name in WANTED for said in read(name).fields.values()]
    assert not [value for value in values if "甲某" in value or "乙某" in value or "139" in value]


def test_a_text_file_of_windows_is_read_like_one_of_utf8() -> None:
    text = (FOLDER / "district.txt").read_text(encoding="utf-8")
    assert text_of_plain(text.encode("gb18030")) == text == text_of_plain(text.encode("utf-8-sig"))
    assert text_of_plain(b"\xff\xff\xff") == ""


@pytest.mark.parametrize(
    "text",
    [
        "《" * 150_000,
        "《甲" * 70_000,
        "按照决定" + " " * 190_000 + "2022年",
        "（一）" + "甲" * 190_000,
        "、" * 190_000,
    ],
)
def test_a_text_that_means_harm_is_read_in_no_time(text: str) -> None:
    began = time.perf_counter()
    assert not read_notice(text).phases
    assert time.perf_counter() - began < 5


def test_a_package_that_only_calls_itself_a_word_file_has_no_text() -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as package:
        package.writestr("word/document.xml", "<w:document")
    assert text_of_docx(held) == ""
    assert text_of_docx(io.BytesIO(b"PK")) == ""
