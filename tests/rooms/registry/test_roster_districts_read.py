"""The column of a list that says in which district each body is: its words, and its cells as written."""

from __future__ import annotations

from pathlib import Path

import pytest

from bureau.registry.roster import Roster, read_roster


def read(tmp_path: Path, text: str) -> Roster:
    path = tmp_path / "名录.csv"
    path.write_text(text, encoding="utf-8")
    return read_roster(path)


@pytest.mark.parametrize(
    "word",
    [
        "所在旗区",
        "所属旗县区",
        "区县",
        "旗区",
        "行政区划",
        "所属地区",
        "辖区",
        "旗（县、区）",
        "机构所在区县",
        "SSQX",
        "XZQH",
        "检测场所所在旗区",
    ],
)
def test_the_words_of_its_header(tmp_path: Path, word: str) -> None:
    found = read(tmp_path, f'机构名称,"{word}",联系电话\n云川检测有限公司,云川区,13900002716\n')
    assert [line.district for line in found.lines] == ["云川区"]
    assert found.sheets[0].columns["district"] == word


@pytest.mark.parametrize(
    "word", ["所属旗县区市场监管局", "注册区县", "登记所在旗区", "地区联系电话", "监管所"]
)
def test_words_that_are_of_something_else(tmp_path: Path, word: str) -> None:
    found = read(tmp_path, f"机构名称,{word},证书编号\n云川检测有限公司,云川区,180502110417\n")
    assert [line.district for line in found.lines] == [None]


def test_its_cells_as_written(tmp_path: Path) -> None:
    cells = ("１５０６９９", "内蒙古 云川区", "/", "同上", "")
    lines = "".join(f"云川第{n}检测有限公司,{cell},180502110417\n" for n, cell in enumerate(cells))
    found = read(tmp_path, f"机构名称,旗区,证书编号\n{lines}")
    told = [line.as_json()["district"] for line in found.lines]
    assert told[0] == "150699"
    assert told[2:] == [None, None, None]
    assert told[1].startswith("内蒙古")
    assert any(one.row == 5 and "没有读出内容" in one.said.zh for one in found.problems)


def test_rows_of_one_body_go_on_unless_they_name_two_districts(tmp_path: Path) -> None:
    head = "序号,机构名称,所在旗区,证书编号,领域\n"
    one = read(
        tmp_path, f"{head}1,云川检测有限公司,云川区,180502110417,食品\n1,云川检测有限公司,云川区,,环境\n"
    )
    assert [(line.district, len(line.domains)) for line in one.lines] == [("云川区", 2)]
    two = read(
        tmp_path, f"{head}1,云川检测有限公司,云川区,180502110417,食品\n1,云川检测有限公司,临河区,,环境\n"
    )
    assert [line.district for line in two.lines] == ["云川区", "临河区"]
    left_out = read(
        tmp_path, f"{head}1,云川检测有限公司,云川区,180502110417,食品\n1,云川检测有限公司,,,环境\n"
    )
    assert [(line.district, len(line.domains)) for line in left_out.lines] == [("云川区", 2)]
