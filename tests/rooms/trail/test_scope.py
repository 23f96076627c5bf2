"""Writing happens inside a scope only, and every write leaves an entry with an image."""

from __future__ import annotations

import pytest
from django.db import connection

from bureau.people.models import Unit
from bureau.trail.models import Entry, Image
from bureau.trail.scope import scope
from bureau.trail.verify import verify
from bureau.trail.wall import OutsideTheTrailError

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.db]


def unit(name: str = "甲所", **more: object) -> Unit:
    fields = {
        "reference": f"U-{name}",
        "short_name": name,
        "kind": "station",
        "division": "150602",
        "path": f"/{name}/",
    }
    return Unit(name=name, **(fields | more))


def saved(name: str = "甲所") -> Unit:
    made = unit(name)
    with scope(actor="tester", move="open_unit", reference=made.reference, reason="a test"):
        made.save()
    return made


def test_a_save_leaves_an_entry_with_an_image() -> None:
    made = saved()
    entry = Entry.objects.get()
    assert (entry.actor, entry.move, entry.reference, entry.sequence) == (
        "tester",
        "open_unit",
        made.reference,
        1,
    )
    assert Image.objects.get(entry=entry).subject.key == str(made.pk)
    assert verify().discrepancies == ()


def test_nothing_is_saved_outside_a_scope() -> None:
    with pytest.raises(OutsideTheTrailError, match="outside a trail scope"):
        unit().save()
    assert not Unit.objects.exists()


@pytest.mark.parametrize("inside", [False, True])
def test_bulk_changes_and_statements_are_refused(inside: bool) -> None:
    made = saved()

    def attempts() -> None:
        with pytest.raises(OutsideTheTrailError):
            Unit.objects.update(name="乙")
        with pytest.raises(OutsideTheTrailError):
            Unit.objects.all().delete()
        with pytest.raises(OutsideTheTrailError):
            made.delete()
        with pytest.raises(OutsideTheTrailError):
            Unit._base_manager.all()._raw_delete("default")
        with connection.cursor() as cursor, pytest.raises(OutsideTheTrailError):
            cursor.execute("UPDATE people_unit SET name = %s", ["乙"])

    if inside:
        with scope(actor="tester", move="attempt"):
            attempts()
    else:
        attempts()
    assert Unit.objects.get().name == "甲所"
