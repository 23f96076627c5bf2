"""Workbooks and loose tables that become a ledger: what is read, where faults stand, and what is refused whole."""

from __future__ import annotations

import json
import zipfile
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from screener.ledger.faults import Refused
from screener.ledger.filled import opening, sheets
from screener.ledger.filled.checking import converted
from screener.ledger.filled.example import EXAMPLES
from screener.ledger.filled.folding import Folding
from screener.ledger.filled.mappings import nothing_chosen, read_mapping
from screener.ledger.filled.opening import Given, fold_csv
from screener.ledger.filled.placing import Folder
from screener.ledger.filled.texts import mark_of
from screener.ledger.intake import Effort
from screener.ledger.package import open_package
from tests.screener import handins
from tests.screener.filled import changed, convert, faults, filled_template, minimal, workbook


def test_the_template_filled_in_becomes_a_ledger(tmp_path: Path) -> None:
    rows = {name: [EXAMPLES[name]] for name in ("institutions", "reports", "results", "people")}
    found = convert(filled_template(tmp_path / "t.xlsx", rows), tmp_path / "out")
    assert sorted(found) == ["institutions.csv", "people.csv", "reports.csv", "results.csv"]
    (report,), (result,) = found["reports.csv"], found["results.csv"]
    assert report["domain"] == "building_materials"
    assert (report["cma_marked"], report["conclusion"]) == ("true", "pass")
    assert report["issued_at"] == "2022-06-02T16:00:00" or report["issued_at"] == "2022-06-02 16:00:00"
    assert result["value"] == "35.20"
    package = open_package(tmp_path / "out")
    assert "instruments" in package.absent  # a sheet left empty says nothing: its rules do not run


def test_the_example_is_never_read_and_a_row_still_marked_is_named(tmp_path: Path) -> None:
    assert convert(filled_template(tmp_path / "t.xlsx", {}), tmp_path / "out")["reports.csv"] == []
    marked = EXAMPLES["reports"] | {"note": "示例", "report_no": "BG-2022-0777"}
    header = ["note", *EXAMPLES["reports"]]
    rows = [header, [marked[name] for name in header], [{**marked, "note": ""}[name] for name in header]]
    (fault,) = faults(workbook(tmp_path / "m.xlsx", minimal(reports=rows)), tmp_path / "two")
    assert (fault.file, fault.row, fault.letter) == ("reports", 2, "A")
    assert "marked as an example" in fault.expected.en


def test_every_fault_with_sheet_row_column_rule_and_cure(tmp_path: Path) -> None:
    reports = [[], *changed("reports", issued_at="2022-06-02", conclusion="大概合格", sample_no="")]
    sheets_ = minimal(reports=reports, results=changed("results", value="未检出", replicate="两个"))
    found = faults(workbook(tmp_path / "t.xlsx", sheets_), tmp_path / "out")
    places = {(one.file, one.row, one.letter, one.column, one.value) for one in found}
    assert places == {
        ("reports", 3, "G", "sample_no", None),
        ("reports", 3, "J", "issued_at", "2022-06-02"),
        ("reports", 3, "M", "conclusion", "大概合格"),
        ("results", 2, "J", "value", "未检出"),
        ("results", 2, "I", "replicate", "两个"),
    }
    assert all(one.expected.zh and one.expected.en and one.cure.zh and one.cure.en for one in found)
    told = {one.column: str(one) for one in found}
    assert told["value"].startswith(
        "工作表“results”，第 2 行，J 列（检测值 value），'未检出'：应为有限的数字。改法："
    )
    assert "只写日期不够" in told["issued_at"]
    assert "下拉列表" in told["conclusion"]
    assert not [path for path in (tmp_path / "out").iterdir() if path.name == "archive"]


def test_what_the_office_program_spoiled_is_named_by_its_cell(tmp_path: Path) -> None:
    book = minimal(
        reports=changed("reports", report_no=1.23456789012345e17), results=changed("results", value=0.125)
    )
    path = workbook(tmp_path / "t.xlsx", book, {("results", 1, 9): "0.0%"})
    assert {(one.column, one.letter, one.row) for one in faults(path, tmp_path / "out")} == {
        ("report_no", "B", 2),
        ("value", "J", 2),
    }


def test_results_side_by_side(tmp_path: Path) -> None:
    wide: list[list[Any]] = [
        ["报告标识", "开始时间", "备注", "抗压强度", "抗折强度", "含水率"],
        ["方法", "", "", "GB/T 50081-2019", "GB/T 50081-2019", "GB/T 1"],
        ["计量单位", "", "", "MPa", "MPa", "%"],
        ["BG-2022-0001", "2022-06-01 09:00", "", "35.20", 4.85, "/"],
        ["BG-2022-0001", "2022-06-01 09:10", "复测", "36.10", "", None],
    ]
    book: dict[str, Any] = minimal(results=[list(EXAMPLES["results"])]) | {"结果横排": wide}
    rows = convert(workbook(tmp_path / "t.xlsx", book), tmp_path / "out")["results_wide.csv"]
    assert [(one["result_id"], one["value"], one["unit"], one["replicate"]) for one in rows] == [
        ("BG-2022-0001/抗压强度/1", "35.20", "MPa", "1"),
        ("BG-2022-0001/抗折强度/1", "4.85", "MPa", "1"),
        ("BG-2022-0001/抗压强度/2", "36.10", "MPa", "2"),
    ]
    assert {one["method"] for one in rows} == {"GB/T 50081-2019"}
    assert rows[0]["started_at"] == "2022-06-01T09:00:00"
    wide[3][4] = "约 5"
    wide[1][5] = None
    book["结果横排"] = wide
    found = faults(workbook(tmp_path / "f.xlsx", book), tmp_path / "two")
    assert {(one.row, one.letter, one.column, one.value) for one in found} == {
        (4, "E", "value", "约 5"),
        (1, "F", "method", "含水率"),
    }


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_loose_tables_in_the_encodings_that_offices_have(encoding: str, mark: str, tmp_path: Path) -> None:
    given = []
    for name, chinese in (("institutions", "机构"), ("reports", "检验检测报告"), ("results", "检验检测结果")):
        row = EXAMPLES[name] | (
            {"sampled_on": "2022/5/4", "issued_at": "2022/6/2 16:00"} if name == "reports" else {}
        )
        lines = [mark.join(row), mark.join(f'"{cell}"' for cell in row.values()), mark * (len(row) - 1)]
        path = tmp_path / f"{chinese}.csv"
        path.write_bytes("\r\n".join(lines).encode(encoding))
        given.append(path)
    found = convert(given, tmp_path / "out")
    (report,) = found["reports.csv"]
    assert (report["sampled_on"], report["issued_at"]) == ("2022-05-04", "2022-06-02T16:00:00")
    assert report["product"] == "混凝土试块"


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("甲,乙\n1,2\n", ","),
        ('某检测公司，2022 年\n报告编号;检测结果\nA-1;"1,5"\nA-2;"2,5"\n', ";"),
        ('"样品；规格, 型号, 批次"\t结果\n"a, b, c"\t1\n"d, e, f"\t2\n', "\t"),
        ('"表头\n换行;分号",结果\n1,2\n3,4\n', ","),
        ("编号|项目|结果\n1|铅, 以 Pb 计|0.1\n", "|"),
        ("只有一列\n1\n", ","),
        ("", ","),
    ],
)
def test_what_separates_the_cells_is_told_by_whole_records(text: str, mark: str) -> None:
    assert mark_of(text) == mark


def test_a_title_and_commas_in_cells_do_not_mislead(tmp_path: Path) -> None:
    path = tmp_path / "本月导出.csv"
    path.write_bytes(
        '本公司结果表，内部使用\n单号;检测项目;结果\nA-1;"铅, 以 Pb 计";0.10\n'.encode("gb18030")
    )
    folding = Folding(Folder(tmp_path))
    fold_csv(folding, Given(path.name, path), nothing_chosen, called=path.stem)
    (shape,) = folding.folder.shapes
    assert shape.headers == ("单号", "检测项目", "结果")
    assert shape.samples == (("A-1",), ("铅, 以 Pb 计",), ("0.10",))


def test_a_mapping_for_somebody_elses_columns(tmp_path: Path) -> None:
    row = EXAMPLES["results"]
    own: list[list[Any]] = [["单号", "项目", "依据", "结论值", "次", "流水", "杂项"],
           [row["report_id"], row["parameter"], row["method"], "35.20", 1, "L-1", "x"]]  # fmt: skip
    told = {
        "导出": {
            "table": "results",
            "columns": {
                "单号": "report_id",
                "项目": "parameter",
                "依据": "method",
                "结论值": "value",
                "次": "replicate",
                "流水": "result_id",
                "杂项": None,
            },
        }
    }
    mapping = tmp_path / "m.json"
    mapping.write_text(json.dumps(told), encoding="utf-8")
    book: dict[str, Any] = {name: rows for name, rows in minimal().items() if name != "results"}
    book["导出"] = own
    path = workbook(tmp_path / "t.xlsx", book)
    with pytest.raises(Refused, match="results"):
        convert(path, tmp_path / "none")
    (found,) = convert(path, tmp_path / "out", read_mapping(mapping))["results.csv"]
    assert (found["result_id"], found["value"]) == ("L-1", "35.20")
    told["导出"] = {
        "table": "results",
        "columns": {"单号": "report_id"},
        "parameters": {"强度(MPa)": {"parameter": "抗压强度", "method": "GB/T 50081-2019", "unit": "MPa"}},
    }
    mapping.write_text(json.dumps(told), encoding="utf-8")
    book["导出"] = [["单号", "强度(MPa)"], [row["report_id"], "35.20"]]
    wide = convert(workbook(tmp_path / "w.xlsx", book), tmp_path / "wide", read_mapping(mapping))
    assert wide["results_wide.csv"][0]["parameter"] == "抗压强度"


@pytest.mark.parametrize(
    "text", ["[]", "{", '{"x": {}}', '{"x": {"table": "results", "columns": {"a": "nobody"}}}']
)
def test_what_is_no_mapping(text: str, tmp_path: Path) -> None:
    path = tmp_path / "m.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Refused, match=r"no mapping|不是列对照"):
        read_mapping(path)
    with pytest.raises(Refused):
        read_mapping(tmp_path / "absent.json")


def _packed(path: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, content in parts.items():
            pack.writestr(name, content)
    return path


def _parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as pack:
        return {name: pack.read(name) for name in pack.namelist()}


def _mangled(path: Path, name: str, old: bytes, new: bytes) -> Path:
    parts = _parts(path)
    assert old in parts[name]
    parts[name] = parts[name].replace(old, new)
    return _packed(path, parts)


HOSTILE: dict[str, tuple[str, bytes, bytes]] = {
    "entities": (
        "xl/sharedStrings.xml",
        b"<sst ",
        b'<!DOCTYPE sst [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><sst ',
    ),
    "a text that is not there": ("xl/worksheets/sheet1.xml", b"<v>0</v>", b"<v>999999</v>"),
    "a text before the first": ("xl/worksheets/sheet1.xml", b"<v>0</v>", b"<v>x</v>"),
    "rows backwards": ("xl/worksheets/sheet1.xml", b'<row r="2"', b'<row r="1"'),
    "a row beyond all": ("xl/worksheets/sheet1.xml", b'<row r="2"', b'<row r="99999999"'),
    "cut off": ("xl/worksheets/sheet1.xml", b"</sheetData>", b""),
    "far to the right": ("xl/worksheets/sheet1.xml", b'r="B1"', b'r="XFD1"'),
    "no sheets": ("xl/workbook.xml", b"<sheet ", b"<shoot "),
    "no styles": ("xl/styles.xml", b"<cellXfs", b'<numFmt numFmtId="x"/><cellXfs'),
}  # fmt: skip


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_workbooks_end_in_one_sentence(kind: str, tmp_path: Path) -> None:
    path = _mangled(workbook(tmp_path / "t.xlsx", minimal()), *HOSTILE[kind])
    if kind == "entities":  # they stand for nothing: never expanded, never fetched
        assert convert(path, tmp_path / "out")["results.csv"]
        return
    with pytest.raises(Refused) as refused:
        convert(path, tmp_path / "out")
    assert "Error" not in str(refused.value)


def test_workbooks_that_burst_or_are_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = tmp_path / "x.xlsx"
    for content in (b"PK\x03\x04", b"not a workbook", _packed(tmp_path / "y.zip", {"a": b"b"}).read_bytes()):
        plain.write_bytes(content)
        with pytest.raises(Refused, match=r"打不开|cannot be opened"):
            convert(plain, tmp_path / "out")
    bomb = _packed(
        tmp_path / "bomb.xlsx", _parts(workbook(tmp_path / "t.xlsx", minimal())) | {"z": b"0" * (80 << 20)}
    )
    with pytest.raises(Refused, match=r"过大|too large"):
        convert(bomb, tmp_path / "out")
    monkeypatch.setattr(sheets, "MOST_TEXT", 100)
    with pytest.raises(Refused, match=r"过大|too large"):
        convert(workbook(tmp_path / "t.xlsx", minimal()), tmp_path / "out")
    monkeypatch.setattr(sheets, "MOST_TEXT", 1 << 28)
    monkeypatch.setattr(sheets, "MOST_SMALL", 10)
    with pytest.raises(Refused, match=r"过大|too large"):
        convert(workbook(tmp_path / "t.xlsx", minimal()), tmp_path / "out")


def test_a_row_without_end_is_not_waited_for(tmp_path: Path) -> None:
    path = workbook(tmp_path / "t.xlsx", minimal())
    endless = _mangled(path, "xl/worksheets/sheet1.xml", b"</row>", b'<c r="A1"/>' * 20_000 + b"</row>")
    with pytest.raises(Refused, match=r"超过 1000 列|more than 1000 columns"):
        convert(endless, tmp_path / "out")


def test_what_is_given_wrongly(tmp_path: Path) -> None:
    twice = minimal() | {"检验检测报告": minimal()["reports"]}
    with pytest.raises(Refused, match=r"同一张表|same table"):
        convert(workbook(tmp_path / "t.xlsx", twice), tmp_path / "a")
    for name, content, words in (
        ("x.docx", b"x", "Neither"),
        ("results.csv", b"", "empty"),
        ("notes.csv", b"a,b\n1,2\n", "No table"),
    ):
        path = tmp_path / name
        path.write_bytes(content)
        with pytest.raises(Refused) as refused:
            convert(path, tmp_path / "b")
        assert words in refused.value.message.en
    with pytest.raises(Refused) as refused:
        convert(tmp_path / "absent.xlsx", tmp_path / "b")
    assert "No such file" in refused.value.message.en
    strange = workbook(tmp_path / "s.xlsx", {"x": [["a"]], "empty": []})
    with pytest.raises(Refused) as refused:
        convert(strange, tmp_path / "c")
    assert "No table" in refused.value.message.en


def test_formulas_and_errors_are_named(tmp_path: Path) -> None:
    path = workbook(tmp_path / "t.xlsx", minimal(results=changed("results", value=35.2)))
    parts = _parts(path)
    sheet = parts["xl/worksheets/sheet3.xml"]
    for new in (b"<f>1+1</f>", b"<v>nan</v>"):
        parts["xl/worksheets/sheet3.xml"] = sheet.replace(b"<v>35.2</v>", new)
        (fault,) = faults(_packed(path, parts), tmp_path / f"out{len(new)}")
        assert (fault.column, fault.letter) == ("value", "J")
        assert "formula" in fault.expected.en
    parts["xl/worksheets/sheet3.xml"] = sheet.replace(b'r="J2"><v>35.2</v>', b'r="J2" t="e"><v>#REF!</v>')
    (fault,) = faults(_packed(path, parts), tmp_path / "last")
    assert fault.value == "#REF!"


def test_the_limit_of_faults_is_kept_and_the_others_are_counted(tmp_path: Path) -> None:
    rows: list[list[Any]] = [list(EXAMPLES["results"])]
    rows += [[*(EXAMPLES["results"] | {"result_id": f"r{n}", "report_id": 1e17}).values()] for n in range(30)]
    path = workbook(tmp_path / "t.xlsx", minimal(results=rows))
    (tmp_path / "out").mkdir()
    with (
        pytest.raises(Refused) as refused,
        converted([path], tmp_path / "out", Effort(1, fault_limit=10)),
    ):
        pass
    assert len(refused.value.faults) == 10
    assert refused.value.more >= 20


def test_a_large_csv_is_held_to_the_format(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given = []
    for name in ("institutions", "reports", "results"):
        row = EXAMPLES[name]
        path = tmp_path / f"{name}.csv"
        path.write_text("\n".join((",".join(row), ",".join(row.values()))) + "\n", encoding="gb18030")
        given.append(path)
    monkeypatch.setattr(opening, "HAND_MADE", 10)
    assert {one.column for one in faults(given, tmp_path / "out")} == {"kind", "cma_marked", "conclusion"}


def test_the_commands(tmp_path: Path) -> None:
    command = partial(handins.command, data=tmp_path / "data")
    template, ledger, out = tmp_path / "t.xlsx", tmp_path / "ledger", tmp_path / "out"
    assert command("ledger", "template", "--out", template).returncode == 0
    assert command("ledger", "template", "--out", template).returncode == 2
    assert command("ledger", "template", "--out", tmp_path / "t.csv").returncode == 2
    path = workbook(tmp_path / "f.xlsx", minimal())
    assert command("ledger", "check", path).returncode == 0
    assert command("ledger", "convert", path, "--out", ledger).returncode == 0
    assert command("ledger", "convert", path, "--out", ledger).returncode == 2
    assert sorted(one.name for one in ledger.iterdir()) == [
        "datapackage.json", "institutions.csv", "reports.csv", "results.csv",
    ]  # fmt: skip
    assert command("screen", path, "--out", out).returncode == 0
    assert (out / "index.html").is_file()
    bad = workbook(tmp_path / "b.xlsx", minimal(results=changed("results", value="多")))
    answer = command("ledger", "convert", bad, "--out", tmp_path / "none")
    assert answer.returncode == 2
    assert "多" in answer.stderr
    assert not (tmp_path / "none").exists()
