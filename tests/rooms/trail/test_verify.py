"""Raw changes, removals and insertions in any business table are found by `verify` and named."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection, models

from bureau.kernel import clock
from bureau.people.models import Account, Unit
from bureau.trail.models import Entry, Head, Image, Link
from bureau.trail.recorded import Recorded, recorded_models
from bureau.trail.scope import scope
from bureau.trail.services import erase, link, next_number
from bureau.trail.verify import Discrepancy, image_history, verify
from bureau.trail.wall import OutsideTheTrailError, opened
from tests.rooms.trail.test_scope import saved, unit

pytestmark = [pytest.mark.django_db, pytest.mark.db]


def meddle(statement: str, *values: Any) -> None:
    """Change the database as somebody with its password would."""
    with opened(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def key(row: Recorded) -> object:
    """The key as the database stores it."""
    return row.pk.hex if connection.vendor == "sqlite" else row.pk


def found() -> tuple[Discrepancy, ...]:
    return verify().discrepancies


def test_a_changed_row_is_named_with_its_field_and_both_values() -> None:
    made = saved()
    meddle("UPDATE people_unit SET division = %s WHERE id = %s", "150603", key(made))
    assert found() == (
        Discrepancy("changed", "people.unit", str(made.pk), ("division: '150602' -> '150603'",)),
    )


def test_a_removed_row_is_named() -> None:
    made, _other = saved(), saved("乙所")
    meddle("DELETE FROM people_unit WHERE id = %s", key(made))
    assert found() == (Discrepancy("removed", "people.unit", str(made.pk)),)


def test_an_inserted_row_is_named() -> None:
    stranger = unit("丙所")
    with opened():
        models.Model.save_base(stranger, force_insert=True)
    assert found() == (Discrepancy("inserted", "people.unit", str(stranger.pk)),)


def test_a_forged_image_is_named() -> None:
    made = saved()
    meddle("UPDATE people_unit SET name = %s", "乙所")
    text = str(Image.objects.get().values).replace("甲所", "乙所", 1)
    meddle('UPDATE trail_image SET "values" = %s', text)
    kinds = {discrepancy.kind for discrepancy in found()}
    assert kinds == {"image"}
    assert found()[0].key == str(made.pk)


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE trail_entry SET actor = 'somebody else' WHERE sequence = 2", "the entry was changed"),
        ("UPDATE trail_entry SET reason = 'another' WHERE sequence = 2", "reason"),
        ("UPDATE trail_image SET digest = 'x' WHERE entry_id = 2", "the entry was changed"),
    ],
)
def test_a_changed_entry_is_named(statement: str, said: str) -> None:
    for name in "甲乙丙":
        saved(name)
    meddle(statement)
    assert ("chain", "2", (said,)) in {(one.kind, one.key, one.fields) for one in found()}


def test_an_entry_taken_out_of_the_middle_is_named() -> None:
    for name in "甲乙丙":
        saved(name)
    meddle("DELETE FROM trail_image WHERE entry_id = 2")
    meddle("DELETE FROM trail_entry WHERE sequence = 2")
    assert ("chain", "3") in {(one.kind, one.key) for one in found()}


def test_entries_taken_off_the_end_are_noticed() -> None:
    for name in "甲乙":
        saved(name)
    meddle("DELETE FROM trail_image WHERE entry_id = 2")
    meddle("DELETE FROM trail_entry WHERE sequence = 2")
    assert {"trail.head"} <= {one.label for one in found()}


def fields_of(model: type[Recorded]) -> Iterator[models.Field[Any, Any]]:
    return (field for field in model._meta.concrete_fields if not field.primary_key)


def test_the_image_of_every_kind_of_column_is_alike_on_both_databases() -> None:
    made = Account(username="fang", full_name="方磊", password="x")  # noqa: S106 - a word that opens nothing
    with scope(actor="tester", move="open_account"):
        made.save()
    _entry, values = next(image_history("people.account", str(made.pk)))
    assert values is not None
    assert values["password"].startswith("sha256:")
    assert (values["large_text"], values["username"], values["id"]) == (False, "fang", str(made.pk))
    assert found() == ()


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (dt.datetime(2022, 6, 20, 9, tzinfo=clock.SHANGHAI), "2022-06-20T01:00:00.000000+00:00"),
        (dt.date(2022, 6, 20), "2022-06-20"),
        (Decimal("10.50"), "10.50"),
        (0.1, "0.1"),
        (b"\x01\xff", "01ff"),
        (None, None),
        (["a", {"b": 1}], ["a", {"b": 1}]),
    ],
)
def test_values_are_written_plainly(value: object, text: object) -> None:
    from bureau.trail.images import plain

    assert plain(value) == text


def test_erasing_keeps_the_chain_and_the_present_row_verifiable() -> None:
    made = saved()
    made.name = made.short_name = "已抹去"
    with scope(actor="tester", move="erase_subject", reason="the period of keeping is over"):
        made.save()
        assert erase(made) == 1
    assert Image.objects.filter(values__contains='"name":"甲所"').count() == 0
    assert found() == ()
    meddle("UPDATE people_unit SET name = 'x'")
    assert [one.kind for one in found()] == ["changed"]


def test_a_scope_that_fails_leaves_neither_rows_nor_entry() -> None:
    with pytest.raises(RuntimeError, match="stop"), scope(actor="tester", move="open_unit"):
        unit().save()
        raise RuntimeError("stop")
    assert not Unit.objects.exists()
    assert not Entry.objects.exists()


def test_a_scope_within_a_scope_has_an_entry_of_its_own() -> None:
    with scope(actor="tester", move="outer"):
        unit("甲").save()
        with scope(actor="tester", move="inner"):
            unit("乙").save()
    assert list(Entry.objects.values_list("move", flat=True)) == ["inner", "outer"]
    assert found() == ()


def test_many_rows_at_once_get_an_image_each() -> None:
    with scope(actor="tester", move="import"):
        Unit.objects.bulk_create([unit(f"第{n}所") for n in range(1200)])
    assert verify() == type(verify())(1, 1200, Head.objects.get().hash, ())


def test_many_rows_are_saved_at_once_each_as_its_next_version() -> None:
    with scope(actor="tester", move="import"):
        rows = Unit.objects.bulk_create([unit(f"第{n}所") for n in range(700)])
    for row in rows:
        row.area, row.short_name = f"{row.name}的地方", "“所”'; --"
    with scope(actor="tester", move="name"):
        Unit.objects.save_many(rows, ("area", "short_name"))
        Unit.objects.save_many([], ("area",))
    stored = {one.pk: one for one in Unit.objects.all()}
    assert {(stored[row.pk].area, stored[row.pk].short_name, stored[row.pk].version) for row in rows} == {
        (row.area, row.short_name, 2) for row in rows
    }
    assert verify() == type(verify())(2, 700, Head.objects.get().hash, ())
    with pytest.raises(OutsideTheTrailError):
        Unit.objects.save_many(rows, ("area",))


def test_links_are_recorded_and_made_once() -> None:
    with scope(actor="tester", move="accept_lead"):
        first = link(source="H-1", target="L-1", kind="accepted", by="tester")
        assert link(source="H-1", target="L-1", kind="accepted", by="tester") == first
    assert Link.objects.count() == 1
    assert found() == ()


def test_numbers_never_come_twice_and_only_inside_a_scope() -> None:
    with scope(actor="tester", move="number"):
        assert [next_number("I-150602") for _ in range(3)] == [1, 2, 3]
        assert next_number("I-150603") == 1
    with pytest.raises(OutsideTheTrailError):
        next_number("I-150602")


def test_every_recorded_table_stands_behind_the_wall() -> None:
    for model in recorded_models():
        with connection.cursor() as cursor, pytest.raises(OutsideTheTrailError, match=model._meta.db_table):
            cursor.execute(f'DELETE FROM "{model._meta.db_table}" WHERE 1 = 0')  # noqa: S608 - a table's own name
        assert {field.attname for field in fields_of(model)} >= {"version"}


@pytest.mark.parametrize(
    "statement",
    [
        "delete from people_unit",
        'UPDATE "people_unit" SET name = 1',
        "INSERT OR REPLACE INTO people_unit (id) VALUES (1)",
        'WITH gone AS (DELETE FROM "public"."people_unit" RETURNING id) SELECT * FROM gone',
        "TRUNCATE TABLE people_unit",
        "update trail_entry set actor = ''",
    ],
)
def test_statements_that_change_are_seen(statement: str) -> None:
    with connection.cursor() as cursor, pytest.raises(OutsideTheTrailError):
        cursor.execute(statement)


def test_statements_that_read_pass() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM people_unit")
        assert cursor.fetchone() == (0,)
