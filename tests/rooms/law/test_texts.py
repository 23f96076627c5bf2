"""The texts fit together, and a text that does not is refused with its place and cure."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bureau.kernel.entries import Refused
from bureau.law.book import Span
from bureau.law.checking import check, within
from bureau.law.reading import TEXTS, read_book

ORDER_39, PROCEDURE, ORDER_163 = "order-39.toml", "procedure.toml", "order-163.toml"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(TEXTS, tmp_path / "texts"))


def change(folder: Path, file: str, old: str, new: str) -> Path:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder


def complaints(folder: Path) -> list[str]:
    return [one.in_("en") for one in check(read_book(folder))]


def test_the_texts_of_the_repository_fit_together() -> None:
    book = read_book(TEXTS)
    assert check(book) == []
    assert len(book.laws) == len(list(TEXTS.glob("*.toml")))
    assert len(book.digest) == 64


def test_every_version_says_where_it_is_from() -> None:
    for law in read_book(TEXTS).laws:
        assert all(one.source and one.number for one in law.versions)


def test_the_digest_is_of_the_content(copy: Path) -> None:
    before = read_book(copy).digest
    assert before == read_book(TEXTS).digest
    assert read_book(change(copy, PROCEDURE, "15个工作日", "10个工作日")).digest != before


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (ORDER_39, '"至" = 2025-04-30', '"至" = 2025-05-01', "“2021” and “2025” overlap (2025-05-01)"),
        (ORDER_39, '"至" = 2025-04-30\n', "", "overlap (2025-05-01)"),
        (
            ORDER_39,
            '"至" = 2025-04-30',
            '"至" = 2025-04-29',
            "ends on 2025-04-29 and “2025” begins on 2025-05-01",
        ),
        (ORDER_39, '"版" = "2025"', '"版" = "2021"', "Version “2021” stands there twice"),
        (ORDER_39, '"罚则条" = "26"', '"罚则条" = "29"', "refers to article 29"),
        (ORDER_39, '"U1" = "13(1)"', '"U1" = "13(9)"', "refers to article 13(9)"),
        (
            PROCEDURE,
            '"条" = "35"\n"起算"',
            '"条" = "34"\n"起算"',
            "period “keep_evidence” refers to article 34",
        ),
        (PROCEDURE, '"至" = 2022-10-31', '"至" = 2022-11-01', "“serve_by_notice” has two lengths on one day"),
        (PROCEDURE, '"号" = "help"', '"号" = "clue"', "“clue” has two lengths on one day"),
        ("order-121.toml", '"自" = 2026-04-15', '"自" = 2026-04-14', "overlaps with order-121.toml"),
        (
            "order-20.toml",
            '"起算" = "发生争议之日"',
            '"起算" = "发生争议之日"\n"至" = 2027-01-01',
            "beyond version",
        ),
        (
            "order-20.toml",
            '"法" = "市场监督管理投诉举报处理暂行办法"',
            '"法" = "生态环境监测条例"',
            "the same law as",
        ),
    ],
)
def test_what_does_not_fit_is_named(copy: Path, file: str, old: str, new: str, said: str) -> None:
    found = complaints(change(copy, file, old, new))
    assert any(said in one and one.startswith((file, "order-20.toml")) for one in found), found


KEEP = '"号" = "keep_evidence"\n"名" = "先行登记保存后作出处理"\n"长" = "7个工作日"'


def test_a_period_that_stops_for_some_days_or_grows_by_another_unit(copy: Path) -> None:
    again = '[["版本"."期限"]]\n' + KEEP + '\n"条" = "35"\n"起算" = "登记保存之日"\n'
    change(copy, PROCEDURE, KEEP, KEEP + '\n"至" = 2026-12-31')
    text = (copy / PROCEDURE).read_text(encoding="utf-8")
    (copy / PROCEDURE).write_text(text + "\n" + again + '"自" = 2027-03-01\n', encoding="utf-8")
    assert any("begins again on 2027-03-01" in one for one in complaints(copy))
    change(copy, PROCEDURE, '"自" = 2027-03-01', '"自" = 2027-01-01')
    assert complaints(copy) == []
    change(copy, PROCEDURE, '"自" = 2027-01-01', '"自" = 2027-01-01\n"延" = "15日"')
    assert any("two units cannot be added up" in one for one in complaints(copy))


def test_a_gap_with_a_reason_is_let_through(copy: Path) -> None:
    change(copy, ORDER_39, '"至" = 2025-04-30', '"至" = 2025-04-29')
    change(copy, ORDER_39, '"自" = 2025-05-01', '"自" = 2025-05-01\n"间断" = "例外"')
    assert complaints(copy) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (PROCEDURE, '"15个工作日"', '"15工作日"', "15工作日 under “长” cannot be read"),
        (PROCEDURE, '"延" = "15个工作日"', '"延" = "半个月"', "半个月 under “延” cannot be read"),
        (PROCEDURE, '"15个工作日"', "15", "“长” cannot be 15"),
        (PROCEDURE, '"长"', "长", "straight double quotes"),
        (PROCEDURE, '"起算"', '"起"', "“起” is not known here"),
        (PROCEDURE, '"层级" = "部门规章"', '"层级" = "规章"', "规章 under “层级” is not known"),
        (PROCEDURE, '"可信度" = "A"', '"可信度" = "E"', "E under “可信度” is not known"),
        (ORDER_39, '"行为" = ["F1", ', '"行为" = ["F9", ', "F9 under “行为” is not known"),
        (ORDER_39, '"行为" = ["U1", "U2", "U3", "U4"]', '"行为" = []', "names no conduct"),
        (ORDER_39, '"U1" = "13(1)", ', "", "Conduct U1 has no “义务条”"),
        (ORDER_39, '"罚款下限" = 30000', '"罚款下限" = 40000', "least fine 40000 is over the greatest 30000"),
        (ORDER_39, '"罚款下限" = 30000', '"罚款下限" = -1', "“罚款下限” cannot be -1"),
        (ORDER_39, '"承办" = "本局"', '"承办" = "市局"', "市局 under “承办” is not known"),
        (ORDER_39, '"自" = 2021-06-01', '"自" = 2026-06-01', "before it begins on 2026-06-01"),
        (ORDER_39, '"自" = 2021-06-01', '"自" = 2021-02-30', "not well formed"),
        (ORDER_39, '"先责令改正" = true', '"先责令改正" = "是"', "先责令改正"),
        (ORDER_39, '{ "条" = "5",', '{ "条" = "4",', "“4” stands there twice"),
        ("food-safety.toml", '"算法英文"', '"说明"', "are written together"),
        (
            "food-safety.toml",
            '"领域" = ["food"]',
            '"领域" = ["cosmetics"]',
            "cosmetics under “领域” is not known",
        ),
        ("food-safety.toml", '"领域" = ["food"]', '"领域" = [1]', "“领域” cannot be [1]"),
        ("food-safety.toml", '"来源"', '"来自"', "“来源” is missing"),
        ("hearing.toml", '"方向" = "之前"', '"方向" = "前"', "前 under “方向” is not known"),
    ],
)
def test_a_slip_of_the_pen_is_named(copy: Path, file: str, old: str, new: str, said: str) -> None:
    with pytest.raises(Refused) as refused:
        read_book(change(copy, file, old, new))
    assert said in str(refused.value)
    assert file in str(refused.value)


def test_every_fault_is_told_at_once(copy: Path) -> None:
    change(copy, PROCEDURE, '"15个工作日"', '"半个月"')
    change(copy, ORDER_163, '"承办" = "本局"', '"承办" = "市局"')
    (copy / "new.toml").write_text('"法" = "新法"\n"层级" = "法律"\n', encoding="utf-8")
    with pytest.raises(Refused) as refused:
        read_book(copy)
    places = {one.place.en.split()[0] for one in refused.value.faults}
    assert places == {PROCEDURE, ORDER_163, "new.toml"}


def test_an_order_that_an_entry_gives_itself(copy: Path) -> None:
    change(copy, ORDER_163, '"承办" = "本局"', '"承办" = "本局"\n"顺序" = 5\n"说明" = "试"')
    law = next(one for one in read_book(copy).laws if one.file == ORDER_163)
    assert law.versions[0].bases[0].order == 5


def test_a_folder_without_texts(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"no \.toml file"):
        read_book(tmp_path)


def test_a_span_within_another() -> None:
    assert within(Span(), Span()) == Span()


def test_a_file_that_is_gone_is_missed(copy: Path) -> None:
    for file, code in (("hearing.toml", "hearing_organisation"), ("penalty-law.toml", "time_bar_grave")):
        (copy / file).unlink()
        assert any(f"“{code}” is not there" in one for one in complaints(copy))


OTHER_FINE = """
[["版本"."依据"]]
"行为" = ["F1"]
"领域" = ["food"]
"义务条" = "138"
"罚则条" = "138"
"罚款上限" = 10000
"承办" = "上报资质认定部门"
"""


def test_two_penalties_for_one_conduct_contradict_unless_each_says_for_which_case(copy: Path) -> None:
    path = copy / "food-safety.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text + OTHER_FINE, encoding="utf-8")
    assert any("two different penalties for one conduct (F1)" in one for one in complaints(copy))
    path.write_text(text + OTHER_FINE.replace('["food"]', '["other"]'), encoding="utf-8")
    assert complaints(copy) == []
    told = text.replace('"措施"', '"条件" = "一般"\n"措施"', 1)
    path.write_text(told + OTHER_FINE + '"条件" = "情节较轻"\n', encoding="utf-8")
    assert complaints(copy) == []
