"""Every rule has its section in the reference, and its words in both languages."""

from __future__ import annotations

import re

import pytest

from screener.ledger.tables import TABLES
from screener.measures import ANOMALIES
from screener.rules import RULES
from screener.run import ALL
from screener.wholes import WHOLES
from screener.wording import WORDING
from tests.house.project import has_chinese, read

#: Tables that came to the format after its first twelve.
OPTIONAL = {"procedures", "prescribed_methods", "environment_log"} | {
    name for name, table in TABLES.items() if table.supplementary
}


def test_the_contradictions_are_there() -> None:
    """Eighteen of the ledger alone; the others ask for optional tables, registers or earlier hand-ins."""
    assert len([rule for rule in RULES.values() if not rule.asks and not set(rule.needs) & OPTIONAL]) == 18
    assert {rule.grade for rule in RULES.values()} | {rule.grade for rule in WHOLES.values()} == {
        "contradiction"
    }
    assert set(WHOLES) == {"reference.disagrees", "person.two_employers", "instrument.two_owners"} | {
        "invoice.no_report"
    }
    assert {rule.grade for rule in ANOMALIES.values()} == {"anomaly"}


@pytest.mark.parametrize("name", sorted(ALL))
def test_it_has_a_section_of_the_reference(name: str) -> None:
    headings = re.findall(r"^#+ .*$", read("docs/reference/rules.md"), re.MULTILINE)
    assert [heading for heading in headings if name in re.findall(r"[a-z_]+\.[a-z_]+", heading)]


@pytest.mark.parametrize("name", sorted(ALL))
def test_it_has_its_words_in_both_languages(name: str) -> None:
    words = WORDING[name]
    assert has_chinese(words.title_zh)
    assert has_chinese(words.meaning_zh)
    assert not has_chinese(words.title_en + words.meaning_en)
    assert words.innocent


def test_no_words_are_left_of_a_rule_that_is_gone() -> None:
    assert set(WORDING) - set(ALL) == set()
