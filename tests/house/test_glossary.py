"""The glossary gives the Chinese for every word of the ledger format and of the rules."""

from __future__ import annotations

import re

from screener.ledger.tables import TABLES
from screener.run import ALL
from screener.wording.terms import CONDUCTS, DOMAINS
from tests.house.project import has_chinese, read


def entries() -> dict[str, str]:
    """Every term in backticks at the head of a row of the glossary, with the rest of its row."""
    return dict(re.findall(r"^\| `([^`]+)` \|(.*)\|$", read("docs/glossary.md"), re.MULTILINE))


def missing(terms: set[str]) -> list[str]:
    """The terms without a row, or whose row has no Chinese."""
    known = entries()
    return sorted(term for term in terms if not has_chinese(known.get(term, "")))


def test_no_term_stands_twice() -> None:
    terms = re.findall(r"^\| `([^`]+)` \|", read("docs/glossary.md"), re.MULTILINE)
    assert sorted({term for term in terms if terms.count(term) > 1}) == []


def test_every_table_is_explained() -> None:
    assert missing(set(TABLES)) == []


def test_every_column_is_explained() -> None:
    assert missing({column.name for table in TABLES.values() for column in table.columns}) == []


def test_every_value_of_a_column_is_explained() -> None:
    assert (
        missing({word for table in TABLES.values() for column in table.columns for word in column.choices})
        == []
    )


def test_every_grade_and_conduct_is_explained() -> None:
    assert missing({rule.grade for rule in ALL.values()} | {rule.conduct for rule in ALL.values()}) == []


def test_every_outcome_and_stage_is_explained() -> None:
    outcomes = {"hit", "clear", "not_enough_data", "not_applicable"}
    assert missing(outcomes | {"lead", "finding", "problem", "violation"}) == []


def test_every_conduct_that_has_words_is_explained() -> None:
    assert missing(set(CONDUCTS)) == []


def test_domains_are_called_what_the_report_page_calls_them() -> None:
    known = entries()
    assert {code for code, phrase in DOMAINS.items() if phrase.zh not in known.get(code, "")} == set()
