"""The office's own table is laid over the published calendar, refused whole when anything in it is wrong."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest

from bureau.kernel.calendars import FILE, PUBLISHED, Kind, current, read_calendar
from bureau.kernel.entries import Refused
from bureau.kernel.workdays import is_working_day, working_days_after

D = dt.date.fromisoformat
# Invented: not the arrangement that will be announced.
NEXT = """\
[["年"]]
"年份" = 2027
"文件" = "通知第1号"
"放假" = [
    { "名" = "元旦", "自" = 2027-01-01, "至" = 2027-01-03 },
    { "名" = "春节", "自" = 2027-01-31, "至" = 2027-02-06 },
    { "名" = "清明节", "自" = 2027-04-03, "至" = 2027-04-05 },
    { "名" = "劳动节", "自" = 2027-05-01, "至" = 2027-05-05 },
    { "名" = "端午节", "自" = 2027-06-03, "至" = 2027-06-05 },
    { "名" = "中秋节", "自" = 2027-09-10, "至" = 2027-09-12 },
    { "名" = "国庆节", "自" = 2027-10-01, "至" = 2027-10-07 },
]
"上班" = [2027-05-08, 2027-10-09]

[["停办"]]
"自" = 2022-11-01
"至" = 2022-11-03
"事由" = "疫情防控"
"凭证" = "第3号通告"
"""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MINGJIAN_DATA", str(tmp_path))
    return tmp_path / FILE


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        ("2022-05-16", Kind.WORKING),
        ("2022-05-07", Kind.MAKE_UP),
        ("2022-05-14", Kind.WEEKEND),
        ("2022-05-02", Kind.HOLIDAY),
        ("2003-05-16", Kind.UNPUBLISHED),
        ("9000-05-16", Kind.UNPUBLISHED),
    ],
)
def test_the_published_calendar(day: str, kind: Kind) -> None:
    assert PUBLISHED.kind_of(D(day)).kind is kind


def test_a_table_adds_a_year_and_closures(tmp_path: Path) -> None:
    table = read_calendar(write(tmp_path / "a.toml", NEXT))
    kinds = {
        day: table.kind_of(D(day)).kind for day in ("2027-01-01", "2027-01-04", "2027-01-09", "2027-05-08")
    }
    assert list(kinds.values()) == [Kind.HOLIDAY, Kind.WORKING, Kind.WEEKEND, Kind.MAKE_UP]
    assert table.kind_of(D("2022-11-02")).kind is Kind.CLOSED
    assert table.kind_of(D("2022-11-04")).kind is Kind.WORKING
    assert (table.knows(2027), table.knows(2022), table.knows(9000)) == (True, True, False)
    assert not PUBLISHED.knows(9000)


def test_it_is_in_force_as_soon_as_it_lies_there(place: Path) -> None:
    assert current() is PUBLISHED
    assert is_working_day(D("2022-11-02"))
    write(place, NEXT)
    assert not is_working_day(D("2022-11-02"))
    assert working_days_after(D("2022-10-31"), 1).on == D("2022-11-04")
    changed = write(place, NEXT.replace("2022-11-03", "2022-11-02"))
    os.utime(changed, ns=(1, 1))
    assert working_days_after(D("2022-10-31"), 1).on == D("2022-11-03")


def test_half_a_table_is_not_counted_by(place: Path) -> None:
    write(place, NEXT.replace("2027-05-08", "2027-05-10"))
    with pytest.raises(Refused, match="2027-05-10"):
        is_working_day(D("2022-05-16"))


def test_where_it_differs_from_the_published_calendar(tmp_path: Path) -> None:
    text = NEXT.replace("2027", "2022")
    table = read_calendar(
        write(tmp_path / "a.toml", text.split('[["停办"]]', maxsplit=1)[0].replace("2022-05-08, ", ""))
    )
    assert table.differs() == [D("2022-05-05")]
    assert read_calendar(write(tmp_path / "b.toml", NEXT)).differs() == [] or PUBLISHED.knows(2027)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"年份" = 2027', '"年份" = "2027"', "年份"),
        ('"年份" = 2027', '"年份" = 0', "2027"),
        ('"年份" = 2027', '"年份" = -1', "-1"),
        ('"文件" = "通知第1号"', "", "文件"),
        ('"文件" = "通知第1号"', '"文件" = " "', "文件"),
        ("2027-01-01, ", "2027-01-04, ", "before it begins"),
        ('2027-01-01, "至"', '2026-12-20, "至"', "2026-12-20 is not in 2027"),
        ("2027-05-01", "2025-05-01", "over a year"),
        ("2027-05-01", "2027-05-02", "2027-05-01 is not a holiday"),
        ("2027-10-01", "2027-05-05", "2027-05-05 stands there twice"),
        ("2027-05-08", "2027-05-10", "is a weekday"),
        ("2027-05-08", "2027-05-01", "both a holiday and a make-up day"),
        ("2027-05-08", "2028-05-06", "is not in 2027"),
        ("2027-05-08", '"2027-05-08"', "上班"),
        ("2027-05-08", "2027-05-08T09:00:00", "上班"),
        ('"凭证" = "第3号通告"', "", "凭证"),
        ('"凭证"', '"证"', "“证” is not known here"),
        ('"自" = 2022-11-01', '"自" = 2022-11-01T00:00:00', "自"),
        ('[["停办"]]', '[["年"]]\n"年份" = 2027\n"文件" = "又"\n[["停办"]]', "2027 stands there twice"),
        ('"年份"', "年份", "straight double quotes"),
        ('{ "名" = "元旦", "自" = 2027-01-01, "至" = 2027-01-03 }', '"元旦"', "放假"),
    ],
)
def test_a_fault_names_its_place_and_cure(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in NEXT
    with pytest.raises(Refused) as refused:
        read_calendar(write(tmp_path / "table.toml", NEXT.replace(old, new)))
    assert said in str(refused.value)
    assert all(line.startswith("table.toml") for line in str(refused.value).splitlines())


def test_an_empty_table_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="neither a year nor a closure"):
        read_calendar(write(tmp_path / "a.toml", ""))


def test_a_file_that_is_no_text_and_one_that_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_bytes("年".encode("gb18030") + b"\xff")
    with pytest.raises(Refused, match="UTF-8"):
        read_calendar(tmp_path / "a.toml")
    with pytest.raises(Refused, match="cannot be read"):
        read_calendar(tmp_path / "b.toml")


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("元旦", "01-02"),
        ("春节", "03-01"),
        ("清明", "03-31"),
        ("劳动", "05-02"),
        ("端午", "07-10"),
        ("中秋", "08-31"),
        ("国庆", "10-02"),
    ],
)
def test_a_year_has_all_seven_holidays_where_they_can_be(tmp_path: Path, name: str, wrong: str) -> None:
    """Left out, under another name, or in another season: each is said with the cure, and nothing is counted by it."""
    line = next(one for one in NEXT.splitlines() if name in one and "自" in one)
    kept = {"元旦": "2027-01-01", "劳动": "2027-05-01", "国庆": "2027-10-01"}.get(name, "")
    moved = f'    {{ "名" = "{name}", "自" = 2027-{wrong}, "至" = 2027-{wrong} }},'
    for other in ("", line.replace(name, "假日"), moved):
        with pytest.raises(Refused) as refused:
            read_calendar(write(tmp_path / "table.toml", NEXT.replace(line, other)))
        assert f"2027 has no {name}" in str(refused.value)
        assert "stand under 停办" in str(refused.value)
        assert kept in str(refused.value)


def test_two_holidays_at_once_are_both_there(tmp_path: Path) -> None:
    lines = [one for one in NEXT.splitlines() if "中秋" not in one]
    text = "\n".join(lines).replace("国庆节", "国庆节、中秋节")
    assert read_calendar(write(tmp_path / "table.toml", text)).knows(2027)
