"""The form as offices fill it in by hand: what is meant is read, and what may be a body is never dropped."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import docx
import pytest

from bureau.registry.annex import read_annex
from bureau.registry.annex.form import PARTS
from bureau.registry.roster import UnreadableError
from tests.rooms.registry.annexes import WRITERS, filled, with_tracked_deletions
from tests.rooms.registry.test_annex_reading import changed, put


@pytest.fixture
def form(tmp_path: Path) -> Path:
    """A workbook of one own body, two others and a visitor; lines stand in rows 5, 8, 9, 12 and 15."""
    WRITERS["xlsx"](filled(1, 2, 1), path := tmp_path / "汇总表.xlsx")
    return path


NUMBERS = [
    "2.",
    "三",
    "4、",
    "（5）",
    "(6)",
    "７",
    "８．",
    "九、",
    "⑩",
    "十一",
    "（二十三）",
    "一百零二",
    "/",
]


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("counted", ["", "（5家）"])
def test_a_number_however_it_is_written_counts(form: Path, number: str, counted: str) -> None:
    changed(form, put(A8=number, A6=PARTS[1].heading + counted.replace("5", "2")))
    assert read_annex(form) == filled(1, 2, 1)


@pytest.mark.parametrize("number", ["甲", "2a", "★", "第二家"])
def test_a_number_that_cannot_be_read_is_named(form: Path, number: str) -> None:
    changed(form, put(A8=number))
    annex = read_annex(form)
    assert annex.third_party == filled(1, 2, 1).third_party
    (said,) = annex.doubts
    for one in (said.zh, said.en):
        assert number in one
        assert "云川第1检测有限公司" in one


@pytest.mark.parametrize(
    ("row", "named"),
    [
        ({"A16": "云川新检测有限公司"}, "云川新检测有限公司"),
        ({"A16": "2、云川新检测有限公司"}, "云川新检测有限公司"),
        ({"A16": "*", "B16": "云川新检测有限公司"}, "云川新检测有限公司"),
        ({"A16": 2, "D16": "食品"}, "“2”"),
    ],
)
def test_whatever_may_be_a_body_is_named(form: Path, row: dict[str, object], named: str) -> None:
    annex = read_annex(changed(form, put(**row)))
    assert annex.multi_domain == filled(1, 2, 1).multi_domain
    assert [named in one.zh and named in one.en for one in annex.doubts] == [True]


@pytest.mark.parametrize(
    "row",
    [
        {"A16": "合计", "B16": "1家"},
        {"A16": "注：本表一式两份"},
        {"A16": "填表单位：云川区检验所"},
        {"A16": 2, "B16": "……", "D16": "……"},
        {"A16": "填表人", "B16": "某某"},
    ],
)
def test_what_is_no_body_needs_no_telling(form: Path, row: dict[str, object]) -> None:
    assert read_annex(changed(form, put(**row))) == filled(1, 2, 1)


COUNTS = [
    *("{}（{}家）及名单", "{}({} 家)及名单", "{}及名单（{}家）"),
    *("{}及名单 共{}家", "{}及名单（共 {} 家）", "{}及名单：{}家"),
]


@pytest.mark.parametrize("count", COUNTS)
@pytest.mark.parametrize(("right", "wrong"), [("2", "3"), ("２", "３"), ("二", "十二")])
def test_a_count_however_it_is_written(form: Path, count: str, right: str, wrong: str) -> None:
    before = PARTS[1].heading.removesuffix("及名单")
    changed(form, put(A6=count.format(before, right)))
    assert read_annex(form) == filled(1, 2, 1)
    changed(form, put(A6=count.format(before, wrong)))
    with pytest.raises(UnreadableError, match=f"共 {12 if wrong == '十二' else 3} 家，名单读到 2 家"):
        read_annex(form)


def test_a_count_that_is_wrong_names_the_line_that_may_be_missing(form: Path) -> None:
    changed(form, put(B9=None))
    with pytest.raises(UnreadableError, match=r"读到 1 家.*序号为“2”的一行没有机构名称"):
        read_annex(form)


PARTED = [
    "食品，环境",
    "食品/环境",
    "食品 环境",
    "食品,环境",
    "食品；环境",
    "食品; 环境",
    "食品／环境",
    "食品\u3000环境",
]


@pytest.mark.parametrize("written", [*PARTED, "食品\u3000环境", "食品\n环境", "食品 / 环境"])
def test_fields_however_they_are_parted(form: Path, written: str) -> None:
    changed(form, put(D5=written, C12=written))
    annex = read_annex(form)
    assert annex.public_institutions[0].domains == annex.other_province[0].domains == ("食品", "环境")


@pytest.mark.parametrize(
    ("written", "fields"),
    [
        ("环境（水、气/声，土）、食品", ("环境（水、气/声，土）", "食品")),
        ("建筑 工程", ("建筑 工程",)),
        ("食品 环境 无损 检测", ("食品", "环境 无损 检测")),
        ("无损检测，公路", ("无损检测", "公路")),
        ("食品、无、/", ("食品",)),
        ("（食品、环境", ("（食品", "环境")),
    ],
)
def test_what_is_one_field_stays_one(form: Path, written: str, fields: tuple[str, ...]) -> None:
    assert read_annex(changed(form, put(D5=written))).public_institutions[0].domains == fields


@pytest.mark.parametrize(
    ("written", "why"), [("2018年6月", "只写到月"), ("2018", "只写到年"), ("去年", "看不懂")]
)
def test_a_day_that_is_none_is_named_and_the_rest_read(form: Path, written: str, why: str) -> None:
    annex, whole = read_annex(changed(form, put(D12=written))), filled(1, 2, 1)
    guest = replace(whole.other_province[0], first_certified_on=None)
    assert annex == replace(whole, other_province=(guest,), doubts=annex.doubts)
    (said,) = annex.doubts
    assert all(piece in said.zh for piece in (written, why, guest.name, "首次获证时间"))
    assert written in said.en


@pytest.mark.parametrize("word", ["填报时间", "填报日期", "上报日期"])
def test_other_words_for_the_day(form: Path, word: str) -> None:
    changed(form, put(A2=f"所在旗区：云川区      {word}：2022年5月15日"))
    assert read_annex(form) == filled(1, 2, 1)


def test_what_was_deleted_with_changes_tracked_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "form.docx"
    WRITERS["docx"](filled(1, 3, 1), path)
    with_tracked_deletions(path, row="云川第2检测有限公司", words=("云川第3检测有限公司", "第3", "第9"))
    document = docx.Document(str(path))
    heading = document.tables[1].rows[0].cells[0].paragraphs[0].runs[0]
    heading.text = heading.text.replace("3", "2")
    document.save(str(path))
    annex = read_annex(path)
    assert [one.name for one in annex.third_party] == ["云川第1检测有限公司", "云川第9检测有限公司"]
    assert [one.en.split(" were")[0] for one in annex.doubts] == [
        "Rows or words deleted with changes tracked"
    ]
