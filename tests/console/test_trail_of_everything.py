"""For every table of the office's business: what is changed, removed or put in by raw SQL is found and named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import DatabaseError, connection, models, transaction

from bureau.people.models import Unit
from bureau.trail.keys import new_key
from bureau.trail.recorded import Recorded, recorded_models
from bureau.trail.verify import Discrepancy, _table, verify
from bureau.trail.wall import opened
from tests import world
from tests.console.test_trail_command import run

pytestmark = [pytest.mark.django_db, pytest.mark.db]
Column = models.Field[Any, Any]


@contextmanager
def undone() -> Iterator[None]:
    """Whatever happens inside never was."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def meddle(statement: str, *values: Any) -> int:
    """Change the database as somebody with its password would; how many rows it met."""
    with opened(), connection.cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.rowcount)


def stored(column: Column, value: Any) -> Any:  # noqa: ANN401 - whatever a driver takes
    """A value as the database is given it."""
    return column.get_db_prep_save(value, connection)


def quoted(name: str | None) -> str:
    assert name
    return str(connection.ops.quote_name(name))


def another(column: Column, value: object) -> str:
    """SQL for another value than the one that stands there, of the same kind."""
    kind, name = column.db_type(connection) or "", quoted(column.column)
    if "bool" in kind:
        return f"NOT {name}"
    if "json" in kind or isinstance(column, models.JSONField):
        return """'{"another": 1}'"""
    if "int" in kind:
        return f"{name} + 1" if value is not None else "1"
    if "uuid" in kind or column.is_relation or kind == "char(32)":
        return f"'{new_key().hex}'"
    if "date" in kind or "time" in kind:
        return "'2001-02-03'" if kind == "date" else "'2001-02-03 04:05:06+00:00'"
    return f"'{(str(value or '') + '7')[-(getattr(column, 'max_length', None) or 9) :]}'"


def one_of(model: type[Recorded]) -> Recorded:
    found: Recorded | None = model._base_manager.order_by("pk").first()
    assert found is not None, (
        f"the world has no {model._meta.label_lower}; tests.world builds one of everything"
    )
    return found


def condition(row: Recorded) -> tuple[str, Any]:
    key = row._meta.pk
    return f"{quoted(key.column)} = %s", stored(key, row.pk)


def changed(row: Recorded) -> tuple[list[str], list[str]]:
    """Columns whose change was not named, and those that could be changed at all."""
    table, (where, key), label = quoted(row._meta.db_table), condition(row), row.trail_label
    silent, tried = [], []
    for column in (one for one in row._meta.concrete_fields if not one.primary_key):
        with undone():
            try:
                with transaction.atomic():
                    value = another(column, getattr(row, column.attname))
                    meddle(f"UPDATE {table} SET {quoted(column.column)} = {value} WHERE {where}", key)  # noqa: S608 - names of the models
            except DatabaseError:
                continue  # a constraint of the database refused it
            tried.append(column.attname)
            named = [one for one in _table(type(row)) if one and (one.label, one.key) == (label, str(row.pk))]
            if not any(said.startswith(f"{column.attname}: ") for one in named for said in one.fields):
                silent.append(f"{label}.{column.attname}")
    return silent, tried


def take_out(row: Recorded) -> None:
    """The row is gone."""
    where, key = condition(row)
    meddle(f"DELETE FROM {quoted(row._meta.db_table)} WHERE {where}", key)  # noqa: S608 - as above


def put_copy(row: Recorded) -> str:
    """A copy of the row stands there in its stead; the copy's key."""
    model, made = type(row), new_key()
    columns = [one for one in model._meta.concrete_fields if not one.primary_key]
    names = ", ".join(quoted(one.column) for one in columns)
    table, key_name = quoted(model._meta.db_table), quoted(model._meta.pk.column)
    where, key = condition(row)
    # A copy beside the row would meet the constraints that keep numbers unique, so it takes the row's place.
    meddle(
        f"CREATE TEMPORARY TABLE held_{made.hex} AS SELECT * FROM {table} WHERE {where}",  # noqa: S608 - as above
        key,
    )
    take_out(row)
    meddle(
        f"INSERT INTO {table} ({key_name}, {names}) SELECT %s, {names} FROM held_{made.hex}",  # noqa: S608 - as above
        stored(model._meta.pk, made),
    )
    return str(made)


def said_of(model: type[Recorded]) -> list[Discrepancy]:
    """What is said of one table."""
    return sorted((one for one in _table(model) if one), key=str)


def said_of_all() -> list[Discrepancy]:
    """What is said of the chain and of every table."""
    return sorted(verify().discrepancies, key=str)


def test_every_table_is_watched(district: Unit) -> None:
    """Each table alone, then all tables meddled with at once: to walk everything after each change takes a minute."""
    world.build(district)
    assert verify().discrepancies == ()
    rows = [one_of(model) for model in recorded_models()]
    faults: list[str] = []
    for row in rows:
        silent, tried = changed(row)
        faults += [f"a change went unnoticed: {name}" for name in silent]
        if not tried:
            faults.append(f"no column could be changed: {row.trail_label}")
    assert faults == []
    gone = {row.trail_label: Discrepancy("removed", row.trail_label, str(row.pk)) for row in rows}
    with undone():
        for row in rows:
            take_out(row)
            if said_of(type(row)) != [gone[row.trail_label]]:
                faults.append(f"a removal was not named alone: {row.trail_label}")
        assert said_of_all() == sorted(gone.values(), key=str)
    come: list[Discrepancy] = []
    with undone():
        for row in rows:
            come.append(Discrepancy("inserted", row.trail_label, put_copy(row)))
            if said_of(type(row)) != [come[-1], gone[row.trail_label]]:
                faults.append(f"an insertion was not named: {row.trail_label} {said_of(type(row))}")
        assert said_of_all() == sorted([*gone.values(), *come], key=str)
    assert faults == []


def test_the_command_names_table_and_row(district: Unit) -> None:
    world.build(district)
    rows = [one_of(model) for model in recorded_models()]
    with undone():
        for row in rows:
            where, key = condition(row)
            table = quoted(row._meta.db_table)
            meddle(f"UPDATE {table} SET version = version + 1 WHERE {where}", key)  # noqa: S608 - as above
        status, said = run("verify")
    assert status == 1
    lines = said.splitlines()
    named = [[line for line in lines if f"({row.trail_label}) {row.pk} " in line] for row in rows]
    assert [len(one) for one in named] == [1] * len(rows)
    assert sum(bool(re.search(r"\([a-z]+\.[a-z]+\) ", line)) for line in lines) == len(rows)
