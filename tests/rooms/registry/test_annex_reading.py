"""The form read back: as it was written, as a clerk may have changed it, and refused where it would be misread."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bureau.registry.annex import Annex, Line, VisitorLine, read_annex
from bureau.registry.annex.form import PARTS, printed
from bureau.registry.roster import UnreadableError, read_roster
from bureau.registry.roster.values import is_blank
from tests.rooms.registry.annexes import DAY, TWELVE, WRITERS, drawn_form, filled

BOTH = pytest.mark.parametrize("kind", WRITERS)
Sheet = Any  # openpyxl's, whose types do not tell a merged cell from another


@BOTH
@pytest.mark.parametrize("size", [(0, 0, 0), (1, 1, 1), (4, 30, 12), (0, 1000, 0)])
def test_what_was_written_is_read(kind: str, size: tuple[int, int, int], tmp_path: Path) -> None:
    path = tmp_path / f"form.{kind}"
    WRITERS[kind](annex := filled(*size), path)
    assert read_annex(path) == annex


def _shown(text: str) -> bool:
    return not is_blank(printed(text))


WORDS = st.text(st.characters(exclude_categories=["Cn"]), max_size=40).filter(_shown)
# Marks between fields part them, and what stands in brackets stays together: neither is a word of its own here.
FIELD = WORDS.filter(lambda word: not set("、，,/／；;（()）") & set(word) and len(word.split()) == 1)
DOMAINS = st.lists(FIELD, max_size=3).map(tuple)


@settings(max_examples=60)
@given(
    kind=st.sampled_from(sorted(WRITERS)),
    names=st.lists(WORDS, min_size=3, max_size=8, unique_by=printed),
    domains=DOMAINS,
    words=WORDS,
    day=st.none() | st.dates(dt.date(1950, 1, 1), dt.date(2099, 12, 31)),
)
def test_any_words_come_back(
    kind: str, names: list[str], domains: tuple[str, ...], words: str, day: dt.date | None
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"form.{kind}"
        guest = VisitorLine(names[0], domains, day, words, words)
        own = tuple(Line(name, domains, words) for name in names[1:])
        WRITERS[kind](Annex("云川区", day, own, (), (guest,), own[:1]), path)
        clean = tuple(map(printed, domains))
        read = tuple(Line(printed(name), clean, printed(words)) for name in names[1:])
        seen = VisitorLine(printed(names[0]), clean, day, printed(words), printed(words))
        assert read_annex(path) == Annex("云川区", day, read, (), (seen,), read[:1])


@BOTH
def test_bodies_of_one_name_stay_two(kind: str, tmp_path: Path) -> None:
    path = tmp_path / f"form.{kind}"
    one, two = Line("甲", key="I-1"), Line("甲", ("食品", "环境"), key="I-2")
    WRITERS[kind](Annex("云川区", DAY, (), (one, two), (), (two,)), path)
    assert [line.domains for line in read_annex(path).third_party] == [(), ("食品", "环境")]


@BOTH
def test_it_is_a_roster_too(kind: str, tmp_path: Path) -> None:
    path = tmp_path / f"form.{kind}"
    WRITERS[kind](filled(2, 90, 40), path)
    roster = read_roster(path)
    assert roster.problems == []
    assert len(roster.lines) == 2 + 90 + 40 + 30
    assert [line.kind for line in roster.lines[:3]] == ["public_institution"] * 2 + ["enterprise"]


PLACES, TRADES = (
    st.sampled_from(("云川", "临河区", "北原")),
    st.sampled_from(("检测", "检验所", "计量检测中心")),
)
NAMED = st.builds(
    "{}{}{}{}".format,
    PLACES,
    st.text("华衡正谱安泰瑞通达和信恒", min_size=2, max_size=6),
    TRADES,
    st.sampled_from(("有限公司", "有限责任公司", "股份有限公司")),
)
FIELDS = st.lists(st.sampled_from(TWELVE), unique=True, min_size=1, max_size=4).map(tuple)
SPOKEN = st.builds(
    "{}{}".format, st.sampled_from("王李张刘陈杨赵"), st.text("雪梅强军丽敏静磊洋", min_size=1, max_size=2)
)
PHONES = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True) | st.from_regex(
    r"0477-[2-8][0-9]{6}", fullmatch=True
)
GUESTS = st.tuples(FIELDS, st.dates(dt.date(2006, 1, 1), dt.date(2022, 5, 1)), SPOKEN, PHONES)


@settings(max_examples=25, deadline=None)
@given(
    kind=st.sampled_from(sorted(WRITERS)),
    names=st.lists(NAMED, min_size=1, max_size=9, unique=True),
    drawn=st.data(),
)
def test_any_form_is_imported_as_it_stands(kind: str, names: list[str], drawn: st.DataObject) -> None:
    """Every body once, with all that the form says of it, and nothing in doubt; part 4 repeats and is told so."""
    parts: dict[str, list[Any]] = {part.lines: [] for part in PARTS}
    for name in names:
        at = drawn.draw(st.sampled_from(PARTS[:3])).lines
        guest = at == "other_province"
        made = VisitorLine(name, *drawn.draw(GUESTS)) if guest else Line(name, drawn.draw(FIELDS))
        parts[at].append(made)
        if len(made.domains) > 1:
            parts["multi_domain"].append(Line(name, made.domains))
    form = Annex("云川区", DAY, **{name: tuple(lines) for name, lines in parts.items()})
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"form.{kind}"
        WRITERS[kind](form, path)
        roster = read_roster(path)
    assert roster.problems == []
    read = [(line.name, line.domains) for line in roster.lines]
    assert read == [(line.name, line.domains) for part in PARTS for line in form.lines(part)]
    told = {line.name: line for line in roster.lines if line.part.startswith("三")}
    for guest in form.other_province:
        line = told[guest.name]
        assert (line.first_issued_on, line.contact, line.phone) == (
            guest.first_certified_on,
            guest.contact,
            guest.phone,
        )


# --- as a clerk sends it back --------------------------------------------------------------------------------------


def changed(path: Path, change: Callable[[Sheet], object]) -> Path:
    """The workbook after somebody worked in it."""
    book = openpyxl.load_workbook(path)
    change(book.worksheets[0])
    book.save(path)
    return path


@pytest.fixture
def form(tmp_path: Path) -> Path:
    """A workbook of one own body, two others and a visitor; lines stand in rows 5, 8, 9, 12 and 15."""
    path = tmp_path / "汇总表.xlsx"
    WRITERS["xlsx"](filled(1, 2, 1), path)
    return path


def put(**cells: object) -> Callable[[Sheet], None]:
    def change(sheet: Sheet) -> None:
        for address, value in cells.items():
            sheet[address] = value

    return change


def test_numbers_and_days_typed_as_such(form: Path) -> None:
    changed(form, put(D12=dt.date(2018, 7, 1), F12=13900000000, B5=1001))
    annex = read_annex(form)
    assert annex.other_province[0].first_certified_on == dt.date(2018, 7, 1)
    assert annex.other_province[0].phone == "13900000000"
    assert annex.public_institutions[0].name == "1001"


@pytest.mark.parametrize("written", ["2018年7月1日", "2018.7.1", "2018/07/01", "20180701"])
def test_days_in_other_forms(form: Path, written: str) -> None:
    changed(form, put(D12=written, A2=f"所在旗区:云川区  上报时间:{written}"))
    annex = read_annex(form)
    assert annex.other_province[0].first_certified_on == annex.reported_on == dt.date(2018, 7, 1)
    assert annex.district == "云川区"


def test_a_line_without_a_number_counts(form: Path) -> None:
    changed(form, put(A8=None))
    assert len(read_annex(form).third_party) == 2


def test_a_remark_under_the_form_is_no_line(form: Path) -> None:
    changed(form, put(A17="填表人：某某", D17="审核人：某某"))
    assert read_annex(form) == filled(1, 2, 1)


def test_a_note_without_a_number_is_no_body(form: Path) -> None:
    changed(form, put(A9=None, B9="注：以上机构均已实地核对", A6=PARTS[1].heading))
    found = read_annex(form)
    assert [one.name for one in found.third_party] == [one.name for one in filled(1, 2, 1).third_party][:1]


def test_a_heading_without_a_count(form: Path) -> None:
    changed(form, put(A6=PARTS[1].heading))
    assert read_annex(form) == filled(1, 2, 1)


def test_the_notices_own_form_is_blank(tmp_path: Path) -> None:
    document = docx.Document()
    for row in drawn_form():
        table = document.add_table(rows=1, cols=6)
        spans = {1: [6], 4: [1, 2, 2, 1], 6: [1] * 6}[len(row)]
        at = 0
        for text, span in zip(row, spans, strict=True):
            table.cell(0, at).merge(table.cell(0, at + span - 1)).text = text
            at += span
    document.save(str(path := tmp_path / "附件.docx"))
    assert read_annex(path) == Annex("", None)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (put(B9=None), "共 2 家，名单读到 1 家"),
        (put(B16="丁所", A16=2), "共 1 家，名单读到 2 家"),
        (put(B9="云川区第1计量检测所"), "云川区第1计量检测所.*两次"),
        (put(B15="丁所"), "丁所.*不在"),
        (put(A2="所在旗区：云川区  上报时间：五月"), "五月"),
        (put(D11="备注"), "表头应为：序号、机构名称、领域、首次获证时间、联系人、联系方式"),
        (put(A11=None), "表头应为"),
        (put(A3="一"), "没有找到“一、体制内"),
        (put(A10="三"), "“二、第三方检验检测机构数量及名单”的表头应为"),
        (put(B5="某" * 2000), "超过 2000 字"),
    ],
)
def test_a_form_that_would_be_misread(form: Path, change: Callable[[Sheet], None], said: str) -> None:
    changed(form, change)
    with pytest.raises(UnreadableError, match=said):
        read_annex(form)


def test_another_list(tmp_path: Path) -> None:
    path = tmp_path / "名录.csv"
    path.write_text("机构名称,领域\n甲,食品\n", encoding="utf-8")
    with pytest.raises(UnreadableError, match=r"名录.csv 不是《检验检测机构基本情况汇总表》"):
        read_annex(path)


def test_refusals_are_in_both_languages(form: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    changed(form, put(B9=None))
    monkeypatch.setenv("MINGJIAN_LANG", "en")
    with pytest.raises(UnreadableError, match="says 2 bodies and lists 1"):
        read_annex(form)
