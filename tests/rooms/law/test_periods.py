"""Every period of the texts, as this table has it: whoever changes a text sees here which line it was."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import pytest

from bureau.kernel.lengths import PeriodRefused, Unit
from bureau.law.book import PRINTABLE
from bureau.law.reading import read_book
from bureau.law.selectors import LawRefused, find_term, length_of, names_a_term, reckon_term, terms_on

D = dt.date.fromisoformat
VECTORS = list(
    csv.DictReader((Path(__file__).parent / "periods.csv").read_text(encoding="utf-8").splitlines())
)


@pytest.mark.parametrize("row", VECTORS, ids=[f"{one['code']}-{one['on']}" for one in VECTORS])
def test_period(row: dict[str, str]) -> None:
    found = find_term(row["code"], D(row["on"]))
    assert (found.term.length, found.term.extension) == (row["length"], row["extension"])
    assert (found.law.file, found.term.article) == (f"{row['law']}.toml", row["article"])
    assert found.term.confidence == row["confidence"]
    assert found.printable is (row["confidence"] in PRINTABLE)
    if row["due"]:
        due = reckon_term(row["code"], D(row["on"])).due
        assert due.on == D(row["due"])  # a day years ahead is promised by no calendar, and is a Tuesday here
    else:
        assert length_of(row["code"], D(row["on"])).unit is Unit.HOUR
        with pytest.raises(PeriodRefused, match="from an instant"):
            reckon_term(row["code"], D(row["on"]))


def test_every_period_has_a_line() -> None:
    told = sorted((row["law"] + ".toml", row["code"], row["length"]) for row in VECTORS)
    assert told == sorted((law.file, term.code, term.length) for law, _version, term in read_book().terms())


@pytest.mark.parametrize(
    ("code", "day", "length"),
    [
        ("serve_by_notice", "2022-10-31", "60日"),
        ("serve_by_notice", "2022-11-01", "30日"),
        ("mediation", "2026-04-14", "45个工作日"),
        ("mediation", "2026-04-15", "60日"),
        ("list_removal_decide", "2025-12-24", "15个工作日"),
        ("list_removal_decide", "2025-12-25", "7个工作日"),
    ],
)
def test_on_the_days_around_a_change(code: str, day: str, length: str) -> None:
    assert find_term(code, D(day)).term.length == length


def test_a_period_that_ended_is_said_to_have() -> None:
    assert find_term("informant_told", D("2026-04-14")).term.article == "31"
    with pytest.raises(LawRefused, match="not laid down for 2026-04-15"):
        find_term("informant_told", D("2026-04-15"))


def test_a_name_that_is_none() -> None:
    with pytest.raises(LawRefused, match="mingjian law periods"):
        find_term("cleu", D("2022-05-16"))
    assert names_a_term("clue")
    assert not names_a_term("15wd")


def test_one_length_a_day() -> None:
    codes = [one.term.code for one in terms_on(D("2026-05-01"))]
    assert len(codes) == len(set(codes))
