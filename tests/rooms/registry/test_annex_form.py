"""The form is the notice's, cell by cell, in both kinds of file; its parts are disjoint."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from pathlib import Path

import pytest

from bureau.registry.annex import Annex, Line, OverlappingError, VisitorLine
from bureau.registry.annex.form import GRID, PARTS, TITLE, heading, place_line
from tests.rooms.registry.annexes import DAY, WRITERS, drawn_form, filled, rows_of

BOTH = pytest.mark.parametrize("kind", WRITERS)


def compare(rows: list[list[str]], counts: list[int]) -> None:
    """A file's rows are those of the notice's form, with counts in the headings and that many numbered lines."""
    form = drawn_form()
    assert rows[0] == form[0]
    assert rows[1][0].startswith("所在旗区：")
    assert "上报时间：" in rows[1][0]
    assert len(rows[1]) == 1
    at = 2
    for part, count in enumerate(counts):
        words, titles, line, _ = form[2 + 4 * part : 6 + 4 * part]
        assert rows[at] == [f"{words[0]}（共 {count} 家）"]
        assert rows[at + 1] == titles
        body = rows[at + 2 : at + 2 + max(count, 1)]
        assert {len(row) for row in body} == {len(line)}
        assert [row[0] for row in body] == ([str(n) for n in range(1, count + 1)] or [""])
        if not count:
            assert body == [["", "无", *[""] * (len(line) - 2)]]
        at += 2 + len(body)
    assert len(rows) == at


@BOTH
def test_the_blank_form(kind: str, tmp_path: Path) -> None:
    path = tmp_path / f"form.{kind}"
    WRITERS[kind](Annex("", None), path)
    rows = rows_of(path)
    compare(rows, [0, 0, 0, 0])
    assert rows[1] == drawn_form()[1]  # to the blank


@BOTH
@pytest.mark.parametrize("size", [(1, 1, 1), (0, 3, 0), (2, 7, 4)])
def test_a_filled_form(kind: str, size: tuple[int, int, int], tmp_path: Path) -> None:
    path, annex = tmp_path / f"form.{kind}", filled(*size)
    WRITERS[kind](annex, path)
    rows = rows_of(path)
    compare(rows, [*size, len(annex.multi_domain)])
    assert rows[1] == ["所在旗区：云川区" + " " * 26 + "上报时间：2022年5月15日"]


@BOTH
def test_the_cells_of_a_line(kind: str, tmp_path: Path) -> None:
    guest = VisitorLine("甲省检测公司", ("食品", "环境"), dt.date(2019, 3, 1), "联系人甲", "13900000000")
    own = Line("云川区检测所", ("食品",), "附注")
    path = tmp_path / f"form.{kind}"
    WRITERS[kind](Annex("云川区", DAY, (own,), (), (guest,), (Line("甲省检测公司", ("食品", "环境")),)), path)
    rows = rows_of(path)
    assert rows[4] == ["1", "云川区检测所", "食品", "附注"]
    assert rows[10] == ["1", "甲省检测公司", "食品、环境", "2019-03-01", "联系人甲", "13900000000"]
    assert rows[13] == ["1", "甲省检测公司", "食品、环境", ""]


def test_the_declaration_is_the_notices() -> None:
    form = drawn_form()
    assert form[0] == [TITLE]
    assert [part.heading for part in PARTS] == [row[0] for row in form[2::4]]
    assert [[column.title for column in part.columns] for part in PARTS] == form[3::4]
    assert {sum(column.span for column in part.columns) for part in PARTS} == {GRID}


def test_the_second_word_keeps_its_place() -> None:
    blank, short = place_line("", None), place_line("云川区", DAY)
    assert len(blank.split("上报")[0]) == len(short.split("上报")[0]) + len("云川区")
    assert place_line("某" * 40, DAY) == "所在旗区：" + "某" * 40 + "    上报时间：2022年5月15日"


def test_the_order_is_the_callers(tmp_path: Path) -> None:
    names = ["乙所", "甲所", "丙所"]
    path = tmp_path / "form.docx"
    WRITERS["docx"](Annex("", None, tuple(map(Line, names))), path)
    assert [row[1] for row in rows_of(path)[4:7]] == names


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"public_institutions": (Line("甲"),), "third_party": (Line("甲"),)}, "甲.*两次"),
        ({"third_party": (Line("甲"),), "other_province": (VisitorLine("甲"),)}, "甲.*两次"),
        ({"third_party": (Line("甲"), Line("甲"))}, "甲.*两次"),
        ({"third_party": (Line("甲", key="1"), Line("乙", key="1"))}, "乙.*两次"),
        ({"third_party": (Line("甲"), Line("甲\u200b "))}, "甲.*两次"),
        ({"third_party": (Line("甲"),), "multi_domain": (Line("乙"),)}, "乙.*不在"),
        ({"third_party": (Line("甲", key="1"),), "multi_domain": (Line("甲", key="2"),)}, "甲.*不在"),
        (
            {"third_party": (Line("甲"),), "multi_domain": (Line("甲"), Line("甲"))},
            "甲.*第四部分中出现了两次",
        ),
        ({"third_party": (Line(" \n"),)}, "没有机构名称"),
    ],
)
def test_parts_that_contradict_each_other(parts: dict[str, tuple[Line, ...]], said: str) -> None:
    with pytest.raises(OverlappingError, match=said):
        Annex("", None, **parts)  # type: ignore[arg-type] # a table of cases


def test_two_bodies_of_one_name() -> None:
    one, two = Line("甲", key="1"), Line("甲", key="2")
    assert Annex("", None, (one,), (two,), (), (two,)).multi_domain == (two,)


def test_the_same_line_given_twice() -> None:
    line = Line("甲")
    with pytest.raises(OverlappingError):
        Annex("", None, (line,), (line,))


def test_the_count_follows_the_words() -> None:
    assert heading(PARTS[0], 12) == "一、体制内具有事业单位属性的检验检测机构数量及名单（共 12 家）"


def test_it_needs_no_database() -> None:
    code = "import sys, bureau.registry.annex; sys.exit('django' in sys.modules)"
    subprocess.run([sys.executable, "-W", "error", "-c", code], check=True)
