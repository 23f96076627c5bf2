"""mingjian trail: what was changed outside the program is named in words, and the hash is there to be written down."""

from __future__ import annotations

import pytest
from click.testing import CliRunner
from django.db import connection

from bureau.console.commands.trail import CHAIN, ROW, sentence, trail_group
from bureau.people.models import Unit
from bureau.trail.models import Entry, Head
from bureau.trail.verify import Discrepancy
from bureau.trail.wall import opened
from tests.cast import make_unit

pytestmark = [pytest.mark.django_db, pytest.mark.db]


@pytest.fixture(autouse=True)
def in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINGJIAN_LANG", "en")


def run(word: str) -> tuple[int, str]:
    done = CliRunner().invoke(trail_group, [word])
    return done.exit_code, done.output


def outside(sql: str, *values: str) -> None:
    """A change by another program."""
    with opened(), connection.cursor() as cursor:
        cursor.execute(sql, values)


@pytest.fixture
def unit(db: None) -> Unit:
    return make_unit("云州市市场监督管理局", "city", "150600")


def test_a_whole_trail(unit: Unit) -> None:
    status, said = run("verify")
    head = Head.objects.get()
    assert status == 0
    assert "1 entries, 1 rows, 0 that differ" in said
    assert head.hash in said
    assert run("head") == (0, f"The chain ends with entry 1; write its hash on paper:\n{head.hash}\n")


def test_an_empty_trail(db: None) -> None:
    assert run("head") == (0, "There is no entry yet.\n")


def test_a_changed_row_is_named_with_table_key_and_field(unit: Unit, monkeypatch: pytest.MonkeyPatch) -> None:
    outside("UPDATE people_unit SET short_name = %s", "乙")
    status, said = run("verify")
    assert status == 1
    assert "A row was changed: unit (people.unit)" in said
    assert str(unit.pk) in said
    assert f"short_name: '{unit.short_name}' -> '乙'" in said
    monkeypatch.setenv("MINGJIAN_LANG", "zh")
    assert "记录被改动" in run("verify")[1]


def test_a_removed_row_and_a_changed_entry(unit: Unit) -> None:
    outside("DELETE FROM people_unit")
    outside("UPDATE trail_entry SET actor = %s", "nobody")
    status, said = run("verify")
    assert status == 1
    assert "A row was removed: unit" in said
    assert "Entry 1 was changed" in said


def test_a_tail_that_was_cut_off(unit: Unit) -> None:
    make_unit("又一局", "city", "150700")
    last = Entry.objects.get(sequence=2)
    outside("DELETE FROM trail_image WHERE entry_id = 2")
    outside("DELETE FROM trail_entry WHERE sequence = 2")
    assert last.sequence == 2
    assert "Entries at the end were removed (there were 2)" in run("verify")[1]


@pytest.mark.parametrize("kind", [*ROW])
def test_every_kind_of_row_has_its_words(kind: str) -> None:
    assert "people.unit" in sentence(Discrepancy(kind, "people.unit", "0192", ("x",)))  # type: ignore[arg-type] # a Kind


@pytest.mark.parametrize("fault", [*CHAIN])
def test_every_fault_of_the_chain_has_its_words(fault: str) -> None:
    assert "7" in sentence(Discrepancy("chain", "trail.entry", "7", (fault,)))
